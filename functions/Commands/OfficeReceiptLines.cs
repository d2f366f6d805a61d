using Pilot.Functions.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary>The answer to a settings, ledger or awards workbook as lines on the screen.</summary>
internal static class OfficeReceiptLines
{
    private const int MaxShown = 20;

    public static void Say(Output output, OfficeReceipt receipt)
    {
        output.Say($"{receipt.FileName}: {receipt.Summary}");
        foreach (var change in receipt.Changes)
        {
            output.Say($"  {change.Sheet}, {change.Row}, {change.Column}: {change.Before ?? "(blank)"} -> {change.After ?? "(blank)"}");
        }

        foreach (var effect in receipt.Effects)
        {
            output.Say($"  {effect.Ukprn} {effect.Qualification} {effect.FundingYear}: earned {Money.Words(effect.EarnedBefore)} -> {Money.Words(effect.EarnedAfter)}, funded {Money.Words(effect.FundedBefore)} -> {Money.Words(effect.FundedAfter)}");
        }

        foreach (var effect in receipt.ProviderEffects)
        {
            output.Say($"  {effect.Ukprn}: earned {Money.Words(effect.EarnedBefore)} -> {Money.Words(effect.EarnedAfter)}, funded {Money.Words(effect.FundedBefore)} -> {Money.Words(effect.FundedAfter)}, held {Money.Words(effect.HeldBefore)} -> {Money.Words(effect.HeldAfter)}, to pay {Money.Words(effect.ToPayBefore)} -> {Money.Words(effect.ToPayAfter)}");
        }

        foreach (var change in receipt.DecisionChanges)
        {
            output.Say($"  {change.Ukprn} {change.LearnerRef} {change.Milestone.ToLowerInvariant()}: {change.Before ?? "none"} -> {change.After ?? "none"}, funded {Money.Words(change.FundedBefore)} -> {Money.Words(change.FundedAfter)}");
        }

        SayFindings(output, receipt);
    }

    private static void SayFindings(Output output, OfficeReceipt receipt)
    {
        foreach (var finding in receipt.Violations.Take(MaxShown))
        {
            output.Say($"  {finding.Severity} {finding.Rule} {finding.Sheet} {finding.Cell}: {finding.Message} {finding.Fix}");
        }

        if (receipt.Violations.Count > MaxShown)
        {
            output.Say($"  ... and {Display.Count(receipt.Violations.Count - MaxShown, "more finding")}.");
        }
    }
}
