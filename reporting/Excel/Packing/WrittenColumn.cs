namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// A column while the rows of its sheet are written, one below the other: how a cell looks, what number its text has and how many lines it
/// takes. What a column says is mostly what it said before, so each answer is remembered, by the text's number.
/// </summary>
internal sealed class WrittenColumn
{
    /// <summary>The number of no text.</summary>
    public const int Blank = -1;

    /// <summary>Figures under this, with two places, separators and a sign, are the narrowest that a column of figures has room for.</summary>
    private const decimal OrdinaryFigure = 100_000_000m;

    private const string WidestOrdinaryFigure = "-99,999,999.99";

    private static readonly string[] WidestDates = [.. Enumerable.Range(1, 12).Select(month => Vocabulary.Display.Date(new DateOnly(2030, month, 28)))];

    private readonly SheetPlan _plan;
    private readonly int _index;
    private readonly Format _format;
    private readonly SharedStringWriter _texts;
    private readonly int _width;
    private byte[]? _linesByText;
    private readonly bool _hasRoomForFigures;
    private readonly bool _hasRoomForDates;
    private string? _lastText;
    private int _lastNumber = Blank;
    private (int Look, int Pattern) _last = (Blank, 0);

    /// <param name="texts">All of the workbook: none is added any more.</param>
    public WrittenColumn(SheetPlan plan, int index, SheetColumn column, SharedStringWriter texts)
    {
        (_plan, _index, _format, _texts) = (plan, index, column.Format, texts);
        _width = RowHeight.WidthOf(column);
        _hasRoomForFigures = column.Format is Format.Whole or Format.OneDecimal or Format.Pounds && Lines(WidestOrdinaryFigure, total: false) == 1;
        _hasRoomForDates = Array.TrueForAll(WidestDates, date => Lines(date, total: false) == 1);
    }

    /// <summary>Of the cell that was looked at last; <see cref="Blank"/> where it shows no text.</summary>
    public int TextNumber { get; private set; } = Blank;

    public int PatternOf(Cell cell, bool total)
    {
        var look = SheetPlan.StyleOf(cell, total);
        if (_last.Look != look)
        {
            _last = (look, _plan.PatternOf(_index, look));
        }

        return _last.Pattern;
    }

    /// <summary>How many lines the cell takes, in bold where it stands in the total.</summary>
    public int LinesOf(Cell cell, bool total)
    {
        TextNumber = cell.Kind is TableCellKind.Text or TableCellKind.Link ? NumberOf(SheetPlan.TextOf(cell)) : Blank;
        if (cell.Revised || total)
        {
            return Lines(cell.Shown(_format), total);
        }

        return cell.Kind switch
        {
            TableCellKind.Number when _hasRoomForFigures && (cell.FormatOverride ?? _format) is Format.Whole or Format.OneDecimal or Format.Pounds
                && cell.Number is > -OrdinaryFigure and < OrdinaryFigure => 1,
            TableCellKind.Date when _hasRoomForDates => 1,
            TableCellKind.Number or TableCellKind.Date => Lines(cell.Shown(_format), total),
            _ => TextNumber == Blank ? 1 : LinesOfText(cell.Text),
        };
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
        ref var lines = ref (_linesByText ??= new byte[_texts.Count])[TextNumber];
        if (lines == 0)
        {
            lines = (byte)Math.Min(byte.MaxValue, Lines(text, total: false));
        }

        return lines;
    }

    private int Lines(string text, bool total) => RowHeight.Lines(text, _width, total);
}
