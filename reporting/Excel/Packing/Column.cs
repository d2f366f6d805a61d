namespace Pilot.Reporting.Excel.Packing;

/// <summary>One column of a sheet's declaration.</summary>
/// <param name="Heading">Unique on its sheet; ends with the unit where there is one.</param>
/// <param name="Width">In characters, 8 to <see cref="Column.MaxWidth"/>.</param>
public sealed record Column<TRow>(string Heading, Format Format, int Width, Func<TRow, Cell> Value)
{
    /// <summary>Tells the rows apart; all other columns are figures or words about the row.</summary>
    public bool Key { get; init; }

    /// <summary>Known for good, such as an approved budget: not marked provisional.</summary>
    public bool IsFinal { get; init; }

    /// <summary>What the last row shows, made from the rows and never from drawn cells; null = [z].</summary>
    public Func<IReadOnlyList<TRow>, Cell>? Total { get; init; }

    /// <summary>Everything that the column may say besides shorthand; null = not declared.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The measure's definition in words; explained on Notes.</summary>
    public string? Note { get; init; }
}

/// <summary>The usual columns.</summary>
public static class Column
{
    public const int FigureWidth = 16;

    /// <summary>The width written to the file is 0.71 more, for the edges of a cell. No column may be over 60 wide (workbooks.md section 1).</summary>
    public const int MaxWidth = 59;

    public static Column<T> Key<T>(string heading, int width, Func<T, string> value) =>
        new(heading, Format.Text, width, row => Cell.Of(value(row))) { Key = true };

    public static Column<T> Text<T>(string heading, int width, Func<T, string> value, string? note = null) =>
        new(heading, Format.Text, width, row => Cell.Of(value(row))) { Note = note };

    /// <summary>A count whose total is the sum of its rows.</summary>
    public static Column<T> Count<T>(string heading, Func<T, int> value, string? note = null) =>
        new(heading, Format.Whole, FigureWidth, row => Cell.Of(value(row)))
        {
            Note = note,
            Total = rows => Cell.Of(rows.Sum(value)),
        };

    /// <summary>A count that some rows do not show; its total is still the sum of what was counted.</summary>
    public static Column<T> Count<T>(string heading, Func<T, int> value, Func<T, int, Cell> show, string? note = null) =>
        new(heading, Format.Whole, FigureWidth, row => show(row, value(row)))
        {
            Note = note,
            Total = rows => Cell.Of(rows.Sum(value)),
        };

    /// <summary>A count that may be a part of one, such as profile starts to date: to one place where it is no whole number.</summary>
    public static Column<T> Tenths<T>(string heading, Func<T, decimal> value, string? note = null) =>
        new(heading, Format.Whole, FigureWidth, row => Cell.Tenths(value(row)))
        {
            Note = note,
            Total = rows => Cell.Tenths(rows.Sum(value)),
        };

    /// <summary>Pounds and pence; the total is the exact sum of the rows.</summary>
    public static Column<T> Pounds<T>(string heading, Func<T, decimal> value, string? note = null) =>
        new(heading, Format.Pounds, FigureWidth, row => Cell.Of(value(row)))
        {
            Note = note,
            Total = rows => Cell.Of(rows.Sum(value)),
        };

    public static Column<T> Cells<T>(
        string heading, Format format, Func<T, Cell> value, string? note = null, Func<IReadOnlyList<T>, Cell>? total = null,
        int width = FigureWidth) => new(heading, format, width, value) { Note = note, Total = total };
}
