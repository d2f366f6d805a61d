namespace Pilot.Reporting.Vocabulary;

/// <summary>A day as texts and files hold it: <c>2026-09-14</c>.</summary>
public static class IsoDay
{
    /// <summary>
    /// The hyphens stand in quotes: of a bare one the parser asks first whether it begins a name, in the words of the culture, for which ICU loads
    /// all its rules of sorting.
    /// </summary>
    public const string Form = "yyyy'-'MM'-'dd";

    /// <summary>By hand: it is read before anything else, and the parser of all forms takes a while to start.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        var (year, month, date) = (Number(text[..4]), Number(text[5..7]), Number(text[8..]));
        if (year < 1 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateOnly(year, month, date);
        return true;
    }

    /// <summary>-1 where not all are digits.</summary>
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return -1;
            }

            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
