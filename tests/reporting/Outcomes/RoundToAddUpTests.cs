using Pilot.Reporting.Outcomes;

namespace Pilot.Tests.Outcomes;

public sealed class RoundToAddUpTests
{
    private static readonly RoundToAddUp Rounding = new(new RoundingSecret("example"u8), 5);
    private static readonly string[] Employment = ["In paid employment", "Not in paid employment", "Not known"];

    [Fact]
    public void Section5_the_worked_example_comes_out_digit_for_digit()
    {
        int?[] last = [null, null, null];
        (int[] Counts, int Total, int[] Printed)[] quarters =
        [
            ([11, 5, 2], 20, [10, 5, 5]),
            ([13, 6, 3], 20, [10, 5, 5]),
            ([14, 6, 3], 25, [15, 5, 5]),
        ];
        foreach (var (counts, total, printed) in quarters)
        {
            Assert.Equal(total, RoundToAddUp.Nearest(counts.Sum(), 5));
            var split = Rounding.Split(new CountedTable("Employment before start", Employment, counts), total, null, last, draw: 0);
            Assert.Equal(printed, split);
            last = [.. split.Select(figure => (int?)figure)];
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 5)]
    [InlineData(7, 5)]
    [InlineData(8, 10)]
    [InlineData(12, 10)]
    public void Section5_rule_2_a_headline_goes_to_the_nearest_multiple(int count, int printed) =>
        Assert.Equal(printed, RoundToAddUp.Nearest(count, 5));

    /// <summary>Every table of up to four categories of 0 to 10 courses with and without a headline among them, whatever its total prints.</summary>
    [Fact]
    public void Section5_rule_3_a_split_always_adds_up_and_every_figure_is_the_multiple_below_or_above()
    {
        var random = new Random(19);
        for (var i = 0; i < 5_000; i++)
        {
            int[] counts = [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => random.Next(0, 11))];
            var step = random.Next(3, 8);
            int? headline = random.Next(2) == 0 ? random.Next(counts.Length) : null;
            var table = new CountedTable("Any", [.. counts.Select((_, place) => $"c{place}")], counts, headline);
            var total = RoundToAddUp.Nearest(counts.Sum(), step);
            int? printedHeadline = headline is { } at ? RoundToAddUp.Nearest(counts[at], step) : null;
            var split = new RoundToAddUp(new RoundingSecret("any"u8), step).Split(table, total, printedHeadline, new int?[counts.Length], random.Next(24));
            Assert.Equal(total, split.Sum());
            for (var place = 0; place < counts.Length; place++)
            {
                Assert.Equal(0, split[place] % step);
                Assert.InRange(split[place] - counts[place], 1 - step, step - 1);
                Assert.True(counts[place] % step > 0 || place == headline || split[place] == counts[place], "A multiple of the base prints itself.");
            }
        }
    }

    [Fact]
    public void Section5_rule_4_a_figure_shown_before_stays_more_often_than_not()
    {
        var table = new CountedTable("Any", ["a", "b"], [12, 12]);
        var (kept, drawn) = (0, 0);
        for (var draw = 0; draw < 400; draw++)
        {
            kept += Rounding.Split(table, 25, null, [15, 10], draw)[0] == 15 ? 1 : 0;
            drawn += Rounding.Split(table, 25, null, [null, null], draw)[0] == 15 ? 1 : 0;
        }

        Assert.InRange(drawn, 160, 240);
        Assert.InRange(kept, 300, 399);
    }

    [Fact]
    public void Section5_rule_8_the_secret_says_nothing_of_itself() => Assert.DoesNotContain("example", new RoundingSecret("example"u8).ToString(), StringComparison.Ordinal);
}
