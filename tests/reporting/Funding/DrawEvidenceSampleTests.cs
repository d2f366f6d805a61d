using Pilot.Reporting.Funding;
using static Pilot.Tests.Funding.SamplePilot;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 5, evidence sample.</summary>
public sealed class DrawEvidenceSampleTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(5, 5)]
    [InlineData(50, 5)]
    [InlineData(51, 6)]
    [InlineData(60, 6)]
    public void A_tenth_of_the_newly_funded_milestones_is_drawn_and_at_least_five(int funded, int drawn) =>
        Assert.Equal(drawn, DrawEvidenceSample.Run(new SamplePilot().WithPlenty().Enrol(funded).Run(Q3), []).Distinct().Count());

    [Fact]
    public void The_draw_is_the_same_whatever_the_order_and_another_in_another_period()
    {
        var run = new SamplePilot().WithPlenty().Enrol(40).Run(Q3);

        var drawn = DrawEvidenceSample.Run(run, []);

        Assert.Equal(drawn, DrawEvidenceSample.Run(run with { Courses = run.Courses.Reverse().ToList() }, []));
        Assert.NotEqual(drawn, DrawEvidenceSample.Run(run with { Period = Q4 }, []));
    }

    [Fact]
    public void What_was_funded_before_or_is_not_funded_is_not_drawn()
    {
        var pilot = new SamplePilot().WithPlenty().Enrol(10);
        var before = pilot.Run(Q3);
        var now = pilot.Enrol(2).Enrol(1, row => row with { IzFunded = false }).Run(Q4);

        Assert.Equal(["L011", "L012"], DrawEvidenceSample.Run(now, before.Earnings).Select(one => one.LearnerRef));
    }
}
