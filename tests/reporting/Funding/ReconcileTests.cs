using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 4: the lines and their statuses.</summary>
public sealed class ReconcileTests
{
    [Theory]
    [InlineData(1147.50, LineStatus.Within)]
    [InlineData(1147.49, LineStatus.Under)]
    [InlineData(1552.50, LineStatus.Within)]
    [InlineData(1552.51, LineStatus.OverProfile)]
    public void Status_is_within_up_to_the_tolerance_of_15_percent(double earned, LineStatus expected)
    {
        var pilot = new FundingSample().With(LineOf(P1, "HNC", Year, (decimal)earned, 60_000, 1350)).Enrol(1);
        pilot.Settings = pilot.Settings with { Scheme = pilot.Settings.Scheme with { StartPct = 100, CompletionPct = 0, OutcomePct = 0 } };

        Assert.Equal(expected, pilot.Run(Q3).Line().Status);
    }

    [Fact]
    public void Status_goes_by_the_tolerance_of_its_period()
    {
        var pilot = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 60_000, 1500)).Enrol(1);
        pilot.Settings = pilot.Settings with
        {
            Calendar = pilot.Settings.Calendar.Select(row => row with { TolerancePct = row.Period == Q3 ? 10 : 9.99m }).ToList(),
        };

        Assert.Equal(LineStatus.Within, pilot.Run(Q3).Line().Status);
        Assert.Equal(LineStatus.Under, pilot.Run(Q4).Line().Status);
    }

    [Fact]
    public void Status_where_nothing_is_profiled_is_over_as_soon_as_something_is_earned()
    {
        var pilot = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 60_000));
        Assert.Equal((LineStatus.Within, (decimal?)null), (pilot.Run(Q3).Line().Status, pilot.Run(Q3).Line().Performance));

        Assert.Equal(LineStatus.OverProfile, pilot.Enrol(1).Run(Q3).Line().Status);
    }

    [Theory]
    [InlineData(1350.00, LineStatus.Within)]
    [InlineData(1349.99, LineStatus.OverUnfunded)]
    public void Status_is_over_unfunded_from_the_first_penny_above_the_allocation(double allocation, LineStatus expected) =>
        Assert.Equal(expected, new FundingSample().With(LineOf(P1, "HNC", Year, 3000, (decimal)allocation, 1350)).Enrol(1).Run(Q3).Line().Status);

    [Fact]
    public void Where_there_is_no_allocation_the_learners_are_listed_and_nothing_is_earned()
    {
        var run = new FundingSample().Enrol(1).Run(Q3);

        var line = Assert.Single(run.Lines);
        Assert.Equal((LineStatus.NoAllocation, 1, 0m), (line.Status, line.Starts, line.EarnedYtd));
        var start = run.Course().Start;
        Assert.Equal((Decision.NoAllocation, 0m), (start.Decision, start.AmountGbp));
        Assert.Equal("There is no HNC allocation for 2026-27, the year in which the course started, so it earns nothing.", start.Reason);
    }

    [Fact]
    public void A_milestone_in_a_year_without_a_line_earns_nothing_and_its_year_is_listed()
    {
        var run = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 60_000))
            .Enrol(1).Ends("L001", Jun25, Achieved(new(2027, 7, 9))).Run(new Quarter(2027, 2));

        Assert.Equal((Decision.Funded, Decision.NoAllocation), (run.Course().Start.Decision, run.Course().Completion.Decision));
        Assert.Equal(LineStatus.NoAllocation, run.Line(year: Year.Next).Status);
    }

    [Fact]
    public void A_later_year_has_a_line_for_completions_of_earlier_starters_and_the_earlier_one_keeps_its_figures()
    {
        var run = new FundingSample().WithPlenty().Enrol(1).Ends("L001", Jun25, Achieved(new(2027, 7, 9))).Run(new Quarter(2027, 2));

        var (first, second) = (run.Line(), run.Line(year: Year.Next));
        Assert.Equal((1, 0, 1, 0m, 1350m), (first.Starts, first.QualifyingStartsQuarter, first.QualifyingStartsYtd, first.EarnedQuarter, first.EarnedEarlier));
        Assert.Equal((27_000m, 0m), (first.ProfileGbpYtd, first.ProfileGbpQuarter));
        Assert.Equal((0, 1050m, 0m), (second.Starts, second.EarnedQuarter, second.EarnedEarlier));
    }

    [Fact]
    public void A_line_of_a_year_that_has_not_begun_is_not_listed() =>
        Assert.DoesNotContain(new FundingSample().WithPlenty().Enrol(1).Run(Q4).Lines, line => line.FundingYear == Year.Next);

    [Fact]
    public void Payments_and_adjustments_count_to_the_census_date()
    {
        var pilot = new FundingSample().WithPlenty().Enrol(2);
        var census = Q3.CensusDate;
        pilot.Ledger = new Ledger
        {
            Payments = [new("P1", P1, "HNC", Year, census, 3000), new("P2", P1, "HNC", Year, census.AddDays(1), 7), new("P3", P2, "HNC", Year, census, 9)],
            Adjustments = [new("A1", P1, "HNC", Year, census, -100, "Agreed", "A. Officer"), new("A2", P1, "HNC", Year, census.AddDays(1), 5, "Agreed", "A. Officer")],
        };

        var line = pilot.Run(Q3).Line();

        Assert.Equal((3000m, -100m, -400m), (line.PaidYtd, line.ManualAdjustmentsYtd, line.ToPay));
    }

    [Fact]
    public void Money_paid_where_no_line_and_no_learner_is_left_is_still_shown()
    {
        var pilot = new FundingSample();
        pilot.Ledger = new Ledger { Payments = [new("P1", P1, "HNC", Year, Q3.FirstDay, 1350)] };

        Assert.Equal(-1350m, pilot.Run(Q3).Line().ToPay);
    }

    [Fact]
    public void What_was_reported_before_is_taken_back_where_nothing_is_left_of_the_line()
    {
        var before = new FundingSample().WithPlenty().Enrol(1).Run(Q3).Line();

        Assert.Equal(-1350m, new FundingSample { LastClosed = [before] }.Run(Q4).Line().Movement);
    }

    [Fact]
    public void Claims_count_as_calculated_where_they_are_blank_and_in_the_year_of_their_milestone()
    {
        var run = new FundingSample().WithPlenty()
            .Enrol("L001").Enrol("L002", row => row with { ClaimStartGbp = 1000 })
            .Enrol("L003", row => row with { ClaimStartGbp = 200, IzFunded = false })
            .Ends("L001", Jun25, row => Achieved(new(2027, 7, 9))(row) with { ClaimCompletionGbp = 1100 })
            .Run(new Quarter(2027, 2));

        Assert.Equal((2550m, -150m), (run.Line().ClaimedYtd, run.Line().ClaimDifference));
        Assert.Equal((1100m, 50m), (run.Line(year: Year.Next).ClaimedYtd, run.Line(year: Year.Next).ClaimDifference));
    }

    [Fact]
    public void Claims_count_from_the_day_on_which_the_row_began_and_of_a_milestone_on_its_day()
    {
        var census = new Quarter(2027, 2).CensusDate;
        var run = new FundingSample().WithPlenty()
            .Enrol("L001").Ends("L001", Jun25, row => Achieved(census)(row) with { ClaimCompletionGbp = 1100 })
            .Enrol("L002", row => row with { StartDate = census, PlannedEndDate = new(2028, 6, 23), ClaimStartGbp = 1000 })
            .Enrol("L003", row => row with { StartDate = census.AddDays(1), PlannedEndDate = new(2028, 6, 23), ClaimStartGbp = 500 })
            .Run(new Quarter(2027, 2));

        Assert.Equal((1350m, 2100m), (run.Line().ClaimedYtd, run.Line(year: Year.Next).ClaimedYtd));
    }

    [Fact]
    public void Starts_count_accepted_courses_claimed_or_not_from_their_first_day()
    {
        var pilot = new FundingSample().WithPlenty().Enrol("L001", row => row with { IzFunded = false })
            .Enrol("L002", row => row with { StartDate = Q3.CensusDate })
            .Enrol("L003", row => row with { StartDate = Q3.CensusDate.AddDays(1) });

        var run = pilot.Run(Q3);

        Assert.Equal((2, 0), (run.Line().Starts, run.Line().QualifyingStartsYtd));
        Assert.Equal(Decision.NotYet, run.Course("L003").Start.Decision);
        Assert.Contains("after the end of this quarter (31 December 2026)", run.Course("L002").Start.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_is_stale_where_a_row_of_it_was_carried_forward()
    {
        Assert.False(new FundingSample().WithPlenty().Enrol("L001").Run(Q3).Line().Stale);
        Assert.True(new FundingSample().WithPlenty().Enrol("L001", held: held => held with { Stale = true }).Run(Q3).Line().Stale);
        Assert.True(new FundingSample().WithPlenty().Enrol("L001", held: held => held with { Stale = true })
            .Enrol("L001", row => row with { StartDate = new(2026, 12, 28), Restart = true, OriginalStartDate = Sep14 }).Run(Q3).Line().Stale);
    }

    [Fact]
    public void An_interim_return_is_not_the_return_that_is_owed_and_one_of_another_period_neither()
    {
        static LineStatus Status(Quarter period, DateOnly prepared) => new FundingSample().WithPlenty()
            .Sends(ReturnKind.Enrolment, Q3, new(2027, 1, 8)).Sends(ReturnKind.Completion, period, prepared)
            .Run(Q3, returned: false).Line().Status;

        Assert.Equal(LineStatus.Under, Status(Q3, Q3.CensusDate));
        Assert.Equal(LineStatus.NotReturned, Status(Q3, Q3.CensusDate.AddDays(-1)));
        Assert.Equal(LineStatus.NotReturned, Status(Q4, Q4.CensusDate));
    }

    [Fact]
    public void Funnel_a_cohort_with_more_completions_than_starts_or_more_outcomes_than_completions_refuses_to_publish()
    {
        var run = new FundingSample().WithPlenty().Enrol(1).Ends("L001", Jun25, Achieved(new(2027, 7, 9))).Run(new Quarter(2027, 2));
        var course = run.Course();
        var broken = course with { Start = course.Start with { Decision = Decision.NotYet } };

        CheckFunnel.Run(run.Courses);
        var refused = Assert.Throws<RunRefusedException>(() => CheckFunnel.Run([broken]));
        Assert.Contains("refuses to publish", refused.Message, StringComparison.Ordinal);

        var more = course with { Completion = course.Completion with { Decision = Decision.NotYet }, Outcome = course.Outcome with { Decision = Decision.Funded } };
        Assert.Throws<RunRefusedException>(() => CheckFunnel.Run([more]));
    }

    [Fact]
    public void A_part_paid_milestone_explains_itself_in_words()
    {
        var run = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 10_000, 10_000)).Enrol(8).Run(Q3);

        Assert.Equal(
            "The learner was still in learning on the qualifying date, 25 October 2026, and the provider's returns since then confirm it. "
            + "The start earned £1,350.00 on 25 October 2026, at a rate of £3,000.00 for the whole course. "
            + "£550.00 of it is funded: that is what was left of the HNC allocation of £10,000.00 for 2026-27.",
            run.Course("L008").Start.Reason);
        Assert.Equal("A higher HNC allocation for 2026-27 would fund the other £800.00.", run.Course("L008").Start.WhatChangesIt);
    }
}
