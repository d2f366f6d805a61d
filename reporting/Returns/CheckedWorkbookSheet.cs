using System.Text;

namespace Pilot.Reporting.Returns;

/// <summary>
/// Copies one sheet as a stream: marked cells get another style, cells and rows that are not there are put in where a blank one is
/// marked, and the sheet is given its link to the comments' boxes. All else passes byte for byte. Copied twice, first to nowhere: the
/// first pass makes known which styles are needed and where the link belongs.
/// </summary>
internal sealed class SheetCopy(SheetMarks marks, CheckedStyles styles, string linksNamespace)
{
    /// <summary>What the schema puts after the link to the comments' boxes.</summary>
    private static readonly HashSet<string> AfterLink = new(StringComparer.Ordinal)
    {
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    };

    private readonly List<(int From, int To, int Style)> _columns = [];
    private readonly List<string> _children = [];
    private bool _rehearsing;
    private int _linkBefore = -1;
    private int _child;
    private int _nextMark;
    private int _row;
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
        (_child, _nextMark, _row) = (0, 0, 0);
        _columns.Clear();
        _children.Clear();
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
            CopyRows(xml, output);
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
            _columns.Add((xml.Number("min"u8) ?? 0, xml.Number("max"u8) ?? 0, restored));
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
            CheckedWorkbookMarks.TryParse(address, out var row, out var column) ? (row, column) : null;
    }

    private void CopyRows(XmlPieces xml, Stream output)
    {
        if (xml.Kind == XmlPiece.Empty)
        {
            if (marks.Cells.Count == 0)
            {
                output.Write(xml.Raw);
                return;
            }

            output.Write(XmlText.Opened(xml.RawText));
            WriteRowsBefore(int.MaxValue, output);
            output.Write($"</{_prefix}sheetData>");
            return;
        }

        output.Write(xml.Raw);
        while (xml.Read())
        {
            if (xml.Kind == XmlPiece.End && xml.Depth == 1)
            {
                WriteRowsBefore(int.MaxValue, output);
                output.Write(xml.Raw);
                return;
            }

            if (xml.Opens && xml.Is("row"u8))
            {
                CopyRow(xml, output);
            }
            else
            {
                output.Write(xml.Raw);
            }
        }
    }

    private void CopyRow(XmlPieces xml, Stream output)
    {
        _row = xml.Number("r"u8) ?? _row + 1;
        WriteRowsBefore(_row, output);
        var marked = _nextMark < marks.Cells.Count && marks.Cells[_nextMark].Row == _row;
        if (!marked && !styles.HasOldMarks)
        {
            output.Write(xml.Raw);
            if (xml.Kind == XmlPiece.Start)
            {
                CopyToRowEnd(xml, output);
            }

            return;
        }

        var style = xml.Number("s"u8);
        var tag = style is { } sent && styles.Restored(sent) is var own && own != sent ? XmlText.With(xml.RawText, "s", own) : xml.RawText;
        tag = marked ? WithSpans(tag) : tag;
        if (xml.Kind == XmlPiece.Start)
        {
            output.Write(tag);
            CopyCells(xml, output, style);
        }
        else if (marked)
        {
            output.Write(XmlText.Opened(tag));
            WriteCellsBefore(int.MaxValue, style, output);
            output.Write($"</{_prefix}row>");
        }
        else
        {
            output.Write(tag);
        }
    }

    private static void CopyToRowEnd(XmlPieces xml, Stream output)
    {
        while (xml.Read())
        {
            output.Write(xml.Raw);
            if (xml.Kind == XmlPiece.End && xml.Depth == 2)
            {
                return;
            }
        }
    }

    private void CopyCells(XmlPieces xml, Stream output, int? rowStyle)
    {
        var column = 0;
        while (xml.Read())
        {
            if (xml.Kind == XmlPiece.End && xml.Depth == 2)
            {
                WriteCellsBefore(int.MaxValue, rowStyle, output);
                output.Write(xml.Raw);
                return;
            }

            if (!xml.Opens || xml.Depth != 3 || !xml.Is("c"u8))
            {
                output.Write(xml.Raw);
                continue;
            }

            column = xml.Attribute("r"u8, out var address) ? ColumnOf(address) : column + 1;
            WriteCellsBefore(column, rowStyle, output);
            var sent = xml.Number("s"u8) ?? 0;
            var style = IsNext(column) ? styles.Marked(sent, marks.Cells[_nextMark++].Stops) : styles.Restored(sent);
            if (style == sent)
            {
                output.Write(xml.Raw);
            }
            else
            {
                output.Write(XmlText.With(xml.RawText, "s", style));
            }
        }
    }

    private bool IsNext(int column) =>
        _nextMark < marks.Cells.Count && marks.Cells[_nextMark].Row == _row && marks.Cells[_nextMark].Column == column;

    /// <summary>Marked cells of this row that were never written, up to a column.</summary>
    private void WriteCellsBefore(int column, int? rowStyle, Stream output)
    {
        for (; _nextMark < marks.Cells.Count && marks.Cells[_nextMark] is var mark && mark.Row == _row && mark.Column < column; _nextMark++)
        {
            var style = rowStyle ?? _columns.Find(one => one.From <= mark.Column && mark.Column <= one.To).Style;
            output.Write($"<{_prefix}c r=\"{mark.Address}\" s=\"{XmlText.Number(styles.Marked(style, mark.Stops))}\"/>");
        }
    }

    private void WriteRowsBefore(int row, Stream output)
    {
        var current = _row;
        while (_nextMark < marks.Cells.Count && marks.Cells[_nextMark].Row < row)
        {
            _row = marks.Cells[_nextMark].Row;
            output.Write($"<{_prefix}row r=\"{XmlText.Number(_row)}\">");
            WriteCellsBefore(int.MaxValue, null, output);
            output.Write($"</{_prefix}row>");
        }

        _row = current;
    }

    /// <summary>A row that says how far it reaches must still be right with the cells put into it.</summary>
    private string WithSpans(string tag)
    {
        if (XmlText.Attribute(tag, "spans") is not { } spans || spans.Split(':') is not [var from, var to]
            || !int.TryParse(from, out var first) || !int.TryParse(to, out var last))
        {
            return tag;
        }

        var least = marks.Cells[_nextMark].Column;
        var most = least;
        for (var i = _nextMark; i < marks.Cells.Count && marks.Cells[i].Row == _row; i++)
        {
            most = marks.Cells[i].Column;
        }

        return least >= first && most <= last
            ? tag
            : XmlText.With(tag, "spans", $"{XmlText.Number(Math.Min(first, least))}:{XmlText.Number(Math.Max(last, most))}");
    }

    private static int ColumnOf(ReadOnlySpan<byte> address)
    {
        var column = 0;
        foreach (var letter in address)
        {
            if (letter is < (byte)'A' or > (byte)'z')
            {
                break;
            }

            column = column * 26 + (letter & ~0x20) - 'A' + 1;
        }

        return column;
    }

    private string Link() =>
        $"<{_prefix}legacyDrawing xmlns:r=\"{linksNamespace}\" r:id=\"{NewBoxesLink}\"/>";
}
