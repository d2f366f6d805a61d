using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 2: both sides of every boundary, and every reason for which nothing is earned.</summary>
public sealed partial class EarnMilestonesTests
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
}
