using System.Globalization;
using System.Text;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// A number format made of zeros and fixed characters, such as <c>000000</c>, <c>"L"00000</c> or <c>000-000</c>: it shows 12345 as 012345, and
/// that is the reference which people see and type elsewhere.
/// </summary>
internal sealed class LeadingZerosFormat
{
    private const double MaxDigits = 1e15;

    /// <summary>The format's characters from left to right; null stands for a digit.</summary>
    private readonly List<char?> _pattern;

    private LeadingZerosFormat(List<char?> pattern) => _pattern = pattern;

    /// <summary>Null where the format is of another kind. A single zero shows a number as it is.</summary>
    public static LeadingZerosFormat? Of(string code)
    {
        List<char?> pattern = [];
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '0':
                    pattern.Add(null);
                    break;
                case '"':
                    var close = code.IndexOf('"', i + 1) is >= 0 and var quote ? quote : code.Length;
                    pattern.AddRange(code[(i + 1)..close].Select(letter => (char?)letter));
                    i = close;
                    break;
                case '\\' when i + 1 < code.Length:
                    pattern.Add(code[++i]);
                    break;
                case '_' or '*':
                    i++;
                    break;
                case '[' when EndOfColour(code, i) is >= 0 and var end:
                    i = end;
                    break;
                case '-' or '/' or ' ' or '(' or ')':
                    pattern.Add(code[i]);
                    break;
                default:
                    return null;
            }
        }

        return pattern.Count(letter => letter is null) > 1 ? new LeadingZerosFormat(pattern) : null;
    }

    /// <summary>-1 where the brackets hold no colour or language: a condition or elapsed time is another kind of format.</summary>
    private static int EndOfColour(string code, int at)
    {
        var end = code.IndexOf(']', at);
        return end >= 0 && (char.IsAsciiLetterUpper(code[at + 1]) || code[at + 1] == '$') ? end : -1;
    }

    /// <summary>Empty for a number that is not whole, below zero, or longer than Excel keeps.</summary>
    public string Show(double number)
    {
        if (number < 0 || number >= MaxDigits || number != Math.Floor(number))
        {
            return "";
        }

        var places = _pattern.Count(letter => letter is null);
        var digits = ((long)number).ToString(CultureInfo.InvariantCulture).PadLeft(places, '0');
        var shown = new StringBuilder(digits.Length + _pattern.Count);
        var next = 0;
        foreach (var letter in _pattern)
        {
            if (letter is { } fixedLetter)
            {
                shown.Append(fixedLetter);
                continue;
            }

            // More digits than zeros: those that are left over stand before the first place.
            var take = next == 0 ? digits.Length - places + 1 : 1;
            shown.Append(digits, next, take);
            next += take;
        }

        return shown.ToString().Trim();
    }
}
