using System.Globalization;

namespace Pilot.Reporting.Outcomes;

/// <summary>The categories of one table with their true counts, in declared order.</summary>
/// <param name="Group">What the secret's text begins with.</param>
/// <param name="Headline">The category that is printed as a headline elsewhere, by its place; null where there is none.</param>
internal sealed record CountedTable(string Group, IReadOnlyList<string> Categories, IReadOnlyList<int> Counts, int? Headline = null);

/// <summary>
/// Keyed controlled rounding: a table that adds up as printed, in which no figure tells for certain which of its neighbours the count was
/// nearer to (workbooks.md section 5 rules 2 to 4).
/// </summary>
/// <param name="step">The base: 5 unless the settings say otherwise.</param>
internal sealed class RoundToAddUp(RoundingSecret secret, int step)
{
    /// <summary>To the nearest multiple of the base, a half upwards.</summary>
    public static int Nearest(int count, int step) => (count + step / 2) / step * step;

    /// <summary>
    /// Splits a printed total among the categories, each of which prints the multiple of the base below its count or the one above. Always
    /// possible where every printed total and headline lies within one base of its count.
    /// </summary>
    /// <param name="printedHeadline">Of the headline category, where the table has one.</param>
    /// <param name="last">What the last publication showed for each category; null where it showed no number.</param>
    /// <param name="draw">0 for the first draw.</param>
    /// <exception cref="InvalidOperationException">The total cannot be that of these counts.</exception>
    public int[] Split(CountedTable table, int printedTotal, int? printedHeadline, IReadOnlyList<int?> last, int draw)
    {
        var printed = table.Counts.Select(count => count - count % step).ToArray();
        if (table.Headline is { } headline)
        {
            printed[headline] = printedHeadline ?? throw new InvalidOperationException("A headline is printed before the table that holds it.");
        }

        var ups = (printedTotal - printed.Sum()) / step;
        var order = Enumerable.Range(0, printed.Length)
            .Where(place => place != table.Headline && table.Counts[place] % step > 0)
            .OrderByDescending(place => WeightOf(table, place, last[place], draw)).ThenBy(place => place)
            .ToList();
        if (ups < 0 || ups > order.Count || printed.Sum() + ups * step != printedTotal)
        {
            throw new InvalidOperationException($"The printed total of {table.Group} cannot be that of its categories.");
        }

        foreach (var place in order.Take(ups))
        {
            printed[place] += step;
        }

        return printed;
    }

    /// <summary>
    /// Categories with the greatest weight are rounded up. For base 5 the weight is (r + h) 2^64 + 7k: r is the remainder of the count, h is 3
    /// where the last publication rounded up (so that a figure does not jump without cause) and 0 otherwise, and k is the key that the secret
    /// gives this category, a number below 2^64. As 7k can reach 7 x 2^64, the key can outweigh r + h, which is at most 7: a printed figure
    /// proves nothing about its remainder. For another base 3 becomes base - 2 and 7 becomes 2 base - 3, for the same reason.
    /// </summary>
    private UInt128 WeightOf(CountedTable table, int place, int? last, int draw)
    {
        var count = table.Counts[place];
        var (floor, remainder) = (count - count % step, count % step);
        var habit = last >= floor + step ? step - 2 : 0;
        return ((UInt128)(uint)(remainder + habit) << 64) + (UInt128)(uint)(2 * step - 3) * secret.KeyOf(TextOf(table, place, draw));
    }

    /// <summary><c>group|category@category1=x1,category2=x2#n</c></summary>
    private static string TextOf(CountedTable table, int place, int draw) => string.Create(
        CultureInfo.InvariantCulture,
        $"{table.Group}|{table.Categories[place]}@{string.Join(',', table.Categories.Zip(table.Counts, Named))}#{draw}");

    private static string Named(string category, int count) => string.Create(CultureInfo.InvariantCulture, $"{category}={count}");
}
