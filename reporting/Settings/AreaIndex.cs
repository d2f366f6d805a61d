using System.Text.RegularExpressions;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>Finds where a postcode lies by the settings sheet <c>Areas</c>: full postcode, then sector, then outward code.</summary>
public sealed partial class AreaIndex
{
    private readonly Dictionary<string, AreaRule> _rules = new(StringComparer.Ordinal);

    /// <param name="areas">Of several rules for one postcode the first counts.</param>
    public AreaIndex(IEnumerable<AreaRule> areas)
    {
        foreach (var area in areas)
        {
            _rules.TryAdd(area.Postcode, area);
        }
    }

    /// <summary>The place of a postcode as <see cref="Postcode.Normalise"/> gives it; not listed, or unknown, is outside both areas.</summary>
    public PostcodeArea AreaOf(string normalisedPostcode)
    {
        var outward = Postcode.Outward(normalisedPostcode);
        if (normalisedPostcode != Postcode.Unknown
            && (_rules.TryGetValue(normalisedPostcode, out var rule)
                || _rules.TryGetValue(normalisedPostcode[..^2], out rule)
                || _rules.TryGetValue(outward, out rule)))
        {
            return new PostcodeArea(outward, rule.Council, rule.InWmca, rule.InZone);
        }

        return new PostcodeArea(outward, "", false, false);
    }

    /// <summary>
    /// A full postcode (<c>B15 2TT</c>), a sector (<c>B15 2</c>) or an outward code (<c>B15</c>), upper case with one space, or null.
    /// A sector written without its space is taken only where it cannot be an outward code: B152 is B15 2, B12 is the outward code.
    /// </summary>
    public static string? Normalise(string text)
    {
        var spaced = Spaces().Replace(text.Trim().ToUpperInvariant(), " ");
        if (Outward().IsMatch(spaced))
        {
            return spaced;
        }

        var compact = spaced.Replace(" ", "", StringComparison.Ordinal);
        if (Sector().IsMatch(spaced) || (spaced == compact && compact.Length > 1 && Outward().IsMatch(compact[..^1]) && char.IsAsciiDigit(compact[^1])))
        {
            return string.Concat(compact.AsSpan(0, compact.Length - 1), " ", compact.AsSpan(compact.Length - 1));
        }

        return Postcode.Normalise(compact);
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex("^[A-Z]{1,2}[0-9][0-9A-Z]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Outward();

    [GeneratedRegex("^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex Sector();
}
