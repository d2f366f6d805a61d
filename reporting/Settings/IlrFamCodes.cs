using System.Text.RegularExpressions;

namespace Pilot.Reporting.Settings;

/// <summary>
/// The Scheme key ilr_fam_codes: which codes of LearningDeliveryFAM mark a learner in an ILR as claimed from the pilot, written
/// <c>TYPE:CODE;TYPE:CODE</c>, such as <c>SOF:112;LDM:999</c>.
/// </summary>
internal static partial class IlrFamCodes
{
    public static IReadOnlySet<string> None { get; } = new HashSet<string>();

    /// <summary>Each as <c>TYPE:CODE</c> in upper case; null where the text is not of the form. Blank is none.</summary>
    public static IReadOnlySet<string>? Parse(string text)
    {
        var codes = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(codes, code => Form().IsMatch(code)) ? codes.Select(code => code.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal) : null;
    }

    /// <summary>One writing for one list, so that stored settings compare equal; null where the text is not of the form.</summary>
    public static string? Normalise(string text) => Parse(text) is { } codes ? string.Join(';', codes.Order(StringComparer.Ordinal)) : null;

    // As long as the ILR lets its types and codes be.
    [GeneratedRegex("^[A-Za-z]{1,3}:[A-Za-z0-9]{1,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
