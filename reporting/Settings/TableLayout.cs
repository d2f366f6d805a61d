using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Settings;

/// <summary>The form of a column's values; <see cref="TableCells"/> reads them.</summary>
public enum SettingsColumnType
{
    Text,
    Ukprn,

    /// <summary>A UKPRN, or WMCA for the authority's own officers.</summary>
    UkprnOrWmca,
    AimRef,
    LearnerRef,

    /// <summary>A unique learner number; never shown in findings.</summary>
    Uln,
    Whole,

    /// <summary>Pounds with at most 2 decimals.</summary>
    Money,

    /// <summary>0 to 100, as a number: 15, not 0.15.</summary>
    Percent,
    Date,
    YesNo,
    FundingYear,
    Period,
    Code,

    /// <summary>Codes with <c>;</c> between.</summary>
    Codes,

    /// <summary>An outward code, a sector or a full postcode.</summary>
    Area,
    Email,

    /// <summary>Types and codes of the ILR's LearningDeliveryFAM, <c>TYPE:CODE</c> with <c>;</c> between.</summary>
    FamCodes,

    /// <summary>Text that is compared by its <see cref="Vocabulary.ReferenceKey"/>.</summary>
    Reference,

    /// <summary>Depends on the row: the values of the sheet Scheme.</summary>
    Any,
}

/// <summary>A column of a settings or ledger sheet, as data: reading, writing and guidance come from it.</summary>
/// <param name="Name">The machine name, which is its heading.</param>
/// <param name="Label">What people call it; accepted as heading too.</param>
public sealed record TableColumn(string Name, string Label, SettingsColumnType Type = SettingsColumnType.Text)
{
    private static readonly DateOnly LastDayOfAnyFundingYear = new(2099, 3, 31);

    /// <summary>The label as it is written above the heading.</summary>
    public string LongLabel => Optional ? Label + " (optional)" : Label;

    /// <summary>The column may be absent, its cells blank.</summary>
    public bool Optional { get; init; }

    /// <summary>The column must stand there; its cells may be blank.</summary>
    public bool MayBeBlank { get; init; }

    /// <summary>Least and greatest value of a number.</summary>
    public decimal Min { get; init; }
    public decimal Max { get; init; } = 100_000_000m;
    public int MaxLength { get; init; } = 200;

    /// <summary>What a <see cref="SettingsColumnType.Code"/> may be, upper case.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>Other ways of writing a code, each with the code that it becomes.</summary>
    public IReadOnlyDictionary<string, string> AlsoWritten { get; init; } = new Dictionary<string, string>();

    /// <summary>Dates of settings and ledger lie in funding years that can be named: 1 January 2000 to this day.</summary>
    public DateOnly LatestDate { get; init; } = LastDayOfAnyFundingYear;

    /// <summary>Completes "is not ...".</summary>
    public string FormWords => Type switch
    {
        SettingsColumnType.Ukprn => "a UKPRN, which has 8 digits",
        SettingsColumnType.UkprnOrWmca => "a UKPRN, which has 8 digits, or WMCA",
        SettingsColumnType.AimRef => "a learning aim reference, which has 8 letters or digits",
        SettingsColumnType.LearnerRef => "a learner reference of up to 20 letters, digits, spaces or / _ . -",
        SettingsColumnType.Uln => "a unique learner number, which has 10 digits, the last of them a check digit",
        SettingsColumnType.Whole => "a whole number",
        SettingsColumnType.Money => "an amount in pounds with at most 2 decimals, for example 1350.00",
        SettingsColumnType.Percent => "a percentage written as a number, for example 15",
        SettingsColumnType.Date => "a date, for example 14/09/2026",
        SettingsColumnType.YesNo => "Y or N",
        SettingsColumnType.FundingYear => "a funding year, for example 2026-27",
        SettingsColumnType.Period => "a period, for example 2026Q3",
        SettingsColumnType.Code => "one of " + string.Join(", ", Codes),
        SettingsColumnType.Codes => "a list of codes with ; between them",
        SettingsColumnType.Area => "an outward code, a postcode sector or a full postcode, for example B15, B15 2 or B15 2TT",
        SettingsColumnType.Email => "an email address",
        SettingsColumnType.FamCodes => "a list of ILR codes, each a type, a colon and a code, with ; between them, for example SOF:112;LDM:999",
        SettingsColumnType.Reference => System.FormattableString.Invariant($"a reference of up to {MaxLength} letters, digits and signs"),
        _ => System.FormattableString.Invariant($"text of up to {MaxLength} characters"),
    };
}

/// <summary>A sheet of a settings or ledger workbook: one table.</summary>
/// <param name="Keys">Names of the columns that together tell its rows apart.</param>
public sealed record TableLayout(string Sheet, bool Optional, IReadOnlyList<string> Keys, IReadOnlyList<TableColumn> Columns)
{
    /// <summary>A row in which this column is blank says nothing yet: it is skipped and counted. Null = every row counts.</summary>
    public string? DecidingColumn { get; init; }

    /// <exception cref="ArgumentException">There is no such column.</exception>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i].Name, column, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new ArgumentException($"The sheet {Sheet} has no column {column}.", nameof(column));
    }

    /// <summary>-1 where no column has that heading, as name or as label.</summary>
    /// <param name="key">As headings are compared: <see cref="CellParser.HeadingKey"/>.</param>
    internal int IndexOfHeading(string key)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            var column = Columns[i];
            if (key == CellParser.HeadingKey(column.Name) || key == CellParser.HeadingKey(column.Label) || key == CellParser.HeadingKey(column.LongLabel))
            {
                return i;
            }
        }

        return -1;
    }

    public TableColumn this[string column] => Columns[IndexOf(column)];
}
