using System.Globalization;
using System.Text.RegularExpressions;

namespace Pilot.Tests.Workbooks;

/// <summary>A table of a written workbook, by headings without their marks.</summary>
internal sealed partial class WrittenTable
{
    private readonly RawSheet _sheet;
    private readonly Dictionary<string, int> _columns;

    public WrittenTable(DrawnWorkbook book, string code)
    {
        _sheet = book.Sheets.Single(sheet => sheet.Name == code);
        var table = _sheet.Tables.Single();
        _columns = Enumerable.Range(1, table.LastColumn).ToDictionary(column => Marks().Replace(_sheet.TextAt(table.FirstRow, column), ""));
        Rows = [.. Enumerable.Range(table.FirstRow + 1, table.LastRow - table.FirstRow)];
    }

    public string Title => _sheet.TextAt(1, 1);

    /// <summary>Rows of the sheet, the total among them.</summary>
    public IReadOnlyList<int> Rows { get; }

    public IEnumerable<int> WithoutTotal => Rows.Where(row => _sheet.TextAt(row, 1) != "Total");

    public string Text(int row, string heading) => _sheet.TextAt(row, _columns[heading]);

    /// <summary>Null where a mark such as [z] stands.</summary>
    public decimal? Number(int row, string heading) =>
        decimal.TryParse(Text(row, heading), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Math.Round(number, 2) : null;

    public decimal Total(string heading) => Number(Rows[^1], heading) ?? 0;

    [GeneratedRegex(@"( \[(p|note \d+)\])+$", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();
}

/// <summary>
/// The summaries of a written workbook, worked out again from its other tables: each figure of T01 from rows of T02 and T05, and again from
/// the totals of other sheets; each count of K01, and each number of a headline, from the tables.
/// </summary>
internal static partial class Recomputed
{
    private static readonly string[] Spans = ["This quarter", "Year to date", "Since the pilot began"];

    /// <summary>Measures of T01 whose figure since the pilot began is the total of another sheet's column.</summary>
    private static readonly (string Measure, string Sheet, string Heading)[] Totals =
    [
        ("Starts", "T06", "Starts"), ("Starts", "T10", "Starts"), ("Learners", "T06", "Distinct learners"), ("Qualifying starts", "T06", "Qualifying starts"),
        ("Qualifying starts", "T08", "Qualifying starts"), ("Withdrawals", "T07", "Withdrawals"), ("Completions", "T06", "Completed"),
        ("Earned (£)", "T03", "Earned to date (£)"), ("Funded (£)", "T03", "Funded (£)"), ("Unfunded (£)", "T03", "Unfunded (£)"), ("To pay (£)", "T03", "To pay (£)"),
        ("Held (£)", "T19", "Held (£)"), ("Paid (£)", "T03", "Paid (£)"), ("Adjustments (£)", "T03", "Adjusted (£)"), ("To pay (£)", "T04", "To pay (£)"), ("Funded (£)", "T04", "Funded (£)"), ("Paid (£)", "T04", "Paid (£)"),
    ];

    /// <summary>What of T01 does not follow from the other tables.</summary>
    public static IReadOnlyList<string> Summary(DrawnWorkbook book)
    {
        var (summary, profile) = (new WrittenTable(book, "T01"), new WrittenTable(book, "T05"));
        var (year, quarter) = QuarterOf(summary.Title);
        var faults = new List<string>();
        foreach (var row in summary.Rows.Where(row => !summary.Text(row, "Measure").EndsWith("(%)", StringComparison.Ordinal)))
        {
            var measure = summary.Text(row, "Measure");
            if (summary.Number(row, "This quarter") is { } now && summary.Number(row, "Last quarter") is { } before && summary.Number(row, "Change") != now - before)
            {
                faults.Add($"T01 {measure}, Change: {summary.Text(row, "Change")}, and from its quarters {now - before}");
            }

            for (var span = 0; span < Spans.Length; span++)
            {
                var within = span;
                int[] rows = [.. profile.WithoutTotal.Where(value => InSpan(QuarterOf(profile.Text(value, "Quarter")), (year, quarter), within))];
                var shown = summary.Text(row, Spans[span]);
                var expected = measure.StartsWith("Returns", StringComparison.Ordinal) ? Returns(book, measure, span) : Sum(profile, rows, measure);
                var number = summary.Number(row, Spans[span]);
                if (number is null ? expected is not null and not 0 || !Marks.Contains(shown) : number != (expected ?? 0))
                {
                    faults.Add($"T01 {measure}, {Spans[span]}: {shown}, and from its rows {expected?.ToString(CultureInfo.InvariantCulture) ?? "not to be known"}");
                }
            }
        }

        return [.. faults, .. Totals.SelectMany(total => AgainstTotal(book, summary, total.Measure, total.Sheet, total.Heading))];
    }

    /// <summary>Measures of K01 with the row of another sheet that holds the same figure.</summary>
    private static readonly (string Measure, string Sheet, string Key, string Row, string Heading)[] Shared =
    [
        ("Starts", "K02", "Category", "All starts", "Starts"), ("Learners", "K03", "Category", "All learners", "Count"),
        ("Courses due to end", "K07", "Category", "Courses due to end", "Courses"), ("Achieved", "K07", "Category", "Achieved", "Courses"),
        ("Destination window closed", "K08", "Category", "Courses whose destination window has closed", "Courses"),
        ("Positive outcomes", "K08", "Category", "Positive", "Courses"), ("Starts", "K11", "Quarter of start", "All quarters so far", "Starts"),
    ];

    /// <summary>What of K01 is not the same as in the table that breaks it down, and what of the headlines on the cover is not in K01.</summary>
    public static IReadOnlyList<string> Headlines(DrawnWorkbook book)
    {
        var summary = new WrittenTable(book, "K01");
        var faults = new List<string>();
        foreach (var (measure, sheet, key, category, heading) in Shared)
        {
            var table = new WrittenTable(book, sheet);
            // A measure of nobody yet is no row of K01: the table that breaks it down says so.
            var rows = summary.Rows.Where(row => summary.Text(row, "Measure") == measure).ToList();
            var here = rows.Count == 0 ? "[z]" : summary.Text(rows.Single(), "Since the pilot began");
            var there = table.Text(table.Rows.Single(row => table.Text(row, key) == category), heading);
            if (here != there)
            {
                faults.Add($"K01 {measure} is {here}, and {there} on {sheet}");
            }
        }

        var cover = new WrittenTable(book, "Cover");
        var known = summary.Rows.SelectMany(row => new[] { "This quarter", "Since the pilot began" }.Select(heading => summary.Number(row, heading)).OfType<decimal>())
            .SelectMany(number => new[] { number, number * 100 }).ToHashSet();
        foreach (var row in cover.Rows.Where(row => cover.Text(row, "Item").StartsWith("Headline", StringComparison.Ordinal)))
        {
            var sentence = cover.Text(row, "Detail");
            faults.AddRange(Numbers().Matches(sentence).Select(match => decimal.Parse(match.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))
                .Where(number => !known.Contains(number) && !sentence.Contains("returns for the quarter", StringComparison.Ordinal) && !sentence.StartsWith("Fewer than 10", StringComparison.Ordinal) && !sentence.StartsWith("Against the targets", StringComparison.Ordinal))
                .Select(number => $"The headline \"{sentence}\" has {number}, and K01 has not"));
        }

        return faults;
    }

    [GeneratedRegex(@"\d[\d,]*", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    private static readonly string[] Marks = ["[z]", "[x]"];

    /// <summary>Null where every row shows a mark.</summary>
    private static decimal? Sum(WrittenTable profile, int[] rows, string measure)
    {
        if (measure == "Unfunded (£)")
        {
            return Sum(profile, rows, "Earned (£)") - Sum(profile, rows, "Funded (£)");
        }

        if (measure == "To pay (£)")
        {
            return Sum(profile, rows, "Funded (£)") + Sum(profile, rows, "Adjustments (£)") - Sum(profile, rows, "Paid (£)");
        }

        var heading = measure == "Learners" ? "New learners" : measure;
        if (rows.Any(row => profile.Text(row, heading) == "[x]") && profile.Number(profile.Rows[^1], heading) is { } total)
        {
            // The row of a provider whose return is missing does not say what is held; the total does.
            return total - profile.WithoutTotal.Except(rows).Sum(row => profile.Number(row, heading) ?? 0);
        }

        decimal?[] numbers = [.. rows.Select(row => profile.Number(row, heading))];
        return numbers.All(number => number is null) ? null : numbers.Sum() ?? 0;
    }

    private static decimal? Returns(DrawnWorkbook book, string measure, int span)
    {
        var returns = new WrittenTable(book, "T02");
        return span > 0 ? null : returns.Rows.Count(row => measure == "Returns owed" || returns.Text(row, "Timeliness") is "on time" or "late");
    }

    private static IEnumerable<string> AgainstTotal(DrawnWorkbook book, WrittenTable summary, string measure, string sheet, string heading)
    {
        var shown = summary.Number(summary.Rows.Single(row => summary.Text(row, "Measure") == measure), Spans[2]) ?? 0;
        var total = new WrittenTable(book, sheet).Total(heading);
        if (shown != total)
        {
            yield return $"T01 {measure} is {shown}, and the total of {sheet} {heading} {total}";
        }
    }

    private static bool InSpan((int Year, int Quarter) row, (int Year, int Quarter) period, int span) => span switch
    {
        0 => row == period,
        1 => row.Year == period.Year,
        _ => true,
    };

    private static (int Year, int Quarter) QuarterOf(string words)
    {
        var found = Label().Match(words);
        Assert.True(found.Success, words);
        return (int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\((\d{4})-\d\d Q(\d)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

}
