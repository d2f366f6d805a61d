using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Retention;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Retention;

/// <summary>infra/decisions/0009-retention.md. October to December 2026 closes on 30 January 2027; what was sent is kept for 90 days more.</summary>
public sealed partial class PurgeExpiredTests
{
    private const string LastDay = "2027-04-30";
    private const string DayAfter = "2027-05-01";
    private static readonly Quarter Period = new(2026, 3);

    [Fact]
    public async Task The_files_of_a_settled_quarter_go_after_their_days_and_the_newest_return_stays()
    {
        using var pilot = await SettledAsync();
        var rows = await FactsAsync(pilot);
        Assert.True((await PurgeAsync(pilot, LastDay)).IsEmpty);

        var report = await PurgeAsync(pilot, DayAfter);

        Assert.Equal([1, 3], report.Submissions);
        Assert.Equal(["submissions/10000001/2.xlsx"], Files(pilot, "submissions"));
        Assert.All(Files(pilot, "receipts"), file => Assert.StartsWith("receipts/10000001/2/", file, StringComparison.Ordinal));
        // Facts in force, and what was published, do not go with the files.
        Assert.Equal(rows, await FactsAsync(pilot));
        Assert.NotEmpty(Files(pilot, "reports"));
        Assert.True((await PurgeAsync(pilot, DayAfter)).IsEmpty);
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_removes_nothing()
    {
        using var pilot = await SettledAsync();
        var before = PilotUnderTest.Hashes(pilot.Data, "returns", "submissions", "receipts", "reports", "statements");
        var asked = await pilot.RunAsync(DayAfter, "purge", "--dry-run");

        Assert.Equal(before, PilotUnderTest.Hashes(pilot.Data, "returns", "submissions", "receipts", "reports", "statements"));
        var done = await pilot.RunAsync(DayAfter, "purge");
        Assert.True(asked.GetProperty("dry_run").GetBoolean());
        foreach (var number in new[] { "submissions", "files", "waiting", "learner_rows", "downloads" })
        {
            Assert.Equal(asked.GetProperty(number).GetRawText(), done.GetProperty(number).GetRawText());
        }
    }

    [Fact]
    public async Task A_program_that_may_only_add_to_the_records_leaves_the_access_log_to_an_operator()
    {
        using var pilot = await SettledAsync();
        var services = await pilot.OpenAsync("2027-02-01");
        await services.Database.AddAsync(new DownloadRow { At = services.UtcNow, Who = "An officer", What = "reports/2026Q3/manifest.json" }, CancellationToken.None);
        var app = await pilot.OpenAsync("2040-01-01") with { OnlyAddsToRecords = true };
        await RefuseAsync(app, "Downloads", "Audit");

        var report = await new PurgeExpired(app).RunAsync(dryRun: false, CancellationToken.None);

        Assert.True(report is { Submissions.Count: > 0, Downloads: 0 });
        // Whoever tries it there is refused: the operator's command, of somebody else, is not.
        await Assert.ThrowsAnyAsync<Exception>(() => PurgeAsync(pilot, "2040-01-01"));
        await AllowAsync(app, "Downloads", "Audit");
        Assert.Equal(1, (await PurgeAsync(pilot, "2040-01-01")).Downloads);
    }

    [Fact]
    public async Task Nothing_goes_while_the_closing_waits_for_approval()
    {
        using var pilot = await SettledAsync(approve: false);
        Assert.True((await PurgeAsync(pilot, "2029-01-01")).IsEmpty);
    }

    [Fact]
    public async Task A_late_return_is_kept_for_the_quarter_in_which_it_counts()
    {
        using var pilot = await SettledAsync();
        await pilot.IngestAsync(Enrolments(4, preparedOn: new DateOnly(2027, 2, 2)), "2027-02-03");
        await pilot.IngestAsync(Enrolments(4, preparedOn: new DateOnly(2027, 2, 4)), "2027-02-05");

        var report = await PurgeAsync(pilot, DayAfter);

        // Received in the next quarter: its files wait for that one, although their own was settled long ago.
        Assert.DoesNotContain(4, report.Submissions);
        Assert.Contains("submissions/10000001/4.xlsx", Files(pilot, "submissions"));
    }

    [Fact]
    public async Task A_completion_return_whose_file_is_gone_keeps_its_judgement_when_an_enrolment_return_comes()
    {
        using var pilot = await SettledAsync();
        await PurgeAsync(pilot, DayAfter);
        await pilot.IngestAsync(Enrolments(4, preparedOn: new DateOnly(2027, 5, 2)), "2027-05-02");

        var (code, _, said) = await pilot.TryAsync("2027-05-03", "rejudge", "1");
        Assert.Equal(3, code);
        Assert.Contains("removed on 1 May 2027", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_removed_is_told_in_the_audit_and_on_the_pages()
    {
        using var pilot = await SettledAsync();
        var report = await PurgeAsync(pilot, DayAfter);
        await using var context = (await pilot.OpenAsync(DayAfter)).Database.Open();
        var audit = await context.Audit.SingleAsync(row => row.What == "purged");
        Assert.Equal(report.Words, audit.Detail);
        Assert.Contains("files of 2 submissions", audit.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_protected_still_waits_and_nobody_uses_it_meanwhile()
    {
        using var pilot = await SettledAsync();
        var services = await pilot.OpenAsync(DayAfter);
        var first = await new PurgeExpired(services with { Blobs = new ProtectsCopies(services.Blobs) }).RunAsync(dryRun: false, CancellationToken.None);

        Assert.Equal(2, first.Waiting);
        Assert.Contains("submissions/10000001/1.xlsx", Files(pilot, "submissions"));
        Assert.Equal(3, (await pilot.TryAsync(DayAfter, "rejudge", "1")).ExitCode);
        var second = await PurgeAsync(pilot, "2027-06-01");
        Assert.Empty(second.Submissions);
        Assert.Equal((2, 0), (second.Files, second.Waiting));
        Assert.DoesNotContain("submissions/10000001/1.xlsx", Files(pilot, "submissions"));
    }

    [Fact]
    public async Task Years_after_the_pilot_all_that_is_held_of_single_learners_goes_and_sums_stay()
    {
        using var pilot = await SettledAsync(OneQuarter());
        Assert.Equal(0, (await PurgeAsync(pilot, "2034-07-31")).LearnerRows);
        Assert.Contains(Files(pilot, "reports"), text => text.EndsWith("evidence-pack-r1.zip", StringComparison.Ordinal));
        Assert.Contains(Files(pilot, "reports"), file => ShowsALearner(Path.Combine(pilot.Data, file)));

        var report = await PurgeAsync(pilot, "2034-08-01");

        Assert.True(report.LearnerRows > 0);
        Assert.Equal((0, 0), await FactsAsync(pilot));
        Assert.Empty(Files(pilot, "submissions").Concat(Files(pilot, "receipts")).Concat(Files(pilot, "statements")));
        Assert.DoesNotContain(Files(pilot, "reports"), text => text.Contains("casework", StringComparison.Ordinal) || text.EndsWith("earnings.csv", StringComparison.Ordinal));
        Assert.DoesNotContain(Files(pilot, "reports"), file => ShowsALearner(Path.Combine(pilot.Data, file)));
        Assert.Contains(Files(pilot, "reports"), text => text.EndsWith("-wmca-r1.xlsx", StringComparison.Ordinal));
        var (code, _, said) = await pilot.TryAsync("2034-08-02", "run", Period.Id, "--revise", "--reason", "late", "--by", "Olive Officer");
        Assert.Equal(3, code);
        Assert.Contains("were removed on 1 August 2034", said, StringComparison.Ordinal);
        // Asked for, a quarter says its figures, and nothing that was removed comes back.
        await pilot.RunAsync("2034-08-02", "run", Period.Id);
        Assert.DoesNotContain(Files(pilot, "reports"), text => text.Contains("casework", StringComparison.Ordinal));
        Assert.True((await PurgeAsync(pilot, "2034-08-02")).IsEmpty);
    }

    [Fact]
    public async Task Workbooks_go_only_where_the_settings_name_an_end()
    {
        var settings = OneQuarter();
        using var pilot = await SettledAsync(settings with { Scheme = settings.Scheme with { KeepAggregateYears = 7 } });
        await PurgeAsync(pilot, "2035-07-31");
        Assert.NotEmpty(Files(pilot, "reports"));
        await PurgeAsync(pilot, "2035-08-01");
        Assert.Empty(Files(pilot, "reports"));
        await pilot.RunAsync("2035-08-02", "run", Period.Id);
        Assert.Empty(Files(pilot, "reports"));
    }
}
