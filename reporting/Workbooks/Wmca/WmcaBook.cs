namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>The management workbook: providers named, counts not rounded, no learner rows.</summary>
public static class WmcaBook
{
    public static Book Draw(QuarterView view) => new(
        QuarterlyWorkbooks.FileName(view, "wmca"),
        $"MedTech HTQ pilot, West Midlands: funding and outcomes, {view.Period.Words}",
        view.Figures.Run.CreatedAt,
        CoverLines.For(view, Audience.Wmca),
        [
            T01Summary.Draw(view),
            T02Returns.Draw(view),
            T03Reconciliation.Draw(view),
            T04PaymentsDue.Draw(view),
            T05Profile.Draw(view),
        ])
    {
        Provisional = view.Provisional,
    };
}
