using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T15: late news about closed quarters, and officers' adjustments.</summary>
internal static class T15Adjustments
{
    private sealed record AdjustmentRow(Ukprn Ukprn, Quarter BelongsTo, string Kind, IReadOnlyList<EarlierQuarterChange> All);

    public static Sheet Draw(QuarterView view) => Sheet.From<AdjustmentRow>(
        "T15",
        "adjustments",
        view.Title("T15", "Adjustments by provider and the quarter they belong to"),
        [
            ProviderColumns.Name<AdjustmentRow>(view, row => row.Ukprn),
            ProviderColumns.Ukprn<AdjustmentRow>(row => row.Ukprn),
            ProviderColumns.Quarter<AdjustmentRow>("Quarter it belongs to", row => row.BelongsTo),
            Column.Key<AdjustmentRow>("Kind", 26, row => row.Kind),
            Column.Count<AdjustmentRow>("Adjustments", row => row.All.Count, MeasureNotes.AdjustmentCount),
            Column.Pounds<AdjustmentRow>("Amount (£)", row => row.All.Sum(change => change.AmountGbp), MeasureNotes.AdjustmentAmount),
        ],
        [
            .. view.EarlierQuarterChanges.GroupBy(change => (change.Ukprn, change.BelongsTo, change.Kind))
                .OrderBy(group => group.Key.Ukprn).ThenBy(group => group.Key.BelongsTo).ThenBy(group => group.Key.Kind, StringComparer.Ordinal)
                .Select(group => new AdjustmentRow(group.Key.Ukprn, group.Key.BelongsTo, group.Key.Kind, [.. group])),
        ],
        none: "No adjustments") with
    {
        Source = view.Source,
    };
}
