using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Settings;

public sealed class SettingsChangesTests
{
    private static readonly PilotSettings Before = SettingsBuilder.Small();

    [Fact]
    public void The_same_settings_have_no_changes() => Assert.Empty(SettingsChanges.Between(Before, Before with { Version = 2 }));

    [Fact]
    public void A_changed_cell_is_listed_before_and_after_in_words()
    {
        var line = Before.Allocations[0];
        var after = Before with
        {
            Allocations = [line with { UnitRateGbp = 3_100.5m, StopNewStartsFrom = new DateOnly(2027, 1, 4) }, .. Before.Allocations.Skip(1)],
        };
        Assert.Equal(
            [
                new("Allocations", "10000001, HNC, 2026-27", "unit_rate_gbp", "£3,000.00", "£3,100.50"),
                new("Allocations", "10000001, HNC, 2026-27", "stop_new_starts_from", "", "4 January 2027"),
            ],
            SettingsChanges.Between(Before, after));
    }

    [Fact]
    public void A_new_row_and_a_row_that_is_gone_are_listed_cell_by_cell()
    {
        var after = Before with { QualifyingDays = [new(168, 42), new(15, 14), new(1, 1)] };
        Assert.Equal(
            [
                new("QualifyingDays", "15", "planned_days_from", null, "15"),
                new("QualifyingDays", "15", "days", null, "14"),
                new("QualifyingDays", "14", "planned_days_from", "14", null),
                new("QualifyingDays", "14", "days", "14", null),
            ],
            SettingsChanges.Between(Before, after));
    }

    [Fact]
    public void A_rule_of_the_scheme_is_named_by_its_key_and_year()
    {
        var after = Before with
        {
            Scheme = Before.Scheme with { AutoPublish = true },
            SchemesByStartYear = new Dictionary<FundingYear, Scheme>
            {
                [new FundingYear(2027)] = Before.Scheme with { AutoPublish = true, OutcomeWindowMonths = 9 },
            },
        };
        Assert.Contains(new SettingsChange("Scheme", "auto_publish", "value", "N", "Y"), SettingsChanges.Between(Before, after));
        Assert.Contains(
            new SettingsChange("Scheme", "outcome_window_months, 2027-28", "value", null, "9"), SettingsChanges.Between(Before, after));
    }

    [Fact]
    public void Before_the_first_settings_everything_is_new() =>
        Assert.All(SettingsChanges.Between(new PilotSettings(), Before), change => Assert.Null(change.Before));
}
