using System.Globalization;

namespace Pilot.Reporting.Vocabulary;

/// <summary>Pounds and pence. All rounding of money lives here (funding.md section 3).</summary>
public static class Money
{
    /// <summary>To 0.01, half away from zero.</summary>
    public static decimal Round(decimal pounds) => Math.Round(pounds, 2, MidpointRounding.AwayFromZero);

    /// <summary>
    /// Splits a unit rate so that its milestones add up to it to the penny: each cumulative share is rounded, and a milestone is the
    /// difference of two neighbours. Percentages are whole or fractional, 0 to 100 together with the outcome's remainder.
    /// </summary>
    /// <example>3,333.33 at 45 and 35 gives 1,500.00, 1,166.66 and 666.67.</example>
    public static (decimal Start, decimal Completion, decimal Outcome) Split(decimal rate, decimal startPct, decimal completionPct)
    {
        var start = Round(rate * startPct / 100m);
        var toCompletion = Round(rate * (startPct + completionPct) / 100m);
        return (start, toCompletion - start, rate - toCompletion);
    }

    /// <summary><c>£1,350.00</c>, a negative amount as <c>-£1,350.00</c>.</summary>
    public static string Words(decimal pounds) =>
        (pounds < 0 ? "-£" : "£") + Math.Abs(pounds).ToString("#,##0.00", CultureInfo.InvariantCulture);
}
