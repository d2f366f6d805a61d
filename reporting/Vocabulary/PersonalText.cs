using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pilot.Reporting.Vocabulary;

/// <summary>
/// What may not be repeated of a text that somebody typed freely: headings, names of sheets, references, values under the wrong heading. ULNs,
/// dates on which a learner may have been born and full postcodes are hidden in whatever spelling; the rest of the text stays.
/// </summary>
public static partial class PersonalText
{
    public const string Hidden = "(not shown)";

    /// <summary>Nobody who is 16 at the pilot's first start was born later: later dates are those of courses and returns.</summary>
    private const int LatestBirth = 2015;
    private const int UlnDigits = 10;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The text with what is personal in it hidden; the same string where nothing is.</summary>
    /// <param name="dates">False for texts in which a date is what one expects, such as a message with dates of its own.</param>
    public static string Masked(string text, bool dates = true)
    {
        var signs = Signs.Of(text);
        if (!signs.Any)
        {
            return text;
        }

        var folded = Fold(text);
        var hidden = new List<Place>();
        if (signs.Digits >= UlnDigits)
        {
            hidden.AddRange(Ulns().Matches(folded).Where(match => IsUln(match.Value)).Select(RangeOf));
        }

        if (signs.PostcodeEnd)
        {
            hidden.AddRange(Postcodes().Matches(folded).Where(match => !match.Value.StartsWith("ZZ99", StringComparison.Ordinal)).Select(RangeOf));
        }

        if (dates && signs.MayBeDate)
        {
            hidden.AddRange(NumberDates().Matches(folded).Concat(WordDates().Matches(folded)).Where(MayBeBirth).Select(RangeOf));
        }

        return hidden.Count == 0 ? text : Hide(text, hidden);
    }

    /// <summary>What a quick look says may be there: most references hold nothing of the kind, and every row has some.</summary>
    private readonly record struct Signs(int Digits, bool PostcodeEnd, bool MayBeDate)
    {
        public bool Any => Digits >= UlnDigits || PostcodeEnd || MayBeDate;

        public static Signs Of(string text)
        {
            var (digits, breaks, joins, postcode) = (0, 0, 0, false);
            var (lastDigit, letters, hasWord) = (-1, 0, false);
            for (var i = 0; i < text.Length; i++)
            {
                var isDigit = char.IsDigit(text[i]) || text[i] is >= '\uFF10' and <= '\uFF19';
                letters = char.IsLetter(text[i]) ? letters + 1 : 0;
                hasWord |= letters >= 3;
                if (isDigit)
                {
                    // Joined to the digit before it by signs alone, as the parts of a date in numbers are.
                    joins += lastDigit >= 0 && lastDigit < i - 1 ? 1 : 0;
                    digits++;
                    lastDigit = i;
                }
                else if (letters > 0)
                {
                    lastDigit = -1;
                }
                else
                {
                    breaks++;
                }

                postcode |= isDigit && i + 2 < text.Length && char.IsLetter(text[i + 1]) && char.IsLetter(text[i + 2]);
            }

            return new Signs(digits, postcode, digits >= 8 || (digits >= 3 && (joins >= 2 || (hasWord && HasMonth(text)) || (breaks >= 2 && !Ascii.IsValid(text)))));
        }
    }

    private static bool HasMonth(ReadOnlySpan<char> text)
    {
        for (var i = 0; i + 3 <= text.Length; i++)
        {
            foreach (var month in char.IsLetter(text[i]) ? Months : [])
            {
                if (text.Slice(i, 3).Equals(month, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>At most so much of it that it can be repeated in a sentence; control characters become spaces.</summary>
    public static string Shorten(string text)
    {
        const int Longest = 100;
        var shown = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest), "...");
        return shown.AsSpan().ContainsAnyInRange('\0', '\u001F')
            ? string.Concat(shown.Select(letter => char.IsControl(letter) ? ' ' : letter))
            : shown;
    }

    /// <summary>Ten digits that read like a ULN, with spaces, hyphens or points between them or none; the temporary number is nobody's.</summary>
    public static bool IsUlnLike(string text)
    {
        if (text.Length < 10 || !char.IsDigit(text[0]) || !char.IsDigit(text[^1]))
        {
            return false;
        }

        var match = Ulns().Match(Fold(text));
        return match.Success && match.Length == text.Length && IsUln(match.Value);
    }

    /// <summary>The digits alone.</summary>
    public static string Digits(string text) => string.Concat(Fold(text).Where(char.IsAsciiDigit));

    private static Place RangeOf(Match match) => new(match.Index, match.Index + match.Length);

    private sealed record Place(int From, int To);

    private static bool IsUln(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return Uln.IsValid(digits) && digits != Uln.Temporary;
    }

    private static bool MayBeBirth(Match match)
    {
        var digits = match.Groups["year"].ValueSpan;
        var year = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        year = digits.Length == 2 ? year + (year <= LatestBirth % 100 + 15 ? 2000 : 1900) : year;
        return year is >= 1900 and <= LatestBirth;
    }

    private static string Hide(string text, List<Place> places)
    {
        places.Sort((first, second) => first.From != second.From ? first.From.CompareTo(second.From) : first.To.CompareTo(second.To));
        var masked = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (from, to) in places)
        {
            if (from >= at)
            {
                masked.Append(text, at, from - at).Append(Hidden);
            }

            at = Math.Max(at, to);
        }

        return masked.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Letter by letter, so that places stay: full-width letters, digits of other scripts, every kind of space and hyphen.</summary>
    private static string Fold(string text) => string.Create(text.Length, text, static (folded, from) =>
    {
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = Fold(from[i]);
        }
    });

    private static char Fold(char letter)
    {
        if (letter < '\u0080')
        {
            return char.ToUpperInvariant(letter);
        }

        return letter switch
        {
            >= '\uFF01' and <= '\uFF5E' => char.ToUpperInvariant((char)(letter - 0xFEE0)),
            '\u2044' or '\u2215' => '/',
            _ when char.IsDigit(letter) => (char)('0' + (int)char.GetNumericValue(letter)),
            _ when char.IsWhiteSpace(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format => ' ',
            _ when char.GetUnicodeCategory(letter) == UnicodeCategory.DashPunctuation || letter == '\u2212' => '-',
            _ => char.ToUpperInvariant(letter),
        };
    }

    [GeneratedRegex(@"(?<![0-9])[0-9](?:[ \t\r\n\-./_]{0,2}[0-9]){9}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Ulns();

    [GeneratedRegex(@"(?<![A-Z0-9])[A-Z]{1,2}[0-9][0-9A-Z]?(?:[ \t\r\n\-.]{1,3}[0-9][ABD-HJLNP-UW-Z]{2}|[0-9][ABD-HJLNP-UW-Z]{2}(?![A-Z0-9]))", RegexOptions.CultureInvariant)]
    private static partial Regex Postcodes();

    [GeneratedRegex(@"(?<![0-9])(?:[0-3]?[0-9] ?[/.\- ] ?[0-3]?[0-9] ?[/.\- ] ?(?<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])|(?<year>(?:19|20)[0-9]{2}) ?[/.\- ] ?[01]?[0-9] ?[/.\- ] ?[0-3]?[0-9](?![0-9])"
        + @"|(?<year>(?:19|20)[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?<year>(?:19|20)[0-9]{2})(?![0-9]))", RegexOptions.CultureInvariant)]
    private static partial Regex NumberDates();

    [GeneratedRegex(@"(?<![0-9])(?:[0-3]?[0-9](?:ST|ND|RD|TH)?(?: OF)?[ \-./,]{0,3}(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}[ \-./,]{0,3}(?<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]))"
        + @"|(?:(?<![A-Z])(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}[ \-./,]{0,3}[0-3]?[0-9](?:ST|ND|RD|TH)?[ \-./,]{1,3}(?<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]))", RegexOptions.CultureInvariant)]
    private static partial Regex WordDates();
}
