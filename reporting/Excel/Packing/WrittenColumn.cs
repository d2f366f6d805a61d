namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// A column while the rows of its sheet are written, one below the other: how a cell looks, what number its text has and how many lines it
/// takes. What a column says is mostly what it said before, so each answer is remembered, by the text's number.
/// </summary>
internal sealed class WrittenColumn
{
    /// <summary>The number of no text.</summary>
    private const int Blank = -1;

    /// <summary>Figures under this, with two places, separators and a sign, are the narrowest that a column of figures has room for.</summary>
    private const double OrdinaryFigure = 100_000_000;

    private const string WidestOrdinaryFigure = "-99,999,999.99";

    private static readonly string[] WidestDates = [.. Enumerable.Range(1, 12).Select(month => Vocabulary.Display.Date(new DateOnly(2030, month, 28)))];

    /// <summary>As Excel counts days: 1 March 1900 is day 61.</summary>
    private static readonly int DayBeforeFirst = new DateOnly(1899, 12, 30).DayNumber;

    private readonly SheetPlan _plan;
    private readonly int _index;
    private readonly Format _format;
    private readonly SheetFrame _frame;
    private readonly SharedStringWriter _texts;
    private readonly int _width;
    private byte[]? _linesByText;
    private readonly bool _hasRoomForFigures;
    private readonly bool _hasRoomForDates;
    private string? _lastText;
    private int _lastNumber = Blank;
    private int _textNumber = Blank;
    private int _look = -1;
    private byte[] _tag = [];

    /// <param name="texts">All of the workbook: none is added any more.</param>
    public WrittenColumn(SheetPlan plan, int index, SheetFrame frame, SharedStringWriter texts)
    {
        var column = plan.Sheet.Columns[index];
        (_plan, _index, _format, _frame, _texts) = (plan, index, column.Format, frame, texts);
        _width = RowHeight.WidthOf(column);
        _hasRoomForFigures = column.Format is Format.Whole or Format.OneDecimal or Format.Pounds && Lines(WidestOrdinaryFigure, total: false) == 1;
        _hasRoomForDates = Array.TrueForAll(WidestDates, date => Lines(date, total: false) == 1);
    }

    /// <summary>Looks at the cell that is written next.</summary>
    /// <returns>How many lines it takes, in bold where it stands in the total.</returns>
    public int Take(Cell cell, bool total)
    {
        var look = SheetPlan.StyleOf(cell, total);
        if (_look != look)
        {
            (_look, _tag) = (look, _frame.CellTag[_plan.PatternOf(_index, look)][_index]);
        }

        _textNumber = cell.Kind is TableCellKind.Text or TableCellKind.Link ? NumberOf(SheetPlan.TextOf(cell)) : Blank;
        if (cell.Revised || total)
        {
            return Lines(cell.Shown(_format), total);
        }

        return cell.Kind switch
        {
            TableCellKind.Number when _hasRoomForFigures && (cell.FormatOverride ?? _format) is Format.Whole or Format.OneDecimal or Format.Pounds
                && Math.Abs((double)cell.Number) < OrdinaryFigure => 1,
            TableCellKind.Date when _hasRoomForDates => 1,
            TableCellKind.Number or TableCellKind.Date => Lines(cell.Shown(_format), total),
            _ => _textNumber == Blank ? 1 : LinesOfText(cell.Text),
        };
    }

    /// <summary>
    /// Writes the cell that was looked at: a number to the 15 digits that a spreadsheet keeps, a date as its day number, a text as the number
    /// of its words; nothing where blank.
    /// </summary>
    /// <param name="row">The digits of the row's number.</param>
    public void Write(ByteWriter to, Cell cell, ReadOnlySpan<byte> row)
    {
        to.Write(_frame.CellOpen[_index]);
        to.Write(row);
        to.Write(_tag);
        if (cell.Kind is TableCellKind.Text or TableCellKind.Link && _textNumber == Blank)
        {
            to.Write("/>"u8);
            return;
        }

        to.Write("><v>"u8);
        if (cell.Kind == TableCellKind.Number)
        {
            to.Write(cell.Number);
        }
        else
        {
            to.Write(cell.Kind == TableCellKind.Date ? cell.Date.DayNumber - DayBeforeFirst : _textNumber);
        }

        to.Write("</v></c>"u8);
    }

    private int NumberOf(string text)
    {
        if (text.Length == 0)
        {
            return Blank;
        }

        if (!string.Equals(text, _lastText, StringComparison.Ordinal))
        {
            (_lastText, _lastNumber) = (text, _texts[text]);
        }

        return _lastNumber;
    }

    private int LinesOfText(string text)
    {
        ref var lines = ref (_linesByText ??= new byte[_texts.Count])[_textNumber];
        if (lines == 0)
        {
            lines = (byte)Math.Min(byte.MaxValue, Lines(text, total: false));
        }

        return lines;
    }

    private int Lines(string text, bool total) => RowHeight.Lines(text, _width, total);
}
