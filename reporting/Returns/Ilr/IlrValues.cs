using System.Globalization;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Ilr;

/// <summary>The ways in which XML lets one value be written.</summary>
internal static class IlrValues
{
    /// <summary>A date, with or without a time zone or a midnight behind it.</summary>
    public static bool TryDay(string? text, out DateOnly day)
    {
        day = default;
        return text is { Length: >= 10 }
            && IsoDay.TryParse(text.AsSpan(0, 10), out day)
            && (text.Length == 10 || text[10] is 'Z' or '+' or '-' || text.AsSpan(10).StartsWith("T00:00:00", StringComparison.Ordinal));
    }

    /// <summary>ISO; what is no date stays as it stands, so that the return's own rule names it.</summary>
    public static string? Day(string? text) => TryDay(text, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text;

    /// <summary>Without a plus sign and zeros in front: +02 is 2.</summary>
    public static string? Whole(string? text) => text is { Length: <= 10 } && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number.ToString(CultureInfo.InvariantCulture)
        : text;
}
