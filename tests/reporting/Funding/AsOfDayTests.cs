using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>The as-of day of a line: the census date, or the day of a provisional run where that comes first (funding.md section 4).</summary>
public sealed class AsOfDayTests
{
    [Theory]
    [InlineData("2026-09-30", 0, 0)]
    [InlineData("2026-10-01", 293.48, 0.2)]
    [InlineData("2026-11-15", 13_500, 10.0)]
    [InlineData("2026-12-30", 26_706.52, 19.8)]
    [InlineData("2026-12-31", 27_000, 20)]
    [InlineData("2027-01-20", 27_000, 20)]
    public void Profile_to_date_is_the_share_of_the_days_gone(string day, double pounds, double starts)
    {
        var line = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 60_000, 27_000, 5_000)).Run(Q3, runOn: DateOnly.ParseExact(day, "yyyy-MM-dd")).Line();

        Assert.Equal(((decimal)pounds, (decimal)starts), (line.ProfileGbpYtd, line.ProfileStartsYtd));
        Assert.Equal((27_000m, 20), (line.ProfileGbpQuarter, line.ProfileStartsQuarter));
    }

    [Fact]
    public void What_is_dated_after_the_day_of_the_run_is_not_to_date()
    {
        var pilot = new FundingSample().WithPlenty().Enrol("L001").Enrol("L002", row => row with { StartDate = new(2026, 12, 1) });
        pilot.Ledger = new Ledger
        {
            Payments = [new("P1", P1, "HNC", Year, new(2026, 11, 15), 100m), new("P2", P1, "HNC", Year, new(2026, 11, 16), 1000m)],
            Adjustments = [new("A1", P1, "HNC", Year, new(2026, 11, 15), 7m, "Agreed", "A. Officer"), new("A2", P1, "HNC", Year, new(2026, 11, 16), 70m, "Agreed", "A. Officer")],
        };

        var early = pilot.Run(Q3, runOn: new(2026, 11, 15)).Line();
        Assert.Equal((1, 100m, 7m), (early.Starts, early.PaidYtd, early.ManualAdjustmentsYtd));
        var closed = pilot.Run(Q3).Line();
        Assert.Equal((2, 1100m, 77m), (closed.Starts, closed.PaidYtd, closed.ManualAdjustmentsYtd));
    }

    [Theory]
    [InlineData(24, Decision.NotYet)]
    [InlineData(25, Decision.Funded)]
    public void A_start_is_earned_from_the_day_on_which_it_qualifies(int october, Decision expected)
    {
        var start = new FundingSample().WithPlenty().Enrol(1).Run(Q3, runOn: new(2026, 10, october)).Course().Start;

        Assert.Equal(expected, start.Decision);
        if (expected == Decision.NotYet)
        {
            Assert.Equal("The start qualifies on 25 October 2026, which is still to come.", start.Reason);
        }
    }

    [Fact]
    public void Only_lines_of_the_periods_own_year_wait_for_its_returns()
    {
        var pilot = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 60_000, 0), LineOf(P1, "HNC", Year.Next, 3000, 60_000, 0));
        var run = pilot.Run(new(2027, 1), returned: false);

        Assert.Equal((LineStatus.Within, LineStatus.NotReturned), (run.Line().Status, run.Line(year: Year.Next).Status));
    }

    [Fact]
    public void A_stored_lines_status_on_another_day_is_that_of_a_run_on_it()
    {
        var pilot = new FundingSample { StoodOn = new(2026, 11, 1) }.With(LineOf(P1, "HNC", Year, 3000, 60_000, 5_400)).Enrol(2);
        foreach (var returned in new[] { false, true })
        {
            var inputs = (returned ? pilot.Sends(ReturnKind.Enrolment, Q3, new(2027, 1, 5)).Sends(ReturnKind.Completion, Q3, new(2027, 1, 5))
                : pilot.Sends(ReturnKind.Enrolment, Q3, new(2026, 11, 1)).Sends(ReturnKind.Completion, Q3, new(2026, 11, 1))).Inputs(Q3);
            var stored = EarnAndReconcile.Run(inputs with { RunOn = new(2026, 11, 1) }).Line();
            for (var day = new DateOnly(2026, 11, 1); day < new DateOnly(2027, 1, 25); day = day.AddDays(1))
            {
                Assert.Equal(EarnAndReconcile.Run(inputs with { RunOn = day }).Line().Status, LineStatusRules.StatusOn(day, stored, inputs.Settings, Q3));
            }
        }
    }
}
