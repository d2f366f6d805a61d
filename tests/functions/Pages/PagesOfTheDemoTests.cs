using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

/// <summary>The pages of the demo's quarters, read as they are printed: they add up, and they say what the published books say.</summary>
[Collection(DemoCollection.Name)]
public sealed partial class PagesOfTheDemoTests(PreparedDemo made) : IAsyncLifetime
{
    private static readonly string[] Quarters = ["2026Q2", "2026Q3", "2026Q4", "2027Q1"];
    private static readonly string[] Providers = ["90000101", "90000102", "90000103", "90000104", "90000105"];
    private ServedDemo _site = null!;

    public async Task InitializeAsync() => _site = await ServedDemo.StartAsync(made);

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Every_sum_on_a_page_adds_up_as_printed()
    {
        string[] pages =
        [
            .. Quarters.SelectMany(quarter => new[] { $"/api/office?period={quarter}", $"/api/periods/{quarter}/brief", $"/api/milestones?period={quarter}&show=held" }),
            .. Providers.SelectMany(ukprn => new[] { $"/api/providers/{ukprn}", $"/api/providers/{ukprn}/milestones?show=earned" }),
            "/api/periods/2026Q4/approval", "/api/periods/2026Q4/revision", "/api/providers",
        ];
        var (wrong, summed) = (new List<string>(), 0);
        foreach (var path in pages)
        {
            var tables = PageTables.Of(await _site.PageAsync(path));
            summed += tables.Sum(table => table.Summed);
            wrong.AddRange(tables.SelectMany(table => table.Wrong()).Select(fault => $"{path}: {fault}"));
        }

        Assert.Empty(wrong);
        Assert.True(summed > 150, $"Only {summed} sums were found.");
    }

    [Theory]
    [InlineData("2026Q2")]
    [InlineData("2026Q3")]
    [InlineData("2026Q4")]
    public async Task The_pages_of_a_closed_quarter_say_what_its_published_book_says(string quarter)
    {
        var book = Csv(Path.Combine(made.Folder, "reports", quarter, "tables-r1", "t03-reconciliation.csv"));
        var table = PageTables.Of(await _site.PageAsync($"/api/office?period={quarter}")).Single(pageTable => pageTable.Caption.StartsWith("Reconciliation by provider", StringComparison.Ordinal));
        var lines = book.Where(row => row["course_and_year"].Length > 0 && !row["provider"].StartsWith("Total", StringComparison.Ordinal)).ToList();
        Assert.Equal(lines.Count, table.Rows.Count);
        foreach (var row in table.Rows)
        {
            var line = lines.Single(item => item["provider"].StartsWith(table.Cell(row, "Provider") + " (", StringComparison.Ordinal) && item["course_and_year"] == table.Cell(row, "Qualification and year"));
            Assert.Equal(line["status"], table.Cell(row, "Status"));
            foreach (var (heading, column) in new[]
            {
                ("Profile", "profile_to_date_gbp"), ("Earned", "earned_to_date_gbp"), ("Funded", "funded_gbp"), ("Adjusted", "adjusted_gbp"), ("Paid", "paid_gbp"), ("To pay", "to_pay_gbp"),
            })
            {
                Assert.Equal(PageTables.Number(line[column]), PageTables.Number(table.Cell(row, heading)));
            }
        }

        var summary = Csv(Path.Combine(made.Folder, "reports", quarter, "tables-r1", "t01-summary.csv")).ToDictionary(row => row["measure"], row => row["since_the_pilot_began"]);
        var funnel = PageTables.Of(await _site.PageAsync($"/api/office?period={quarter}")).Single(pageTable => pageTable.Caption.StartsWith("Courses at each step", StringComparison.Ordinal));
        foreach (var step in new[] { "Starts", "Qualifying starts" })
        {
            Assert.Equal(PageTables.Number(summary[step]), PageTables.Number(funnel.Cell(funnel.Rows.Single(row => row[0] == step), "Courses")));
        }
    }

    /// <summary>Of a quarter that still runs both count the share of its days, to the same day, and neither says what was earned before a return has come.</summary>
    [Theory]
    [InlineData("2026Q4", "r1", "31 March 2027")]
    [InlineData("2027Q1", "provisional", "4 May 2027")]
    public async Task Profile_and_earned_of_each_quarter_are_those_of_the_book_to_the_same_day(string quarter, string version, string to)
    {
        var profile = Csv(Path.Combine(made.Folder, "reports", quarter, $"tables-{version}", "t05-profile.csv"));
        var page = await _site.PageAsync($"/api/office?period={quarter}");
        var table = PageTables.Of(page).Single(pageTable => pageTable.Caption == "Profile against earned, all providers");
        foreach (var row in table.Rows)
        {
            var inBook = profile.Where(line => line["quarter"] == table.Cell(row, "Quarter")).ToList();
            Assert.Equal(inBook.Sum(line => PageTables.Number(line["profile_gbp"])), PageTables.Number(table.Cell(row, "Profile")));
            if (inBook.All(line => line["earned_gbp"] == "[x]"))
            {
                Assert.Equal("Awaited", table.Cell(row, "Earned"));
                continue;
            }

            Assert.Equal(inBook.Sum(line => PageTables.Number(line["earned_gbp"])), PageTables.Number(table.Cell(row, "Earned")));
        }

        Assert.Equal(PageTables.Number(profile[^1]["profile_gbp"]), table.Rows.Sum(row => PageTables.Number(table.Cell(row, "Profile"))));
        Assert.Contains($"the line&#x27;s funding year to {to}.", page, StringComparison.Ordinal);
        Assert.Contains($"Accepted courses that started by {to}", page, StringComparison.Ordinal);
        Assert.Contains($"Figures to {to}, from run", await _site.PageAsync($"/api/periods/{quarter}/brief"), StringComparison.Ordinal);
    }

    /// <summary>Why was this pound not paid: the first page, the milestones behind an amount, the learner.</summary>
    [Fact]
    public async Task Every_amount_leads_to_milestones_that_add_up_to_it_and_they_to_their_learners()
    {
        var page = await _site.PageAsync("/api/office");
        var amounts = Amount().Matches(page).Select(match => (Path: match.Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal), Pounds: PageTables.Number(match.Groups[2].Value)!.Value)).ToList();
        Assert.True(amounts.Count >= 20, $"{amounts.Count} amounts are links.");
        foreach (var (path, pounds) in amounts)
        {
            var found = (await _site.JsonAsync(path)).EnumerateArray().ToList();
            decimal Sum(string field, Func<string, bool> decided) => found.Where(element => decided(element.GetProperty("decision").GetString()!)).Sum(element => element.GetProperty(field).GetDecimal());
            bool IsEarned(string decision) => decision is "FUNDED" or "PART_FUNDED" or "UNFUNDED_CAP";
            Assert.Equal(pounds, path switch
            {
                _ when path.Contains("show=earned", StringComparison.Ordinal) => Sum("amount_gbp", IsEarned),
                _ when path.Contains("show=funded", StringComparison.Ordinal) => Sum("funded_gbp", _ => true),
                _ => Sum("amount_gbp", decision => decision == "HELD" || IsEarned(decision)) - Sum("funded_gbp", _ => true),
            });
        }

        var held = amounts.First(amount => amount.Path.Contains("kind=Double", StringComparison.Ordinal)).Path;
        var learner = Learner().Match(await _site.PageAsync(held)).Groups[1].Value;
        var why = await _site.PageAsync(learner);
        Assert.Contains("but it is held: the same learner is also claimed", why, StringComparison.Ordinal);
        Assert.Contains("The other side", why, StringComparison.Ordinal);
        Assert.Contains("Kilnbridge College", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_page_is_within_40_kB_compressed_its_style_included()
    {
        var page = Encoding.UTF8.GetBytes(await _site.PageAsync("/api/office"));
        using var packed = new MemoryStream();
        using (var pack = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            pack.Write(page);
        }

        Assert.True(packed.Length <= 40_000, $"{packed.Length} bytes compressed.");
        Assert.DoesNotContain("<link rel=\"stylesheet\"", Encoding.UTF8.GetString(page), StringComparison.Ordinal);
    }

    private static List<Dictionary<string, string>> Csv(string file)
    {
        var lines = File.ReadAllLines(file).Where(line => line.Length > 0).Select(line => Field().Matches(line).Select(match => match.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal)).ToList()).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    [GeneratedRegex("<a href=\"(/api/milestones\\?[^\"]*)\">(-?£[0-9,.]+)</a>")]
    private static partial Regex Amount();

    [GeneratedRegex("href=\"(/api/providers/[0-9]+/learners/[^\"]+)\"")]
    private static partial Regex Learner();

    [GeneratedRegex("\"((?:[^\"]|\"\")*)\"")]
    private static partial Regex Field();
}
