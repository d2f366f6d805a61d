using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pilot.Reporting.Vocabulary;

/// <summary>A financial year, 1 April to 31 March, written <c>2026-27</c>. Both ends are part of it.</summary>
public readonly record struct FundingYear : IComparable<FundingYear>
{
    public FundingYear(int startsIn) => StartsIn = startsIn is >= 2000 and <= 2098
        ? startsIn
        : throw new ArgumentOutOfRangeException(nameof(startsIn), "A funding year starts between 2000 and 2098.");

    /// <summary>The calendar year in which it starts: 2026 for 2026-27.</summary>
    public int StartsIn { get; }

    public DateOnly FirstDay => new(StartsIn, 4, 1);

    public DateOnly LastDay => new(StartsIn + 1, 3, 31);

    public FundingYear Next => new(StartsIn + 1);

    public FundingYear Previous => new(StartsIn - 1);

    public IEnumerable<Quarter> Quarters
    {
        get
        {
            for (var number = 1; number <= 4; number++)
            {
                yield return new Quarter(StartsIn, number);
            }
        }
    }

    public static FundingYear Containing(DateOnly date) => new(date.Month >= 4 ? date.Year : date.Year - 1);

    public bool Contains(DateOnly date) => date >= FirstDay && date <= LastDay;

    /// <summary>Accepts <c>2026-27</c> only: the second part must be the year after the first.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out FundingYear year)
    {
        year = default;
        if (text is not { Length: 7 } || text[4] != '-'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            || first is < 2000 or > 2098 || (first + 1) % 100 != second)
        {
            return false;
        }

        year = new FundingYear(first);
        return true;
    }

    /// <exception cref="FormatException">The text is not a funding year.</exception>
    public static FundingYear Parse(string text) =>
        TryParse(text, out var year) ? year : throw new FormatException("A funding year is written like 2026-27.");

    public int CompareTo(FundingYear other) => StartsIn.CompareTo(other.StartsIn);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartsIn:D4}-{(StartsIn + 1) % 100:D2}");

    public static bool operator <(FundingYear left, FundingYear right) => left.StartsIn < right.StartsIn;
    public static bool operator >(FundingYear left, FundingYear right) => left.StartsIn > right.StartsIn;
    public static bool operator <=(FundingYear left, FundingYear right) => left.StartsIn <= right.StartsIn;
    public static bool operator >=(FundingYear left, FundingYear right) => left.StartsIn >= right.StartsIn;
}
