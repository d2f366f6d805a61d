namespace Pilot.Reporting.Vocabulary;

/// <summary>
/// Texts of a few digits, of which every row has some. To look at each letter is as quick as the general test for a range, which makes an object of
/// every bound until it has run often enough to be compiled anew.
/// </summary>
internal static class AsciiDigits
{
    public static bool AreAll(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit(letter))
            {
                return false;
            }
        }

        return true;
    }
}
