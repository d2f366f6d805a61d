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
            Columns.Key<RevisedFigure>("Sheet", 10, one => one.Sheet),
            Columns.Key<RevisedFigure>("Row", Columns.Widest, one => one.Row),
            Columns.Key<RevisedFigure>("Figure", 40, one => one.Figure),
            Columns.Cells<RevisedFigure>("Before", Format.Whole, one => one.Before, width: 24),
            Columns.Cells<RevisedFigure>("After", Format.Whole, one => one.After, width: 24),
        ],
        changes,
        none: "No figure changed") with
    {
        Source = view.Source,
    };
}
