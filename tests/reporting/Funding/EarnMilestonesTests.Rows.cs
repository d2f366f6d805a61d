using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>On which row of a course a milestone rests, what decisions about its first row mean for the others, and years without an allocation.</summary>
public sealed partial class EarnMilestonesTests
{
    private static readonly DateOnly Sep28 = new(2026, 9, 28);

    /// <summary>A break that has not been reported yet: both rows of the course are open.</summary>
    private static FundingSample Restarted(Func<FundingSample, FundingSample>? afterFirst = null) =>
        (afterFirst ?? (same => same))(new FundingSample().WithPlenty().Enrol("L001"))
            .Enrol("L001", row => row with { StartDate = Sep28, PlannedEndDate = new(2027, 2, 1), Restart = true, OriginalStartDate = Sep14 });

    [Fact]
    public void Funding_2_the_start_rests_on_the_row_that_reaches_its_qualifying_date_first()
    {
        // The second row is planned for under 168 days: it qualifies after 14 days, on 11 October, and the first after 42, on the 25th.
        var start = Restarted().Run(Q3).Course().Start;

        Assert.Equal((Sep28, new DateOnly(2026, 10, 11)), (start.StartDate, start.Date!.Value));
    }

    [Theory]
    [InlineData(null, "2027-09-06")]
    [InlineData("2027-07-20", "2027-07-20")]
    public void Funding_2_the_outcome_may_rest_on_another_row_than_the_completion_and_the_earliest_counts(string? firstRow, string dated)
    {
        var course = Restarted(first => first.Ends("L001", Jun25, row => Achieved(new(2027, 7, 9))(row) with
        {
            Destination = firstRow is null ? null : NewJob(DateOnly.ParseExact(firstRow, "yyyy-MM-dd")),
        }))
            .Ends("L001", new(2027, 7, 30), row => Achieved(new(2027, 8, 6))(row) with { Destination = NewJob(new(2027, 9, 6)) }, start: Sep28)
            .Run(new Quarter(2027, 3)).Course();

        Assert.Equal(new DateOnly(2027, 7, 9), course.Completion.Date);
        Assert.Equal((Decision.Funded, DateOnly.ParseExact(dated, "yyyy-MM-dd")), (course.Outcome.Decision, course.Outcome.Date!.Value));
    }

    [Fact]
    public void A_clearance_that_names_the_first_row_of_a_course_means_its_other_rows_too()
    {
        var pilot = new FundingSample().WithPlenty()
            .Enrol("L001").Ends("L001", new(2026, 12, 10), row => row with { CompStatus = "6", WithdrawReason = null })
            .Enrol("L001", row => row with { StartDate = new(2026, 12, 28), Restart = true, OriginalStartDate = Sep14, OtherPublicFunding = true })
            .Ends("L001", Jun25, Achieved(new(2027, 7, 9)));
        Assert.Equal([HoldKind.OtherFunding], pilot.Run(new Quarter(2027, 2)).Course().Completion.Holds);

        pilot.Ledger = new Ledger { Clearances = [Cleared(HoldKind.OtherFunding)] };

        Assert.Equal(Decision.Funded, pilot.Run(new Quarter(2027, 2)).Course().Completion.Decision);
    }

    /// <summary>Completed on 29 October 2027 and in a job on 10 April 2028; the milestones are dated in 2026-27, 2027-28 and 2028-29.</summary>
    private static Course OverThreeYears(params int[] yearsWithLine)
    {
        var ends = new DateOnly(2027, 10, 29);
        return new FundingSample()
            .With([.. yearsWithLine.Select(year => LineOf(P1, "HNC", new FundingYear(year), 3000, 60_000))])
            .Enrol("L001", row => row with { PlannedEndDate = ends })
            .Ends("L001", ends, row => Achieved(new(2027, 11, 5))(row) with { Destination = NewJob(new(2028, 4, 10)) })
            .Run(new Quarter(2028, 1)).Course();
    }

    [Theory]
    [InlineData(new[] { 2026, 2027, 2028 }, Decision.Funded, Decision.Funded)]
    [InlineData(new[] { 2026, 2027 }, Decision.Funded, Decision.NoAllocation)]
    [InlineData(new[] { 2026, 2028 }, Decision.NoAllocation, Decision.NoAllocation)]
    public void NO_ALLOCATION_an_outcome_needs_a_line_of_its_own_year_and_a_completion_that_is_earned(int[] years, Decision completion, Decision outcome)
    {
        var course = OverThreeYears(years);

        Assert.Equal((Decision.Funded, completion, outcome), (course.Start.Decision, course.Completion.Decision, course.Outcome.Decision));
        Assert.Equal(years.Length == 3 ? 600m : 0m, course.Outcome.FundedGbp);
    }

    [Fact]
    public void NO_ALLOCATION_a_completion_rests_on_a_start_that_is_earned_though_its_own_year_has_a_line()
    {
        // The start qualifies on 11 April 2027, in a year without a line.
        var course = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 60_000), LineOf(P1, "HNC", new FundingYear(2028), 3000, 60_000))
            .Enrol("L001", row => row with { StartDate = new(2027, 3, 1), PlannedEndDate = new(2028, 5, 31) })
            .Ends("L001", new(2028, 5, 31), Achieved(new(2028, 6, 7)))
            .Run(new Quarter(2028, 1)).Course();

        Assert.Equal((Decision.NoAllocation, Decision.NoAllocation), (course.Start.Decision, course.Completion.Decision));
    }
}
