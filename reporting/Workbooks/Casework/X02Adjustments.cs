using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>X02: late news about closed quarters and officers' adjustments, by learner.</summary>
internal static class X02Adjustments
{
    public static Sheet Draw(QuarterView view) => Sheet.From<EarlierQuarterChange>(
        "X02",
        "adjustments",
        view.Title("X02", "Adjustments by learner"),
        [
            ProviderColumns.Name<EarlierQuarterChange>(view, change => change.Ukprn),
            ProviderColumns.Ukprn<EarlierQuarterChange>(change => change.Ukprn),
            ProviderColumns.Qualification<EarlierQuarterChange>(change => change.Qualification),
            Column.Key<EarlierQuarterChange>("Learner reference", 14, change => change.LearnerRef is { } reference ? LearnerReference.Shown(reference) : Shorthand.NotApplicable.Text),
            Column.Key<EarlierQuarterChange>("Milestone", 13, change => change.Milestone?.ToString() ?? Shorthand.NotApplicable.Text),
            ProviderColumns.Quarter<EarlierQuarterChange>("Quarter it belongs to", change => change.BelongsTo),
            Column.Text<EarlierQuarterChange>("Kind", 16, change => change.Kind),
            Column.Pounds<EarlierQuarterChange>("Amount (£)", change => change.AmountGbp, MeasureNotes.AdjustmentAmount) with { Width = 14 },
            Column.Text<EarlierQuarterChange>("Why", 55, change => change.Why),
        ],
        view.EarlierQuarterChanges,
        none: "No adjustments");
}
