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
            ProviderColumns.Name<EarlierQuarterChange>(view, news => news.Ukprn),
            ProviderColumns.Ukprn<EarlierQuarterChange>(news => news.Ukprn),
            ProviderColumns.Qualification<EarlierQuarterChange>(news => news.Qualification),
            Columns.Key<EarlierQuarterChange>("Learner reference", 14, news => news.LearnerRef is { } reference ? LearnerReference.Shown(reference) : Shorthand.NotApplicable.Text),
            Columns.Key<EarlierQuarterChange>("Milestone", 13, news => news.Milestone?.ToString() ?? Shorthand.NotApplicable.Text),
            ProviderColumns.Quarter<EarlierQuarterChange>("Quarter it belongs to", news => news.Belongs),
            Columns.Text<EarlierQuarterChange>("Kind", 16, news => news.Kind),
            Columns.Pounds<EarlierQuarterChange>("Amount (£)", news => news.AmountGbp, Definitions.AdjustmentAmount) with { Width = 14 },
            Columns.Text<EarlierQuarterChange>("Why", 55, news => news.Why),
        ],
        view.EarlierQuarterChanges,
        none: "No adjustments");
}
