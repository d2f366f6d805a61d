using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T14: money that waits for a decision or has no budget, by provider and kind.</summary>
internal static class T14Exceptions
{
    private sealed record KindRow(Ukprn Ukprn, string Kind, IReadOnlyList<UnpaidMilestone> All);

    public static Sheet Draw(QuarterView view) => Sheet.From<KindRow>(
        "T14",
        "exceptions",
        view.Title("T14", "Exceptions by provider"),
        [
            ProviderColumns.Name<KindRow>(view, row => row.Ukprn),
            ProviderColumns.Ukprn<KindRow>(row => row.Ukprn),
            Column.Key<KindRow>("Kind", 26, row => row.Kind),
            Column.Count<KindRow>("Milestones", row => row.All.Count, MeasureNotes.ExceptionCount),
            Column.Pounds<KindRow>("Amount held or unfunded (£)", row => row.All.Sum(exception => exception.AmountGbp), MeasureNotes.ExceptionAmount),
            Column.Cells<KindRow>(
                "Oldest", Format.Date, row => Cell.Of(row.All.Min(exception => exception.Earning.Date), Shorthand.NotApplicable), MeasureNotes.Oldest, width: 20),
            Column.Text<KindRow>("What clears it", 50, row => row.All[0].WhatClearsIt),
        ],
        [
            .. UnpaidMilestone.Find(view.Figures.Funding.Earnings).GroupBy(exception => (exception.Earning.Ukprn, exception.Kind))
                .OrderBy(group => group.Key.Ukprn).ThenBy(group => group.Key.Kind, StringComparer.Ordinal)
                .Select(group => new KindRow(group.Key.Ukprn, group.Key.Kind, [.. group])),
        ],
        total: true,
        none: "No exceptions") with
    {
        Remarks = ["A milestone with several holds stands under the first of them. The casework file lists each one."],
        Source = view.Source,
    };
}
