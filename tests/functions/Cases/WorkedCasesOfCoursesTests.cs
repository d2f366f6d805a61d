using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Cases.ReadBack;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Cases;

/// <summary>
/// The worked cases of funding.md section 6 that need more than a start: completions, outcomes, holds, restarts, corrections. Files in, T03
/// read back.
/// </summary>
public sealed partial class WorkedCasesOfCoursesTests
{
    private static readonly Quarter Q3 = new(2026, 3);
    private static readonly DateOnly Start = new(2026, 9, 14);
    private static readonly DateOnly PlannedEnd = new(2027, 6, 25);
    private static readonly DateOnly AfterQ3 = new(2027, 1, 5);
    private const string JanuaryDay = "2027-01-06";

    [Fact]
    public async Task Case_E_the_pennies_of_three_milestones_add_up_to_the_rate()
    {
        using var pilot = new CommandLineRunner();
        var period = new Quarter(2026, 4);
        var prepared = new DateOnly(2027, 4, 5);
        await pilot.SettingsAsync(WithRate(3_333.33m));
        await pilot.IngestAsync(Enrolments(College, period, prepared, (0, Start, new DateOnly(2027, 2, 26))), "2027-04-06");
        var achieved = new DateOnly(2027, 3, 1);
        await pilot.IngestAsync(Completions(College, period, prepared).AddCompletion(0, Hnc, Start, new DateOnly(2027, 2, 26), achieved, 120), "2027-04-06");
        var run = await RunAndReadBackAsync(pilot, "2027-04-20", period.Id);

        Assert.Equal(3_333.33m, CommandLineRunner.Line(run, College).GetProperty("earned_ytd").GetDecimal());
        var amounts = (await pilot.RunAsync("2027-04-20", "explain", College.ToString())).EnumerateArray().Select(element => element.GetProperty("amount_gbp").GetDecimal());
        Assert.Equal([1_500.00m, 1_166.66m, 666.67m], amounts);
    }

    [Fact]
    public async Task Case_H_of_two_providers_the_earlier_start_earns_and_a_clearance_lets_both()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(WithRate(3_000m));
        var later = new DateOnly(2026, 9, 28);
        await SendAsync(pilot, Enrolments(College, Q3, AfterQ3, (0, Start, PlannedEnd)), Nil(College, Q3, AfterQ3));
        await SendAsync(pilot, Enrolments(Private, Q3, AfterQ3, (0, later, PlannedEnd)), Nil(Private, Q3, AfterQ3));
        var held = await RunAndReadBackAsync(pilot);
        Assert.Equal(1_350.00m, CommandLineRunner.Line(held, College).GetProperty("earned_ytd").GetDecimal());
        Assert.Equal((0m, 1_350.00m), EarnedAndHeld(held, Private));
        var why = await ExplainAsync(pilot, Private, "START");
        Assert.Equal("DOUBLE_FUNDING", why.GetProperty("holds")[0].GetString());
        Assert.DoesNotContain("Alder", why.GetProperty("reason").GetString(), StringComparison.Ordinal);

        await pilot.LedgerAsync(Cleared(Private, Hnc, later, HoldKind.DoubleFunding, null), "2027-01-20");
        var cleared = await RunAndReadBackAsync(pilot);

        Assert.Equal((1_350.00m, 0m), EarnedAndHeld(cleared, College));
        Assert.Equal((1_350.00m, 0m), EarnedAndHeld(cleared, Private));
    }

    [Fact]
    public async Task Case_I_a_restart_earns_one_start_and_the_completion_at_the_rate_of_the_first()
    {
        using var pilot = new CommandLineRunner();
        var period = new Quarter(2027, 2);
        var prepared = new DateOnly(2027, 10, 5);
        await pilot.SettingsAsync(WithRate(3_000m, laterRate: 4_000m));
        var restart = new DateOnly(2026, 12, 28);
        var enrolments = Enrolments(College, period, prepared, (0, Start, PlannedEnd), (0, restart, PlannedEnd))
            .With(1, "restart", "Y").With(1, "original_start_date", Start);
        var ends = Ended(Completions(College, period, prepared), 0, Start, 6, new DateOnly(2026, 12, 10))
            .AddCompletion(0, Hnc, restart, PlannedEnd, new DateOnly(2027, 7, 9), 120);
        foreach (var column in Destination)
        {
            ends.With(1, column, null);
        }

        await SendAsync(pilot, enrolments, ends, "2027-10-06");
        var run = await RunAndReadBackAsync(pilot, "2027-10-20", period.Id);

        Assert.Equal((1, 1_350.00m), QualifyingAndEarned(run, "2026-27"));
        Assert.Equal((0, 1_050.00m), QualifyingAndEarned(run, "2027-28"));
    }

    [Fact]
    public async Task Case_K_a_job_in_the_window_earns_and_one_a_day_later_does_not()
    {
        using var pilot = new CommandLineRunner();
        var period = new Quarter(2027, 3);
        var prepared = new DateOnly(2028, 1, 5);
        await pilot.SettingsAsync(WithRate(3_000m));
        var end = new DateOnly(2027, 6, 30);
        var ends = Completions(College, period, prepared);
        for (var learner = 0; learner < 2; learner++)
        {
            ends.AddCompletion(learner, Hnc, Start, end, new DateOnly(2027, 7, 9), 120)
                .With(learner, "dest_start_date", new DateOnly(2027, 12, 30 + learner)).With(learner, "dest_collected_on", new DateOnly(2028, 1, 4));
        }

        await SendAsync(pilot, Enrolments(College, period, prepared, (0, Start, end), (1, Start, end)), ends, "2028-01-06");
        var run = await RunAndReadBackAsync(pilot, "2028-01-20", period.Id);

        // Two completions at 1,050.00 and one outcome at 600.00.
        Assert.Equal((0, 2_700.00m), QualifyingAndEarned(run, "2027-28"));
    }

    [Fact]
    public async Task Case_P_a_top_up_is_held_until_a_clearance_says_pay_and_at_what_rate()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(WithRate(3_000m));
        var file = new ReturnBuilder(ReturnTemplate.Enrolment, College.ToString(), Q3, AfterQ3).AddEnrolment(0, Hnd, Start, PlannedEnd).With(0, "credits_planned", 120);
        await SendAsync(pilot, file, Nil(College, Q3, AfterQ3));
        await RunAndReadBackAsync(pilot);
        Assert.Equal("PART_PROGRAMME", (await ExplainAsync(pilot, College, "START")).GetProperty("holds")[0].GetString());

        await pilot.LedgerAsync(Cleared(College, Hnd, Start, HoldKind.PartProgramme, 1_500.00m), "2027-01-20");
        var run = await RunAndReadBackAsync(pilot);

        Assert.Equal(675.00m, CommandLineRunner.Line(run, College, "HND").GetProperty("earned_ytd").GetDecimal());
    }

    [Fact]
    public async Task Case_R_a_withdrawal_reported_in_error_earns_again()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(WithRate(3_000m));
        var withdrawn = Ended(Completions(College, Q3, AfterQ3), 0, Start, 3, Start.AddDays(29));
        await SendAsync(pilot, Enrolments(College, Q3, AfterQ3, (0, Start, PlannedEnd)), withdrawn);
        Assert.Equal(0m, CommandLineRunner.Line(await RunAndReadBackAsync(pilot), College).GetProperty("earned_ytd").GetDecimal());

        await pilot.IngestAsync(Ended(Completions(College, Q3, AfterQ3), 0, Start, 3, Start.AddDays(29)).With(0, "reported_in_error", "Y"), "2027-01-07");

        Assert.Equal(1_350.00m, CommandLineRunner.Line(await RunAndReadBackAsync(pilot), College).GetProperty("earned_ytd").GetDecimal());
    }

    [Fact]
    public async Task Case_G_an_enrolment_reported_in_error_takes_its_withdrawal_with_it_and_nobody_elses_start()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(WithRate(3_000m));
        (int, DateOnly, DateOnly)[] learners = [(0, Start, PlannedEnd), (1, Start, PlannedEnd), (2, Start, PlannedEnd)];
        var withdrawn = Ended(Completions(College, Q3, AfterQ3), 0, Start, 3, Start.AddDays(49));
        await SendAsync(pilot, Enrolments(College, Q3, AfterQ3, learners), withdrawn);
        Assert.Equal((3, 4_050.00m), QualifyingAndEarned(await RunAndReadBackAsync(pilot), "2026-27"));

        await pilot.IngestAsync(Enrolments(College, Q3, AfterQ3.AddDays(2), learners).With(0, "reported_in_error", "Y"), "2027-01-08");

        // The completion return has one row, of the enrolment that is gone: it still is the return that confirms the others.
        var run = await RunAndReadBackAsync(pilot);
        Assert.Equal((2, 2_700.00m), QualifyingAndEarned(run, "2026-27"));
        Assert.NotEqual("NOT_RETURNED", CommandLineRunner.Line(run, College).GetProperty("status").GetString());

        await pilot.IngestAsync(Enrolments(College, Q3, AfterQ3.AddDays(3), learners), "2027-01-09");
        await RunAndReadBackAsync(pilot);
        var back = (await pilot.RunAsync("2027-01-20", "explain", College.ToString(), ReturnBuilder.LearnerRef(0))).EnumerateArray()
            .Single(element => element.GetProperty("milestone").GetString() == "COMPLETION");
        Assert.Contains("left on 2 November 2026", back.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, "2026-12-13")]
    [InlineData(50, "2026-10-25")]
    public async Task Case_S_a_learner_who_comes_back_earns_one_start(int leftOnDay, string earnedOn)
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(WithRate(3_000m));
        var again = new DateOnly(2026, 11, leftOnDay == 10 ? 2 : 9);
        var left = Ended(Completions(College, Q3, AfterQ3), 0, Start, 3, Start.AddDays(leftOnDay - 1));
        await SendAsync(pilot, Enrolments(College, Q3, AfterQ3, (0, Start, PlannedEnd), (0, again, PlannedEnd)), left);
        var run = await RunAndReadBackAsync(pilot);

        Assert.Equal((1, 1_350.00m), QualifyingAndEarned(run, "2026-27"));
        var explained = await pilot.RunAsync(JanuaryDay, "explain", College.ToString());
        var earned = explained.EnumerateArray().Single(element => element.GetProperty("is_earned").GetBoolean());
        Assert.Equal(earnedOn, earned.GetProperty("date").GetString());
    }

    [Fact]
    public async Task Case_S_what_the_first_row_earned_lets_the_later_achievement_earn_the_one_completion()
    {
        using var pilot = new CommandLineRunner();
        var period = new Quarter(2027, 2);
        var prepared = new DateOnly(2027, 10, 5);
        await pilot.SettingsAsync(WithRate(3_000m));
        var again = new DateOnly(2026, 11, 9);
        var ends = Ended(Completions(College, period, prepared), 0, Start, 3, Start.AddDays(49))
            .AddCompletion(0, Hnc, again, PlannedEnd, new DateOnly(2027, 7, 9), 120);
        foreach (var column in Destination)
        {
            ends.With(1, column, null);
        }

        await SendAsync(pilot, Enrolments(College, period, prepared, (0, Start, PlannedEnd), (0, again, PlannedEnd)), ends, "2027-10-06");
        var run = await RunAndReadBackAsync(pilot, "2027-10-20", period.Id);

        Assert.Equal((1, 1_350.00m), QualifyingAndEarned(run, "2026-27"));
        Assert.Equal((0, 1_050.00m), QualifyingAndEarned(run, "2027-28"));
    }
}
