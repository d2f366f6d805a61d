using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Outbox;

/// <summary>What is said about a run: to providers about their own money, to officers about what they must decide. Sums and counts only.</summary>
internal static class RunMessages
{
    /// <summary>A period closed, and the provider's statement is there.</summary>
    public static Message Closed(Ukprn ukprn, RunRecord run, IReadOnlyList<ReconciliationLine> own, bool awaits) => new()
    {
        Id = $"closed-{run.Period.FileName}-{ukprn}",
        Kind = MessageKind.Closed,
        Ukprn = ukprn,
        Subject = $"{run.Period.Words} is closed: your statement is ready",
        Text = $"{run.Period.Words} is closed. Your statement for it is on your page.\n\n{Sums(own)}\n\n"
            + (awaits ? "The figures await approval by the combined authority. They do not change by it.\n\n" : "")
            + "What you send from now on for this quarter counts as an adjustment in the next one.",
    };

    /// <summary>A closed period was drawn again.</summary>
    public static Message Reopened(Ukprn ukprn, RunRecord run, IReadOnlyList<ReconciliationLine> own) => new()
    {
        Id = $"reopened-{run.Period.FileName}-{run.FileSuffix}-{ukprn}",
        Kind = MessageKind.Reopened,
        Ukprn = ukprn,
        Subject = $"{run.Period.Words} was revised: you have a new statement",
        Text = $"The combined authority has corrected its settings and worked out {run.Period.Words} again, from the same returns. "
            + $"Your new statement ({run.FileSuffix}) is on your page beside the one before.\n\n{Sums(own)}\n\nYou do not need to send anything.",
    };

    public static Message AwaitsApproval(RunRecord run) => new()
    {
        Id = $"approval-{run.Period.FileName}-{run.FileSuffix}",
        Kind = MessageKind.AwaitingApproval,
        Ukprn = null,
        Subject = $"{run.Period.Words}: workbooks await approval ({run.FileSuffix})",
        Text = $"The workbooks of {run.Period.Words} ({run.FileSuffix}) are drawn and await approval. Check them, then approve them on the office page. Until then the Skills England workbook is for officers only.",
    };

    public static Message Held(Ukprn ukprn, RunRecord run, IReadOnlyList<Earning> newly) => new()
    {
        Id = FormattableString.Invariant($"held-{run.Number}-{ukprn}"),
        Kind = MessageKind.Held,
        Ukprn = ukprn,
        Subject = $"{run.Period.Words}: {Display.Count(newly.Count, "payment")} held",
        Text = $"{Display.Count(newly.Count, "payment")} of {run.Period.Words}, {Money.Words(newly.Sum(earning => earning.AmountGbp))} in all, {(newly.Count == 1 ? "is" : "are")} held and will not be paid until the question is settled:\n"
            + string.Join('\n', newly
                .GroupBy(earning => earning.Holds.Count > 0 ? earning.Holds.Min() : HoldKind.Officer)
                .OrderBy(group => group.Key)
                .Select(group => $"- {HoldKinds.Words(group.Key)}: {group.Count().ToString("#,##0", CultureInfo.InvariantCulture)}"))
            + "\n\nYour statement says for each one why it is held and what would clear it.",
    };

    public static Message Cleared(Ukprn ukprn, RunRecord run, IReadOnlyList<Earning> cleared)
    {
        var paid = cleared.Where(earning => earning.IsEarned).ToList();
        var refused = cleared.Count - paid.Count;
        return new()
        {
            Id = FormattableString.Invariant($"cleared-{run.Number}-{ukprn}"),
            Kind = MessageKind.Cleared,
            Ukprn = ukprn,
            Subject = $"{run.Period.Words}: {Display.Count(cleared.Count, "payment")} no longer held",
            Text = $"{Display.Count(cleared.Count, "payment")} that {(cleared.Count == 1 ? "was" : "were")} held {(cleared.Count == 1 ? "is" : "are")} decided.\n"
                + (paid.Count > 0 ? $"- Earned: {paid.Count.ToString("#,##0", CultureInfo.InvariantCulture)}, {Money.Words(paid.Sum(earning => earning.AmountGbp))} in all\n" : "")
                + (refused > 0 ? $"- Not to be paid: {refused.ToString("#,##0", CultureInfo.InvariantCulture)}\n" : "")
                + "\nYour statement explains each one.",
        };
    }

    private static string Sums(IReadOnlyList<ReconciliationLine> own)
    {
        var toPay = own.Sum(line => line.ToPay);
        return $"Earned, year to date: {Money.Words(own.Sum(line => line.EarnedYtd))}. Funded: {Money.Words(own.Sum(line => line.FundedYtd))}. "
            + (toPay < 0 ? $"To be repaid: {Money.Words(-toPay)}." : $"To be paid: {Money.Words(toPay)}.");
    }
}
