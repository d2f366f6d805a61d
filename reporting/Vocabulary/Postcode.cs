using System.Globalization;

namespace Pilot.Reporting.Vocabulary;

/// <summary>
/// A United Kingdom postcode: outward code, one space, a digit and two letters other than C I K M O V (returns.md section 3).
/// The full code is used while a row is judged and then forgotten; only the outward code is stored.
/// </summary>
public static class Postcode
{
    /// <summary>A learner whose home is not known, or delivery that is mostly remote.</summary>
    public const string Unknown = "ZZ99 9ZZ";

    /// <summary>Upper case with one space before the last three characters, or null where the text is no postcode.</summary>
    public static string? Normalise(string text)
    {
        const int Shortest = 5;
        const int Longest = 7;
        Span<char> compact = stackalloc char[Longest];
        var length = 0;
        foreach (var letter in text)
        {
            // A postcode copied from a web page has a no-break space inside, or something that takes no room at all.
            if (char.IsWhiteSpace(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format)
            {
                continue;
            }

            if (length == Longest)
            {
                return null;
            }

            compact[length++] = char.ToUpperInvariant(letter);
        }

        if (length < Shortest)
        {
            return null;
        }

        var outward = compact[..(length - 3)];
        var inward = compact[(length - 3)..length];
        return IsOutward(outward) && IsInward(inward) ? string.Concat(outward, " ", inward) : null;
    }

    /// <summary>One or two letters, a digit, and perhaps another digit or letter.</summary>
    private static bool IsOutward(ReadOnlySpan<char> code)
    {
        var letters = char.IsAsciiLetterUpper(code[1]) ? 2 : 1;
        return char.IsAsciiLetterUpper(code[0]) && code.Length - letters is 1 or 2
            && char.IsAsciiDigit(code[letters]) && (char.IsAsciiDigit(code[^1]) || (code.Length - letters == 2 && char.IsAsciiLetterUpper(code[^1])));
    }

    private static bool IsInward(ReadOnlySpan<char> code) => char.IsAsciiDigit(code[0]) && IsInwardLetter(code[1]) && IsInwardLetter(code[2]);

    private static bool IsInwardLetter(char letter) => char.IsAsciiLetterUpper(letter) && letter is not ('C' or 'I' or 'K' or 'M' or 'O' or 'V');

    /// <summary>The part before the space of a normalised postcode.</summary>
    public static string Outward(string normalised) => normalised[..normalised.IndexOf(' ', StringComparison.Ordinal)];
}
