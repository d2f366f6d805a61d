using System.Globalization;
using System.Text;

namespace Pilot.Functions.Blobs;

/// <summary>
/// A name that somebody typed, as it may be shown: without what does not show itself but changes how the rest is read (a mark that turns the
/// direction makes <c>cod.xlsx</c> of <c>xslx.doc</c>), ends a line, or is no character at all.
/// </summary>
public static class SafeDisplayName
{
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Without(name, category => category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
    }

    /// <summary>Text of several lines, without what turns the direction of the rest or hides in it.</summary>
    public static string InText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Without(text, category => category is UnicodeCategory.Format);
    }

    private static string Without(string text, Func<UnicodeCategory, bool> isHidden)
    {
        if (text.All(letter => letter is >= ' ' and <= '~'))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!isHidden(Rune.GetUnicodeCategory(rune)))
            {
                shown.Append(rune);
            }
        }

        return shown.ToString();
    }
}
