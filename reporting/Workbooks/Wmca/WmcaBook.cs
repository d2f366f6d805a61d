using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>The management workbook: providers named, counts not rounded, no learner rows.</summary>
public static class WmcaBook
{
    public static Book Draw(QuarterView view)
    {
        var tables = Tables(view);
        List<Sheet> sheets = [.. tables];
        if (view.Figures.Revises is { } revised)
        {
            var before = view.Figures with
            {
                // As the revised run was drawn: protected against all that was published before it, and not against itself.
                Run = view.Figures.Run with { Revision = view.Figures.Run.Revision - 1 },
                Funding = revised,
                Revises = null,
                Settings = view.Figures.RevisesSettings ?? view.Figures.Settings,
            };
            var (marked, changes) = Revisions.Compare(Tables(new QuarterView(before)), tables);
            sheets = [.. marked, T17Changes.Draw(view, changes)];
        }

        var (figures, charts) = T18ChartFigures.Draw(view);
        return new Book(
            view.FileName("wmca"),
            $"MedTech HTQ pilot, West Midlands: funding and outcomes, {view.Period.Words}",
            view.Figures.Run.CreatedAt,
            CoverLines.For(view, Audience.Wmca),
            [.. sheets, figures])
        {
            Provisional = view.Provisional,
            Charts = charts,
        };
    }

    private static IReadOnlyList<Sheet> Tables(QuarterView view) =>
    [
        T01Summary.Draw(view),
        T02Returns.Draw(view),
        T03Reconciliation.Draw(view),
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
        T21Corroboration.Draw(view),
    ];
}
