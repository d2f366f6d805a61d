using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 2: overlap is judged row by row, and several earlier courses of one learner hold a later one as surely as one does.</summary>
public sealed class OverlappingCoursesTests
{
    private static readonly Quarter Q1 = new(2027, 1);

    private static Enrolment Ada(Enrolment row) => row with { LearnerKey = KeyOf("Ada") };

    private static Completion Break(Completion row) => row with { CompStatus = "6", WithdrawReason = null };

    [Fact]
    public void Courses_that_touch_on_the_day_of_a_restart_overlap_and_in_the_gap_of_a_break_they_do_not()
    {
        static IReadOnlyList<HoldKind> Holds(DateOnly secondEnds) => new FundingSample().WithPlenty()
            .Enrol("A1", Ada).Ends("A1", new(2026, 9, 30), Break)
            .Enrol("A1", row => Ada(row) with { StartDate = new(2026, 12, 1), Restart = true, OriginalStartDate = Sep14 })
            .Enrol("B1", row => Ada(row) with { StartDate = new(2026, 10, 1) }, P2).Ends("B1", secondEnds, at: P2)
            .Run(Q1).Course("B1", P2).Start.Holds;

        Assert.Equal([HoldKind.DoubleFunding], Holds(new(2026, 12, 1)));
        Assert.Equal([HoldKind.Transfer], Holds(new(2026, 11, 30)));
    }

    [Fact]
    public void A_row_that_is_not_claimed_overlaps_nothing_though_another_of_its_course_is_claimed()
    {
        var run = new FundingSample().WithPlenty()
            .Enrol("A1", Ada).Ends("A1", new(2026, 11, 30), Break)
            .Enrol("A1", row => Ada(row) with { StartDate = new(2027, 1, 4), Restart = true, OriginalStartDate = Sep14, IzFunded = false })
            .Enrol("B1", row => Ada(row) with { StartDate = new(2027, 1, 18), PlannedEndDate = new(2027, 10, 1) }, P2).Run(Q1);

        Assert.Equal(Decision.Funded, run.Course("A1").Start.Decision);
        Assert.Equal([HoldKind.Transfer], run.Course("B1", P2).Start.Holds);
    }

    [Fact]
    public void A_course_that_an_earlier_one_and_one_with_the_same_start_both_overlap_is_held()
    {
        var pilot = new FundingSample().WithPlenty()
            .Enrol("A1", Ada)
            .Enrol("B1", row => Ada(row) with { StartDate = new(2026, 9, 28) }, P2)
            .Enrol("C1", row => Ada(row) with { StartDate = new(2026, 9, 28), AimRef = Hnd });
        pilot.Ledger = new Ledger
        {
            Clearances = [new("C1", P1, "C1", Hnd, new(2026, 9, 28), HoldKind.DoubleFunding, true, null, "A. Officer", new(2027, 1, 5), "Seen")],
        };

        var run = pilot.Run(Q3);

        Assert.Equal((Decision.Funded, Decision.Funded), (run.Course("A1").Start.Decision, run.Course("C1").Start.Decision));
        Assert.Equal([HoldKind.DoubleFunding], run.Course("B1", P2).Start.Holds);
    }

    [Fact]
    public void TRANSFER_a_course_after_two_at_the_other_provider_is_held()
    {
        var run = new FundingSample().WithPlenty()
            .Enrol("A1", Ada).Ends("A1", new(2026, 11, 13))
            .Enrol("A1", row => Ada(row) with { StartDate = new(2026, 11, 16) }).Ends("A1", new(2027, 1, 8))
            .Enrol("B1", row => Ada(row) with { StartDate = new(2027, 1, 11), PlannedEndDate = new(2027, 10, 1) }, P2).Run(Q1);

        Assert.Equal([HoldKind.Transfer], run.Course("B1", P2).Start.Holds);
    }

    [Fact]
    public void PART_PROGRAMME_of_two_HNCs_that_the_pilot_paid_an_HND_follows_the_one_that_ended_first()
    {
        var pilot = new FundingSample().WithPlenty()
            .Enrol("A1", Ada).Ends("A1", new(2027, 1, 29), Achieved(new(2027, 2, 5)))
            .Enrol("B1", row => Ada(row) with { StartDate = new(2027, 2, 8), PlannedEndDate = new(2027, 10, 29) }, P2)
            .Ends("B1", new(2027, 10, 29), Achieved(new(2027, 11, 5)), P2)
            .Enrol("C1", row => Ada(row) with { StartDate = new(2027, 9, 13), PlannedEndDate = new(2029, 6, 25), AimRef = Hnd });
        pilot.Ledger = new Ledger
        {
            Clearances = [new("C1", P2, "B1", Hnc, new(2027, 2, 8), HoldKind.Transfer, true, null, "A. Officer", new(2027, 5, 5), "Seen")],
        };

        var run = pilot.Run(new Quarter(2027, 3));

        Assert.Equal([Decision.Funded, Decision.Funded], new[] { run.Course("A1"), run.Course("B1", P2) }.Select(course => course.Completion.Decision));
        Assert.Equal([HoldKind.PartProgramme, HoldKind.DoubleFunding], run.Course("C1").Start.Holds);
    }
}
