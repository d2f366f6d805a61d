using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 2: both sides of every boundary, and every reason for which nothing is earned.</summary>
public sealed class EarnMilestonesTests
{
    private static readonly Quarter Later = new(2027, 4);

    private static Earning StartOf(Func<Enrolment, Enrolment> change, Func<HeldEnrolment, HeldEnrolment>? held = null) =>
        new FundingSample().WithPlenty().Enrol("L001", change, held: held).Run(Later).Course().Start;

    private static Clearance Cleared(HoldKind hold, bool pay = true, int day = 5, string reference = "C1", decimal? rate = null) =>
        new(reference, P1, "L001", Hnc, Sep14, hold, pay, rate, "A. Officer", new(2027, 1, day), "Seen");

    [Theory]
    [InlineData(2, 1)]
    [InlineData(13, 1)]
    [InlineData(14, 14)]
    [InlineData(167, 14)]
    [InlineData(168, 42)]
    [InlineData(285, 42)]
    public void Start_qualifies_after_days_that_depend_on_the_planned_length(int plannedDays, int qualifyingDay)
    {
        var start = StartOf(row => row with { PlannedEndDate = Sep14.AddDays(plannedDays - 1) });

        Assert.Equal(Sep14.AddDays(qualifyingDay - 1), start.Date);
        Assert.Equal(Decision.Funded, start.Decision);
    }

    [Fact]
    public void Start_example_14_September_to_25_June_qualifies_on_25_October() =>
        Assert.Equal(new DateOnly(2026, 10, 25), StartOf(row => row).Date);

    [Fact]
    public void Start_example_11_January_to_25_June_is_166_days_and_qualifies_on_24_January() =>
        Assert.Equal(new DateOnly(2027, 1, 24), StartOf(row => row with { StartDate = new(2027, 1, 11) }).Date);

    [Fact]
    public void Start_goes_by_the_planned_end_as_first_accepted() =>
        Assert.Equal(Sep14.AddDays(41), StartOf(
            row => row with { PlannedEndDate = Sep14.AddDays(100) }, held => held with { FirstPlannedEndDate = Jun25 }).Date);

    [Fact]
    public void Start_of_who_completed_before_the_qualifying_date_is_earned_on_that_date()
    {
        var start = new FundingSample().WithPlenty().Enrol(1).Ends("L001", Sep14.AddDays(20), Achieved(Sep14.AddDays(25))).Run(Q3).Course();

        Assert.Equal((Decision.Funded, Sep14.AddDays(41)), (start.Start.Decision, start.Start.Date!.Value));
        Assert.Equal(Sep14.AddDays(41), start.Completion.Date);
    }

    [Fact]
    public void What_rests_on_a_start_that_qualifies_after_the_quarter_says_so_and_not_that_it_is_not_confirmed()
    {
        var course = new FundingSample { StoodOn = new(2027, 1, 5) }.WithPlenty().Enrol("L001", row => row with { StartDate = new(2026, 12, 1) }).Run(Q3).Course();

        const string Later = "The start qualifies on 11 January 2027, after the end of this quarter (31 December 2026).";
        Assert.Equal(Later, course.Start.Reason);
        Assert.Equal("The completion rests on the start, which is not earned. " + Later, course.Completion.Reason);
        Assert.Equal("The outcome rests on the completion, which is not earned. " + course.Completion.Reason, course.Outcome.Reason);
        Assert.StartsWith("The start can be earned in January to March 2027", course.Outcome.WhatChangesIt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("L001", 0, Decision.NotYet)]
    [InlineData("L002", 0, Decision.Funded)]
    public void Start_is_not_confirmed_by_a_completion_return_that_rejects_the_learner(string rejected, int acceptedMore, Decision expected)
    {
        var run = new FundingSample().WithPlenty().Enrol(1)
            .Sends(ReturnKind.Completion, Q3, new(2027, 1, 8), submission => submission with
            {
                Status = SubmissionStatus.PartlyAccepted,
                AcceptedRows = 1 + acceptedMore,
                RejectedLearners = new HashSet<string> { rejected },
            })
            .Run(Q3, returned: false);

        Assert.Equal(expected, run.Course().Start.Decision);
    }

    [Theory]
    [InlineData(SubmissionStatus.PartlyAccepted, 0, Decision.NotYet)]
    [InlineData(SubmissionStatus.PartlyAccepted, 1, Decision.Funded)]
    [InlineData(SubmissionStatus.Rejected, 0, Decision.NotYet)]
    [InlineData(SubmissionStatus.Accepted, 0, Decision.Funded)]
    public void Start_is_confirmed_only_by_what_is_a_return(SubmissionStatus status, int accepted, Decision expected) =>
        Assert.Equal(expected, new FundingSample().WithPlenty().Enrol(1)
            .Sends(ReturnKind.Completion, Q3, new(2027, 1, 8), submission => submission with { Status = status, AcceptedRows = accepted })
            .Run(Q3, returned: false).Course().Start.Decision);

    [Theory]
    [InlineData(40, Decision.NotYet)]
    [InlineData(41, Decision.Funded)]
    public void Start_is_confirmed_only_where_the_row_itself_stood_in_a_late_enough_return(int daysAfter, Decision expected) =>
        Assert.Equal(expected, StartOf(row => row, held => held with { LastReportedOn = Sep14.AddDays(daysAfter) }).Decision);

    [Fact]
    public void Start_not_claimable_where_the_learner_is_not_claimed() =>
        AssertNotClaimable(StartOf(row => row with { IzFunded = false }), "does not claim");

    [Theory]
    [InlineData("ASF")]
    [InlineData("APP")]
    public void FUND_01_start_not_claimable(string route) => Assert.Equal(Decision.NotClaimable, StartOf(row => row with { FundingRoute = route }).Decision);

    [Fact]
    public void CRED_02_under_120_credits_is_not_claimable() => AssertNotClaimable(StartOf(row => row with { AimRef = Hnd, CreditsPlanned = 119 }), "119 credits");

    [Fact]
    public void CRED_02_from_120_credits_a_part_programme_is_held() =>
        Assert.Equal([HoldKind.PartProgramme], StartOf(row => row with { AimRef = Hnd, CreditsPlanned = 120 }).Holds);

    [Theory]
    [InlineData(false, 13, Decision.Funded)]
    [InlineData(false, 14, Decision.NotClaimable)]
    [InlineData(true, 14, Decision.Funded)]
    public void DATE_06_a_start_from_the_day_on_which_new_starts_stop_is_not_claimable(bool restart, int day, Decision expected)
    {
        var pilot = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 60_000) with { StopNewStartsFrom = Sep14 })
            .Enrol("L001", row => row with { StartDate = new(2026, 9, day), Restart = restart, OriginalStartDate = restart ? new(2026, 4, 1) : null });

        Assert.Equal(expected, pilot.Run(Q3).Course().Start.Decision);
    }

    [Theory]
    [InlineData(2, Decision.Funded)]
    [InlineData(3, Decision.Held)]
    public void NO_ULN_holds_after_the_grace_periods(int periods, Decision expected) =>
        Assert.Equal(expected, StartOf(row => row with { TemporaryUln = true }, held => held with { TemporaryUlnPeriods = periods }).Decision);

    [Fact]
    public void Holds_are_named_together_and_each_needs_its_own_clearance()
    {
        var pilot = new FundingSample().WithPlenty()
            .Enrol("L001", row => row with { OtherPublicFunding = true }, held: held => held with { PossibleDuplicate = true });
        var start = pilot.Run(Q3).Course().Start;
        Assert.Equal([HoldKind.OtherFunding, HoldKind.PossibleDuplicate], start.Holds);
        Assert.Equal((1350m, 0m), (start.AmountGbp, start.FundedGbp));

        pilot.Ledger = new Ledger { Clearances = [Cleared(HoldKind.OtherFunding)] };
        Assert.Equal([HoldKind.PossibleDuplicate], pilot.Run(Q3).Course().Start.Holds);

        pilot.Ledger = new Ledger { Clearances = [Cleared(HoldKind.OtherFunding), Cleared(HoldKind.PossibleDuplicate, reference: "C2")] };
        Assert.Equal(Decision.Funded, pilot.Run(Q3).Course().Start.Decision);
    }

    [Fact]
    public void A_refusal_makes_the_start_and_what_rests_on_it_not_claimable()
    {
        var pilot = new FundingSample().WithPlenty().Enrol("L001", row => row with { OtherPublicFunding = true })
            .Ends("L001", new(2027, 2, 1), Achieved(new(2027, 2, 8)));
        pilot.Ledger = new Ledger { Clearances = [Cleared(HoldKind.OtherFunding, pay: false)] };

        Assert.All(pilot.Run(Q4).Course().Milestones, milestone => Assert.Equal(Decision.NotClaimable, milestone.Decision));
    }

    [Theory]
    [InlineData(5, 6, Decision.Funded)]
    [InlineData(6, 5, Decision.NotClaimable)]
    [InlineData(5, 5, Decision.Funded)]
    public void Of_two_decisions_the_latest_date_counts_then_the_later_line(int refusedOn, int paidOn, Decision expected)
    {
        var pilot = new FundingSample().WithPlenty().Enrol("L001", row => row with { OtherPublicFunding = true });
        pilot.Ledger = new Ledger
        {
            Clearances = [Cleared(HoldKind.OtherFunding, pay: false, day: refusedOn), Cleared(HoldKind.OtherFunding, day: paidOn, reference: "C2")],
        };

        Assert.Equal(expected, pilot.Run(Q3).Course().Start.Decision);
    }

    [Fact]
    public void A_clearance_under_an_earlier_start_date_of_the_row_still_counts()
    {
        var pilot = new FundingSample().WithPlenty()
            .Enrol("L001", row => row with { StartDate = Sep14.AddDays(1), OtherPublicFunding = true }, held: held => held with { EarlierStartDates = [Sep14] });
        pilot.Ledger = new Ledger { Clearances = [Cleared(HoldKind.OtherFunding)] };

        Assert.Equal(Decision.Funded, pilot.Run(Q3).Course().Start.Decision);
    }

    [Theory]
    [InlineData(Milestone.Start, Decision.NotClaimable, Decision.NotClaimable)]
    [InlineData(Milestone.Completion, Decision.Funded, Decision.NotClaimable)]
    [InlineData(Milestone.Outcome, Decision.Funded, Decision.Funded)]
    public void A_failed_evidence_check_takes_its_milestone_and_those_that_rest_on_it(Milestone failed, Decision start, Decision completion)
    {
        var pilot = new FundingSample().WithPlenty().Enrol(1)
            .Ends("L001", new(2027, 2, 1), row => Achieved(new(2027, 2, 8))(row) with { Destination = NewJob(new(2027, 2, 9)) });
        pilot.Ledger = new Ledger { EvidenceChecks = [new("E1", P1, "L001", Hnc, Sep14, failed, new(2027, 3, 1), false, "A. Officer")] };

        var course = pilot.Run(Q4).Course();

        Assert.Equal((start, completion, Decision.NotClaimable), (course.Start.Decision, course.Completion.Decision, course.Outcome.Decision));

        pilot.Ledger = pilot.Ledger with { EvidenceChecks = [.. pilot.Ledger.EvidenceChecks, new("E2", P1, "L001", Hnc, Sep14, failed, new(2027, 3, 1), true, "A. Officer")] };
        Assert.All(pilot.Run(Q4).Course().Milestones, milestone => Assert.Equal(Decision.Funded, milestone.Decision));
    }

    [Theory]
    [InlineData(-1, null, false)]
    [InlineData(0, null, true)]
    [InlineData(0, 0, true)]
    [InlineData(-30, -1, false)]
    public void OFFICER_a_hold_covers_the_census_dates_from_its_first_day_to_its_last(int fromAfterCensus, int? toAfterCensus, bool held)
    {
        var pilot = new FundingSample().WithPlenty().Enrol(1);
        var census = Q3.CensusDate;
        pilot.Ledger = new Ledger
        {
            Holds = [new("H1", P1, null, census.AddDays(fromAfterCensus == -1 ? 1 : fromAfterCensus), toAfterCensus is { } to ? census.AddDays(to) : null, "Query", "A. Officer")],
        };

        Assert.Equal(held ? Decision.Held : Decision.Funded, pilot.Run(Q3).Course().Start.Decision);
    }

    [Theory]
    [InlineData(4, Decision.Held)]
    [InlineData(5, Decision.Funded)]
    public void OFFICER_a_clearance_lifts_the_holds_that_had_begun_when_it_was_decided(int clearedOn, Decision expected)
    {
        var pilot = new FundingSample().WithPlenty().Enrol(1);
        pilot.Ledger = new Ledger
        {
            Holds = [new("H1", P1, "L001", new(2027, 1, 5), null, "Query", "A. Officer")],
            Clearances = [Cleared(HoldKind.Officer, day: clearedOn)],
        };

        Assert.Equal(expected, pilot.Run(Q4).Course().Start.Decision);
    }

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
    [InlineData("2027-07-20", "2027-07-20", true)]
    [InlineData("2027-07-20", "2027-07-19", false)]
    [InlineData("2027-06-01", "2027-06-25", true)]
    [InlineData("2027-06-01", "2027-06-24", false)]
    public void Outcome_is_collected_when_the_course_has_ended_and_the_destination_begun(string began, string collected, bool earned)
    {
        var outcome = Destined(NewJob(DateOnly.ParseExact(began, "yyyy-MM-dd"), DateOnly.ParseExact(collected, "yyyy-MM-dd")), "10").Outcome;

        Assert.Equal(earned ? Decision.Funded : Decision.NotYet, outcome.Decision);
    }

    [Fact]
    public void Outcome_without_evidence_is_not_earned() =>
        Assert.Equal(Decision.NotYet, Destined(NewJob(new(2027, 7, 20)) with { Evidence = "NONE" }, "10").Outcome.Decision);

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
