using System.Globalization;

namespace Pilot.Reporting.Vocabulary;

/// <summary>A day as texts and files hold it: <c>2026-09-14</c>.</summary>
public static class IsoDay
{
    /// <summary>
    /// The hyphens stand in quotes: of a bare one the parser asks first whether it begins a name, in the words of the culture, for which ICU loads
    /// all its rules of sorting.
    /// </summary>
    public const string Form = "yyyy'-'MM'-'dd";

    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly day) => DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
