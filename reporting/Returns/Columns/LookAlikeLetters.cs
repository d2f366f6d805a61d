using System.Globalization;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>
/// Names what does not show in a text that looks right: a no-break hyphen, a full-width digit, a letter of another alphabet, a letter where a
/// postcode has a digit. Says nothing of the text itself, so that it may stand beside a value that is not shown.
/// </summary>
internal static class LookAlikeLetters
{
    /// <summary>A sentence with a space in front; empty where nothing of the kind is there.</summary>
    public static string Describe(ReturnColumn column, string text)
    {
        for (var i = 0; i < text.Length && i < 1_000; i++)
        {
            if (Name(text[i]) is { } name)
            {
                return string.Create(CultureInfo.InvariantCulture, $" Its character {i + 1} looks usual but is {name}: type the value again.");
            }
        }

        return column.Type == ReturnColumnType.Postcode ? DescribeInPostcode(text) : "";
    }

    private static string? Name(char letter) => letter switch
    {
        < '\u0080' => null,
        '\u2011' => "a no-break hyphen",
        '\u00AD' => "a soft hyphen, which does not show",
        '\u2010' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => "a long dash or minus sign, not a hyphen",
        '\u00A0' or '\u202F' or '\u2007' => "a no-break space",
        >= '\uFF10' and <= '\uFF19' => "a full-width digit",
        >= '\uFF01' and <= '\uFF5E' => "a full-width letter or sign",
        >= '\u0370' and <= '\u03FF' => "a Greek letter",
        >= '\u0400' and <= '\u052F' => "a Cyrillic letter",
        _ when char.IsDigit(letter) => "a digit of another script",
        _ when char.GetUnicodeCategory(letter) is UnicodeCategory.Format => "a character that does not show",
        _ when char.IsWhiteSpace(letter) => "a space of an unusual kind",
        _ => null,
    };

    private static string DescribeInPostcode(string text)
    {
        var compact = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();
        foreach (var (letter, digit) in (ReadOnlySpan<(char, char)>)[('I', '1'), ('L', '1'), ('O', '0'), ('S', '5'), ('Z', '2')])
        {
            for (var at = compact.IndexOf(letter, StringComparison.Ordinal); at >= 0; at = compact.IndexOf(letter, at + 1))
            {
                if (Postcode.Normalise(string.Concat(compact.AsSpan(0, at), digit.ToString(), compact.AsSpan(at + 1))) is not null)
                {
                    return $" It has the letter {letter} where a digit belongs.";
                }
            }
        }

        for (var at = compact.IndexOf('0', StringComparison.Ordinal); at >= 0; at = compact.IndexOf('0', at + 1))
        {
            if (Postcode.Normalise(string.Concat(compact.AsSpan(0, at), "O", compact.AsSpan(at + 1))) is not null)
            {
                return " It has a zero where the letter O belongs.";
            }
        }

        return "";
    }
}
