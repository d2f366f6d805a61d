using Pilot.Reporting.Settings;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SampleLedger;

namespace Pilot.Tests.Settings;

public sealed class LedgerReaderTests
{
    [Fact]
    public void A_ledger_written_and_read_back_is_the_same()
    {
        var reading = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(Lines()), Context with { Held = new Ledger() });
        Assert.Empty(reading.Findings);
        Assert.Equal(LedgerJson.Write(Lines()), LedgerJson.Write(reading.NewLines!));
        Assert.Equal(LedgerJson.Write(Lines()), LedgerJson.Write(reading.Whole!));
    }

    [Fact]
    public void A_line_sent_again_unchanged_is_skipped_and_the_rest_stands_behind_it()
    {
        var reading = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(Lines()), Context);
        Assert.Empty(reading.Findings);
        Assert.Equal(["PAY-2"], reading.NewLines!.Payments.Select(line => line.Reference));
        Assert.Empty(reading.NewLines.Clearances);
        Assert.Equal(["PAY-1", "PAY-2"], reading.Whole!.Payments.Select(line => line.Reference));
        Assert.Equal(
            [new("Payments", 2, 1, 1), new("Adjustments", 1, 1, 0), new("Clearances", 1, 0, 1), new("Holds", 2, 2, 0), new("EvidenceChecks", 1, 1, 0)],
            reading.Counts);
    }

    [Fact]
    public void The_whole_workbook_sent_again_adds_nothing()
    {
        var reading = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(Lines()), Context with { Held = Lines() });
        Assert.Empty(reading.Findings);
        Assert.Equal(LedgerJson.Write(new Ledger()), LedgerJson.Write(reading.NewLines!));
        Assert.Equal(LedgerJson.Write(Lines()), LedgerJson.Write(reading.Whole!));
    }

    [Fact]
    public void Lines_that_are_held_stay_when_they_are_not_sent_again()
    {
        var later = new Ledger { Payments = [Lines().Payments[1]] };
        var reading = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(later), Context);
        Assert.Equal(["PAY-1", "PAY-2"], reading.Whole!.Payments.Select(line => line.Reference));
        Assert.Single(reading.Whole.Clearances);
    }

    [Fact]
    public void Any_sheet_may_be_absent()
    {
        var workbook = SettingsWorkbooks.Bytes(Lines(), book =>
        {
            foreach (var sheet in new[] { "Adjustments", "Clearances", "Holds", "EvidenceChecks" })
            {
                book.Workbook.Worksheet(sheet).Delete();
            }
        });
        var reading = SettingsWorkbooks.Read(workbook, Context);
        Assert.Empty(reading.Findings);
        Assert.Equal(2, reading.Whole!.Payments.Count);
    }

    [Fact]
    public void LED_02_says_what_stood_in_the_ledger_and_takes_nothing()
    {
        var workbook = SettingsWorkbooks.Bytes(Lines(), book => book.Set("Payments", 3, "amount_gbp", 1_000.01));
        var reading = SettingsWorkbooks.Read(workbook, Context);
        Assert.False(reading.Accepted);
        Assert.Null(reading.NewLines);
        Assert.Equal(
            "The reference PAY-1 is already in the ledger with other values: amount_gbp was £1,000.00.",
            Assert.Single(reading.Findings).Message);
    }

    [Fact]
    public void LED_02_fires_for_a_reference_held_on_another_sheet()
    {
        var workbook = SettingsWorkbooks.Bytes(
            new Ledger { Holds = [Lines().Holds[0] with { Reference = "PAY-1" }] });
        var finding = Assert.Single(SettingsWorkbooks.Read(workbook, Context).Findings);
        Assert.Equal(("LED_02", "Holds", "A3"), (finding.RuleId, finding.Sheet, finding.Cell));
    }

    [Fact]
    public void LED_06_a_hold_may_end_on_the_day_on_which_it_begins()
    {
        var workbook = SettingsWorkbooks.Bytes(Lines(), book => book.Set("Holds", 3, "to", new DateOnly(2026, 9, 30)));
        Assert.Empty(SettingsWorkbooks.Read(workbook, Context).Findings);
    }

    [Fact]
    public void LED_08_a_hold_on_everybody_needs_no_learner() =>
        Assert.Empty(SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(Lines(), book => book.Blank("Holds", 4, "learner_ref")), Context).Findings);
}
