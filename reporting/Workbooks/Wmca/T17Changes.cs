using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T17: in a revision only, every figure that changed.</summary>
internal static class T17Changes
{
    public static Sheet Draw(QuarterView view, IReadOnlyList<RevisedFigure> changes) => Sheet.From<RevisedFigure>(
        "T17",
        "changes",
        view.Title("T17", "Figures that this revision changed"),
        [
            Column.Key<RevisedFigure>("Sheet", 10, figure => figure.Sheet),
            Column.Key<RevisedFigure>("Row", Column.MaxWidth, figure => figure.Row),
            Column.Key<RevisedFigure>("Figure", 40, figure => figure.Figure),
            Column.Cells<RevisedFigure>("Before", Format.Whole, figure => figure.Before, width: 24),
            Column.Cells<RevisedFigure>("After", Format.Whole, figure => figure.After, width: 24),
        ],
        changes,
        none: "No figure changed") with
    {
        Source = view.Source,
    };
}
