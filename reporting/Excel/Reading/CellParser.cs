using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// How a cell is read as text, date or number (returns.md section 3), the same for every sheet and never by the machine's culture.
/// A form that does not fit is "not of its form": the methods answer false and leave the words to the rule.
/// </summary>
public static class CellParser
{
    /// <summary>Days in Excel's own count at which a plain number is taken for a date that lost its format: 1910 to 2099.</summary>
    private static readonly DateOnly SaneFrom = new(1910, 1, 1);
    private static readonly DateOnly SaneTo = new(2099, 12, 31);

    // Databases write a day as its midnight, and a script's midnight in UTC is the same day in London all the year.
    private static readonly string[] TextDates =
    [
        IsoDay.Form, IsoDay.Form + "'T'00:00:00", IsoDay.Form + " 00:00:00", "d/M/yyyy", IsoDay.Form + "'T'00:00:00.000", IsoDay.Form + " 00:00:00.000",
        IsoDay.Form + "'T'00:00:00'Z'", IsoDay.Form + "'T'00:00:00.000'Z'", "d/M/yyyy 00:00", "d/M/yyyy 00:00:00",
    ];

    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "N/A", "NA", "N\\A", "N.A.", "NONE", "NULL", "TBC", "TBA", "TBD", "UNKNOWN", "NOT KNOWN", "X", "0",
    };

    /// <summary>
    /// The cell as text, trimmed. A number stands as it would be typed: 15 significant digits, no exponent, no <c>.0</c>; under a format of zeros
    /// as its cell shows it. A date is
    /// ISO, a truth value TRUE or FALSE, an Excel error its name; blank and uncalculated cells are empty.
    /// </summary>
    public static string Text(in RawCell cell, bool date1904 = false) => cell.Kind switch
    {
        RawCellKind.Text or RawCellKind.Error => Trim(cell.Text),
        RawCellKind.Number => cell.Text.Length > 0 ? cell.Text : CellNumber.Text(cell.Number),
        RawCellKind.Date => TryDate(cell, date1904, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : CellNumber.Text(cell.Number),
        RawCellKind.Boolean => cell.Number != 0 || string.Equals(cell.Text, "TRUE", StringComparison.OrdinalIgnoreCase) ? "TRUE" : "FALSE",
        _ => "",
    };

    /// <summary>
    /// An Excel date of either date system (a time of day is left out), ISO text, or <c>dd/mm/yyyy</c> text with one- or two-digit day and
    /// month; either text may name its midnight too. A plain number counts only when it is whole and falls in 1910 to 2099: a date that lost its
    /// format. 29 February 1900, which never was, is no date.
    /// </summary>
    public static bool TryDate(in RawCell cell, bool date1904, out DateOnly date)
    {
        date = default;
        switch (cell.Kind)
        {
            case RawCellKind.Date:
                return TrySerial(cell.Number, date1904, out date);
            case RawCellKind.Number:
                return cell.Number == Math.Floor(cell.Number)
                    && TrySerial(cell.Number, date1904, out date)
                    && date >= SaneFrom && date <= SaneTo;
            case RawCellKind.Text:
                return DateOnly.TryParseExact(
                    Trim(cell.Text), TextDates, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
            default:
                return false;
        }
    }

    /// <summary>A number to 15 significant digits. Text may have a minus sign and commas between groups of three, no exponent.</summary>
    public static bool TryDecimal(in RawCell cell, out decimal value)
    {
        value = 0;
        return cell.Kind switch
        {
            RawCellKind.Number => CellNumber.TryRead(cell.Number, out value),
            RawCellKind.Text => CellNumber.TryRead(Trim(cell.Text), out value),
            _ => false,
        };
    }

    /// <summary>A number without a fraction: 12, 12.0 and "1,200" are whole, 12.5 is not.</summary>
    public static bool TryWhole(in RawCell cell, out long value)
    {
        value = 0;
        if (!TryDecimal(cell, out var number) || number != decimal.Truncate(number) || number is < long.MinValue or > long.MaxValue)
        {
            return false;
        }

        value = (long)number;
        return true;
    }

    /// <summary>The digits of a whole number that some program wrote with a decimal point as text: 31 for 31.0; null for every other text.</summary>
    public static string? WholeText(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text[..point];
        return digits.Length == 0 || !AsciiDigits.AreAll(digits)
            || (point >= 0 && (point == text.Length - 1 || text.AsSpan(point + 1).ContainsAnyExcept('0')))
                ? null
                : digits;
    }

    /// <summary>
    /// What people type where they have nothing to type (returns.md section 3): in a reference or a free text it is a blank.
    /// </summary>
    public static bool IsPlaceholder(string text)
    {
        if (text.Length is 0 or > 20)
        {
            return false;
        }

        return Placeholders.Contains(text) || text.All(letter => letter is '?' or '.' or '_' || char.GetUnicodeCategory(letter) == UnicodeCategory.DashPunctuation);
    }

    /// <summary>A date cell at exactly 23:00:00 on a day of British Summer Time: how software that keeps moments writes the midnight that follows in London.</summary>
    public static bool IsLondonMidnight(in RawCell cell, DateOnly date)
    {
        const double SecondsOfADay = 86_400;
        return cell.Kind is RawCellKind.Date or RawCellKind.Text
            && Math.Round((cell.Number - Math.Floor(cell.Number)) * SecondsOfADay) == 23 * 3600
            && LondonTime.DateOf(new DateTimeOffset(date.ToDateTime(new TimeOnly(23, 0)), TimeSpan.Zero)) != date;
    }

    /// <summary>
    /// Pounds of either sign with at most 2 decimals, after reading to 15 significant digits: 1350.0999999999999 is 1,350.10. Text may
    /// have a pound sign in front: <c>£1,350.00</c>, <c>-£5</c>.
    /// </summary>
    public static bool TryMoney(in RawCell cell, out decimal pounds)
    {
        bool read;
        if (cell.Kind == RawCellKind.Text)
        {
            var text = Trim(cell.Text);
            var negative = text.StartsWith('-');
            var rest = negative ? text[1..] : text;
            // A second sign behind the pound sign is nobody's way of writing money.
            read = rest.StartsWith('£') ? CellNumber.TryRead(rest[1..].TrimStart(), out pounds) && pounds >= 0 : CellNumber.TryRead(rest, out pounds) && pounds >= 0;
            pounds = negative ? -pounds : pounds;
        }
        else
        {
            read = TryDecimal(cell, out pounds);
        }

        if (!read || pounds != Math.Round(pounds, 2, MidpointRounding.AwayFromZero))
        {
            pounds = 0;
            return false;
        }

        pounds = Math.Round(pounds, 2, MidpointRounding.AwayFromZero);
        return true;
    }

    /// <summary>Y, N, Yes or No, without regard to case.</summary>
    public static bool TryYesNo(in RawCell cell, out bool yes)
    {
        var text = Text(cell).ToUpperInvariant();
        yes = text is "Y" or "YES";
        return yes || text is "N" or "NO";
    }

    /// <summary>What headings are compared by: letters and digits only, lower case. <c>Learner reference</c> is <c>learnerreference</c>.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "A key is compared, never shown, and headings are written in lower case.")]
    public static string HeadingKey(string heading) =>
        string.Concat(heading.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Whether a text's <see cref="HeadingKey"/> is this one. Asked of every cell of a return, it makes nothing.</summary>
    public static bool HasHeadingKey(string text, string key)
    {
        var matched = 0;
        foreach (var letter in text)
        {
            if (!char.IsLetterOrDigit(letter))
            {
                continue;
            }

            if (matched == key.Length || char.ToLowerInvariant(letter) != key[matched++])
            {
                return false;
            }
        }

        return matched == key.Length;
    }

    /// <summary>Without spaces, no-break spaces and zero-width characters at either end, nor an apostrophe in front.</summary>
    public static string Trim(string text)
    {
        var from = 0;
        var to = text.Length;
        while (from < to && (CellText.IsBlank(text[from]) || text[from] == '\''))
        {
            from++;
        }

        while (to > from && CellText.IsBlank(text[to - 1]))
        {
            to--;
        }

        return to - from == text.Length ? text : text[from..to];
    }

    private static bool TrySerial(double serial, bool date1904, out DateOnly date)
    {
        date = default;
        var day = Math.Floor(serial);
        if (double.IsNaN(day))
        {
            return false;
        }

        if (date1904)
        {
            return TryAdd(new DateOnly(1904, 1, 1), day, 0, out date);
        }

        // Excel's 1900 system holds a 29 February 1900 (serial 60) that never was: before it days count from 31 December 1899.
        return day switch
        {
            60 => false,
            < 60 => TryAdd(new DateOnly(1899, 12, 31), day, 1, out date),
            _ => TryAdd(new DateOnly(1899, 12, 30), day, 1, out date),
        };
    }

    private static bool TryAdd(DateOnly zero, double days, int atLeast, out DateOnly date)
    {
        date = default;
        if (days < atLeast || days > DateOnly.MaxValue.DayNumber - zero.DayNumber)
        {
            return false;
        }

        date = zero.AddDays((int)days);
        return true;
    }
}
