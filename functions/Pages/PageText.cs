using System.Globalization;

namespace Pilot.Functions.Pages;

/// <summary>Texts as pages write them.</summary>
internal static class PageText
{
    /// <summary>The first letter as a capital; the rest stays.</summary>
    public static string Capitalise(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>0.125 as 12.5%: to one decimal place, as in the workbook.</summary>
    public static string FormatShare(decimal share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
