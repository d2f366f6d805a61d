using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Quarters;
using Pilot.Functions.Timers;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Quarters;

/// <summary>funding.md section 5, closing. October to December 2026 closes on 30 January 2027.</summary>
public sealed class ClosePeriodsTests
{
    [Fact]
    public async Task Funding_5_late_closing_counts_what_was_received_and_in_force_then_and_the_rest_is_an_adjustment()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(10), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        // All after the closing date, and before anybody closes: an eleventh learner, and another rate.
        await pilot.IngestAsync(Enrolments(11, preparedOn: new DateOnly(2027, 2, 1)), "2027-02-02");
        await pilot.IngestAsync(Nil(preparedOn: new DateOnly(2027, 2, 1)), "2027-02-02");
        await pilot.SettingsAsync(WithRate(2_000m), "2027-02-10");

        var closed = await pilot.RunAsync("2027-03-01", "run", "2026Q3", "--close");
        Assert.Equal(1, closed.GetProperty("settings_version").GetInt32());
        Assert.Equal(13_500.00m, Earned(closed));

        await pilot.IngestAsync(Enrolments(11, Q4, new DateOnly(2027, 4, 2)), "2027-04-03");
        await pilot.IngestAsync(Nil(Q4, new DateOnly(2027, 4, 2)), "2027-04-03");
        var next = CommandLineRunner.Line(await pilot.RunAsync("2027-04-04", "run", "2026Q4"), College);
        Assert.Equal(13_500.00m, next.GetProperty("previously_reported").GetDecimal());
        // Eleven starts at 900.00 are earned by now where ten at 1,350.00 were.
        Assert.Equal(9_900.00m - 13_500.00m, next.GetProperty("adjustment").GetDecimal());
    }

    [Fact]
    public async Task Funding_5_the_last_second_of_the_closing_day_counts_and_the_next_does_not()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Nil(), "2027-01-06");
        await pilot.IngestAsync(Enrolments(1), "2027-01-30T23:59:59");
        await pilot.IngestAsync(Enrolments(2, preparedOn: new DateOnly(2027, 1, 6)), "2027-01-31T00:00:00");

        Assert.Equal(1_350.00m, Earned(await pilot.RunAsync("2027-01-31", "run", "2026Q3", "--close")));
    }

    [Fact]
    public async Task Funding_5_missed_quarters_are_closed_in_order_and_a_second_trigger_does_nothing()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(10), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");

        var services = await pilot.OpenAsync("2027-05-03");
        var made = await new CloseAndRefreshQuarters(services).RunAsync(CancellationToken.None);
        Assert.Equal(["2026Q2", "2026Q3", "2026Q4"], made.Where(run => run.Record.Kind == RunKind.Closing).Select(run => run.Record.Period.Id));
        var before = PilotUnderTest.Hashes(pilot.Data, "reports", "statements", "outbox");
        Assert.Empty(await new CloseAndRefreshQuarters(services).RunAsync(CancellationToken.None));
        Assert.Equal(before, PilotUnderTest.Hashes(pilot.Data, "reports", "statements", "outbox"));

        var line = CommandLineRunner.Line(await pilot.RunAsync("2027-05-03", "run", "2026Q4"), College);
        Assert.Equal(13_500.00m, line.GetProperty("previously_reported").GetDecimal());
        Assert.Equal(0m, line.GetProperty("movement").GetDecimal());
    }

    [Fact]
    public async Task Funding_5_closing_waits_for_every_upload_received_by_then()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Nil(), "2027-01-06");
        // Received in time and reported by no event: the closing finds it, answers it, and counts it.
        var then = await pilot.OpenAsync("2027-01-29");
        using (var content = Enrolments(4).ToStream())
        {
            await then.Blobs.ReplaceAsync("returns", $"{College}/late.xlsx", content, "", CancellationToken.None);
        }

        await new Functions.Returns.RegisterSubmission(then).RunAsync($"{College}/late.xlsx", null, CancellationToken.None);
        Assert.Equal(5_400.00m, Earned(await pilot.RunAsync("2027-02-05", "run", "2026Q3", "--close")));
    }

    [Fact]
    public async Task Funding_5_closing_is_refused_while_an_upload_received_by_then_cannot_be_answered()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        var then = await pilot.OpenAsync("2027-01-29");
        using (var content = Enrolments(4).ToStream())
        {
            await then.Blobs.ReplaceAsync("returns", $"{College}/late.xlsx", content, "", CancellationToken.None);
        }

        await new Functions.Returns.RegisterSubmission(then).RunAsync($"{College}/late.xlsx", null, CancellationToken.None);
        // Its record is out of order, so that it cannot be answered for now.
        await MarkAsync(SubmissionStatus.Accepted, 999);

        var (code, _, _) = await pilot.TryAsync("2027-02-05", "run", "2026Q3", "--close");
        Assert.Equal(3, code);
        await using (var context = then.Database.Open())
        {
            Assert.Equal(0, await context.Runs.CountAsync(run => run.Period == "2026Q3"));
        }

        await MarkAsync(SubmissionStatus.Received, null);
        Assert.Equal("CLOSING", (await pilot.RunAsync("2027-02-06", "run", "2026Q3", "--close")).GetProperty("kind").GetString());

        async Task MarkAsync(SubmissionStatus status, long? judgement)
        {
            await using var context = then.Database.Open();
            await context.Submissions.ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, status).SetProperty(row => row.JudgementId, judgement));
        }
    }

    [Fact]
    public async Task Funding_5_approval_publishes_once_and_a_closed_period_takes_no_new_run()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(10), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        var closed = await pilot.RunAsync("2027-01-31", "run", "2026Q3", "--close");
        Assert.Equal("AWAITING_APPROVAL", closed.GetProperty("state").GetString());
        Assert.True(closed.GetProperty("is_new").GetBoolean());
        Assert.False((await pilot.RunAsync("2027-01-31", "run", "2026Q3", "--close")).GetProperty("is_new").GetBoolean());

        var first = await pilot.RunAsync("2027-02-01", "approve", "2026Q3", "--by", "Olive Officer");
        Assert.Equal("PUBLISHED", first.GetProperty("state").GetString());
        var files = PilotUnderTest.Hashes(pilot.Data, "reports", "statements");
        var second = await pilot.RunAsync("2027-02-02", "approve", "2026Q3", "--by", "Someone Else");
        Assert.Equal("Olive Officer", second.GetProperty("approved_by").GetString());
        var again = await pilot.RunAsync("2027-02-03", "run", "2026Q3");
        Assert.False(again.GetProperty("is_new").GetBoolean());
        Assert.Equal(closed.GetProperty("run").GetInt32(), again.GetProperty("run").GetInt32());
        Assert.Equal(files, PilotUnderTest.Hashes(pilot.Data, "reports", "statements"));
    }

    [Fact]
    public async Task Funding_5_a_closing_that_was_cut_short_before_its_files_is_finished_by_the_timer_with_the_same_bytes()
    {
        using var pilot = new CommandLineRunner();
        var settings = Small();
        await pilot.SettingsAsync(settings with { Scheme = settings.Scheme with { AutoPublish = true } });
        await pilot.IngestAsync(Enrolments(10), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        await pilot.RunAsync("2027-02-01", "run", "2026Q3", "--close");
        var files = PilotUnderTest.Hashes(pilot.Data, "reports", "statements");
        var services = await pilot.OpenAsync("2027-02-01");
        await using (var context = services.Database.Open())
        {
            // As after the commit of the run, and before anything else.
            await context.Runs.Where(run => run.Kind == RunKind.Closing).ExecuteUpdateAsync(set => set
                .SetProperty(run => run.FilesAt, (DateTime?)null)
                .SetProperty(run => run.State, RunState.AwaitingApproval)
                .SetProperty(run => run.ApprovedAt, (DateTime?)null)
                .SetProperty(run => run.ApprovedBy, (string?)null));
        }

        Directory.Delete(Path.Combine(pilot.Data, "reports"), recursive: true);
        await new ClosePeriods(services).RunAsync(CancellationToken.None);
        Assert.Equal(files, PilotUnderTest.Hashes(pilot.Data, "reports", "statements"));
    }

    [Fact]
    public async Task Disclosure_a_run_that_awaits_approval_is_protected_against_by_the_next()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(10), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        await pilot.RunAsync("2027-01-20", "run", "2026Q3");
        await pilot.RunAsync("2027-01-31", "run", "2026Q3", "--close");
        var services = await pilot.OpenAsync("2027-02-01");
        await using var context = services.Database.Open();
        var runs = await context.Runs.AsNoTracking().Where(run => run.Period == "2026Q3").ToListAsync();
        Assert.Equal("", runs.Single(run => run.Kind == RunKind.Provisional).PublishedCells);
        var kept = runs.Single(run => run.Kind == RunKind.Closing).PublishedCells;
        Assert.NotEqual("", kept);

        var before = await new PublishedFigures(services).LoadEarlierAsync(Q4, 1, CancellationToken.None);
        Assert.Contains(kept, before, StringComparison.Ordinal);
        Assert.DoesNotContain(kept, await new PublishedFigures(services).LoadEarlierAsync(Q3, 1, CancellationToken.None), StringComparison.Ordinal);
        // What is behind a rounded figure leaves the database by no file.
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(pilot.Data, "reports"), "*.*", SearchOption.AllDirectories).Where(file => file.EndsWith(".csv", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal)),
            file => Assert.DoesNotContain("exact", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));
    }

    private static decimal Earned(JsonElement run) => CommandLineRunner.Line(run, College).GetProperty("earned_ytd").GetDecimal();

    private static PilotSettings WithRate(decimal rate)
    {
        var settings = Small();
        return settings with
        {
            Allocations = [.. settings.Allocations.Select(allocation => allocation.Ukprn == College && allocation.Qualification == "HNC" ? allocation with { UnitRateGbp = rate } : allocation)],
        };
    }
}
