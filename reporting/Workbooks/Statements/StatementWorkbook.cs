using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Statements;

/// <summary>One provider's own money: nothing in it speaks of another provider.</summary>
public static class StatementWorkbook
{
    public static Workbook Draw(QuarterView view, Ukprn ukprn) => new(
        NameOf(view.Figures.Run),
        $"MedTech HTQ pilot, West Midlands: statement for {view.ProviderName(ukprn)}, {view.Period.Words}",
        view.Figures.Run.CreatedAt,
        CoverLines.For(view, WorkbookAudience.Statement, ukprn),
        [S01YourMoney.Draw(view, ukprn), S02ToActOn.Draw(view, ukprn), S03Milestones.Draw(view, ukprn)])
    {
        Provisional = view.Provisional,
    };

    /// <summary><c>2026Q3-r1.xlsx</c></summary>
    public static string NameOf(RunRecord run) => $"{run.Period.Id}-{run.FileSuffix}.xlsx";

    /// <summary>When the next return that can change anything is due: this period's while it is open, else the next one's.</summary>
    internal static Cell NextDue(QuarterView view)
    {
        var period = view.Provisional ? view.Period : view.Period.Next;
        return Cell.Of(view.Figures.Settings.FindPeriod(period)?.DueOn, Shorthand.NotAvailable);
    }
}
