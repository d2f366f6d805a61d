namespace Pilot.Reporting.Vocabulary;

/// <summary>
/// Unique Learner Number: 10 digits with a check digit. Never stored and never logged; <see cref="LearnerKey"/> stands for it.
/// Source: HESA student record, field ULN; individualised learner record, rule ULN_04.
/// </summary>
public static class Uln
{
    /// <summary>What a provider sends while the real number is awaited.</summary>
    public const string Temporary = "9999999999";

    /// <summary>
    /// True for the temporary number, and for 10 digits, the first not 0, whose sum weighted 10, 9 ... 1 leaves 10 when divided by 11.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length != 10 || text[0] == '0' || !AsciiDigits.AreAll(text))
        {
            return false;
        }

        if (text.SequenceEqual(Temporary))
        {
            return true;
        }

        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            sum += (10 - i) * (text[i] - '0');
        }

        return sum % 11 == 10;
    }
}
