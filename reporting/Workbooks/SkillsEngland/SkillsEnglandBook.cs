using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.SkillsEngland;

/// <summary>The shared workbook: rounded, no provider rows, no learner references.</summary>
public static class SkillsEnglandBook
{
    public static Book Draw(QuarterView view) => new(
        view.FileName("skills-england"),
        $"MedTech HTQ pilot, West Midlands: outcomes for Skills England, {view.Period.Words}",
        view.Figures.Run.CreatedAt,
        [.. CoverLines.Headlines(view.Publication.Headlines), .. CoverLines.For(view, Audience.SkillsEngland)],
        [.. view.Publication.Tables.Select(table => OutcomeSheet.Draw(view, table))])
    {
        Provisional = view.Provisional,
    };
}
