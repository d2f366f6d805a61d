namespace Pilot.Reporting.Excel.Packing;

/// <summary>A cell as it is written: a text, a number, a formula with what it comes to, or blank.</summary>
internal readonly record struct StreamedCell(CellStyle Look, string? Text = null, decimal? Number = null, string? Formula = null)
{
    /// <summary>Always text, never a formula or a number, whatever was typed (workbooks.md section 7).</summary>
    public static StreamedCell OfText(CellStyle look, string? text) => string.IsNullOrEmpty(text)
        ? new StreamedCell(look)
        : new StreamedCell(text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? look with { Quoted = true } : look, text);

    /// <summary>The day's number in the date system that counts from 1900.</summary>
    public static StreamedCell OfDay(CellStyle look, DateOnly day) => new(look, Number: day.DayNumber - new DateOnly(1899, 12, 30).DayNumber);
}

/// <param name="Number">The row's number, from 1; each larger than the one before.</param>
/// <param name="Height">In points; null leaves it to the reader.</param>
/// <param name="Cells">From column A on; null leaves a cell out.</param>
internal sealed record StreamedRow(int Number, double? Height, IReadOnlyList<StreamedCell?> Cells);
