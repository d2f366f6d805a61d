using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pilot.Reporting.Vocabulary;

/// <summary>
/// A period of the pilot: a quarter of the financial year, id <c>2026Q3</c> = October to December 2026, the year being the one
/// in which the financial year starts (returns.md section 1). Both ends are part of it.
/// </summary>
public readonly record struct Quarter : IComparable<Quarter>
{
    private static readonly string[] MonthNames =
        ["January to March", "April to June", "July to September", "October to December"];

    public Quarter(int year, int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 4);
        FundingYear = new FundingYear(year);
        Number = number;
    }

    public FundingYear FundingYear { get; }

    /// <summary>1 = April to June ... 4 = January to March.</summary>
    public int Number { get; }

    public DateOnly FirstDay => Number == 4 ? new(FundingYear.StartsIn + 1, 1, 1) : new(FundingYear.StartsIn, 1 + 3 * Number, 1);

    /// <summary>The quarter's last day.</summary>
    public DateOnly CensusDate => FirstDay.AddMonths(3).AddDays(-1);

    /// <summary><c>2026Q3</c></summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{FundingYear.StartsIn:D4}Q{Number}");

    /// <summary><c>2026-27 Q3</c></summary>
    public string Label => string.Create(CultureInfo.InvariantCulture, $"{FundingYear} Q{Number}");

    /// <summary><c>October to December 2026</c></summary>
    public string Months => string.Create(CultureInfo.InvariantCulture, $"{MonthNames[Number % 4]} {FirstDay.Year}");

    /// <summary><c>October to December 2026 (2026-27 Q3)</c>: what people are shown.</summary>
    public string Words => $"{Months} ({Label})";

    /// <summary><c>2026-27-q3</c>: for file names.</summary>
    public string FileName => Label.Replace(' ', '-').ToLowerInvariant();

    public Quarter Next => Number == 4 ? new(FundingYear.StartsIn + 1, 1) : new(FundingYear.StartsIn, Number + 1);

    public Quarter Previous => Number == 1 ? new(FundingYear.StartsIn - 1, 4) : new(FundingYear.StartsIn, Number - 1);

    public static Quarter Containing(DateOnly date) =>
        new(FundingYear.Containing(date).StartsIn, date.Month >= 4 ? (date.Month - 1) / 3 : 4);

    public bool Contains(DateOnly date) => date >= FirstDay && date <= CensusDate;

    /// <summary>Accepts <c>2026Q3</c> and <c>2026-27 Q3</c>, without regard to case and spaces.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Quarter quarter)
    {
        quarter = default;
        var compact = text?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (compact is not { Length: 6 or 9 } || compact[^2] != 'Q' || compact[^1] is < '1' or > '4')
        {
            return false;
        }

        FundingYear year;
        if (compact.Length == 6)
        {
            if (!int.TryParse(compact.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var startsIn)
                || startsIn is < 2000 or > 2098)
            {
                return false;
            }

            year = new FundingYear(startsIn);
        }
        else if (!FundingYear.TryParse(compact[..7], out year))
        {
            return false;
        }

        quarter = new Quarter(year.StartsIn, compact[^1] - '0');
        return true;
    }

    /// <exception cref="FormatException">The text is not a period.</exception>
    public static Quarter Parse(string text) =>
        TryParse(text, out var quarter) ? quarter : throw new FormatException("A period is written like 2026Q3 or 2026-27 Q3.");

    public int CompareTo(Quarter other)
    {
        var byYear = FundingYear.CompareTo(other.FundingYear);
        return byYear != 0 ? byYear : Number.CompareTo(other.Number);
    }

    public override string ToString() => Id;

    public static bool operator <(Quarter left, Quarter right) => left.CompareTo(right) < 0;
    public static bool operator >(Quarter left, Quarter right) => left.CompareTo(right) > 0;
    public static bool operator <=(Quarter left, Quarter right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Quarter left, Quarter right) => left.CompareTo(right) >= 0;
}
