using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Pilot.Tests.Support;

/// <summary>A table of a page as it is printed: its caption, headings, rows and sums.</summary>
public sealed record PageTable(string Caption, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<IReadOnlyList<string>> Sums)
{
    public string Cell(IReadOnlyList<string> row, string heading) => row[Headings.ToList().IndexOf(heading)];

    /// <summary>Every column whose sum is printed, with what is wrong with it; none where all add up.</summary>
    public IEnumerable<string> Wrong()
    {
        for (var column = 1; Sums.Count > 0 && column < Headings.Count; column++)
        {
            // What is no number on its own ("Not begun") counts for nothing; a share is no sum.
            if (PageTables.Number(Sums[^1][column]) is { } total && !Sums[^1][column].EndsWith('%'))
            {
                var sum = Rows.Concat(Sums.SkipLast(1)).Sum(row => PageTables.Number(row[column]) ?? 0);
                if (sum != total)
                {
                    yield return $"{Caption}: {Headings[column]} adds up to {sum} and says {total}";
                }
            }
        }
    }

    /// <summary>Columns with a printed sum.</summary>
    public int Summed => Sums.Count == 0 ? 0 : Sums[^1].Skip(1).Count(cell => PageTables.Number(cell) is not null && !cell.EndsWith('%'));
}

/// <summary>Reads the tables of a page.</summary>
public static partial class PageTables
{
    public static IReadOnlyList<PageTable> Of(string page) =>
    [
        .. Table().Matches(page).Select(table => new PageTable(
            Text(Caption().Match(table.Value).Groups[1].Value),
            [.. Cells().Matches(Part(table.Value, "thead")).Select(cell => Text(cell.Groups[1].Value))],
            Rows(Part(table.Value, "tbody")), Rows(Part(table.Value, "tfoot")))),
    ];

    /// <summary>Pounds or a count; null where it is neither.</summary>
    public static decimal? Number(string text) =>
        decimal.TryParse(text.Replace("£", "", StringComparison.Ordinal).TrimEnd('%'), NumberStyles.Number | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string Text(string html) => WebUtility.HtmlDecode(Tags().Replace(Unseen().Replace(html, ""), "")).Trim();

    private static IReadOnlyList<IReadOnlyList<string>> Rows(string part) =>
        [.. Row().Matches(part).Select(row => (IReadOnlyList<string>)[.. Cells().Matches(row.Value).Select(cell => Text(cell.Groups[1].Value))])];

    private static string Part(string table, string name) => Regex.Match(table, $"<{name}[ >].*?</{name}>", RegexOptions.Singleline).Value;

    [GeneratedRegex("<table .*?</table>", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex("<caption[^>]*>(.*?)</caption>", RegexOptions.Singleline)]
    private static partial Regex Caption();

    [GeneratedRegex("<tr[ >].*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<t[hd](?= |>)[^>]*>(.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cells();

    [GeneratedRegex("<span class=\"unseen\">.*?</span>", RegexOptions.Singleline)]
    private static partial Regex Unseen();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
