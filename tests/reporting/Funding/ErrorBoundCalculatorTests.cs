using Pilot.Reporting.Funding;

namespace Pilot.Tests.Funding;

/// <summary>The upper limit of error of a monetary-unit sample, against figures that are printed elsewhere.</summary>
public sealed class ErrorBoundCalculatorTests
{
    /// <summary>Sample sizes of the usual tables for a tolerable rate of 5% at 95% confidence, by expected errors.</summary>
    [Theory]
    [InlineData(0, 59)]
    [InlineData(1, 93)]
    [InlineData(2, 124)]
    [InlineData(3, 153)]
    [InlineData(4, 181)]
    public void The_rate_is_that_of_the_usual_tables(int errors, int size)
    {
        Assert.InRange(ErrorBoundCalculator.UpperRate(errors, size), 0.0490, 0.0500);
        Assert.True(ErrorBoundCalculator.UpperRate(errors, size - 1) > 0.0500);
    }

    [Fact]
    public void One_failure_of_five_in_a_hundred_thousand_pounds()
    {
        var bound = ErrorBoundCalculator.Of([new SampleStratum(100_000, 0, 0, 5, 1)])!;

        // 1 of 5 stands for a fifth; the limit of Clopper and Pearson for 1 of 5 is 65.74%.
        Assert.Equal(20_000.00m, bound.ProjectedGbp);
        Assert.InRange(bound.UpperLimitGbp, 65_740, 65_745);
    }

    [Fact]
    public void What_is_certain_counts_as_it_is_and_what_is_certain_and_unchecked_counts_against_the_claim()
    {
        Assert.Equal(new ErrorBound(1_350.00m, 1_350m), ErrorBoundCalculator.Of([new SampleStratum(0, 1_350, 0, 0, 0)]));
        Assert.Equal(new ErrorBound(1_350.00m, 4_050m), ErrorBoundCalculator.Of([new SampleStratum(0, 1_350, 2_700, 0, 0)]));
    }

    [Fact]
    public void Nothing_is_said_of_a_part_without_a_result() =>
        Assert.Null(ErrorBoundCalculator.Of([new SampleStratum(10_000, 0, 0, 5, 0), new SampleStratum(10_000, 0, 0, 0, 0)]));

    [Fact]
    public void Parts_with_different_intervals_are_put_together_at_the_widest()
    {
        var apart = ErrorBoundCalculator.Of([new SampleStratum(30_000, 0, 0, 10, 0)])!;
        var together = ErrorBoundCalculator.Of([new SampleStratum(30_000, 0, 0, 10, 0), new SampleStratum(30_000, 0, 0, 20, 1)])!;

        Assert.Equal(1_500.00m, together.ProjectedGbp);
        // 60,000 in 20 units of 3,000: half an error beside none.
        var expected = 60_000 * (ErrorBoundCalculator.UpperRate(0, 20) + (0.5 * (ErrorBoundCalculator.UpperRate(1, 20) - ErrorBoundCalculator.UpperRate(0, 20))));
        Assert.InRange(together.UpperLimitGbp, (decimal)expected, (decimal)expected + 1);
        Assert.True(together.UpperLimitGbp > apart.UpperLimitGbp);
    }

    [Fact]
    public void What_is_certain_adds_up_over_the_parts() =>
        Assert.Equal(
            new ErrorBound(1_900.00m, 4_900m),
            ErrorBoundCalculator.Of([new SampleStratum(0, 1_350, 2_700, 0, 0), new SampleStratum(0, 550, 300, 0, 0)]));

    [Fact]
    public void The_largest_shares_of_an_error_come_first_whatever_the_order_of_the_parts()
    {
        SampleStratum[] parts = [new(30_000, 0, 0, 20, 1), new(30_000, 0, 0, 10, 1)];

        var bound = ErrorBoundCalculator.Of(parts)!;

        // 60,000 in 20 units of 3,000: a whole error from the second part, then half a one from the first.
        var (none, one, two) = (ErrorBoundCalculator.UpperRate(0, 20), ErrorBoundCalculator.UpperRate(1, 20), ErrorBoundCalculator.UpperRate(2, 20));
        var expected = (decimal)(60_000 * (none + (one - none) + (0.5 * (two - one))));
        Assert.InRange(bound.UpperLimitGbp, expected, expected + 1);
        Assert.Equal(bound, ErrorBoundCalculator.Of([.. parts.Reverse()]));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Where_everything_drawn_failed_everything_may_be_wrong(int errors) => Assert.Equal(1, ErrorBoundCalculator.UpperRate(errors, 5));
}
