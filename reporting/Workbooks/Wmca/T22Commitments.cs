using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T22: what held learners may still earn in the funding years to come, against the money that is approved.</summary>
internal static class T22Commitments
{
    public static Sheet Draw(QuarterView view) => Sheet.From<Commitment>(
        "T22",
        "commitments",
        view.Title("T22", "Commitments in years to come by provider and qualification"),
        [
            ProviderColumns.Name<Commitment>(view, row => row.Ukprn),
            ProviderColumns.Ukprn<Commitment>(row => row.Ukprn),
            ProviderColumns.Qualification<Commitment>(row => row.Qualification),
            Column.Key<Commitment>("Funding year", 10, row => row.FundingYear.ToString()),
            Column.Count<Commitment>("Courses still open", row => row.Courses) with { Total = null },
            Column.Count<Commitment>("Milestones that may fall in it", row => row.Milestones, Commitment.Assumption),
            Column.Pounds<Commitment>("Amount (£)", row => row.AmountGbp, Commitment.Assumption),
            Column.Cells<Commitment>(
                "Allocation (£)",
                Format.Pounds,
                row => row.AllocationGbp is { } pounds ? Cell.Of(pounds) : Shorthand.NotApplicable,
                MeasureNotes.Allocation,
                rows => Cell.Of(rows.Sum(row => row.AllocationGbp ?? 0))) with
            {
                IsFinal = true,
            },
            Column.Pounds<Commitment>("Not covered (£)", row => row.UncoveredGbp, MeasureNotes.NotCovered),
        ],
        Commitment.For(view.Figures.Funding, view.Figures.Settings, view.Decisions),
        total: true,
        none: "No commitments") with
    {
        Source = view.Source,
    };
}
