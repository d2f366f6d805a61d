using System.Text;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>
/// Copies one sheet as a stream: its rows with their marks, and the link to the comments' boxes. All else passes byte for byte. Copied twice, first to nowhere: the
/// first pass makes known which styles are needed and where the link belongs.
/// </summary>
internal sealed class SheetCopy(SheetHighlights marks, CheckedStyles styles, string linksNamespace)
{
    /// <summary>What the schema puts after the link to the comments' boxes.</summary>
    private static readonly HashSet<string> AfterLink = new(StringComparer.Ordinal)
    {
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    };

    private readonly List<string> _children = [];
    private readonly RowsCopy _rows = new(marks, styles);
    private bool _rehearsing;
    private int _linkBefore = -1;
    private int _child;
    private string _prefix = "";

    /// <summary>Nothing changes on this sheet but, where it was the selected one, that.</summary>
    private bool OnlySelection => !_rehearsing && marks.Cells.Count == 0 && !styles.HasOldMarks && NewBoxesLink is null;

    /// <summary>The sheet's own link to its comments' boxes; known after <see cref="Rehearse"/>.</summary>
    public string? BoxesLink { get; private set; }

    /// <summary>The link that the sheet is to be given; null where it has one or needs none.</summary>
    public string? NewBoxesLink { get; set; }

    /// <summary>Makes the styles known and finds the link's place.</summary>
    public void Rehearse(Stream input)
    {
        _rehearsing = true;
        Copy(input, Stream.Null);
        _rehearsing = false;
        _linkBefore = _children.Count;
        while (_linkBefore > 0 && AfterLink.Contains(_children[_linkBefore - 1]))
        {
            _linkBefore--;
        }
    }

    public void Copy(Stream input, Stream output)
    {
        var xml = new XmlPieces(input);
        _child = 0;
        _children.Clear();
        _rows.Restart();
        while (xml.Read())
        {
            if (!xml.IsTag || xml.Depth > 2)
            {
                output.Write(xml.Raw);
            }
            else if (xml.Depth == 0)
            {
                CopyRoot(xml, output);
            }
            else if (xml.Depth == 1 && xml.Opens)
            {
                if (OnlySelection && xml.Is("sheetData"u8))
                {
                    output.Write(xml.Raw);
                    xml.CopyRest(output);
                    return;
                }

                CopyChild(xml, output);
            }
            else
            {
                output.Write(Second(xml));
            }
        }
    }

    private void CopyRoot(XmlPieces xml, Stream output)
    {
        _prefix = xml.Prefix;
        if (xml.Kind == XmlPiece.End && NewBoxesLink is not null && _linkBefore == _child)
        {
            output.Write(Link());
        }

        output.Write(xml.Raw);
    }

    private void CopyChild(XmlPieces xml, Stream output)
    {
        if (NewBoxesLink is not null && _linkBefore == _child)
        {
            output.Write(Link());
        }

        _child++;
        if (xml.Is("sheetData"u8))
        {
            _children.Add("sheetData");
            _rows.Copy(xml, output);
        }
        else if (xml.Is("dimension"u8))
        {
            _children.Add("dimension");
            output.Write(Dimension(xml));
        }
        else if (xml.LocalName.SequenceEqual("AlternateContent"u8) && xml.Kind == XmlPiece.Start)
        {
            var element = xml.ReadElement();
            _children.Add(AfterLink.FirstOrDefault(
                name => element.Contains($"<{_prefix}{name}", StringComparison.Ordinal)) ?? "AlternateContent");
            output.Write(element);
        }
        else
        {
            BoxesLink = xml.Is("legacyDrawing"u8) ? xml.RelationshipId() : BoxesLink;
            _children.Add(Encoding.Latin1.GetString(xml.LocalName));
            output.Write(xml.Raw);
        }
    }

    /// <summary>A sheet left selected beside the new first one would be edited together with it.</summary>
    private string Second(XmlPieces xml)
    {
        if (xml.Opens && xml.Is("sheetView"u8) && xml.Attribute("tabSelected"u8, out _))
        {
            return XmlText.With(xml.RawText, "tabSelected", "0");
        }

        if (xml.Opens && xml.Is("col"u8) && xml.Number("style"u8) is { } style)
        {
            var restored = styles.Restored(style);
            _rows.AddColumns(xml.Number("min"u8) ?? 0, xml.Number("max"u8) ?? 0, restored);
            return restored == style ? xml.RawText : XmlText.With(xml.RawText, "style", restored);
        }

        return xml.RawText;
    }

    private string Dimension(XmlPieces xml)
    {
        var (first, last) = Corners(xml.Text("ref"u8) ?? "");
        if (marks.Cells.Count == 0 || first is null || last is null)
        {
            return xml.RawText;
        }

        var from = (Row: Math.Min(first.Value.Row, marks.Cells.Min(mark => mark.Row)), Column: Math.Min(first.Value.Column, marks.Cells.Min(mark => mark.Column)));
        var to = (Row: Math.Max(last.Value.Row, marks.Cells.Max(mark => mark.Row)), Column: Math.Max(last.Value.Column, marks.Cells.Max(mark => mark.Column)));
        return from == first && to == last
            ? xml.RawText
            : XmlText.With(xml.RawText, "ref", $"{CellAddress.Of(from.Row, from.Column)}:{CellAddress.Of(to.Row, to.Column)}");
    }

    private static ((int Row, int Column)? First, (int Row, int Column)? Last) Corners(string reference)
    {
        var ends = reference.Split(':');
        return (Place(ends[0]), Place(ends[^1]));

        static (int Row, int Column)? Place(string address) =>
            FindHighlights.TryParse(address, out var row, out var column) ? (row, column) : null;
    }

    private string Link() =>
        $"<{_prefix}legacyDrawing xmlns:r=\"{linksNamespace}\" r:id=\"{NewBoxesLink}\"/>";
}
