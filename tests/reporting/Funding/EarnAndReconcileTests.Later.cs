using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>Cases L to T: what is not sent, sent early, sent again.</summary>
public sealed partial class EarnAndReconcileTests
{
    [Theory]
    [InlineData(null, LineStatus.NotReturned)]
    [InlineData("2027-01-15", LineStatus.NotReturned)]
    [InlineData("2027-01-14", LineStatus.NotDue)]
    [InlineData("2026-11-15", LineStatus.NotDue)]
    public void Case_L_nothing_sent_is_not_due_and_then_not_returned(string? day, LineStatus expected)
    {
        DateOnly? runOn = day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd");
        var line = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 60_000, 27_000)).Run(Q3, returned: false, runOn).Line();

        Assert.Equal((expected, 0m, false), (line.Status, line.EarnedYtd, line.Stale));
    }

    [Fact]
    public void Case_T_early_in_the_quarter_the_profile_is_that_of_the_days_gone()
    {
        var early = new DateOnly(2026, 11, 14);
        var pilot = new FundingSample { StoodOn = early, Settings = Eighteen().Settings }.Enrol(18)
            .Sends(ReturnKind.Enrolment, Q3, early).Sends(ReturnKind.Completion, Q3, early);

        var line = pilot.Run(Q3, returned: false, new DateOnly(2026, 11, 15)).Line();

        Assert.Equal((LineStatus.NotDue, 24_300m, 13_500m, 10.0m), (line.Status, line.EarnedYtd, line.ProfileGbpYtd, line.ProfileStartsYtd));
    }

    [Fact]
    public void Case_M_without_a_completion_return_nothing_is_confirmed()
    {
        var run = EarnAndReconcile.Run(Eighteen().Sends(ReturnKind.Enrolment, Q3, Prepared).Inputs(Q3));

        Assert.Equal((LineStatus.NotReturned, 0m), (run.Line().Status, run.Line().EarnedYtd));
        Assert.Equal(18, run.Courses.Count(course => course.Start.Decision == Decision.NotYet
            && course.Start.Reason.Contains("not confirmed", StringComparison.Ordinal)));
    }

    [Fact]
    public void Case_N_what_was_earned_is_kept_when_nothing_more_is_sent()
    {
        var pilot = new FundingSample { StoodOn = Prepared }.WithPlenty().Enrol(10)
            .Sends(ReturnKind.Enrolment, Q3, Prepared).Sends(ReturnKind.Completion, Q3, Prepared);
        pilot.LastClosed = pilot.Run(Q3, returned: false).Lines;

        var line = pilot.Run(Q4, returned: false).Line();

        Assert.Equal((LineStatus.NotReturned, 13_500m, true), (line.Status, line.FundedYtd, line.Stale));
        Assert.Equal((0m, 13_500m), (line.Movement, line.PreviouslyReported));
    }

    [Fact]
    public void Case_O_an_interim_return_before_the_qualifying_date_confirms_nothing()
    {
        var oct20 = new DateOnly(2026, 10, 20);
        var pilot = new FundingSample { StoodOn = oct20, Settings = Eighteen().Settings }.Enrol(18)
            .Sends(ReturnKind.Enrolment, Q3, oct20).Sends(ReturnKind.Completion, Q3, oct20);

        var line = pilot.Run(Q3, returned: false).Line();

        Assert.Equal((LineStatus.NotReturned, 0m), (line.Status, line.EarnedYtd));
    }

    [Theory]
    [InlineData(24, Decision.NotYet)]
    [InlineData(25, Decision.Funded)]
    public void Case_O_an_interim_return_confirms_what_it_is_late_enough_for(int day, Decision expected)
    {
        var prepared = new DateOnly(2026, 10, day);
        var run = new FundingSample { StoodOn = prepared }.WithPlenty().Enrol(1)
            .Sends(ReturnKind.Enrolment, Q3, prepared).Sends(ReturnKind.Completion, Q3, prepared).Run(Q3, returned: false);

        Assert.Equal(expected, run.Course().Start.Decision);
        Assert.Equal(LineStatus.NotReturned, run.Line().Status);
    }

    [Fact]
    public void Case_P_a_top_up_is_held_and_paid_at_the_rate_that_an_officer_gives()
    {
        var pilot = new FundingSample().WithPlenty().Enrol("L001", row => row with { AimRef = Hnd, CreditsPlanned = 120 });

        var start = pilot.Run(Q3).Course().Start;
        Assert.Equal(Decision.Held, start.Decision);
        Assert.Equal([HoldKind.PartProgramme], start.Holds);

        pilot.Ledger = new Ledger
        {
            Clearances = [new("C1", P1, "L001", Hnd, Sep14, HoldKind.PartProgramme, true, 1500m, "A. Officer", new(2027, 1, 5), "Top-up")],
        };
        start = pilot.Run(Q3).Course().Start;
        Assert.Equal((Decision.Funded, 675m), (start.Decision, start.AmountGbp));
    }

    [Fact]
    public void Case_Q_two_learners_with_the_temporary_number_are_two_learners()
    {
        var run = new FundingSample().WithPlenty().Enrol(2, row => row with { TemporaryUln = true }).Run(Q3);

        Assert.Equal(2, run.Courses.Count(course => course.Start.Decision == Decision.Funded));
    }

    [Fact]
    public void Case_R_a_withdrawal_reported_in_error_leaves_the_start_earned()
    {
        var pilot = new FundingSample().WithPlenty().Enrol(1).Ends("L001", Sep14.AddDays(29));
        Assert.Equal(Decision.NotYet, pilot.Run(Q3).Course().Start.Decision);

        Assert.Equal(Decision.Funded, pilot.WithoutEnd("L001").Run(Q3).Course().Start.Decision);
    }

    [Fact]
    public void Case_S_who_left_early_and_came_back_earns_one_start()
    {
        var run = new FundingSample().WithPlenty()
            .Enrol("L001").Ends("L001", Sep14.AddDays(9))
            .Enrol("L001", row => row with { StartDate = new(2026, 11, 2) })
            .Run(Q3);

        var earned = Assert.Single(run.Courses, course => course.Start.IsEarned);
        Assert.Equal(new DateOnly(2026, 12, 13), earned.Start.Date);
        Assert.Equal((2, 1), (run.Line().Starts, run.Line().QualifyingStartsYtd));
    }

    [Fact]
    public void Case_S_a_start_that_was_earned_is_not_earned_again_but_carries_the_later_completion_and_outcome_at_its_rate()
    {
        var run = new FundingSample()
            .With(LineOf(P1, "HNC", Year, 3000, 60_000), LineOf(P1, "HNC", Year.Next, 4000, 60_000))
            .Enrol("L001").Ends("L001", new(2026, 11, 30))
            .Enrol("L001", row => row with { StartDate = new(2027, 5, 3), PlannedEndDate = new(2028, 1, 31) })
            .Ends("L001", new(2027, 12, 1), row => Achieved(new(2027, 12, 10))(row) with { Destination = NewJob(new(2027, 12, 15)) })
            .Run(new Quarter(2027, 3));

        Assert.Equal([Decision.Funded, Decision.NotClaimable], run.Courses.Select(course => course.Start.Decision));
        var again = run.Courses[1];
        Assert.Contains("already earned", again.Start.Reason, StringComparison.Ordinal);
        Assert.Equal((Decision.Funded, 1050m), (again.Completion.Decision, again.Completion.AmountGbp));
        Assert.Equal((Decision.Funded, 600m), (again.Outcome.Decision, again.Outcome.AmountGbp));
        Assert.Equal(3000m, run.Earnings.Sum(earning => earning.FundedGbp));
    }
}
