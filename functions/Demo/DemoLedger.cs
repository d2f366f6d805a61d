using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Functions.Demo.DemoSettings;

namespace Pilot.Functions.Demo;

/// <summary>What funding officers enter once a quarter is approved: what they paid, and what they decided.</summary>
internal static class DemoLedger
{
    public static readonly Quarter Decided = new(2026, 3);

    /// <param name="lines">Of the approved run: what it says is to pay is paid.</param>
    public static Ledger Of(Quarter approved, DateOnly paidOn, IReadOnlyList<ReconciliationLine> lines, IReadOnlyList<DemoLearner> learners)
    {
        var ledger = new Ledger
        {
            Payments = [.. lines.Where(line => line.ToPay > 0).Select(line => new Payment(
                $"PAY-{approved.Id}-{line.Ukprn}-{line.Qualification}-{line.FundingYear}", line.Ukprn, line.Qualification, line.FundingYear, paidOn, line.ToPay))],
        };
        return approved == Decided ? WithDecisions(ledger, learners) : ledger;
    }

    private static Ledger WithDecisions(Ledger ledger, IReadOnlyList<DemoLearner> learners)
    {
        var topUp = DemoHolds.Find(learners, DemoHolds.HeldTopUp);
        var grant = DemoHolds.Find(learners, DemoHolds.OtherGrant);
        var failed = DemoHolds.Find(learners, DemoHolds.FailedCheck);
        return ledger with
        {
            Adjustments =
            [
                new("ADJ-0001", Kilnbridge, "HNC", new FundingYear(2026), new DateOnly(2027, 2, 8), -250.00m,
                    "Repayment of a laboratory fee that had been paid for one learner as well.", Officer),
            ],
            Clearances =
            [
                new("CLR-0001", topUp.Provider, topUp.Ref, topUp.AimRef, topUp.Start, HoldKind.PartProgramme, true, 1_500.00m, Officer, new DateOnly(2027, 2, 8),
                    "A top-up from an HNC of another awarding body, agreed at half the rate."),
                new("CLR-0002", grant.Provider, grant.Ref, grant.AimRef, grant.Start, HoldKind.OtherFunding, false, null, Officer, new DateOnly(2027, 2, 8),
                    "The other grant pays the whole fee."),
            ],
            Holds =
            [
                new("HLD-0001", Lathegate, DemoHolds.NoRegister, new DateOnly(2027, 3, 31), null,
                    "The register could not be found at the visit on 3 February 2027.", Officer),
            ],
            EvidenceChecks =
            [
                new("EVC-0001", failed.Provider, failed.Ref, failed.AimRef, failed.Start, Milestone.Start, new DateOnly(2027, 2, 3), false, Officer),
            ],
        };
    }
}
