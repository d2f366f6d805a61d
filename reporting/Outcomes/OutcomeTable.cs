namespace Pilot.Reporting.Outcomes;

public enum OutcomeCellKind
{
    /// <summary>A count of people or courses, rounded.</summary>
    Count,

    /// <summary>A share as a fraction of 1, to two places: 0.43 is 43%.</summary>
    Rate,

    /// <summary>Pounds.</summary>
    Money,

    /// <summary>A count of things that are not people, as it is.</summary>
    Number,

    /// <summary>Text.</summary>
    Words,

    /// <summary>[u]</summary>
    Unreliable,

    /// <summary>[z]</summary>
    NotApplicable,

    /// <summary>[x]</summary>
    NotAvailable,

    /// <summary>[low]</summary>
    Low,
}

/// <summary>One cell as it may be shown: nothing in it needs further protection.</summary>
/// <param name="Value">Null for words and for every shorthand.</param>
public sealed record OutcomeCell(OutcomeCellKind Kind, decimal? Value = null, string? Text = null)
{
    public static OutcomeCell Unreliable { get; } = new(OutcomeCellKind.Unreliable);
    public static OutcomeCell NotApplicable { get; } = new(OutcomeCellKind.NotApplicable);
    public static OutcomeCell NotAvailable { get; } = new(OutcomeCellKind.NotAvailable);
    public static OutcomeCell Low { get; } = new(OutcomeCellKind.Low);

    /// <summary>Differs from the publication that this one revises: shown with [r].</summary>
    public bool Revised { get; init; }

    public static OutcomeCell Words(string text) => new(OutcomeCellKind.Words, Text: text);

    public static OutcomeCell Number(int value) => new(OutcomeCellKind.Number, value);

    /// <summary><c>[c]</c> and so on; null where a value or words stand in the cell.</summary>
    public string? Shorthand => Kind switch
    {
        OutcomeCellKind.Unreliable => "[u]",
        OutcomeCellKind.NotApplicable => "[z]",
        OutcomeCellKind.NotAvailable => "[x]",
        OutcomeCellKind.Low => "[low]",
        _ => null,
    };
}

/// <param name="Labels">One per key heading of the table.</param>
/// <param name="Cells">One per column heading of the table.</param>
public sealed record OutcomeRow(IReadOnlyList<string> Labels, IReadOnlyList<OutcomeCell> Cells);

/// <summary>A table as data: what it says, not how it is drawn.</summary>
/// <param name="Sheet">The code that names its worksheet: K01 to K12, T11, Definitions, Revisions.</param>
/// <param name="KeyHeadings">Headings of the columns that name a row.</param>
/// <param name="Headings">Headings of the other columns, units in them.</param>
/// <param name="Notes">Whole sentences; the drawing numbers them.</param>
public sealed record OutcomeTable(
    string Sheet,
    string Title,
    IReadOnlyList<string> KeyHeadings,
    IReadOnlyList<string> Headings,
    IReadOnlyList<OutcomeRow> Rows,
    IReadOnlyList<string> Notes)
{
    /// <summary>Said above the table where something is awaited.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
