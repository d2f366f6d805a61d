using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 1: what learners who are held may still earn, and when at the latest.</summary>
public sealed class FindOpenCommitmentsTests
{
    private static readonly Quarter Q2Of2027 = new(2027, 2);

    [Fact]
    public void Who_is_in_learning_may_complete_on_the_planned_end_and_have_an_outcome_by_the_end_of_its_window() =>
        Assert.Equal(["Completion 2027-06-25", "Outcome 2027-12-25"], Open(new FundingSample().WithPlenty().Enrol(1).Run(Q3)));

    [Fact]
    public void A_start_that_is_still_to_qualify_is_open_too() => Assert.Equal(
        ["Start 2027-01-11", "Completion 2027-06-25", "Outcome 2027-12-25"],
        Open(new FundingSample().WithPlenty().Enrol("L001", row => row with { StartDate = new(2026, 12, 1) }).Run(Q3)));

    [Theory]
    [InlineData("3", "3", "")]
    [InlineData("2", "3", "")]
    [InlineData("2", "2", "")]
    [InlineData("2", "8", "Completion 2027-06-25 Outcome 2027-12-25")]
    [InlineData("2", "1", "Outcome 2027-12-25")]
    public void Who_has_ended_may_earn_only_what_the_result_leaves_open(string status, string outcome, string open) =>
        Assert.Equal(open, string.Join(' ', Open(Ended(row => row with { CompStatus = status, Outcome = outcome, AchievementDate = outcome == "1" ? Jun25 : null }))));

    [Fact]
    public void What_is_earned_is_not_open_and_who_left_before_qualifying_or_is_not_claimed_may_earn_nothing()
    {
        Assert.Empty(Open(Ended(row => Achieved(Jun25)(row) with { Destination = NewJob(Jun25) })));
        Assert.Empty(Open(new FundingSample().WithPlenty().Enrol(1).Ends("L001", Sep14.AddDays(9)).Run(Q3)));
        Assert.Empty(Open(new FundingSample().WithPlenty().Enrol(1, row => row with { IzFunded = false }).Run(Q3)));
    }

    [Theory]
    [InlineData("2027-12-25", "Outcome 2027-12-25")]
    [InlineData("2027-12-26", "")]
    public void An_outcome_is_open_to_the_last_day_of_its_window(string today, string open) =>
        Assert.Equal(open, string.Join(' ', Open(Ended(Achieved(Jun25)), DateOnly.ParseExact(today, "yyyy-MM-dd"))));

    [Fact]
    public void Commitments_are_counted_by_provider_qualification_and_the_year_in_which_they_would_be_dated()
    {
        var run = new FundingSample().WithPlenty()
            .Enrol("L001").Enrol("L002", row => row with { PlannedEndDate = new(2027, 3, 26) })
            .Enrol("L003", row => row with { AimRef = Hnd, PlannedEndDate = new(2028, 6, 23) }).Enrol("L001", at: P2, change: row => row with { LearnerKey = KeyOf("L001 at the other") }).Run(Q3);

        Assert.Equal(
            [(P1, "HNC", 2026, 1), (P1, "HNC", 2027, 3), (P1, "HND", 2028, 2), (P2, "HNC", 2027, 2)],
            FindOpenCommitments.Run(run, DefaultSettings(), Q3.CensusDate).Select(open => (open.Ukprn, open.Qualification, open.FundingYear.StartsIn, open.Milestones)));
    }

    private static FundingRun Ended(Func<Completion, Completion> change) => new FundingSample().WithPlenty().Enrol(1).Ends("L001", Jun25, change).Run(Q2Of2027);

    private static IEnumerable<string> Open(FundingRun run, DateOnly? today = null) =>
        FindOpenCommitments.Open(run.Course(), DefaultSettings(), today ?? Q3.CensusDate).Select(open => $"{open.Milestone} {open.Date:yyyy-MM-dd}");
}
