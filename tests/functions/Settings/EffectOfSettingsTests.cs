using System.Text.Json;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Settings;

/// <summary>funding.md section 1: what a receipt for settings says that they do, although no period has been closed yet.</summary>
public sealed class EffectOfSettingsTests
{
    [Fact]
    public async Task A_changed_rate_changes_what_was_earned_in_a_period_after_the_earliest_unclosed_one()
    {
        using var pilot = await WithAsync(SmallReturns.Enrolments(2));
        var small = Small();
        var dearer = small with { Allocations = [.. small.Allocations.Select(line => line.Ukprn == College ? line with { UnitRateGbp = 3_100.00m } : line)] };

        var receipt = await pilot.SettingsAsync(dearer, "2027-01-07");

        var effect = Assert.Single(receipt.GetProperty("effects").EnumerateArray());
        Assert.Equal(("10000001", "HNC", "2026-27"), (Text(effect, "ukprn"), Text(effect, "qualification"), Text(effect, "funding_year")));
        Assert.Equal((2_700.00m, 2_790.00m), (Pounds(effect, "earned_before"), Pounds(effect, "earned_after")));
        Assert.Equal((2_700.00m, 2_790.00m), (Pounds(effect, "funded_before"), Pounds(effect, "funded_after")));
    }

    [Fact]
    public async Task A_warning_lists_the_completions_and_outcomes_that_no_later_line_covers()
    {
        // The third learner's completion falls in 2026-27, but a job may begin up to 10 August 2027.
        using var pilot = await WithAsync(SmallReturns.Enrolments(3).With(2, "planned_end_date", new DateOnly(2027, 2, 10)));
        var small = Small();
        var receipt = await pilot.SettingsAsync(
            small with { Allocations = [.. small.Allocations.Where(line => line.FundingYear == FirstYear)] }, "2027-01-07");

        var open = Assert.Single(receipt.GetProperty("violations").EnumerateArray(), element => Text(element, "rule") == "SET_23");
        Assert.Equal("W", Text(open, "severity"));
        Assert.Contains(
            "5 milestones may still be earned by learners of 10000001 on an HNC in 2027-28", Text(open, "message"), StringComparison.Ordinal);
        Assert.Empty((await pilot.SettingsAsync(small, "2027-01-08")).GetProperty("violations").EnumerateArray());
    }

    private static async Task<CommandLineRunner> WithAsync(ReturnBuilder enrolments)
    {
        var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(enrolments, "2027-01-06");
        await pilot.IngestAsync(SmallReturns.Nil(), "2027-01-06");
        return pilot;
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static decimal Pounds(JsonElement of, string name) => of.GetProperty(name).GetDecimal();
}
