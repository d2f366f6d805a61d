using Pilot.Reporting.Settings;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Quarters;

/// <summary>funding.md section 5, revisions.</summary>
public sealed class RevisionTests
{
    [Fact]
    public async Task Funding_5_a_corrected_rate_revises_the_latest_closed_period_from_the_facts_of_its_closing()
    {
        using var pilot = await ClosedAsync();
        var first = PilotUnderTest.Hashes(pilot.Data, "reports", "statements").Where(hash => hash.Key.Contains("-r1", StringComparison.Ordinal)).ToList();
        // Received after the closing: not part of a revision.
        await pilot.IngestAsync(Enrolments(12, preparedOn: new DateOnly(2027, 2, 2)), "2027-02-03");
        await pilot.SettingsAsync(WithRate(3_200m), "2027-02-10");

        var revised = await pilot.RunAsync("2027-02-11", "run", "2026Q3", "--revise", "--reason", "The rate was wrong", "--by", "Olive Officer");
        Assert.Equal("REVISION", revised.GetProperty("kind").GetString());
        Assert.Equal(2, revised.GetProperty("revision").GetInt32());
        Assert.Equal(2, revised.GetProperty("settings_version").GetInt32());
        // Ten starts at 45% of 3,200.00.
        Assert.Equal(14_400.00m, CommandLineRunner.Line(revised, College).GetProperty("earned_ytd").GetDecimal());

        // r1 stands as it was, every byte of it.
        var after = PilotUnderTest.Hashes(pilot.Data, "reports", "statements");
        Assert.NotEmpty(first);
        Assert.All(first, pair => Assert.Equal(pair.Value, after[pair.Key]));
        var changes = CommandLineRunner.Table(revised, "T17");
        Assert.Contains(changes, row => row["Sheet"] as string == "T03" && Equal(row["Before"], 13_500) && Equal(row["After"], 14_400));
        // The figure stays a number; the mark is part of its format.
        var workbook = revised.GetProperty("workbooks").EnumerateArray().Select(element => element.GetString()!).Single(text => text.EndsWith("-wmca-r2.xlsx", StringComparison.Ordinal));
        using (var zip = System.IO.Compression.ZipFile.OpenRead(workbook))
        using (var styles = new StreamReader(zip.GetEntry("xl/styles.xml")!.Open()))
        {
            Assert.Contains("[r]", await styles.ReadToEndAsync(), StringComparison.Ordinal);
        }

        Assert.Contains("reopened-2026-27-q3-r2-10000001", (await pilot.MessagesAsync()).Keys);
        Assert.Contains("approval-2026-27-q3-r2", (await pilot.MessagesAsync()).Keys);
    }

    [Fact]
    public async Task Funding_5_the_same_revision_asked_for_again_is_that_revision()
    {
        using var pilot = await ClosedAsync();
        await pilot.SettingsAsync(WithRate(3_200m), "2027-02-10");
        await pilot.RunAsync("2027-02-11", "run", "2026Q3", "--revise", "--reason", "The rate was wrong", "--by", "Olive Officer");
        var files = PilotUnderTest.Hashes(pilot.Data, "reports", "statements", "outbox");

        var again = await pilot.RunAsync("2027-02-12", "run", "2026Q3", "--revise", "--reason", "The rate was wrong", "--by", "Olive Officer");
        Assert.Equal(2, again.GetProperty("revision").GetInt32());
        Assert.False(again.GetProperty("is_new").GetBoolean());
        Assert.Equal(files, PilotUnderTest.Hashes(pilot.Data, "reports", "statements", "outbox"));

        var other = await pilot.RunAsync("2027-02-13", "run", "2026Q3", "--revise", "--reason", "Once more", "--by", "Olive Officer");
        Assert.Equal(2, other.GetProperty("revision").GetInt32());
        Assert.False(other.GetProperty("is_new").GetBoolean());
        Assert.Contains("no revision was made", other.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal(files, PilotUnderTest.Hashes(pilot.Data, "reports", "statements", "outbox"));
    }

    [Fact]
    public async Task Funding_5_where_no_figure_would_change_no_revision_is_made_and_a_new_name_is_no_figure()
    {
        using var pilot = await ClosedAsync();
        var settings = Small();
        await pilot.SettingsAsync(
            settings with { Providers = [.. settings.Providers.Select(provider => provider.Ukprn == College ? provider with { Name = "Alder and Ash College" } : provider)] }, "2027-02-10");

        var asked = await pilot.RunAsync("2027-02-11", "run", "2026Q3", "--revise", "--reason", "A new name", "--by", "Olive Officer");

        Assert.Equal((1, false), (asked.GetProperty("revision").GetInt32(), asked.GetProperty("is_new").GetBoolean()));
        Assert.Contains("no revision was made", asked.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Olive")]
    [InlineData("")]
    [InlineData("olive 7")]
    public async Task Funding_5_a_revision_and_an_approval_are_confirmed_with_a_full_name(string by)
    {
        using var pilot = await ClosedAsync();
        var (revise, _, said) = await pilot.TryAsync("2027-02-11", "run", "2026Q3", "--revise", "--reason", "The rate was wrong", "--by", by);
        Assert.Equal(2, revise);
        Assert.Contains("--by", said, StringComparison.Ordinal);
        var (approve, _, _) = await pilot.TryAsync("2027-02-11", "approve", "2026Q3", "--by", by);
        Assert.Equal(2, approve);
    }

    [Fact]
    public async Task Funding_5_only_the_latest_closed_period_can_be_revised_and_the_next_period_builds_on_the_revision()
    {
        using var pilot = await ClosedAsync();
        var (tooLong, _, _) = await pilot.TryAsync("2027-02-11", "run", "2026Q3", "--revise", "--reason", new string('a', 501), "--by", "Olive Officer");
        Assert.Equal(2, tooLong);
        var (code, _, said) = await pilot.TryAsync("2027-02-11", "run", "2026Q2", "--revise", "--reason", "Too late", "--by", "Olive Officer");
        Assert.Equal(3, code);
        Assert.Contains("Only the latest closed period", said, StringComparison.Ordinal);

        await pilot.SettingsAsync(WithRate(3_200m), "2027-02-10");
        await pilot.RunAsync("2027-02-11", "run", "2026Q3", "--revise", "--reason", "The rate was wrong", "--by", "Olive Officer");
        await pilot.IngestAsync(Enrolments(10, Q4, new DateOnly(2027, 4, 2)), "2027-04-03");
        await pilot.IngestAsync(Nil(Q4, new DateOnly(2027, 4, 2)), "2027-04-03");
        var next = CommandLineRunner.Line(await pilot.RunAsync("2027-04-04", "run", "2026Q4"), College);
        Assert.Equal(14_400.00m, next.GetProperty("previously_reported").GetDecimal());
        Assert.Equal(0m, next.GetProperty("movement").GetDecimal());
        Assert.Equal(0m, next.GetProperty("adjustment").GetDecimal());

        await pilot.RunAsync("2027-05-01", "run", "2026Q4", "--close");
        (code, _, said) = await pilot.TryAsync("2027-05-02", "run", "2026Q3", "--revise", "--reason", "Too late", "--by", "Olive Officer");
        Assert.Equal(3, code);
        Assert.Contains("January to March 2027", said, StringComparison.Ordinal);
    }

    private static async Task<CommandLineRunner> ClosedAsync()
    {
        var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(10), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        await pilot.RunAsync("2027-01-31", "run", "2026Q3", "--close");
        return pilot;
    }

    private static bool Equal(object? cell, decimal value) => cell switch
    {
        double number => (decimal)number == value,
        string text => text.Replace(" [r]", "", StringComparison.Ordinal) == value.ToString("#,##0.00", System.Globalization.CultureInfo.InvariantCulture),
        _ => false,
    };

    private static PilotSettings WithRate(decimal rate)
    {
        var settings = Small();
        return settings with
        {
            Allocations = [.. settings.Allocations.Select(allocation => allocation.Ukprn == College && allocation.Qualification == "HNC" ? allocation with { UnitRateGbp = rate } : allocation)],
        };
    }
}
