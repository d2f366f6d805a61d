using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>
/// The boxes in which Excel shows comments (VML). Excel writes VML that is not well-formed XML, so it is read tag by tag, never as a tree.
/// </summary>
internal sealed partial class CommentBoxesCopy(IReadOnlySet<string> removed, IReadOnlyList<CellNote> added)
{
    private const string Namespaces =
        " xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";

    private const int FirstShape = 1024;
    private const int LastColumn = 16_384;
    private const int LastRow = 1_048_576;

    private int _lastShape = FirstShape;
    private bool _hasShapeType;
    private string _namespaces = Namespaces;

    public void Copy(Stream? input, Stream output)
    {
        if (input is null)
        {
            output.Write($"<xml{Namespaces}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>");
            _namespaces = "";
            WriteAdded(output);
            output.Write("</xml>");
            return;
        }

        var xml = new XmlPieces(input);
        while (xml.Read())
        {
            if (xml.Kind == XmlPiece.Start && xml.LocalName.SequenceEqual("xml"u8))
            {
                var tag = xml.RawText;
                _namespaces = Namespaces.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .All(text => tag.Contains(text, StringComparison.Ordinal)) ? "" : Namespaces;
            }
            else if (xml.Kind == XmlPiece.End && xml.LocalName.SequenceEqual("xml"u8))
            {
                WriteAdded(output);
            }
            else if (xml.Kind == XmlPiece.Start && xml.LocalName.SequenceEqual("shape"u8))
            {
                var shape = ReadShape(xml);
                output.Write(IsRemoved(shape) ? "" : shape);
                continue;
            }

            _hasShapeType |= xml.Kind == XmlPiece.Start && xml.LocalName.SequenceEqual("shapetype"u8)
                && xml.Text("id"u8) == "_x0000_t202";
            output.Write(xml.Raw);
        }
    }

    private string ReadShape(XmlPieces xml)
    {
        foreach (var name in new[] { xml.Text("id"u8), xml.Text("o:spid"u8) })
        {
            if (name?.StartsWith("_x0000_s", StringComparison.Ordinal) == true
                && int.TryParse(name.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1_000_000_000)
            {
                _lastShape = Math.Max(_lastShape, number);
            }
        }

        var shape = new StringBuilder(xml.RawText);
        while (!(xml.Kind == XmlPiece.End && xml.LocalName.SequenceEqual("shape"u8)) && xml.Read())
        {
            shape.Append(xml.RawText);
        }

        return shape.ToString();
    }

    private bool IsRemoved(string shape) =>
        removed.Count > 0 && NoteBox().IsMatch(shape)
        && RowOf().Match(shape) is { Success: true } row && ColumnOf().Match(shape) is { Success: true } column
        && int.TryParse(row.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var r) && r < LastRow
        && int.TryParse(column.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var c) && c < LastColumn
        && removed.Contains(CellAddress.Of(r + 1, c + 1));

    private void WriteAdded(Stream output)
    {
        if (added.Count > 0 && !_hasShapeType)
        {
            output.Write($"<v:shapetype{_namespaces} id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">"
                + "<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>");
        }

        foreach (var note in added)
        {
            output.Write(Box(note, ++_lastShape));
        }
    }

    /// <summary>Beside its cell, large enough for its text; at the sheet's last column or row, before it.</summary>
    private string Box(CellNote note, int shape)
    {
        const int Wide = 4;
        var high = 4 + note.Text.Length / 38 + note.Text.Count(letter => letter == '\n');
        var left = Math.Min(note.Column, LastColumn - Wide - 1);
        var top = Math.Clamp(note.Row - 2, 0, LastRow - high - 1);
        return $"<v:shape{_namespaces} id=\"_x0000_s{Digits(shape)}\" type=\"#_x0000_t202\" style=\"position:absolute;width:220pt;"
            + $"height:{Digits(high * 15)}pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">"
            + "<v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>"
            + "<v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>"
            + "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>"
            + $"<x:Anchor>{Digits(left)}, 15, {Digits(top)}, 2, {Digits(left + Wide)}, 31, {Digits(top + high)}, 4</x:Anchor>"
            + $"<x:AutoFill>False</x:AutoFill><x:Row>{Digits(note.Row - 1)}</x:Row><x:Column>{Digits(note.Column - 1)}</x:Column></x:ClientData></v:shape>";

        static string Digits(int number) => XmlText.Number(number);
    }

    [GeneratedRegex("""ObjectType\s*=\s*["']Note["']""", RegexOptions.CultureInvariant)]
    private static partial Regex NoteBox();

    [GeneratedRegex(@"<(?:\w+:)?Row>\s*(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex RowOf();

    [GeneratedRegex(@"<(?:\w+:)?Column>\s*(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex ColumnOf();
}
