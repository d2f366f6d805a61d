using Pilot.Reporting.Outcomes;

namespace Pilot.Tests.Outcomes;

public sealed class RoundingTests
{
    private static readonly Rounding Usual = new(5, 5, 23);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(7, 5)]
    [InlineData(8, 10)]
    [InlineData(12, 10)]
    [InlineData(13, 15)]
    public void Section5_counts_are_rounded_to_the_nearest_5(int count, int shown) => Assert.Equal(shown, Usual.Round(count));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Section5_from_1_to_4_is_small(int count, bool small) => Assert.Equal(small, Usual.IsSmall(count));

    [Theory]
    [InlineData(20, 20, false)]
    [InlineData(20, 24, true)]
    [InlineData(20, 25, false)]
    [InlineData(20, 16, true)]
    [InlineData(20, 15, false)]
    public void Section5_a_move_of_1_to_4_either_way_is_small(int from, int to, bool small) => Assert.Equal(small, Usual.IsSmallMove(from, to));

    [Theory]
    [InlineData(5, 5)]
    [InlineData(10, 3)]
    [InlineData(10, 5)]
    [InlineData(3, 5)]
    [InlineData(4, 7)]
    public void Section5_what_a_figure_can_stand_for_is_exactly_what_is_rounded_to_it(int roundingBase, int threshold)
    {
        var rounding = new Rounding(roundingBase, threshold, 23);
        for (var count = 1; count < 200; count++)
        {
            if (!rounding.IsSmall(count))
            {
                var (least, most) = rounding.CountsShownAs(rounding.Round(count));
                Assert.InRange(count, least, most);
                Assert.Equal(rounding.Round(count), rounding.Round(least));
                Assert.Equal(rounding.Round(count), rounding.Round(most));
                Assert.False(rounding.IsSmall(least));
                Assert.NotEqual(rounding.Round(count), rounding.Round(most + 1));
            }
        }
    }

    [Theory]
    [InlineData(11, 22, false)]
    [InlineData(11, 23, true)]
    [InlineData(4, 23, false)]
    [InlineData(5, 23, true)]
    [InlineData(18, 23, true)]
    [InlineData(19, 23, false)]
    [InlineData(0, 23, true)]
    [InlineData(23, 23, true)]
    public void Section5_a_share_needs_23_and_neither_side_small(int numerator, int denominator, bool shown) =>
        Assert.Equal(shown, Usual.MayShowShare(numerator, denominator));

    [Theory]
    [InlineData(5, 40, 13)] // 12.5
    [InlineData(49, 200, 25)] // 24.5
    [InlineData(97, 400, 24)] // 24.25
    [InlineData(9, 2000, 0)] // 0.45
    public void Section5_shares_are_whole_percentages_of_unrounded_counts(int numerator, int denominator, int percent) =>
        Assert.Equal(percent, Rounding.Percent(numerator, denominator));
}
