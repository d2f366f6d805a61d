namespace Pilot.Reporting.Vocabulary;

/// <summary>
/// A provider's own reference for a learner. Its key is what is stored, hashed and ordered: two spellings of one reference are one learner
/// (returns.md section 3).
/// </summary>
public static class LearnerReference
{
    /// <summary>Characters of a reference at most, trimmed.</summary>
    public const int MaxLength = 20;

    /// <summary>Trimmed and in capitals; the same string where it is so already.</summary>
    public static string KeyOf(string typed)
    {
        var text = typed.Trim();
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterLower(letter))
            {
                return text.ToUpperInvariant();
            }
        }

        return text;
    }

    /// <summary>As it may be shown outside the provider's own files: a reference that is a ULN is hidden (REF_01, REF_02).</summary>
    public static string Shown(string reference) => PersonalText.IsUlnLike(reference) ? PersonalText.Hidden : reference;
}
