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
        using var pilot = new CommandLinePilot();
        await pilot.SettingsAsync(Small());
        var statement = Path.Combine(pilot.Data, "statements", College.ToString(), "2026Q3-provisional.xlsx");

        await pilot.IngestAsync(Enrolments(3).Declare("data_row_count", 4), "2027-01-06");
        Assert.False(File.Exists(statement));

        await pilot.IngestAsync(Enrolments(3), "2027-01-06");
        Assert.DoesNotContain(CommandLinePilot.Sheet(statement, "S01"), row => row.ContainsValue(4_050d));
        await pilot.IngestAsync(Nil(), "2027-01-06");
        Assert.Contains(CommandLinePilot.Sheet(statement, "S01"), row => row.ContainsValue(4_050d));
        Assert.False(Directory.Exists(Path.Combine(pilot.Data, "reports")));
        Assert.Equal([statement], Directory.EnumerateFiles(Path.Combine(pilot.Data, "statements"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_statement_with_a_receipt_says_the_same_money_as_the_run_that_follows()
    {
        using var pilot = new CommandLinePilot();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(3), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        var statement = Path.Combine(pilot.Data, "statements", College.ToString(), "2026Q3-provisional.xlsx");
        var withReceipt = CommandLinePilot.Sheet(statement, "S01");

        await pilot.RunAsync("2027-01-07", "run", "2026Q3");
        Assert.Equal(withReceipt, CommandLinePilot.Sheet(statement, "S01"));
        Assert.Contains(withReceipt, row => row.ContainsValue(4_050d));
    }
}
