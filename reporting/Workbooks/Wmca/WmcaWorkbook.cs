using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>The management workbook: providers named, counts not rounded, no learner rows.</summary>
public static class WmcaWorkbook
{
    public static Workbook Draw(QuarterView view)
    {
        List<Sheet> sheets = [.. Tables(view)];
        if (view.Figures.Revises is not null)
        {
            var (marked, changes) = Compared(view, sheets);
            sheets = [.. marked, T17Changes.Draw(view, changes)];
        }

        var (figures, charts, awaited) = T18ChartFigures.Draw(view);
        return new Workbook(
            view.FileName("wmca"),
            $"MedTech HTQ pilot, West Midlands: funding and outcomes, {view.Period.Words}",
            view.Figures.Run.CreatedAt,
            [.. CoverLines.Headlines(WmcaHeadlines.Of(view)), .. CoverLines.For(view, WorkbookAudience.Wmca)],
            Ordered([.. sheets, figures]))
        {
            Provisional = view.Provisional,
            Charts = charts,
            ChartsAwaited = awaited,
        };
    }

    /// <summary>In a revision: every figure that differs from the run which it revises.</summary>
    public static IReadOnlyList<RevisedFigure> Changes(QuarterView view) =>
        view.Figures.Revises is null ? [] : Compared(view, Tables(view)).Changes;

    private static (IReadOnlyList<Sheet> Marked, IReadOnlyList<RevisedFigure> Changes) Compared(QuarterView view, IReadOnlyList<Sheet> tables)
    {
        var settings = view.Figures.RevisesSettings ?? view.Figures.Settings;
        var before = view.Figures with
        {
            // As the revised run was drawn: protected against all that was published before it, and not against itself.
            Run = view.Figures.Run with { Revision = view.Figures.Run.Revision - 1 },
            Funding = view.Figures.Revises!,
            Revises = null,
            // A provider's new name is no new figure: rows are told apart by it.
            Settings = settings with
            {
                Providers = [.. settings.Providers.Select(provider => provider with { Name = view.Figures.Settings.FindProvider(provider.Ukprn)?.Name ?? provider.Name })],
            },
        };
        return WorkbookRevisions.Compare(Tables(new QuarterView(before)), tables);
    }

    private static IReadOnlyList<Sheet> Tables(QuarterView view) =>
    [
        T01Summary.Draw(view),
        T02Returns.Draw(view),
        T03Reconciliation.Draw(view),
        T20QuartersSoFar.Draw(view),
        T21Corroboration.Draw(view),
        T22Commitments.Draw(view),
        T04PaymentsDue.Draw(view),
        T05Profile.Draw(view),
        T06Starts.Draw(view),
        T07Withdrawals.Draw(view),
        T08Achievement.Draw(view),
        T09Destinations.Draw(view),
        T10Residency.Draw(view),
        OutcomeSheet.Draw(view, view.Publication.Characteristics),
        T12UnitCosts.Draw(view),
        T13Forecast.Draw(view),
        T14Exceptions.Draw(view),
        T15Adjustments.Draw(view),
        T16DataQuality.Draw(view),
        T19ReconciliationInFull.Draw(view),
    ];

    /// <summary>T17 and T19 come last of the tables; the chart figures stand before them.</summary>
    private static IReadOnlyList<Sheet> Ordered(IReadOnlyList<Sheet> sheets) =>
        [.. sheets.Where(sheet => sheet.Code is not ("T17" or "T19")), .. sheets.Where(sheet => sheet.Code is "T17" or "T19").OrderBy(sheet => sheet.Code, StringComparer.Ordinal)];
}
