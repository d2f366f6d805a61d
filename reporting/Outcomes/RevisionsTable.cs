using System.Globalization;

namespace Pilot.Reporting.Outcomes;

/// <summary>Revisions: which figures a revision changed, as both publications show them.</summary>
internal static class RevisionsTable
{
    private const string None = "None";

    public static OutcomeTable Draw(QuarterFigures figures, Publication current, IReadOnlyList<Publication> earlier)
    {
        var revised = earlier.LastOrDefault(one => one.Period == current.Period && one.Revision < current.Revision);
        var rows = revised is null ? [] : Changes(revised, current).ToList();
        return new(
            "Revisions",
            $"Figures revised, {figures.Period.Words}",
            ["Sheet", "Row", "Column"],
            ["Before", "After"],
            rows,
            [revised is null ? "This is not a revision." : $"Reason for the revision: {figures.Run.Reason ?? "not given"}"]);
    }

    private static IEnumerable<OutcomeRow> Changes(Publication before, Publication after)
    {
        foreach (var (key, count) in after.Counts)
        {
            var now = Shown(count, after.Rounding);
            var then = before.Counts.TryGetValue(key, out var old) ? Shown(old, before.Rounding) : None;
            if (count.As != PublishedAs.Unprinted && now != then)
            {
                yield return new([key.Sheet, key.Row, ColumnOf(key)], [OutcomeCell.Words(then), OutcomeCell.Words(now)]);
            }
        }

        foreach (var rate in OutcomeFigures.Rates)
        {
            var (then, now) = (Shown(before, rate), Shown(after, rate));
            if (now != then)
            {
                yield return new([rate.Key.Sheet, rate.Key.Row, BreakdownTables.ShareHeading], [OutcomeCell.Words(then), OutcomeCell.Words(now)]);
            }
        }
    }

    /// <summary>The heading under which its sheet shows the count.</summary>
    private static string ColumnOf(FigureKey key) => key.Sheet switch
    {
        "K01" => SummaryTable.Heading,
        "K03" => BreakdownTables.CountHeading,
        _ => key.Measure,
    };

    private static string Shown(ShownCount count, Rounding rounding) => count.As switch
    {
        PublishedAs.Figure => rounding.Round(count.Exact).ToString("#,##0", CultureInfo.InvariantCulture),
        PublishedAs.NotApplicable => "[z]",
        PublishedAs.NotAvailable => "[x]",
        PublishedAs.Unprinted => None,
        _ => "[c]",
    };

    private static string Shown(Publication publication, RateFigure rate) =>
        publication.Shares.TryGetValue(rate.Key, out var percent)
            ? percent.ToString(CultureInfo.InvariantCulture) + "%"
            : "not shown";
}
