using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Pilot.Reporting.Vocabulary;

/// <summary>How values are written for people (en-GB) and in files (codes).</summary>
public static class Display
{
    private static readonly ConcurrentDictionary<Enum, string> Codes = new();

    /// <summary><c>14 September 2026</c></summary>
    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>2026-09-14</c></summary>
    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>14 September 2026 at 16:55</c>, London time.</summary>
    public static string Moment(DateTimeOffset moment) =>
        LondonTime.At(moment).ToString("d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>1,200</c></summary>
    public static string Number(int number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary><c>1200</c>: a number that names something, such as a run, or that a program reads.</summary>
    public static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>1 row</c>, <c>2 rows</c>, <c>1,200 rows</c></summary>
    public static string Count(int count, string singular, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,##0} {(count == 1 ? singular : many ?? singular + "s")}");

    /// <summary><c>row 4</c>, <c>rows 2, 4 and 5</c>, <c>rows 2, 4, 5 and 30 more</c></summary>
    /// <param name="first">In order; so many as are known.</param>
    /// <param name="count">How many there are; null = those that are known.</param>
    public static string Rows(IReadOnlyList<int> first, int? count = null)
    {
        const int MaxNamed = 10;
        var all = count ?? first.Count;
        var named = first.Take(MaxNamed).Select(row => row.ToString(CultureInfo.InvariantCulture)).ToList();
        return all == 1 ? $"row {named[0]}"
            : all > named.Count ? string.Create(CultureInfo.InvariantCulture, $"rows {string.Join(", ", named)} and {all - named.Count:#,##0} more")
            : $"rows {string.Join(", ", named.SkipLast(1))} and {named[^1]}";
    }

    /// <summary>The code of an enum's member as the specification writes it: <c>PartFunded</c> is <c>PART_FUNDED</c>.</summary>
    public static string Code<T>(this T value)
        where T : struct, Enum => Codes.GetOrAdd(value, static member =>
        {
            var name = member.ToString();
            var code = new StringBuilder(name.Length + 4);
            for (var i = 0; i < name.Length; i++)
            {
                if (i > 0 && char.IsAsciiLetterUpper(name[i]))
                {
                    code.Append('_');
                }

                code.Append(char.ToUpperInvariant(name[i]));
            }

            return code.ToString();
        });

    /// <summary>The member whose <see cref="Code{T}"/> this is.</summary>
    public static bool TryFromCode<T>(string code, out T value)
        where T : struct, Enum
    {
        foreach (var member in Enum.GetValues<T>())
        {
            if (string.Equals(member.Code(), code, StringComparison.OrdinalIgnoreCase))
            {
                value = member;
                return true;
            }
        }

        value = default;
        return false;
    }
}
