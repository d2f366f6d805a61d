using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Functions.Timers;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Quarters;

/// <summary>funding.md section 5: a provisional run that is asked for again with nothing new is the one that stands, and that is known without reading any fact.</summary>
public sealed class FindCurrentRunTests
{
    [Fact]
    public async Task Funding_5_with_nothing_new_no_fact_is_read_and_the_answer_is_the_same()
    {
        using var pilot = await ReceivedAsync();
        var first = await pilot.RunAsync("2026-12-10", "run", "2026Q3");
        await using (var context = pilot.Database.Open())
        {
            await context.Enrolments.ExecuteDeleteAsync();
        }

        var again = await pilot.RunAsync("2026-12-10", "run", "2026Q3");
        Assert.False(again.GetProperty("is_new").GetBoolean());
        Assert.Equal(
            first.GetRawText().Replace("\"is_new\": true", "\"is_new\": false", StringComparison.Ordinal), again.GetRawText());

        // The facts of another day are read, and then they are seen to be gone.
        var later = await pilot.RunAsync("2026-12-11", "run", "2026Q3");
        Assert.True(later.GetProperty("is_new").GetBoolean());
        Assert.Equal(0m, CommandLineRunner.Line(later, College).GetProperty("earned_ytd").GetDecimal());
    }

    [Fact]
    public async Task Funding_5_a_run_whose_files_another_run_replaced_is_drawn_again()
    {
        using var pilot = await ReceivedAsync();
        await pilot.RunAsync("2026-12-10", "run", "2026Q3");
        var files = PilotUnderTest.Hashes(pilot.Data, "reports", "statements");
        await pilot.RunAsync("2026-12-12", "run", "2026Q3");
        Assert.NotEqual(files, PilotUnderTest.Hashes(pilot.Data, "reports", "statements"));

        await pilot.RunAsync("2026-12-10", "run", "2026Q3");
        Assert.Equal(files, PilotUnderTest.Hashes(pilot.Data, "reports", "statements"));
    }

    [Fact]
    public async Task Funding_5_whatever_comes_in_is_noticed()
    {
        using var pilot = await ReceivedAsync();
        List<string> seen = [await BasisAsync(pilot, "2026-12-10")];
        async Task NoticedAsync(string now)
        {
            var basis = await BasisAsync(pilot, now);
            Assert.DoesNotContain(basis, seen);
            seen.Add(basis);
        }

        await NoticedAsync("2026-12-11");
        // After the census date figures to date move no more, until a missing return is late.
        await NoticedAsync("2027-01-02");
        Assert.Equal(seen[^1], await BasisAsync(pilot, "2027-01-06"));
        await NoticedAsync("2027-01-29");

        await pilot.IngestAsync(Nil(ukprn: Private), "2027-01-08");
        await NoticedAsync("2027-01-29");
        await pilot.SettingsAsync(Small() with { Scheme = Small().Scheme with { ToleranceInclusive = false } }, "2027-01-09");
        await NoticedAsync("2027-01-29");
        await pilot.LedgerAsync(
            new Ledger { Payments = [new("P-1", College, "HNC", new FundingYear(2026), new(2027, 1, 9), 100m)] }, "2027-01-09");
        await NoticedAsync("2027-01-29");
        // The night before closes the quarter before.
        await new CloseAndRefreshQuarters(await pilot.OpenAsync("2027-01-29")).RunAsync(CancellationToken.None);
        await NoticedAsync("2027-01-29");
        Assert.Empty(await new CloseAndRefreshQuarters(await pilot.OpenAsync("2027-01-29")).RunAsync(CancellationToken.None));
        var awards = SettingsWorkbooks.Awards([["RG1", SampleUlns.Valid(0), College, Hnc, Start, null]], []);
        await pilot.RunAsync("2027-01-10", "settings", await pilot.FileAsync("awards.xlsx", awards));
        await NoticedAsync("2027-01-29");
        Assert.Single(await new CloseAndRefreshQuarters(await pilot.OpenAsync("2027-01-29")).RunAsync(CancellationToken.None));
        await pilot.RunAsync("2027-01-29", "rekey");
        await NoticedAsync("2027-01-29");
    }

    private static async Task<string> BasisAsync(CommandLineRunner pilot, string now)
    {
        var services = await pilot.OpenAsync(now);
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, CancellationToken.None);
        return await new InputsFingerprint(services).ReadBasisAsync(Q3, settings, services.Today, CancellationToken.None);
    }

    private static async Task<CommandLineRunner> ReceivedAsync()
    {
        var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(4), "2027-01-06");
        return pilot;
    }
}
