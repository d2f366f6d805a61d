using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>Completions and outcomes, restarts, and what refuses a run.</summary>
public sealed partial class EarnMilestonesTests
{
    [Theory]
    [InlineData("3", "3", false)]
    [InlineData("2", "8", false)]
    [InlineData("2", "2", false)]
    [InlineData("2", "3", false)]
    [InlineData("2", "1", true)]
    public void Completion_needs_status_2_and_outcome_1(string status, string outcome, bool earned)
    {
        var course = new FundingSample().WithPlenty().Enrol(1)
            .Ends("L001", Jun25, row => Achieved(new(2027, 7, 9))(row) with { CompStatus = status, Outcome = outcome })
            .Run(new Quarter(2027, 2)).Course();

        Assert.Equal(Decision.Funded, course.Start.Decision);
        Assert.Equal(earned ? Decision.Funded : Decision.NotYet, course.Completion.Decision);
    }

    [Theory]
    [InlineData("EMP", "1", "NEW_JOB", "10", true)]
    [InlineData("EMP", "5", "PROMOTED", "10", true)]
    [InlineData("EMP", "4", "RESPONSIBILITIES", "10", true)]
    [InlineData("EMP", "2", "SAME_JOB", "10", false)]
    [InlineData("EMP", "2", "U", "98", false)]
    [InlineData("EMP", "2", "SAME_JOB", "11", true)]
    [InlineData("EMP", "2", "U", "12", true)]
    [InlineData("EDU", "1", null, "11", false)]
    [InlineData("EDU", "2", null, "10", true)]
    [InlineData("EDU", "3", null, "10", false)]
    [InlineData("EDU", "6", null, "10", true)]
    [InlineData("VOL", "1", null, "11", false)]
    [InlineData("NPE", "1", null, "11", false)]
    public void Outcome_is_positive_as_the_default_table_says(string type, string code, string? progress, string statusBefore, bool positive)
    {
        var outcome = Destined(NewJob(new(2027, 7, 20)) with { Type = type, Code = code, NewOrProgressed = progress }, statusBefore).Outcome;

        Assert.Equal(positive ? Decision.Funded : Decision.NotYet, outcome.Decision);
    }

    [Theory]
    [InlineData(PositiveWhen.Always, "SAME_JOB", true)]
    [InlineData(PositiveWhen.IfNew, "SAME_JOB", false)]
    [InlineData(PositiveWhen.IfNew, "NEW_JOB", true)]
    [InlineData(PositiveWhen.Never, "NEW_JOB", false)]
    public void Outcome_is_positive_as_the_settings_say_where_they_do(PositiveWhen rule, string progress, bool positive)
    {
        var pilot = Destined(NewJob(new(2027, 7, 20)) with { NewOrProgressed = progress }, "10", settings => settings with
        {
            Destinations = [new("EMP", "1", rule)],
        });

        Assert.Equal(positive ? Decision.Funded : Decision.NotYet, pilot.Outcome.Decision);
    }

    [Theory]
    [InlineData("2027-07-20", "2027-07-20", null)]
    [InlineData("2027-07-20", "2027-07-19", "20 July 2027")]
    [InlineData("2027-06-01", "2027-06-25", null)]
    [InlineData("2027-06-01", "2027-06-24", "25 June 2027")]
    public void Outcome_is_collected_when_the_course_has_ended_and_the_destination_begun(string began, string collected, string? neededFrom)
    {
        var outcome = Destined(NewJob(DateOnly.ParseExact(began, "yyyy-MM-dd"), DateOnly.ParseExact(collected, "yyyy-MM-dd")), "10").Outcome;

        Assert.Equal(neededFrom is null ? Decision.Funded : Decision.NotYet, outcome.Decision);
        Assert.Contains(neededFrom is null ? "" : $"collected again on or after {neededFrom}", outcome.WhatChangesIt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NONE")]
    [InlineData("")]
    public void Outcome_without_evidence_is_not_earned(string evidence) =>
        Assert.Equal(Decision.NotYet, Destined(NewJob(new(2027, 7, 20)) with { Evidence = evidence }, "10").Outcome.Decision);

    [Fact]
    public void Outcome_of_a_job_that_began_before_the_achievement_is_dated_with_the_completion() =>
        Assert.Equal(new DateOnly(2027, 7, 9), Destined(NewJob(new(2027, 6, 28)), "10").Outcome.Date);

    [Theory]
    [InlineData("2028-02-29", Decision.Funded)]
    [InlineData("2028-03-01", Decision.NotYet)]
    public void Outcome_window_ends_with_the_month_where_its_day_does_not_exist(string began, Decision expected)
    {
        var course = new FundingSample().WithPlenty().Enrol("L001", row => row with { PlannedEndDate = new(2027, 8, 31) })
            .Ends("L001", new(2027, 8, 31), row => Achieved(new(2027, 9, 9))(row) with { Destination = NewJob(DateOnly.ParseExact(began, "yyyy-MM-dd")) })
            .Run(Later).Course();

        Assert.Equal(expected, course.Outcome.Decision);
    }

    [Fact]
    public void A_split_and_a_window_are_those_of_the_year_in_which_the_course_started()
    {
        var pilot = new FundingSample().WithPlenty().Enrol(1)
            .Ends("L001", Jun25, row => Achieved(new(2027, 7, 9))(row) with { Destination = NewJob(new(2027, 9, 26)) });
        pilot.Settings = pilot.Settings with
        {
            SchemesByStartYear = new Dictionary<FundingYear, Scheme>
            {
                [Year] = pilot.Settings.Scheme with { StartPct = 50, CompletionPct = 30, OutcomePct = 20, OutcomeWindowMonths = 3 },
                [Year.Next] = pilot.Settings.Scheme with { StartPct = 10, CompletionPct = 10, OutcomePct = 80 },
            },
        };

        var course = pilot.Run(new Quarter(2027, 3)).Course();

        Assert.Equal((1500m, 900m, Decision.NotYet), (course.Start.AmountGbp, course.Completion.AmountGbp, course.Outcome.Decision));
    }

    [Fact]
    public void A_restart_is_linked_through_a_start_date_that_its_course_had_before()
    {
        var run = new FundingSample().WithPlenty()
            .Enrol("L001", row => row with { StartDate = Sep14.AddDays(1) }, held: held => held with { EarlierStartDates = [Sep14] })
            .Ends("L001", new(2026, 12, 10), row => row with { CompStatus = "6" })
            .Enrol("L001", row => row with { StartDate = new(2026, 12, 28), Restart = true, OriginalStartDate = Sep14 })
            .Enrol("L001", row => row with { StartDate = new(2027, 2, 1), Restart = true, OriginalStartDate = new(2026, 12, 28) })
            .Run(Q4);

        Assert.Equal(3, Assert.Single(run.Courses).Rows.Count);
    }

    [Fact]
    public void A_restart_of_another_aim_or_provider_is_another_course()
    {
        var run = new FundingSample().WithPlenty().Enrol("L001")
            .Enrol("L001", row => row with { StartDate = new(2026, 12, 28), Restart = true, OriginalStartDate = Sep14, AimRef = Hnd })
            .Enrol("L001", row => row with { StartDate = new(2026, 12, 28), Restart = true, OriginalStartDate = Sep14 }, P2)
            .Run(Q4);

        Assert.Equal(3, run.Courses.Count);
    }

    [Fact]
    public void An_aim_that_the_settings_lack_refuses_the_run()
    {
        var refused = Assert.Throws<RunRefusedException>(() => StartOf(row => row with { AimRef = "60399999" }));

        Assert.Contains("60399999", refused.Message, StringComparison.Ordinal);
    }

    private static Course Destined(Destination destination, string statusBefore, Func<PilotSettings, PilotSettings>? change = null)
    {
        var pilot = new FundingSample().WithPlenty().Enrol("L001", row => row with { EmploymentStatus = statusBefore })
            .Ends("L001", Jun25, row => Achieved(new(2027, 7, 9))(row) with { Destination = destination });
        pilot.Settings = change?.Invoke(pilot.Settings) ?? pilot.Settings;
        return pilot.Run(new Quarter(2027, 3)).Course();
    }

    private static void AssertNotClaimable(Earning earning, string because)
    {
        Assert.Equal((Decision.NotClaimable, 0m), (earning.Decision, earning.AmountGbp));
        Assert.Contains(because, earning.Reason, StringComparison.Ordinal);
    }
}
