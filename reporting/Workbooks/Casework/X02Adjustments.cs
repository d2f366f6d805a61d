using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>X02: late news about closed quarters and officers' adjustments, by learner.</summary>
internal static class X02Adjustments
{
    public static Sheet Draw(QuarterView view) => Sheet.From<LateNews>(
        "X02",
        "adjustments",
        view.Title("X02", "Adjustments by learner"),
        [
            ProviderColumns.Name<LateNews>(view, news => news.Ukprn),
            ProviderColumns.Ukprn<LateNews>(news => news.Ukprn),
            ProviderColumns.Qualification<LateNews>(news => news.Qualification),
            Columns.Key<LateNews>("Learner reference", 14, news => news.LearnerRef is { } reference ? LearnerReference.Shown(reference) : Shorthand.NotApplicable.Text),
            Columns.Key<LateNews>("Milestone", 13, news => news.Milestone?.ToString() ?? Shorthand.NotApplicable.Text),
            ProviderColumns.Quarter<LateNews>("Quarter it belongs to", news => news.Belongs),
            Columns.Text<LateNews>("Kind", 16, news => news.Kind),
            Columns.Pounds<LateNews>("Amount (£)", news => news.AmountGbp, Definitions.AdjustmentAmount) with { Width = 14 },
            Columns.Text<LateNews>("Why", 58, news => news.Why),
        ],
        view.LateNews,
        none: "No adjustments");
}
