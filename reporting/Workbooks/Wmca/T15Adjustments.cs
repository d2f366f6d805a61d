using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T15: late news about closed quarters, and officers' adjustments.</summary>
internal static class T15Adjustments
{
    private sealed record NewsRow(Ukprn Ukprn, Quarter Belongs, string Kind, IReadOnlyList<EarlierQuarterChange> All);

    public static Sheet Draw(QuarterView view) => Sheet.From<NewsRow>(
        "T15",
        "adjustments",
        view.Title("T15", "Adjustments by provider and the quarter they belong to"),
        [
            ProviderColumns.Name<NewsRow>(view, row => row.Ukprn),
            ProviderColumns.Ukprn<NewsRow>(row => row.Ukprn),
            ProviderColumns.Quarter<NewsRow>("Quarter it belongs to", row => row.Belongs),
            Columns.Key<NewsRow>("Kind", 26, row => row.Kind),
            Columns.Count<NewsRow>("Adjustments", row => row.All.Count, Definitions.AdjustmentCount),
            Columns.Pounds<NewsRow>("Amount (£)", row => row.All.Sum(news => news.AmountGbp), Definitions.AdjustmentAmount),
        ],
        [
            .. view.EarlierQuarterChanges.GroupBy(news => (news.Ukprn, news.Belongs, news.Kind))
                .OrderBy(group => group.Key.Ukprn).ThenBy(group => group.Key.Belongs).ThenBy(group => group.Key.Kind, StringComparer.Ordinal)
                .Select(group => new NewsRow(group.Key.Ukprn, group.Key.Belongs, group.Key.Kind, [.. group])),
        ],
        none: "No adjustments") with
    {
        Source = view.Source,
    };
}
