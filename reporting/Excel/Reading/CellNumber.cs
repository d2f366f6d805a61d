using System.Globalization;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>A number as Excel holds it, to 15 significant digits, and as people write it.</summary>
internal static class CellNumber
{
    public static bool TryRead(double number, out decimal value)
    {
        value = 0;
        if (number == Math.Floor(number) && Math.Abs(number) < 1e15)
        {
            value = (long)number;
            return true;
        }

        return double.IsFinite(number)
            && decimal.TryParse(number.ToString("E14", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && value != 0;
    }

    public static bool TryRead(string text, out decimal value)
    {
        value = 0;
        if (!IsNumber(text)
            || !decimal.TryParse(
                text.Replace(",", "", StringComparison.Ordinal),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out value))
        {
            return false;
        }

        value = To15Digits(value);
        return true;
    }

    /// <summary>Digits, at most one point, a minus in front; commas only where they part groups of three before the point.</summary>
    private static bool IsNumber(string text)
    {
        var digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || !AsciiDigits.AreAll(fraction))
        {
            return false;
        }

        var firstComma = whole.IndexOf(',');
        if (firstComma < 0)
        {
            return AsciiDigits.AreAll(whole);
        }

        if (firstComma is 0 or > 3 || (whole.Length - firstComma) % 4 != 0)
        {
            return false;
        }

        for (var i = 0; i < whole.Length; i++)
        {
            var comma = i >= firstComma && (i - firstComma) % 4 == 0;
            if (comma ? whole[i] != ',' : whole[i] is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }

    private static decimal To15Digits(decimal value)
    {
        var whole = decimal.Truncate(Math.Abs(value));
        var digits = 0;
        for (; whole >= 1; whole = decimal.Truncate(whole / 10))
        {
            digits++;
        }

        // Digits before the point are never lost from text: a long whole number is an id, not a measurement.
        return Math.Round(value, Math.Max(0, 15 - digits), MidpointRounding.AwayFromZero);
    }

    public static string Text(double number)
    {
        if (TryRead(number, out var value))
        {
            return value.ToString("0.############################", CultureInfo.InvariantCulture);
        }

        // Beyond what a decimal holds no id is meant; what was sent is still shown.
        return number.ToString("G15", CultureInfo.InvariantCulture);
    }
}
