using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>The worked cases of funding.md section 6, A to S, at the level of facts.</summary>
public sealed partial class EarnAndReconcileTests
{
    private static readonly DateOnly Prepared = new(2027, 1, 8);

    /// <summary>18 accepted starts on 14 September 2026; some of them leave on a day of their course, counted from 1.</summary>
    private static FundingSample Eighteen(params int[] leaveOnDay)
    {
        var pilot = new FundingSample { StoodOn = Prepared }.With(LineOf(P1, "HNC", Year, 3000, 60_000, 27_000)).Enrol(18);
        for (var i = 0; i < leaveOnDay.Length; i++)
        {
            pilot.Ends($"L{i + 1:D3}", Sep14.AddDays(leaveOnDay[i] - 1));
        }

        return pilot;
    }

    private static FundingRun RunQ3(FundingSample pilot) => EarnAndReconcile.Run(pilot
        .Sends(ReturnKind.Enrolment, Q3, Prepared)
        .Sends(ReturnKind.Completion, Q3, Prepared, send => send with { Nil = true })
        .Inputs(Q3));

    [Theory]
    [InlineData("A", new[] { 30 }, 17, 22_950.00, 0.85, LineStatus.Within)]
    [InlineData("B", new[] { 30, 41 }, 16, 21_600.00, 0.80, LineStatus.Under)]
    [InlineData("C", new[] { 42 }, 18, 24_300.00, 0.90, LineStatus.Within)]
    public void Cases_A_B_C_a_start_counts_from_day_42_and_the_boundary_of_the_tolerance_is_within(
        string name, int[] leaveOnDay, int qualifying, double earned, double performance, LineStatus status)
    {
        var line = RunQ3(Eighteen(leaveOnDay)).Line();

        Assert.Equal(18, line.Starts);
        Assert.Equal(qualifying, line.QualifyingStartsQuarter);
        Assert.Equal(qualifying, line.QualifyingStartsYtd);
        Assert.Equal((decimal)earned, line.EarnedQuarter);
        Assert.Equal((decimal)earned, line.FundedYtd);
        Assert.Equal((decimal)performance, line.Performance);
        Assert.Equal((decimal)earned - 27_000m, line.VarianceGbp);
        Assert.True(status == line.Status, name);
    }

    [Fact]
    public void Case_A_the_boundary_is_not_within_where_the_tolerance_is_not_inclusive()
    {
        var pilot = Eighteen(30);
        pilot.Settings = pilot.Settings with { Scheme = pilot.Settings.Scheme with { ToleranceInclusive = false } };

        Assert.Equal(LineStatus.Under, RunQ3(pilot).Line().Status);
    }

    [Fact]
    public void Case_D_the_eighth_start_is_paid_in_part()
    {
        var run = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 10_000, 10_000)).Enrol(8).Run(Q3);

        var line = run.Line();
        Assert.Equal((10_800m, 10_000m, 800m), (line.EarnedYtd, line.FundedYtd, line.UnfundedYtd));
        Assert.Equal(LineStatus.OverUnfunded, line.Status);
        var eighth = run.Course("L008").Start;
        Assert.Equal((Decision.PartFunded, 550m, 1350m), (eighth.Decision, eighth.FundedGbp, eighth.AmountGbp));
        Assert.Equal(Decision.Funded, run.Course("L007").Start.Decision);
    }

    [Fact]
    public void Case_D_a_ninth_start_is_not_paid_at_all()
    {
        var run = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 10_000, 10_000)).Enrol(9).Run(Q3);

        Assert.Equal((Decision.UnfundedCap, 0m), (run.Course("L009").Start.Decision, run.Course("L009").Start.FundedGbp));
    }

    [Fact]
    public void Case_E_the_milestones_add_up_to_the_rate_to_the_penny()
    {
        var course = new FundingSample().With(LineOf(P1, "HNC", Year, 3333.33m, 60_000))
            .Enrol("L001", row => row with { StartDate = new(2026, 4, 6), PlannedEndDate = new(2026, 10, 30) })
            .Ends("L001", new(2026, 10, 30), row => Achieved(new(2026, 11, 6))(row) with { Destination = NewJob(new(2026, 12, 1)) })
            .Run(Q4).Course();

        Assert.Equal([1500.00m, 1166.66m, 666.67m], course.Milestones.Select(milestone => milestone.AmountGbp));
        Assert.All(course.Milestones, milestone => Assert.Equal(Decision.Funded, milestone.Decision));
        Assert.Equal(3333.33m, course.Milestones.Sum(milestone => milestone.FundedGbp));
    }

    [Fact]
    public void Case_F_what_comes_late_is_an_adjustment()
    {
        var pilot = new FundingSample().WithPlenty().Enrol(10);
        var closed = pilot.Run(Q3);
        Assert.Equal(13_500m, closed.Line().EarnedYtd);

        pilot.LastClosed = closed.Lines;
        var line = pilot.Enrol(1).Enrol(3, row => row with { StartDate = new(2027, 1, 11), PlannedEndDate = new(2027, 7, 30) }).Run(Q4).Line();

        Assert.Equal((4_050m, 1_350m, 5_400m), (line.EarnedQuarter, line.Adjustment, line.Movement));
        Assert.Equal(13_500m, line.PreviouslyReported);
    }

    [Fact]
    public void Case_G_a_row_reported_in_error_is_a_negative_adjustment()
    {
        var pilot = new FundingSample().WithPlenty().Enrol(10);
        pilot.LastClosed = pilot.Run(Q3).Lines;

        var line = pilot.Without("L004").Run(Q4).Line();

        Assert.Equal((-1_350m, -1_350m), (line.Adjustment, line.Movement));
    }

    [Fact]
    public void Case_H_of_two_providers_the_later_is_held_until_it_is_cleared()
    {
        var pilot = new FundingSample().WithPlenty()
            .Enrol("A1", row => row with { LearnerKey = KeyOf("Ada") })
            .Enrol("B1", row => row with { LearnerKey = KeyOf("Ada"), StartDate = new(2026, 9, 28) }, P2);

        var run = pilot.Run(Q3);
        Assert.Equal(Decision.Funded, run.Course("A1").Start.Decision);
        var held = run.Course("B1", P2).Start;
        Assert.Equal(Decision.Held, held.Decision);
        Assert.Equal([HoldKind.DoubleFunding], held.Holds);
        Assert.Equal(1350m, run.Line(P2).HeldGbp);
        Assert.Equal(1, run.Line(P2).QualifyingStartsYtd);
        Assert.Equal(0m, run.Line(P2).EarnedYtd);

        pilot.Ledger = new Ledger
        {
            Clearances = [new("C1", P2, "B1", Hnc, new(2026, 9, 28), HoldKind.DoubleFunding, true, null, "A. Officer", new(2027, 1, 5), "Seen")],
        };
        run = pilot.Run(Q3);
        Assert.Equal(Decision.Funded, run.Course("A1").Start.Decision);
        Assert.Equal(Decision.Funded, run.Course("B1", P2).Start.Decision);
    }

    [Fact]
    public void Case_I_a_restart_belongs_to_its_course()
    {
        var pilot = new FundingSample()
            .With(LineOf(P1, "HNC", Year, 3000, 60_000), LineOf(P1, "HNC", Year.Next, 4000, 60_000))
            .Enrol("L001").Ends("L001", new(2026, 12, 10), row => row with { CompStatus = "6", WithdrawReason = null })
            .Enrol("L001", row => row with { StartDate = new(2026, 12, 28), Restart = true, OriginalStartDate = Sep14 })
            .Ends("L001", Jun25, Achieved(new(2027, 7, 9)));

        var run = pilot.Run(new Quarter(2027, 2));

        var course = Assert.Single(run.Courses);
        Assert.Equal(2, course.Rows.Count);
        Assert.Equal((Decision.Funded, new DateOnly(2026, 10, 25), 1350m), (course.Start.Decision, course.Start.Date, course.Start.AmountGbp));
        Assert.Equal((Decision.Funded, new DateOnly(2027, 7, 9), 1050m), (course.Completion.Decision, course.Completion.Date, course.Completion.AmountGbp));
        Assert.Equal((1, 0), (run.Line().Starts, run.Line(year: Year.Next).Starts));
        Assert.Equal(1050m, run.Line(year: Year.Next).EarnedQuarter);
    }

    [Theory]
    [InlineData("2026-12-18", "2026-12-31", true)]
    [InlineData("2026-12-19", "2027-01-01", false)]
    public void Case_J_a_short_course_qualifies_on_its_fourteenth_day(string start, string qualifies, bool inQ3)
    {
        var from = DateOnly.ParseExact(start, "yyyy-MM-dd");
        var pilot = new FundingSample().WithPlenty()
            .Enrol("L001", row => row with { StartDate = from, PlannedEndDate = from.AddDays(165) });

        var earning = pilot.Run(Q3).Course().Start;

        Assert.Equal(DateOnly.ParseExact(qualifies, "yyyy-MM-dd"), earning.Date);
        Assert.Equal(inQ3 ? Decision.Funded : Decision.NotYet, earning.Decision);
        Assert.Equal(Decision.Funded, pilot.Run(Q4).Course().Start.Decision);
    }

    [Theory]
    [InlineData("2027-12-30", Decision.Funded)]
    [InlineData("2027-12-31", Decision.NotYet)]
    public void Case_K_a_job_counts_to_the_last_day_of_the_window(string began, Decision expected)
    {
        var course = new FundingSample().WithPlenty()
            .Enrol("L001", row => row with { PlannedEndDate = new(2027, 6, 30) })
            .Ends("L001", new(2027, 6, 30), row => Achieved(new(2027, 7, 9))(row) with
            {
                Destination = NewJob(DateOnly.ParseExact(began, "yyyy-MM-dd")),
            })
            .Run(new Quarter(2027, 3)).Course();

        Assert.Equal(expected, course.Outcome.Decision);
        Assert.Equal(Decision.Funded, course.Completion.Decision);
    }
}
