using System.Globalization;
using System.Text.RegularExpressions;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Tests.Workbooks;

/// <summary>Every figure of the headlines on the WMCA cover is worked out again from the tables of the same file (workbooks.md section 2).</summary>
public sealed partial class HeadlinesTests
{
    public static TheoryData<string> Samples => QuarterlyWorkbooksTests.Samples;

    [Theory]
    [MemberData(nameof(Samples))]
    public void Workbooks_2_each_figure_of_the_headlines_follows_from_the_tables(string sample)
    {
        var book = new DrawnWorkbook(QuarterlyWorkbooksTests.Workbooks(sample)
            .Single(file => file.Name.Contains("-wmca-", StringComparison.Ordinal) && !file.Name.Contains("casework", StringComparison.Ordinal)).Bytes);
        var cover = new WrittenTable(book, "Cover");
        string Headline(int number) => cover.Text(cover.Rows.Single(row => cover.Text(row, "Item") == $"Headline {number}"), "Detail");

        var payments = new WrittenTable(book, "T04");
        decimal[] due = [.. payments.WithoutTotal.Select(row => payments.Number(row, "To pay (£)")!.Value)];
        decimal[] repay = [.. due.Where(pounds => pounds < 0)];
        Assert.Equal(
            (decimal[])[due.Where(pounds => pounds > 0).Sum(), due.Count(pounds => pounds > 0), .. repay.Length == 0 ? Array.Empty<decimal>() : [-repay.Sum(), repay.Length]],
            Figures(Headline(1)));

        var lines = new WrittenTable(book, "T03");
        int[] ofYear = [.. lines.WithoutTotal.Where(row => lines.Text(row, "Course and year").EndsWith(YearOf(lines.Title), StringComparison.Ordinal))];
        var (earned, profile) = (ofYear.Sum(row => lines.Number(row, "Earned to date (£)")!.Value), ofYear.Sum(row => lines.Number(row, "Profile to date (£)")!.Value));
        Assert.Equal([earned, profile, Math.Round(earned / profile * 100, 1, MidpointRounding.AwayFromZero)], Figures(Headline(2).Replace(YearOf(lines.Title), "the year", StringComparison.Ordinal)));

        var summary = new WrittenTable(book, "T01");
        var starts = summary.Rows.Single(row => summary.Text(row, "Measure") == "Starts");
        Assert.Equal(
            [summary.Number(starts, "Since the pilot began")!.Value, summary.Number(starts, "This quarter")!.Value, summary.Number(starts, "Last quarter")!.Value],
            Figures(Headline(3)));

        CheckAchievements(new WrittenTable(book, "T18"), Headline(4));

        var returns = new WrittenTable(book, "T02");
        int[] missing = [.. returns.Rows.Where(row => returns.Text(row, "Timeliness") is not ("on time" or "late"))];
        Assert.Equal(missing.Length == 0 ? [returns.Rows.Count] : [returns.Rows.Count - missing.Length, (decimal)returns.Rows.Count], Figures(Headline(5)));
        Assert.All(missing, row => Assert.Contains(returns.Text(row, "Provider"), Headline(5), StringComparison.Ordinal));
    }

    /// <summary>The morning after a year has begun: what T01 does not know yet, no headline and no chart calls nought (workbooks.md section 6).</summary>
    [Fact]
    public void Workbooks_6_before_any_return_has_come_the_headlines_give_no_figure_for_the_quarter()
    {
        var last = SampleFigures.Build(new Quarter(2026, 4), RunKind.Closing);
        var next = last.Period.Next;
        var line = new ReconciliationLine
        {
            Ukprn = SampleFigures.College,
            Qualification = "HNC",
            FundingYear = next.FundingYear,
            AllocationGbp = 60_000m,
            ProfileGbpYtd = 1_234.56m,
            Status = LineStatus.NotDue,
        };
        var figures = last with
        {
            Run = last.Run with { Period = next, Kind = RunKind.Provisional, Revision = 0, State = RunState.Provisional },
            Funding = last.Funding with { Period = next, AsOf = next.FirstDay.AddDays(3), Lines = [line, .. last.Funding.Lines] },
        };
        var book = new DrawnWorkbook(QuarterlyWorkbooks.Draw(figures).Single(file => file.Name.EndsWith("-wmca-provisional.xlsx", StringComparison.Ordinal)).Bytes);
        var summary = new WrittenTable(book, "T01");
        string InSummary(string measure, string heading) => summary.Text(summary.Rows.Single(row => summary.Text(row, "Measure") == measure), heading);
        Assert.Equal(["[x]", "[x]"], [InSummary("Starts", "This quarter"), InSummary("Earned (£)", "Year to date")]);
        var charts = new WrittenTable(book, "T18");
        Assert.Equal("[x]", charts.Text(charts.Rows.Single(row => charts.Text(row, "Series") == "Earned" && charts.Text(row, "Category") == next.Label), "Value"));

        var cover = new WrittenTable(book, "Cover");
        string Headline(int number) => cover.Text(cover.Rows.Single(row => cover.Text(row, "Item") == $"Headline {number}"), "Detail");
        Assert.Equal("What providers have earned in 2027-28 is not known before their returns for the quarter have come: the profile to date is £1,234.56.", Headline(2));
        Assert.Equal(
            $"{InSummary("Starts", "Since the pilot began")} courses have been started since the pilot began: no return says yet how many this quarter, {InSummary("Starts", "Last quarter")} in the last.",
            Headline(3));
    }

    private static void CheckAchievements(WrittenTable charts, string headline)
    {
        decimal? Drawn(string category) => charts.Rows.Where(row => charts.Text(row, "Category") == category).Select(row => charts.Number(row, "Value")).SingleOrDefault();
        if (Drawn("Due to end") is { } ended)
        {
            var achieved = Drawn("Achieved")!.Value;
            Assert.Equal([ended, achieved, Math.Round(achieved / ended * 100, 1, MidpointRounding.AwayFromZero)], Figures(headline));
        }
        else
        {
            Assert.Equal("No course has reached its planned end date yet, so no achievement is due.", headline);
        }
    }

    private static string YearOf(string title) => YearLabel().Match(title).Groups[1].Value;

    private static IEnumerable<decimal> Figures(string sentence) =>
        Figure().Matches(sentence).Select(found => decimal.Parse(found.Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Figure();

    [GeneratedRegex(@"\((\d{4}-\d\d) Q\d\)", RegexOptions.CultureInvariant)]
    private static partial Regex YearLabel();
}
