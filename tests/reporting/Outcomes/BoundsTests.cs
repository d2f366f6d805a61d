using Pilot.Reporting.Outcomes;

namespace Pilot.Tests.Outcomes;

public sealed class BoundsTests
{
    [Fact]
    public void A_missing_part_lies_between_what_the_total_and_the_others_leave()
    {
        var bounds = new Bounds();
        var (total, first, missing) = (bounds.Add(), bounds.Add(), bounds.Add());
        bounds.Set(total, 18, 22);
        bounds.Set(first, 13, 17);
        bounds.Set(missing, 0, Bounds.Unlimited);
        bounds.Relate(0, 0, (-1, total), (1, first), (1, missing));
        bounds.Narrow();
        Assert.Equal((1, 9), bounds[missing]);
    }

    [Fact]
    public void A_share_narrows_its_numerator()
    {
        var bounds = new Bounds();
        var (top, bottom) = (bounds.Add(), bounds.Add());
        bounds.Set(top, 23, 27);
        bounds.Set(bottom, 40, 40);
        bounds.Relate(0, 1000 * Bounds.Unlimited, (200, top), (1 - 2 * 63, bottom));
        bounds.Relate(1, 1000 * Bounds.Unlimited, (2 * 63 + 1, bottom), (-200, top));
        bounds.Narrow();
        // 62.5% to under 63.5% of 40 is 25 alone.
        Assert.Equal((25, 25), bounds[top]);
    }

    [Fact]
    public void A_relation_that_is_off_says_nothing()
    {
        var bounds = new Bounds();
        var number = bounds.Add();
        bounds.Set(number, 0, 9);
        bounds.Switch(bounds.Relate(3, 3, (1, number)), on: false);
        bounds.Narrow();
        Assert.Equal((0, 9), bounds[number]);
    }

    [Fact]
    public void Contradictions_are_not_passed_over()
    {
        var bounds = new Bounds();
        var number = bounds.Add();
        bounds.Set(number, 0, 9);
        bounds.Relate(10, 12, (1, number));
        Assert.Throws<InvalidOperationException>(bounds.Narrow);
    }

    /// <summary>Breakdowns of one total, one of them broken down further: every possibility is tried, and the ranges are neither wider nor narrower.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void On_a_tree_of_sums_the_ranges_are_exact(int seed)
    {
        var random = new Random(seed);
        var start = new (int Low, int High)[6];
        var truth = new int[6];
        (truth[1], truth[3], truth[4]) = (random.Next(6), random.Next(6), random.Next(6));
        truth[2] = truth[3] + truth[4];
        truth[0] = truth[1] + truth[2];
        truth[5] = truth[0];
        for (var i = 0; i < 6; i++)
        {
            start[i] = (truth[i] - random.Next(4), truth[i] + random.Next(4));
        }

        var bounds = new Bounds();
        foreach (var (low, high) in start)
        {
            bounds.Set(bounds.Add(), low, high);
        }

        bounds.Relate(0, 0, (-1, 0), (1, 1), (1, 2));
        bounds.Relate(0, 0, (-1, 2), (1, 3), (1, 4));
        bounds.Relate(0, 0, (-1, 0), (1, 5));
        bounds.Narrow();
        var seen = Possibilities(start).ToList();
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal((seen.Min(one => one[i]), seen.Max(one => one[i])), bounds[i]);
        }
    }

    private static IEnumerable<int[]> Possibilities((int Low, int High)[] start)
    {
        for (var a = start[1].Low; a <= start[1].High; a++)
        {
            for (var b = start[3].Low; b <= start[3].High; b++)
            {
                for (var c = start[4].Low; c <= start[4].High; c++)
                {
                    int[] one = [a + b + c, a, b + c, b, c, a + b + c];
                    if (one.Select((value, i) => value >= start[i].Low && value <= start[i].High).All(inside => inside))
                    {
                        yield return one;
                    }
                }
            }
        }
    }
}
