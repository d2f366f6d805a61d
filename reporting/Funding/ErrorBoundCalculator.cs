namespace Pilot.Reporting.Funding;

/// <summary>One part of what was sampled: the pounds of one provider that one closing newly funded.</summary>
/// <param name="RestGbp">Pounds of all others, of which the rest of the sample was drawn.</param>
/// <param name="CertainFailedGbp">Pounds of the certain ones that failed.</param>
/// <param name="CertainUncheckedGbp">Pounds of the certain ones that have not been checked.</param>
/// <param name="Checked">Milestones of the rest that were drawn and checked.</param>
/// <param name="Failed">Of those, how many failed.</param>
public sealed record SampleStratum(
    decimal RestGbp, decimal CertainFailedGbp, decimal CertainUncheckedGbp, int Checked, int Failed);

/// <summary>What a sample says of the pounds it was drawn from.</summary>
/// <param name="ProjectedGbp">The error that is to be expected in all of them.</param>
/// <param name="UpperLimitGbp">With 95% confidence the error is no more than this. In whole pounds, rounded up.</param>
public sealed record ErrorBound(decimal ProjectedGbp, decimal UpperLimitGbp);

/// <summary>
/// The Stringer bound of a monetary-unit sample (infra/decisions/0033-error-bound.md). A milestone passes or fails as a whole, so every
/// error found is worth all of its pounds. Parts that were drawn with different intervals are put together at the widest interval: an error
/// found with a narrower one counts for its share of that, and the largest shares come first.
/// </summary>
public static class ErrorBoundCalculator
{
    private const double Risk = 0.05;

    /// <returns>Null where nothing was drawn, or a part has no result at all.</returns>
    public static ErrorBound? Of(IReadOnlyCollection<SampleStratum> parts)
    {
        if (parts.Count == 0 || parts.Any(part => part.RestGbp > 0 && part.Checked == 0))
        {
            return null;
        }

        var certain = parts.Sum(part => part.CertainFailedGbp);
        var drawn = parts.Where(part => part.RestGbp > 0).ToList();
        var rest = drawn.Sum(part => part.RestGbp);
        var projected = certain + drawn.Sum(part => IntervalOf(part) * part.Failed);
        var limit = certain + parts.Sum(part => part.CertainUncheckedGbp) + (rest > 0 ? LimitOf(drawn, rest) : 0);
        return new ErrorBound(Vocabulary.Money.Round(projected), decimal.Ceiling(limit));
    }

    /// <summary>Pounds that each milestone drawn and checked stands for.</summary>
    private static decimal IntervalOf(SampleStratum part) => part.RestGbp / part.Checked;

    private static decimal LimitOf(IReadOnlyList<SampleStratum> drawn, decimal rest)
    {
        var widest = drawn.Max(IntervalOf);
        var units = (double)(rest / widest);
        var limit = UpperRate(0, units);
        var errors = 0;
        foreach (var part in drawn.OrderByDescending(IntervalOf))
        {
            var share = (double)(IntervalOf(part) / widest);
            for (var i = 0; i < part.Failed; i++)
            {
                errors++;
                limit += (UpperRate(errors, units) - UpperRate(errors - 1, units)) * share;
            }
        }

        return Math.Min(rest, rest * (decimal)Math.Min(1, limit));
    }

    /// <summary>
    /// The rate of error at which so few errors are found in one sample of twenty: the upper limit of Clopper and Pearson for one side.
    /// </summary>
    /// <param name="errors">Found.</param>
    /// <param name="units">Drawn; need not be whole.</param>
    internal static double UpperRate(int errors, double units)
    {
        if (errors >= units)
        {
            return 1;
        }

        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (CumulativeProbability(errors, units, middle) > Risk)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    /// <summary>The chance of at most so many errors: the incomplete beta function, whose second parameter is whole, as its finite sum.</summary>
    private static double CumulativeProbability(int errors, double units, double rate)
    {
        var shape = units - errors;
        var (sum, term) = (0.0, 1.0);
        for (var i = 0; i <= errors; i++)
        {
            sum += term;
            term *= (shape + i) / (i + 1) * rate;
        }

        return Math.Pow(1 - rate, shape) * sum;
    }
}
