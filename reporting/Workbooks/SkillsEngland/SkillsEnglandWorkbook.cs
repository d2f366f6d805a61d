using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.SkillsEngland;

/// <summary>The shared workbook: rounded, no provider rows, no learner references.</summary>
public static class SkillsEnglandWorkbook
{
    public static Workbook Draw(QuarterView view)
    {
        Sheet[] sheets = [.. view.Publication.Tables.Select(table => OutcomeSheet.Draw(view, table))];
        var (charts, awaited) = SkillsEnglandCharts.Draw(sheets, view.Provisional);
        return Draw(view, sheets) with { Charts = charts, ChartsAwaited = awaited };
    }

    private static Workbook Draw(QuarterView view, IReadOnlyList<Sheet> sheets) => new(
        view.FileName("skills-england"),
        $"MedTech HTQ pilot, West Midlands: outcomes for Skills England, {view.Period.Words}",
        view.Figures.Run.CreatedAt,
        [.. CoverLines.Headlines(view.Publication.Headlines), .. CoverLines.For(view, WorkbookAudience.SkillsEngland)],
        sheets)
    {
        Provisional = view.Provisional,
    };
}
