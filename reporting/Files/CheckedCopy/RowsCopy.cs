using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>
/// Copies the rows of a sheet: marked cells get another style, and cells and rows that are not there are put in where a blank one is
/// marked.
/// </summary>
internal sealed class RowsCopy(SheetHighlights marks, CheckedStyles styles)
{
    private readonly List<(int From, int To, int Style)> _columns = [];
    private readonly HashSet<int> _present = [];
    private readonly HashSet<int> _inDisorder = [];
    private List<int>? _absent;
    private int _nextAbsent;
    private int _nextMark;
    private int _row;
    private string _prefix = "";

    /// <summary>
    /// Rows and cells may stand in another order than their numbers. The first time through makes known which rows are there, so that a marked
    /// one that stands further down is not put in twice.
    /// </summary>
    public void Restart()
    {
        _absent = _present.Count == 0 ? null : Absent();
        (_nextAbsent, _nextMark, _row) = (0, 0, 0);
        _columns.Clear();
    }

    private List<int> Absent() => [.. marks.Cells.Select(mark => mark.Row).Distinct().Where(row => !_present.Contains(row))];

    /// <summary>The style that blank cells of these columns have.</summary>
    public void AddColumns(int from, int to, int style) => _columns.Add((from, to, style));

    /// <summary>From the start of <c>sheetData</c> to its end.</summary>
    public void Copy(XmlPieces xml, Stream output)
    {
        _prefix = xml.Prefix;
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
        var marked = BeginRow(xml, output);
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

    /// <summary>Whether cells of this row are marked.</summary>
    private bool BeginRow(XmlPieces xml, Stream output)
    {
        _row = xml.Number("r"u8) ?? _row + 1;
        if (marks.Cells.Count > 0)
        {
            _present.Add(_row);
        }

        WriteRowsBefore(_row, output);
        _nextMark = FirstMarkOf(_row);
        return _nextMark < marks.Cells.Count && marks.Cells[_nextMark].Row == _row && !_inDisorder.Contains(_row);
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

            var before = column;
            column = xml.Attribute("r"u8, out var address) ? CellAddress.ColumnOf(address) : column + 1;
            if (column <= before)
            {
                // To put a cell into such a row would be guesswork: its comment says what is wrong.
                _inDisorder.Add(_row);
            }

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
            var style = rowStyle ?? _columns.Find(entry => entry.From <= mark.Column && mark.Column <= entry.To).Style;
            output.Write($"<{_prefix}c r=\"{mark.Address}\" s=\"{XmlText.Number(styles.Marked(style, mark.Stops))}\"/>");
        }
    }

    /// <summary>Marked rows that the sheet does not have.</summary>
    private void WriteRowsBefore(int row, Stream output)
    {
        var current = _row;
        var absent = _absent ?? (row == int.MaxValue ? Absent() : []);
        for (; _nextAbsent < absent.Count && absent[_nextAbsent] < row; _nextAbsent++)
        {
            _row = absent[_nextAbsent];
            _nextMark = FirstMarkOf(_row);
            output.Write($"<{_prefix}row r=\"{XmlText.Number(_row)}\">");
            WriteCellsBefore(int.MaxValue, null, output);
            output.Write($"</{_prefix}row>");
        }

        _row = current;
    }

    /// <summary>Marks are in the order of rows and columns.</summary>
    private int FirstMarkOf(int row)
    {
        if (_nextMark < marks.Cells.Count && marks.Cells[_nextMark].Row == row && (_nextMark == 0 || marks.Cells[_nextMark - 1].Row < row))
        {
            return _nextMark;
        }

        var (from, to) = (0, marks.Cells.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = marks.Cells[middle].Row < row ? (middle + 1, to) : (from, middle);
        }

        return from;
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
}
