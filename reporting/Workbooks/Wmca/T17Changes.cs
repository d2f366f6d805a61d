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
            Columns.Key<RevisedFigure>("Sheet", 10, column => column.Sheet),
            Columns.Key<RevisedFigure>("Row", Columns.Widest, column => column.Row),
            Columns.Key<RevisedFigure>("Figure", 40, column => column.Figure),
            Columns.Cells<RevisedFigure>("Before", Format.Whole, column => column.Before, width: 24),
            Columns.Cells<RevisedFigure>("After", Format.Whole, column => column.After, width: 24),
        ],
        changes,
        none: "No figure changed") with
    {
        Source = view.Source,
    };
}
