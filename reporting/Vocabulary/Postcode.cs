using System.Globalization;
using System.Text.RegularExpressions;

namespace Pilot.Reporting.Vocabulary;

/// <summary>
/// A United Kingdom postcode: outward code, one space, a digit and two letters other than C I K M O V (returns.md section 3).
/// The full code is used while a row is judged and then forgotten; only the outward code is stored.
/// </summary>
public static partial class Postcode
{
    /// <summary>A learner whose home is not known, or delivery that is mostly remote.</summary>
    public const string Unknown = "ZZ99 9ZZ";

    /// <summary>Upper case with one space before the last three characters, or null where the text is no postcode.</summary>
    public static string? Normalise(string text)
    {
        // A postcode copied from a web page has a no-break space inside, or something that takes no room at all.
        var compact = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && char.GetUnicodeCategory(letter) != UnicodeCategory.Format)).ToUpperInvariant();
        if (compact.Length is < 5 or > 7)
        {
            return null;
        }

        var spaced = string.Concat(compact.AsSpan(0, compact.Length - 3), " ", compact.AsSpan(compact.Length - 3));
        return Form().IsMatch(spaced) ? spaced : null;
    }

    /// <summary>The part before the space of a normalised postcode.</summary>
    public static string Outward(string normalised) => normalised[..normalised.IndexOf(' ', StringComparison.Ordinal)];

    [GeneratedRegex("^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][ABD-HJLNP-UW-Z]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
