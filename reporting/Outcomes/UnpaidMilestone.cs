using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Outcomes;

/// <summary>A milestone that somebody must look at.</summary>
/// <param name="Kind">In words.</param>
/// <param name="AmountGbp">Held, or earned and not paid, in pounds.</param>
public sealed record UnpaidMilestone(Earning Earning, string Kind, decimal AmountGbp, string WhatClearsIt)
{
    /// <summary>The hold that it stands under; null where it is not held.</summary>
    public HoldKind? Hold { get; init; }

    /// <summary>Every held milestone, under the first of its holds so that money counts once, and what no allocation pays.</summary>
    public static IReadOnlyList<UnpaidMilestone> Find(IEnumerable<Earning> earnings) => [.. earnings.Select(Of).OfType<UnpaidMilestone>()];

    private static UnpaidMilestone? Of(Earning earning) => earning.Decision switch
    {
        Decision.Held => Held(earning),
        Decision.NoAllocation => new UnpaidMilestone(
            earning, "No allocation", earning.AmountGbp, "An approved allocation for the provider, qualification and year, or a correction of the row."),
        Decision.PartFunded or Decision.UnfundedCap => new UnpaidMilestone(
            earning, "Above the allocation", earning.AmountGbp - earning.FundedGbp, "A larger allocation for the year. Otherwise it is not paid."),
        _ => null,
    };

    private static UnpaidMilestone Held(Earning earning)
    {
        var first = earning.Holds.Count > 0 ? earning.Holds.Min() : HoldKind.Officer;
        return new UnpaidMilestone(earning, HoldKinds.Words(first), earning.AmountGbp, HoldKinds.ClearsIt(first)) { Hold = first };
    }
}
