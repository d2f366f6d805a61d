using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T04: one row per provider, what finance pays or asks back.</summary>
internal static class T04PaymentsDue
{
    /// <summary>A provider's lines added up.</summary>
    internal sealed record Due(Ukprn Ukprn, string Name, Provider? Provider, IReadOnlyList<ReconciliationLine> Lines)
    {
        public decimal Sum(Func<ReconciliationLine, decimal> field) => Lines.Sum(field);

        public decimal ToPay => Sum(line => line.ToPay);

        /// <summary>Lines of one provider are set against each other: what one line owes, another may pay.</summary>
        public decimal Repayable => Math.Max(0, -ToPay);
    }

    public static Sheet Draw(QuarterView view) => Sheet.From<Due>(
        "T04",
        "payments_due",
        view.Title("T04", "Payments due by provider"),
        [
            Column.Key<Due>("Provider", 22, due => due.Name),
            ProviderColumns.Ukprn<Due>(due => due.Ukprn),
            Column.Key<Due>("Grant reference", 18, due => OrNotGiven(due.Provider?.GrantRef)),
            Column.Key<Due>("Vendor number", 16, due => OrNotGiven(due.Provider?.VendorNo)),
            Column.Pounds<Due>("Funded (£)", due => due.Sum(line => line.FundedYtd), MeasureNotes.Funded),
            Column.Pounds<Due>("Manual adjustments (£)", due => due.Sum(line => line.ManualAdjustmentsYtd), MeasureNotes.ManualAdjustments) with { IsFinal = true },
            Column.Pounds<Due>("Paid (£)", due => due.Sum(line => line.PaidYtd), MeasureNotes.Paid) with { IsFinal = true },
            Column.Pounds<Due>("To pay (£)", due => due.ToPay, MeasureNotes.ToPay),
            Column.Pounds<Due>("Movement (£)", due => due.Sum(line => line.Movement), MeasureNotes.Movement),
            Column.Pounds<Due>("Adjustment (£)", due => due.Sum(line => line.Adjustment), MeasureNotes.Adjustment),
            Column.Pounds<Due>("Unfunded (£)", due => due.Sum(line => line.UnfundedYtd), MeasureNotes.Unfunded),
            Column.Pounds<Due>("Repayable (£)", due => due.Repayable, MeasureNotes.Repayable),
        ],
        [
            .. view.Figures.Funding.Lines.GroupBy(line => line.Ukprn).OrderBy(group => group.Key).Select(
                group => new Due(group.Key, view.ProviderName(group.Key), view.Figures.Settings.FindProvider(group.Key), [.. group])),
        ],
        total: true) with
    {
        Remarks = [$"Every funding year of the provider is added up. Money is in pounds, to {Display.Date(view.AsOf)}."],
        Source = view.Source,
    };

    private static string OrNotGiven(string? reference) => string.IsNullOrEmpty(reference) ? "Not given" : reference;
}
