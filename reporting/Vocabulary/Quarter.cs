using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pilot.Reporting.Vocabulary;

/// <summary>
/// A period of the pilot: a quarter of the financial year, id <c>2026Q3</c> = October to December 2026, the year being the one
/// in which the financial year starts (returns.md section 1). Both ends are part of it.
/// </summary>
public readonly partial record struct Quarter : IComparable<Quarter>
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

    /// <summary>
    /// Accepts <c>2026Q3</c>, the financial year and the quarter in either order and with any hyphen or slash (<c>2026-27 Q3</c>,
    /// <c>FY 26/27 Q3</c>, <c>Q3 2026-2027</c>), the months (<c>Oct-Dec 2026</c>), and the words that people are shown. Without regard to case and
    /// spaces. <c>Q3 2026</c> and <c>FY2026 Q3</c> are none: it may as well be a quarter of the calendar year, or the financial year that ends then.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Quarter quarter)
    {
        quarter = default;
        if (text is null or { Length: > 60 })
        {
            return false;
        }

        if (TryParseId(text, out quarter))
        {
            return true;
        }

        if (Whole().Match(Compact(text)) is not { Success: true } match)
        {
            return false;
        }

        var months = match.Groups["months"] is { Success: true } given ? OfMonths(given.Value, YearOf(match.Groups["year"])) : null;
        var named = match.Groups["number"] is { Success: true } ? OfNumber(match) : null;
        // Where both stand there, as in the words that people are shown, they must say the same.
        if ((months is null && named is null) || (months is not null && named is not null && months != named)
            || (match.Groups["months"].Success && months is null) || (match.Groups["number"].Success && named is null))
        {
            return false;
        }

        quarter = (months ?? named)!.Value;
        return true;
    }

    /// <summary>As the program itself writes it, which is how nearly every text of a period reads.</summary>
    private static bool TryParseId(string text, out Quarter quarter)
    {
        quarter = default;
        if (text is not { Length: 6 } || text[4] != 'Q' || text[5] is < '1' or > '4'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2000 or > 2098)
        {
            return false;
        }

        quarter = new Quarter(year, text[5] - '0');
        return true;
    }

    private static Quarter? OfNumber(Match match)
    {
        var number = match.Groups["number"].Value[0] - '0';
        var from = YearOf(match.Groups["from"]);
        if (from is < 2000 or > 2098)
        {
            return null;
        }

        var to = match.Groups["to"].Value;
        return to.Length == 0 || to == (to.Length == 2 ? (from + 1) % 100 : from + 1).ToString(to.Length == 2 ? "00" : "0000", CultureInfo.InvariantCulture)
            ? new Quarter(from, number)
            : null;
    }

    private static Quarter? OfMonths(string months, int last)
    {
        var number = months[..3] switch { "APR" => 1, "JUL" => 2, "OCT" => 3, _ => 4 };
        return last is < 2001 or > 2098 ? null : new Quarter(number == 4 ? last - 1 : last, number);
    }

    /// <summary>26 is 2026.</summary>
    private static int YearOf(Group digits) =>
        int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) + (digits.Length == 2 ? 2000 : 0);

    /// <summary>Without spaces and brackets, in capitals, every hyphen and slash a hyphen.</summary>
    private static string Compact(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!char.IsWhiteSpace(letter) && letter is not ('(' or ')' or ',' or '.') && char.GetUnicodeCategory(letter) != UnicodeCategory.Format)
            {
                var isHyphen = letter is '/' or '\\' or '\u2212' || char.GetUnicodeCategory(letter) == UnicodeCategory.DashPunctuation;
                kept.Append(isHyphen ? '-' : char.ToUpperInvariant(letter));
            }
        }

        return kept.ToString();
    }

    [GeneratedRegex("^(?:(?<months>(?:APR(?:IL)?(?:-|TO)JUNE?|JUL(?:Y)?(?:-|TO)SEP(?:T|TEMBER)?|OCT(?:OBER)?(?:-|TO)DEC(?:EMBER)?|JAN(?:UARY)?(?:-|TO)MAR(?:CH)?))(?<year>[0-9]{4}|[0-9]{2}))?-?"
        + "(?:(?<from>[0-9]{4})-?(?:Q|QTR|QUARTER)(?<number>[1-4])"
        + "|(?:FY|FINANCIALYEAR)?(?<from>[0-9]{4}|[0-9]{2})-(?<to>[0-9]{2}|[0-9]{4})-?(?:Q|QTR|QUARTER)(?<number>[1-4])"
        + "|(?:Q|QTR|QUARTER)(?<number>[1-4])-?(?:OF)?(?:FY|FINANCIALYEAR)?(?<from>[0-9]{4}|[0-9]{2})-(?<to>[0-9]{2}|[0-9]{4}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    /// <exception cref="FormatException">The text is not a period.</exception>
    public static Quarter Parse(string text) =>
        TryParse(text, out var quarter) ? quarter : throw new FormatException("A period is written like 2026Q3 or 2026-27 Q3.");

    public bool Equals(Quarter other) => FundingYear.StartsIn == other.FundingYear.StartsIn && Number == other.Number;

    public override int GetHashCode() => (FundingYear.StartsIn * 4) + Number;

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
