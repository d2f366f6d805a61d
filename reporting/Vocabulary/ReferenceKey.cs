using System.Globalization;
using System.Text;

namespace Pilot.Reporting.Vocabulary;

/// <summary>
/// The one key of a reference that people type: references that a person, or a database's collation, takes for the same have the same key.
/// Width, case, ligatures, superscripts, kinds of hyphen, blanks and characters that do not show make no difference; accents do. Compared by
/// code unit, here and (under a binary collation) in the database.
/// </summary>
public static class ReferenceKey
{
    /// <summary>Of a key, in UTF-16 code units: what a table has room for. One letter can stand for many.</summary>
    public const int MaxLength = 100;

    /// <summary>Empty where nothing of the text shows.</summary>
    public static string Of(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return IsPlain(reference) ? reference.ToUpperInvariant() : Folded(reference);
    }

    /// <summary>Nearly all references: nothing but letters, digits and signs of ASCII, with single blanks inside.</summary>
    private static bool IsPlain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isBlankInside = text[i] == ' ' && i > 0 && i < text.Length - 1 && text[i - 1] != ' ';
            if (text[i] is < '!' or > '~' && !isBlankInside)
            {
                return false;
            }
        }

        return true;
    }

    private static string Folded(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in WithoutHalves(text).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                shown.Append(' ');
            }
            else if (Shows(rune))
            {
                shown.Append(IsHyphen(rune) ? "-" : Unfolded(rune));
            }
        }

        var words = shown.ToString().ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).Normalize(NormalizationForm.FormKC);
    }

    /// <summary>Half of a pair alone is no character, and cannot be normalised.</summary>
    private static string WithoutHalves(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune);
        }

        return whole.ToString();
    }

    /// <summary>Letters that are two to a collation and that normalising leaves as one.</summary>
    private static string Unfolded(Rune rune) => rune.Value switch
    {
        0xDF or 0x1E9E => "SS",
        0xC6 or 0xE6 => "AE",
        0x152 or 0x153 => "OE",
        _ => rune.ToString(),
    };

    private static bool IsHyphen(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation || rune.Value == 0x2212;

    private static bool Shows(Rune rune) => !InvisibleLetters.Contains(rune.Value)
        && rune.Value is not (>= 0xFE00 and <= 0xFE0F) and not (>= 0xE0100 and <= 0xE01EF)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format);

    /// <summary>Default-ignorable characters that are letters or marks: fillers and joiners (Unicode, Default_Ignorable_Code_Point).</summary>
    private static readonly int[] InvisibleLetters = [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0];
}
