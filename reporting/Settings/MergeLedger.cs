using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>Lays new lines behind old ones: the ledger is append-only (funding.md section 1).</summary>
public static class MergeLedger
{
    /// <summary>
    /// A line whose reference is held, however it is typed (<see cref="ReferenceKey"/>), is skipped; that it is unchanged has been checked before.
    /// </summary>
    public static (Ledger Added, Ledger Whole, IReadOnlyList<LedgerCount> Counts) Merge(Ledger held, Ledger sent)
    {
        var added = new Ledger
        {
            Payments = New(held.Payments, sent.Payments, payment => payment.Reference),
            Adjustments = New(held.Adjustments, sent.Adjustments, adjustment => adjustment.Reference),
            Clearances = New(held.Clearances, sent.Clearances, clearance => clearance.Reference),
            Holds = New(held.Holds, sent.Holds, hold => hold.Reference),
            EvidenceChecks = New(held.EvidenceChecks, sent.EvidenceChecks, check => check.Reference),
        };
        var whole = new Ledger
        {
            Payments = [.. held.Payments, .. added.Payments],
            Adjustments = [.. held.Adjustments, .. added.Adjustments],
            Clearances = [.. held.Clearances, .. added.Clearances],
            Holds = [.. held.Holds, .. added.Holds],
            EvidenceChecks = [.. held.EvidenceChecks, .. added.EvidenceChecks],
        };
        return (added, whole,
        [
            Count(LedgerSheets.Payments, sent.Payments.Count, added.Payments.Count),
            Count(LedgerSheets.Adjustments, sent.Adjustments.Count, added.Adjustments.Count),
            Count(LedgerSheets.Clearances, sent.Clearances.Count, added.Clearances.Count),
            Count(LedgerSheets.Holds, sent.Holds.Count, added.Holds.Count),
            Count(LedgerSheets.EvidenceChecks, sent.EvidenceChecks.Count, added.EvidenceChecks.Count),
        ]);
    }

    private static List<T> New<T>(IReadOnlyList<T> held, IReadOnlyList<T> sent, Func<T, string> reference)
    {
        var known = held.Select(line => ReferenceKey.Of(reference(line))).ToHashSet(StringComparer.Ordinal);
        return [.. sent.Where(line => !known.Contains(ReferenceKey.Of(reference(line))))];
    }

    private static LedgerCount Count(TableLayout layout, int sent, int added) => new(layout.Sheet, sent, added, sent - added);
}
