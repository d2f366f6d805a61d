using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>What holds a start, and what officers decide.</summary>
public sealed partial class EarnMilestonesTests
{
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
}
