using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 3: in what order the pounds of an allocation are given out.</summary>
public sealed class CapToAllocationTests
{
    [Fact]
    public void Funding_3_the_cap_pays_in_the_order_of_date_then_learner()
    {
        var run = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 2000))
            .Enrol("C").Enrol("B").Enrol("A", row => row with { StartDate = Sep14.AddDays(1) }).Run(Q3);

        Assert.Equal((1350m, 650m, 0m), (run.Course("B").Start.FundedGbp, run.Course("C").Start.FundedGbp, run.Course("A").Start.FundedGbp));
    }

    [Fact]
    public void Funding_3_on_one_day_the_cap_pays_all_of_one_learner_before_the_next()
    {
        // A completed before the qualifying date: start and completion are both dated on it, as is the start of B.
        var run = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 2500))
            .Enrol("A").Ends("A", Sep14.AddDays(20), Achieved(Sep14.AddDays(25)))
            .Enrol("B").Run(Q3);

        Assert.Equal((1350m, 1050m, 100m), (run.Course("A").Start.FundedGbp, run.Course("A").Completion.FundedGbp, run.Course("B").Start.FundedGbp));
    }

    [Fact]
    public void Funding_3_of_one_learner_on_one_day_the_cap_pays_the_start_before_the_completion()
    {
        // Of 20 learners the one with the highest reference starts first. 19 are paid in full, at 2,400.00 each, and 1,400.00 is left for the last.
        var pilot = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, (19 * 2_400) + 1_400));
        for (var i = 1; i <= 20; i++)
        {
            var start = Sep14.AddDays(20 - i);
            pilot.Enrol($"L{i:D3}", row => row with { StartDate = start }).Ends($"L{i:D3}", start.AddDays(20), Achieved(start.AddDays(25)));
        }

        var last = pilot.Run(Q3).Course("L001");

        Assert.Equal((1350m, 50m), (last.Start.FundedGbp, last.Completion.FundedGbp));
    }

    [Fact]
    public void Funding_3_the_cap_goes_by_the_reference_of_the_row_that_the_milestone_rests_on()
    {
        // The first course left before it qualified and was restarted under another reference, which is the one that earns.
        var nov2 = new DateOnly(2026, 11, 2);
        var run = new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 1400))
            .Enrol("A").Ends("A", Sep14.AddDays(9), row => row with { CompStatus = "6", WithdrawReason = null })
            .Enrol("Z", row => row with { LearnerKey = KeyOf("A"), StartDate = nov2, Restart = true, OriginalStartDate = Sep14 })
            .Enrol("B", row => row with { StartDate = nov2 }).Run(Q3);

        Assert.Equal(["Z", "B"], run.Courses.Select(course => course.Start.LearnerRef));
        Assert.Equal((50m, 1350m), (run.Course("A").Start.FundedGbp, run.Course("B").Start.FundedGbp));
    }
}
