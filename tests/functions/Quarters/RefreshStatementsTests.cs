using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Functions.Timers;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Faults;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Quarters;

/// <summary>workbooks.md: a provisional statement goes with every receipt.</summary>
public sealed class RefreshStatementsTests
{
    [Fact]
    public async Task An_accepted_return_brings_the_statement_up_to_date_and_a_rejected_one_does_not()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        var statement = Path.Combine(pilot.Data, "statements", College.ToString(), "2026Q3-provisional.xlsx");

        await pilot.IngestAsync(Enrolments(3).Declare("data_row_count", 4), "2027-01-06");
        Assert.False(File.Exists(statement));

        await pilot.IngestAsync(Enrolments(3), "2027-01-06");
        Assert.DoesNotContain(CommandLineRunner.Sheet(statement, "S01"), row => row.ContainsValue(4_050d));
        await pilot.IngestAsync(Nil(), "2027-01-06");
        Assert.Contains(CommandLineRunner.Sheet(statement, "S01"), row => row.ContainsValue(4_050d));
        Assert.False(Directory.Exists(Path.Combine(pilot.Data, "reports")));
        Assert.Equal([statement], Directory.EnumerateFiles(Path.Combine(pilot.Data, "statements"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_statement_with_a_receipt_says_the_same_money_as_the_run_that_follows()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(3), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        var statement = Path.Combine(pilot.Data, "statements", College.ToString(), "2026Q3-provisional.xlsx");
        var withReceipt = CommandLineRunner.Sheet(statement, "S01");

        await pilot.RunAsync("2027-01-07", "run", "2026Q3");
        Assert.Equal(withReceipt, CommandLineRunner.Sheet(statement, "S01"));
        Assert.Contains(withReceipt, row => row.ContainsValue(4_050d));
    }

    [Fact]
    public async Task A_statement_that_was_cut_short_is_drawn_by_the_sweep_though_no_event_comes_again()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(3), "2027-01-06");
        var statement = Path.Combine(pilot.Data, "statements", College.ToString(), "2026Q3-provisional.xlsx");
        var services = await pilot.OpenAsync("2027-01-06");
        using (var content = Nil().ToStream())
        {
            await services.Blobs.ReplaceAsync("returns", $"{College}/nil.xlsx", content, "", CancellationToken.None);
        }

        var killed = services with { Blobs = new FailingBlobStore(services.Blobs, "2026Q3-provisional.xlsx") };
        await Assert.ThrowsAsync<InvalidOperationException>(() => new ReceiveReturn(killed).RunAsync($"{College}/nil.xlsx", null, CancellationToken.None));
        Assert.True(File.Exists(Path.Combine(pilot.Data, "receipts", College.ToString(), "2", "receipt.json")));
        Assert.DoesNotContain(CommandLineRunner.Sheet(statement, "S01"), row => row.ContainsValue(4_050d));
        // A sweep that cannot draw it either goes on with everything else, and leaves it to the next.
        await new SweepUploads(killed).RunAsync(CancellationToken.None);

        Assert.Equal(1, await new SweepUploads(services).RunAsync(CancellationToken.None));
        Assert.Contains(CommandLineRunner.Sheet(statement, "S01"), row => row.ContainsValue(4_050d));
        Assert.Equal(0, await new SweepUploads(services).RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_run_that_writes_the_statements_leaves_none_owed_but_those_of_returns_that_it_does_not_know()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(3), "2027-01-06");
        var services = await pilot.OpenAsync("2027-01-06");
        await OweAsync(College, 1);
        await OweAsync(Private, 2);
        await pilot.RunAsync("2027-01-07", "run", "2026Q3");
        var files = PilotUnderTest.Hashes(pilot.Data, "statements");

        Assert.Equal(0, await new SweepUploads(services).RunAsync(CancellationToken.None));
        Assert.Equal(files, PilotUnderTest.Hashes(pilot.Data, "statements"));
        // Another return judged while a statement was drawn.
        await OweAsync(College, 3);
        await new OwedStatements(services.Database).RemoveAsync([new OwedStatement(College, Q3, "1")], CancellationToken.None);
        Assert.Single(await new OwedStatements(services.Database).ListAsync(null, CancellationToken.None), new OwedStatement(College, Q3, "3"));

        async Task OweAsync(Ukprn ukprn, long judgement)
        {
            await using var context = services.Database.Open();
            await OwedStatements.AddAsync(context, ukprn.Value, Q3.Id, judgement, CancellationToken.None);
            await context.SaveChangesAsync();
        }
    }
}
