using System.Globalization;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Packing;

public enum TableCellKind
{
    Text,
    Number,
    Date,
    Link,
}

/// <summary>How the figures of a column are shown. Units stand in the heading, never in the cell.</summary>
public enum Format
{
    Text,
    Whole,

    /// <summary>To one place.</summary>
    OneDecimal,

    /// <summary>Pounds and pence.</summary>
    Pounds,

    /// <summary>A share, 0 to 1, shown as whole per cent.</summary>
    Percent,

    /// <summary>A share, 0 to 1, shown as per cent to one place.</summary>
    PercentOne,
    Date,
}

/// <summary>One value of a table, before it is drawn: a number stays a number, and a shorthand in its place is text.</summary>
public sealed record Cell
{
    private Cell(TableCellKind kind, string text, decimal number, DateOnly date)
    {
        Kind = kind;
        Text = text;
        Number = number;
        Date = date;
    }

    public TableCellKind Kind { get; }

    /// <summary>For <see cref="TableCellKind.Link"/> the words that are shown.</summary>
    public string Text { get; }
    public decimal Number { get; }
    public DateOnly Date { get; }

    /// <summary>The sheet that a link leads to.</summary>
    public string? LinkTo { get; private init; }

    /// <summary>Differs from the run that this one revises: shown with [r].</summary>
    public bool Revised { get; init; }

    public static Cell Of(string text) => new(TableCellKind.Text, text, 0, default);

    /// <summary>A decimal can be a negative zero, such as nothing less nothing; no reader wants to see one.</summary>
    public static Cell Of(decimal number) => new(TableCellKind.Number, "", number == 0 ? 0 : number, default);

    /// <summary>Shown whole where it is, else to one place.</summary>
    public static Cell Tenths(decimal number) => number == Math.Truncate(number) ? Of(number) : Of(number) with { FormatOverride = Format.OneDecimal };

    public static Cell Pounds(decimal pounds) => Of(pounds) with { FormatOverride = Format.Pounds };

    public static Cell Of(int number) => new(TableCellKind.Number, "", number, default);

    public static Cell Of(DateOnly date) => new(TableCellKind.Date, "", 0, date);

    /// <summary>A date, or the shorthand that stands where there is none.</summary>
    public static Cell Of(DateOnly? date, Cell otherwise) => date is { } given ? Of(given) : otherwise;

    public static Cell Link(string words, string sheet) => new(TableCellKind.Link, words, 0, default) { LinkTo = sheet };

    /// <summary>numerator / denominator, unrounded; [z] where there is nothing to divide by.</summary>
    public static Cell Rate(decimal numerator, decimal denominator) =>
        denominator == 0 ? Shorthand.NotApplicable : Of(numerator / denominator);

    /// <summary>Shown unlike the rest of its column; null = as the column says.</summary>
    public Format? FormatOverride { get; init; }

    /// <summary>As a person sees it in a column of this format.</summary>
    public string Shown(Format columnFormat)
    {
        var format = FormatOverride ?? columnFormat;
        var shown = Kind switch
        {
            TableCellKind.Number => Number.ToString(NumberPattern(format), CultureInfo.InvariantCulture),
            TableCellKind.Date => Display.Date(Date),
            _ => Text,
        };
        return Revised ? shown + " " + Shorthand.RevisedMark : shown;
    }

    private static string NumberPattern(Format format) => format switch
    {
        Format.Whole => "#,##0",
        Format.OneDecimal => "#,##0.0",
        Format.Pounds => "#,##0.00",
        Format.Percent => "0%",
        Format.PercentOne => "0.0%",
        _ => "0.##########",
    };
}
