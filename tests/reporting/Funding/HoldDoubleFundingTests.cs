using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 2, DOUBLE_FUNDING, TRANSFER and the HND after an HNC: one person, two courses.</summary>
public sealed class HoldDoubleFundingTests
{
    private static Enrolment Ada(Enrolment row) => row with { LearnerKey = KeyOf("Ada") };

    /// <summary>Ada at both providers: from 14 September at the first, from the day given at the second.</summary>
    private static FundingSample Both(DateOnly secondStart, Func<Enrolment, Enrolment>? first = null, Func<Enrolment, Enrolment>? second = null) =>
        new FundingSample().WithPlenty()
            .Enrol("A1", row => first?.Invoke(Ada(row)) ?? Ada(row))
            .Enrol("B1", row => (second ?? (same => same))(Ada(row) with { StartDate = secondStart, PlannedEndDate = new(2027, 10, 1) }), P2);

    private static IReadOnlyList<HoldKind> HoldsOfSecond(FundingSample pilot) => pilot.Run(new Quarter(2027, 2)).Course("B1", P2).Start.Holds;

    [Theory]
    [InlineData("2027-06-25", HoldKind.DoubleFunding)]
    [InlineData("2027-06-26", HoldKind.Transfer)]
    public void The_last_planned_day_of_the_first_still_overlaps_and_the_day_after_is_a_transfer(string secondStart, HoldKind hold) =>
        Assert.Equal([hold], HoldsOfSecond(Both(DateOnly.ParseExact(secondStart, "yyyy-MM-dd"))));

    [Theory]
    [InlineData("2026-11-20", HoldKind.DoubleFunding)]
    [InlineData("2026-11-21", HoldKind.Transfer)]
    public void An_accepted_end_counts_before_the_planned_one(string secondStart, HoldKind hold) =>
        Assert.Equal([hold], HoldsOfSecond(Both(DateOnly.ParseExact(secondStart, "yyyy-MM-dd")).Ends("A1", new(2026, 11, 20))));

    [Fact]
    public void Who_left_before_the_qualifying_date_holds_nobody_back()
    {
        Assert.Empty(HoldsOfSecond(Both(new(2026, 9, 28)).Ends("A1", Sep14.AddDays(40))));
        Assert.Equal([HoldKind.DoubleFunding], HoldsOfSecond(Both(new(2026, 9, 28)).Ends("A1", Sep14.AddDays(41))));
    }

    [Fact]
    public void A_start_that_is_not_yet_confirmed_still_holds_the_later_one()
    {
        var pilot = new FundingSample().WithPlenty()
            .Enrol("A1", Ada, held: held => held with { LastReportedOn = Sep14 })
            .Enrol("B1", row => Ada(row) with { StartDate = new(2026, 9, 28) }, P2);

        var run = pilot.Run(Q3);

        Assert.Equal((Decision.NotYet, Decision.Held), (run.Course("A1").Start.Decision, run.Course("B1", P2).Start.Decision));
    }

    [Fact]
    public void A_start_held_by_another_kind_still_holds_the_later_one() =>
        Assert.Equal([HoldKind.DoubleFunding], HoldsOfSecond(Both(new(2026, 9, 28), first: row => row with { OtherPublicFunding = true })));

    [Fact]
    public void A_start_that_is_not_claimed_holds_nobody_back() =>
        Assert.Empty(HoldsOfSecond(Both(new(2026, 9, 28), first: row => row with { IzFunded = false })));

    [Fact]
    public void A_start_without_an_allocation_holds_nobody_back()
    {
        var run = new FundingSample().With(LineOf(P2, "HNC", Year, 3000, 60_000))
            .Enrol("A1", Ada).Enrol("B1", row => Ada(row) with { StartDate = new(2026, 9, 28) }, P2).Run(Q3);

        Assert.Equal((Decision.NoAllocation, Decision.Funded), (run.Course("A1").Start.Decision, run.Course("B1", P2).Start.Decision));
    }

    [Fact]
    public void A_third_course_is_free_of_a_second_that_is_itself_held_for_double_funding()
    {
        var pilot = Both(new(2026, 9, 28)).Ends("A1", new(2026, 11, 20))
            .Enrol("C1", row => Ada(row) with { AimRef = Hnd, StartDate = new(2026, 12, 1) });

        var run = pilot.Run(Q4);

        Assert.Equal(Decision.Held, run.Course("B1", P2).Start.Decision);
        Assert.Equal(Decision.Funded, run.Course("C1").Start.Decision);
    }

    [Fact]
    public void Equal_starts_hold_each_other_until_one_is_cleared()
    {
        var pilot = Both(Sep14);
        var run = pilot.Run(Q3);
        Assert.Equal([Decision.Held, Decision.Held], run.Courses.Select(course => course.Start.Decision));

        pilot.Ledger = new Ledger
        {
            Clearances = [new("C1", P2, "B1", Hnc, Sep14, HoldKind.DoubleFunding, true, null, "A. Officer", new(2027, 1, 5), "Seen")],
        };
        run = pilot.Run(Q3);
        Assert.Equal((Decision.Held, Decision.Funded), (run.Course("A1").Start.Decision, run.Course("B1", P2).Start.Decision));
    }

    [Fact]
    public void Equal_starts_do_not_hold_each_other_where_one_left_before_qualifying()
    {
        var run = Both(Sep14).Ends("A1", Sep14.AddDays(10)).Run(Q3);

        Assert.Equal((Decision.NotYet, Decision.Funded), (run.Course("A1").Start.Decision, run.Course("B1", P2).Start.Decision));
    }

    [Fact]
    public void One_provider_is_paid_once_for_one_person_under_two_references()
    {
        var run = new FundingSample().WithPlenty().Enrol("A1", Ada).Enrol("A2", row => Ada(row) with { StartDate = new(2026, 9, 28) }).Run(Q3);

        Assert.Equal((Decision.Funded, Decision.NotClaimable), (run.Course("A1").Start.Decision, run.Course("A2").Start.Decision));
        Assert.Equal(1, run.Line().QualifyingStartsYtd);
    }

    [Fact]
    public void Equal_starts_of_one_person_at_one_provider_earn_one_start_even_where_both_are_cleared()
    {
        var pilot = new FundingSample().WithPlenty().Enrol("A1", Ada).Enrol("A2", Ada);
        pilot.Ledger = new Ledger
        {
            Clearances = new[] { "A1", "A2" }.Select(learner => new Clearance(
                "C" + learner, P1, learner, Hnc, Sep14, HoldKind.DoubleFunding, true, null, "A. Officer", new(2027, 1, 5), "Seen")).ToList(),
        };

        Assert.Equal([Decision.Funded, Decision.NotClaimable], pilot.Run(Q3).Courses.Select(course => course.Start.Decision));
    }

    private static Clearance Pays(string learner, string aim = Hnc) =>
        new("C" + learner + aim, P1, learner, aim, Sep14, HoldKind.DoubleFunding, true, null, "A. Officer", new(2027, 1, 5), "Seen");

    [Theory]
    [InlineData("", Decision.Held, Decision.Held, 2)]
    [InlineData("A1", Decision.Funded, Decision.NotClaimable, 1)]
    [InlineData("A2", Decision.NotClaimable, Decision.Funded, 1)]
    [InlineData("A1 A2", Decision.Funded, Decision.NotClaimable, 1)]
    public void Two_references_with_equal_starts_on_one_aim_are_both_held_until_one_start_is_earned(string cleared, Decision first, Decision second, int qualifying)
    {
        var pilot = new FundingSample().WithPlenty().Enrol("A1", Ada).Enrol("A2", Ada);
        pilot.Ledger = new Ledger { Clearances = cleared.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(learner => Pays(learner)).ToList() };

        var run = pilot.Run(Q3);

        Assert.Equal([first, second], run.Courses.Select(course => course.Start.Decision));
        Assert.Equal(qualifying, run.Line().QualifyingStartsYtd);
        Assert.Equal(cleared == "" ? 2700m : 0m, run.Line().HeldGbp);
    }

    [Fact]
    public void A_reference_that_left_early_is_not_claimable_once_the_other_with_the_same_start_is_earned()
    {
        var run = new FundingSample().WithPlenty().Enrol("A1", Ada).Ends("A1", Sep14.AddDays(10)).Enrol("A2", Ada).Run(Q3);

        Assert.Equal([Decision.NotClaimable, Decision.Funded], run.Courses.Select(course => course.Start.Decision));
    }

    [Fact]
    public void Equal_starts_on_two_aims_stay_held_for_double_funding_when_one_is_cleared()
    {
        var pilot = new FundingSample().WithPlenty().Enrol("A1", Ada).Enrol("A2", row => Ada(row) with { AimRef = Hnd });
        pilot.Ledger = new Ledger { Clearances = [Pays("A2", Hnd)] };

        var run = pilot.Run(Q3);

        Assert.Equal([Decision.Held, Decision.Funded], run.Courses.Select(course => course.Start.Decision));
        Assert.Equal([HoldKind.DoubleFunding], run.Courses[0].Start.Holds);
    }

    [Fact]
    public void The_completion_of_equal_starts_is_earned_once_by_the_reference_that_earned_the_start()
    {
        var pilot = new FundingSample().WithPlenty()
            .Enrol("A1", Ada).Ends("A1", Jun25, Achieved(new(2027, 7, 9)))
            .Enrol("A2", Ada).Ends("A2", Jun25, Achieved(new(2027, 7, 9)));
        pilot.Ledger = new Ledger { Clearances = [Pays("A2")] };

        var run = pilot.Run(new Quarter(2027, 3));

        Assert.Equal([Decision.NotClaimable, Decision.Funded], run.Courses.Select(course => course.Completion.Decision));
    }

    [Theory]
    [InlineData("2027-06-25", HoldKind.DoubleFunding)]
    [InlineData("2027-06-26", HoldKind.PartProgramme)]
    public void PART_PROGRAMME_an_HND_comes_after_an_HNC_from_the_day_after_its_end(string start, HoldKind hold)
    {
        var from = DateOnly.ParseExact(start, "yyyy-MM-dd");
        var held = new FundingSample().WithPlenty()
            .Enrol("A1", Ada).Ends("A1", Jun25, Achieved(new(2027, 7, 9)))
            .Enrol("A1", row => Ada(row) with { AimRef = Hnd, StartDate = from, PlannedEndDate = from.AddDays(600) })
            .Run(new Quarter(2027, 3)).Courses.Single(course => course.AimRef == Hnd).Start;

        Assert.Equal([hold], held.Holds);
    }

    [Fact]
    public void A_completion_is_held_while_the_start_that_it_rests_on_is()
    {
        var course = new FundingSample().WithPlenty()
            .Enrol("L001", row => row with { OtherPublicFunding = true }).Ends("L001", new(2026, 12, 10), row => row with { CompStatus = "6" })
            .Enrol("L001", row => row with { StartDate = new(2026, 12, 28), Restart = true, OriginalStartDate = Sep14 })
            .Ends("L001", Jun25, Achieved(new(2027, 7, 9)))
            .Run(new Quarter(2027, 2)).Course();

        Assert.Equal((Decision.Held, Decision.Held), (course.Start.Decision, course.Completion.Decision));
        Assert.Equal([HoldKind.OtherFunding], course.Completion.Holds);
    }

    [Fact]
    public void Temporary_numbers_are_not_matched_across_providers()
    {
        var run = new FundingSample().WithPlenty()
            .Enrol("L001", row => row with { TemporaryUln = true, LearnerKey = KeyOf("P1 L001") })
            .Enrol("L001", row => row with { TemporaryUln = true, LearnerKey = KeyOf("P2 L001") }, P2).Run(Q3);

        Assert.All(run.Courses, course => Assert.Equal(Decision.Funded, course.Start.Decision));
    }

    [Fact]
    public void A_transfer_is_held_only_where_the_earlier_start_is_earned()
    {
        var moved = new DateOnly(2026, 12, 1);
        Assert.Equal([HoldKind.Transfer], HoldsOfSecond(Both(moved).Ends("A1", new(2026, 11, 20))));
        Assert.Empty(HoldsOfSecond(Both(moved, first: row => row with { OtherPublicFunding = true }).Ends("A1", new(2026, 11, 20))));
        Assert.Empty(HoldsOfSecond(Both(moved, second: row => row with { AimRef = Hnd }).Ends("A1", new(2026, 11, 20))));
    }

    [Fact]
    public void PART_PROGRAMME_an_HND_after_an_HNC_that_the_pilot_paid_is_held()
    {
        static FundingSample Pilot(string outcome) => new FundingSample().WithPlenty()
            .Enrol("A1", Ada).Ends("A1", Jun25, row => Achieved(new(2027, 7, 9))(row) with { Outcome = outcome })
            .Enrol("B1", row => Ada(row) with { AimRef = Hnd, StartDate = new(2027, 9, 13), PlannedEndDate = new(2029, 6, 25) }, P2);

        Assert.Equal([HoldKind.PartProgramme], Pilot("1").Run(new Quarter(2027, 3)).Course("B1", P2).Start.Holds);
        Assert.Equal(Decision.Funded, Pilot("3").Run(new Quarter(2027, 3)).Course("B1", P2).Start.Decision);
    }

    [Fact]
    public void What_is_held_is_told_without_the_other_provider()
    {
        var held = Both(new(2026, 9, 28)).Run(Q3).Course("B1", P2).Start;

        Assert.Equal(
            "The start would earn £1,350.00 on 8 November 2026, but it is held: the same learner is also claimed on another pilot course with overlapping dates.",
            held.Reason);
        Assert.DoesNotContain("10000001", held.Reason + held.WhatChangesIt, StringComparison.Ordinal);
    }
}
