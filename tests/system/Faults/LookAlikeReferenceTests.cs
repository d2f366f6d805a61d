using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Data;
using Pilot.Tests.Support;

namespace Pilot.Tests.Faults;

/// <summary>
/// References of ledger lines that look alike: on T-SQL one whose collation called it equal to another stopped closing, sweep and every later
/// office file; on SQLite a payment was recorded twice.
/// </summary>
[Collection(SqlServerTests.Name)]
public sealed class LookAlikeReferenceTests
{
    private static readonly Ledger Paid = new() { Payments = [new("CONFIRM-1", SettingsBuilder.College, "HNC", new FundingYear(2026), new(2026, 10, 1), 1_000m)] };

    [Fact]
    public async Task A_look_alike_ledger_reference_stops_nothing_on_SQLite()
    {
        using var pilot = CommandLineRunner.OnSqlite();
        await StopsNothingAsync(pilot);
    }

    [Fact]
    public async Task A_look_alike_ledger_reference_stops_nothing_on_a_T_SQL_server()
    {
        using var pilot = await CommandLineRunner.OnServerAsync();
        await StopsNothingAsync(pilot);
    }

    [Theory]
    [InlineData("\uFF23ONFIRM-1")]
    [InlineData("CON\uFB01RM-1")]
    [InlineData("CONFIRM-\u00B9")]
    [InlineData("CON\u00ADFIRM-1")]
    public void LED_02_a_look_alike_of_a_held_line_is_skipped_unchanged_and_refused_changed(string typed)
    {
        var context = SampleLedger.Context with { Held = Paid };
        var same = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(With(typed, 1_000m)), context);
        Assert.Empty(same.Findings);
        Assert.Equal(new LedgerCount("Payments", 1, 0, 1), same.Counts[0]);

        var changed = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(With(typed, 1_000.01m)), context);
        Assert.Equal("LED_02", Assert.Single(changed.Findings).RuleId);
    }

    [Fact]
    public void LED_01_look_alikes_in_one_workbook_are_one_reference_twice()
    {
        var twice = new Ledger { Payments = [Paid.Payments[0], Paid.Payments[0] with { Reference = "\uFF23ONFIRM-1" }] };
        var reading = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(twice), SampleLedger.Context);
        Assert.Equal(["LED_01"], reading.Findings.Select(finding => finding.RuleId).Distinct());
    }

    /// <summary>The database is the last to notice: whatever the program compared, no line stands under a key that is taken.</summary>
    [Fact]
    public async Task The_server_itself_holds_a_key_once_and_tells_apart_what_the_program_tells_apart()
    {
        using var server = await ServerDatabase.OpenMigratedAsync();
        await using var context = server.Database.Open();
        context.LedgerLines.AddRange(Line("ETE"), Line("\u00C9T\u00C9"), Line("CASE"));
        foreach (var name in new[] { "provider a", "provider A" })
        {
            context.Leases.Add(new LeaseRow { Name = name });
            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }

        context.LedgerLines.Add(Line("case"));

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync());

        Assert.True(DatabaseFault.IsRefusal(refused));
        Assert.False(TransientFault.Is(refused));
    }

    [Fact]
    public async Task Lines_that_an_earlier_program_stored_twice_both_stand_and_the_audit_names_them()
    {
        using var pilot = SmallPilot.Empty();
        var database = PilotDatabase.Sqlite(pilot.DatabaseFile);
        await using (var context = database.Open())
        {
            var migrations = context.Database.GetMigrations().ToList();
            await context.GetService<IMigrator>().MigrateAsync(migrations[migrations.FindIndex(name => name.EndsWith("_ExactKeys", StringComparison.Ordinal)) - 1]);
            foreach (var reference in new[] { "CONFIRM-1", "\uFF23ONFIRM-1", "confirm-2" })
            {
                await context.Database.ExecuteSqlAsync(
                    $"INSERT INTO LedgerLines (Sheet, Reference, Json, AcceptedAt, OfficeFileNumber) VALUES ('Payments', {reference}, '{{}}', '2026-10-01 12:00:00', 1)");
            }

            await context.Database.ExecuteSqlRawAsync(
                "INSERT INTO Judgements (Id, Ukprn, SubmissionNumber, Version, AsOf, JudgedAt, SettingsVersion, Status, Nil, Interim, Late, PeriodClosed, [Rows], AcceptedRows, RejectedRows, Warnings, ClaimedGbp, AcceptedClaimGbp, RejectedLearners, DecisionsHash, Receipt) "
                + "VALUES (1, 0, 1, 1, '2026-10-01', '2026-10-01', 1, 'Rejected', 0, 0, 0, 0, 0, 0, 0, 0, '0.0', '0.0', '', '', 'as it was written')");
        }

        await database.MigrateAsync(CancellationToken.None);

        await using var now = database.Open();
        Assert.Equal(["CONFIRM-1", "CONFIRM-1\n2", "CONFIRM-2"], await now.LedgerLines.OrderBy(line => line.Id).Select(line => line.ReferenceKey).ToListAsync());
        Assert.Contains("line 2", (await now.Audit.SingleAsync()).Detail, StringComparison.Ordinal);
        Assert.Equal("as it was written", (await now.Receipts.SingleAsync()).Text);
    }

    private static LedgerLineRow Line(string reference) =>
        new() { Sheet = "Payments", Reference = reference, ReferenceKey = ReferenceKey.Of(reference), Json = "{}", AcceptedAt = SmallPilot.Noon.UtcDateTime };

    private static Ledger With(string reference, decimal amount) => new() { Payments = [Paid.Payments[0] with { Reference = reference, AmountGbp = amount }] };

    /// <summary>The files as an officer sent them: the look-alike pays on another day, so it is refused; the later one is taken.</summary>
    private static async Task StopsNothingAsync(CommandLineRunner pilot)
    {
        async Task<string?> SendAsync(string file) =>
            (await pilot.RunAsync("2027-01-05", "settings", Path.Combine(EdgeCaseCatalogue.Folder, "ledger", file + ".xlsx"))).GetProperty("status").GetString();

        Assert.Equal("ACCEPTED", await SendAsync("settings"));
        Assert.Equal("ACCEPTED", await SendAsync("ledger-a"));
        Assert.Equal("REJECTED", await SendAsync("ledger-wide"));
        Assert.Equal("ACCEPTED", await SendAsync("ledger-later"));
        await using (var context = pilot.Database.Open())
        {
            Assert.Equal(["CONFIRM-1", "LATER-1"], await context.LedgerLines.OrderBy(line => line.Id).Select(line => line.Reference).ToListAsync());
        }

        var closed = await pilot.RunAsync("2027-02-01", "run", "2026Q3", "--close", "--many");
        Assert.Equal("2026Q3", closed.GetProperty("period").GetString());
    }
}
