using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Outcomes;

/// <summary>A milestone that somebody must look at.</summary>
/// <param name="Kind">In words.</param>
/// <param name="AmountGbp">Held, or earned and not paid, in pounds.</param>
public sealed record FundingException(Earning Earning, string Kind, decimal AmountGbp, string WhatClearsIt)
{
    /// <summary>Every held milestone, under the first of its holds so that money counts once, and what no allocation pays.</summary>
    public static IReadOnlyList<FundingException> Among(IEnumerable<Earning> earnings) => [.. earnings.Select(Of).OfType<FundingException>()];

    private static FundingException? Of(Earning earning) => earning.Decision switch
    {
        Decision.Held => Held(earning),
        Decision.NoAllocation => new FundingException(
            earning, "No allocation", earning.AmountGbp, "An approved allocation for the provider, qualification and year, or a correction of the row."),
        Decision.PartFunded or Decision.UnfundedCap => new FundingException(
            earning, "Above the allocation", earning.AmountGbp - earning.FundedGbp, "A larger allocation for the year. Otherwise it is not paid."),
        _ => null,
    };

    private static FundingException Held(Earning earning)
    {
        var first = earning.Holds.Count > 0 ? earning.Holds.Min() : HoldKind.Officer;
        return new FundingException(earning, Words(first), earning.AmountGbp, Clears(first));
    }

    public static string Words(HoldKind hold) => hold switch
    {
        HoldKind.OtherFunding => "Other public funding",
        HoldKind.PartProgramme => "Part programme",
        HoldKind.PossibleDuplicate => "Possible duplicate",
        HoldKind.NoUln => "No unique learner number",
        HoldKind.DoubleFunding => "Double funding",
        HoldKind.Transfer => "Transfer",
        _ => "Held by an officer",
    };

    private static string Clears(HoldKind hold) => hold switch
    {
        HoldKind.OtherFunding => "A clearance that pays or refuses, or a corrected row if no other grant pays the same costs.",
        HoldKind.PartProgramme => "A clearance with the rate to pay for the part of the programme.",
        HoldKind.PossibleDuplicate => "A corrected return, or a clearance if these are two courses.",
        HoldKind.NoUln => "A return with the learner's real unique learner number.",
        HoldKind.DoubleFunding => "A clearance, or a correction by one of the providers.",
        HoldKind.Transfer => "A clearance that says what the second provider is paid.",
        _ => "The end of the hold, or a clearance.",
    };
}
