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
            Columns.Key<Due>("Provider", 22, column => column.Name),
            ProviderColumns.Ukprn<Due>(providerColumn => providerColumn.Ukprn),
            Columns.Key<Due>("Grant reference", 18, column => Given(column.Provider?.GrantRef)),
            Columns.Key<Due>("Vendor number", 16, column => Given(column.Provider?.VendorNo)),
            Columns.Pounds<Due>("Funded (£)", column => column.Sum(line => line.FundedYtd), Definitions.Funded),
            Columns.Pounds<Due>("Manual adjustments (£)", column => column.Sum(line => line.ManualAdjustmentsYtd), Definitions.ManualAdjustments) with { Settled = true },
            Columns.Pounds<Due>("Paid (£)", column => column.Sum(line => line.PaidYtd), Definitions.Paid) with { Settled = true },
            Columns.Pounds<Due>("To pay (£)", column => column.ToPay, Definitions.ToPay),
            Columns.Pounds<Due>("Movement (£)", column => column.Sum(line => line.Movement), Definitions.Movement),
            Columns.Pounds<Due>("Adjustment (£)", column => column.Sum(line => line.Adjustment), Definitions.Adjustment),
            Columns.Pounds<Due>("Unfunded (£)", column => column.Sum(line => line.UnfundedYtd), Definitions.Unfunded),
            Columns.Pounds<Due>("Repayable (£)", column => column.Repayable, Definitions.Repayable),
        ],
        [
            .. view.Figures.Funding.Lines.GroupBy(line => line.Ukprn).OrderBy(group => group.Key).Select(
                group => new Due(group.Key, view.ProviderName(group.Key), view.Figures.Settings.FindProvider(group.Key), [.. group])),
        ],
        total: true) with
    {
        Remarks = ["Every funding year of the provider is added up. Money is in pounds, to the census date."],
        Source = view.Source,
    };

    private static string Given(string? reference) => string.IsNullOrEmpty(reference) ? "Not given" : reference;
}
