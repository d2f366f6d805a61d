using System.Globalization;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>Revisions: which figures a revision changed, as both publications show them.</summary>
internal static class SkillsEnglandRevisions
{
    private const string None = "None";

    public static OutcomeTable Draw(QuarterFigures figures, PublicationView view) => new(
        "Revisions",
        $"Figures revised, {figures.Period.Words}",
        ["Sheet", "Row", "Column"],
        ["Before", "After"],
        view.Revised is null ? [] : [.. Changes(view.Revised, view.Current)],
        [view.Revised is null ? "This is not a revision." : $"Reason for the revision: {figures.Run.Reason ?? "not given"}"]);

    private static IEnumerable<OutcomeRow> Changes(Publication before, Publication after)
    {
        foreach (var (key, count) in after.Counts.Where(count => count.Value.As != PublishedAs.Unprinted))
        {
            var (then, now) = (before.Counts.TryGetValue(key, out var old) ? Shown(old) : None, Shown(count));
            if (now != then)
            {
                yield return new([key.Sheet, key.Row, ColumnOf(key)], [OutcomeCell.Words(then), OutcomeCell.Words(now)]);
            }
        }

        foreach (var rate in OutcomeFigures.Rates)
        {
            var (then, now) = (Shown(before, rate), Shown(after, rate));
            if (now != then)
            {
                yield return new(["K12", rate.Name, K12Shares.Heading], [OutcomeCell.Words(then), OutcomeCell.Words(now)]);
            }
        }

        var (pounds, poundsBefore) = (Pounds(after), Pounds(before));
        if (pounds != poundsBefore)
        {
            yield return new(["K01", "Total funded", K01Summary.Heading], [OutcomeCell.Words(poundsBefore), OutcomeCell.Words(pounds)]);
        }
    }

    /// <summary>The heading under which its sheet shows the count.</summary>
    private static string ColumnOf(FigureKey key) => key.Sheet switch
    {
        "K01" => K01Summary.Heading,
        "K03" => "Count",
        _ => key.Measure,
    };

    private static string Shown(ShownCount count) => count switch
    {
        { As: PublishedAs.Figure, Printed: { } printed } => Display.Number(printed),
        { As: PublishedAs.NotApplicable } => "[z]",
        { As: PublishedAs.NotAvailable } => "[x]",
        { As: PublishedAs.Unreliable } => "[u]",
        _ => "not shown",
    };

    private static string Shown(Publication publication, RateFigure rate)
    {
        var cell = PublicationView.RateIn(publication, rate);
        return cell.Shorthand ?? (cell.Value!.Value * 100).ToString("0", CultureInfo.InvariantCulture) + "%";
    }

    private static string Pounds(Publication publication) =>
        publication.FundedGbp is not { } pounds ? "not shown" : pounds == 0 && publication.AnyFunded ? "[low]" : Display.Number(pounds);
}
