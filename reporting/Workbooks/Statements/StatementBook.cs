using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;
using Pilot.Reporting.Workbooks.Wmca;

namespace Pilot.Reporting.Workbooks.Statements;

/// <summary>One provider's own money: nothing in it speaks of another provider.</summary>
public static class StatementBook
{
    public static Book Draw(QuarterView view, Ukprn ukprn) => new(
        NameOf(view.Figures.Run),
        $"MedTech HTQ pilot, West Midlands: statement for {view.ProviderName(ukprn)}, {view.Period.Words}",
        view.Figures.Run.CreatedAt,
        CoverLines.For(view, Audience.Statement, ukprn),
        [Reconciliation(view, ukprn), Milestones(view, ukprn)])
    {
        Provisional = view.Provisional,
    };

    /// <summary><c>2026Q3-r1.xlsx</c></summary>
    public static string NameOf(RunRecord run) => $"{run.Period.Id}-{run.FileSuffix}.xlsx";

    private static Sheet Reconciliation(QuarterView view, Ukprn ukprn) => Sheet.From(
        "S01",
        "reconciliation",
        view.Title("S01", $"Reconciliation for {view.ProviderName(ukprn)}"),
        T03Reconciliation.Fields,
        [.. view.Figures.Funding.Lines.Where(line => line.Ukprn == ukprn)],
        total: true,
        none: "No allocation and no learners") with
    {
        Remarks = ["Year to date means from 1 April of the row's funding year to the census date. Money is in pounds."],
        Source = view.Source,
        WorkedIn = true,
    };

    private static Sheet Milestones(QuarterView view, Ukprn ukprn)
    {
        var byWhen = NextDue(view);
        return Sheet.From(
            "S02",
            "milestones",
            view.Title("S02", $"Milestones of each learner of {view.ProviderName(ukprn)}"),
            [
                EarningColumns.LearnerRef, EarningColumns.Aim, EarningColumns.Start, EarningColumns.Milestone, EarningColumns.Date,
                EarningColumns.Amount, EarningColumns.Funded, EarningColumns.Decision, EarningColumns.Reason,
                Columns.Text<Earning>("What to do", 50, one => one.WhatChangesIt.Length == 0 ? "Nothing to do" : one.WhatChangesIt),
                Columns.Cells<Earning>(
                    "By when", Format.Date, one => one.WhatChangesIt.Length == 0 ? Shorthand.NotApplicable : byWhen, Definitions.ByWhen, width: 20),
                EarningColumns.PearsonSays, EarningColumns.Submission, EarningColumns.Row,
            ],
            view.EarningsOf(ukprn),
            none: "No learners") with
        {
            Source = view.Source,
            WorkedIn = true,
        };
    }

    /// <summary>When the next return that can change anything is due: this period's while it is open, else the next one's.</summary>
    private static Cell NextDue(QuarterView view)
    {
        var period = view.Provisional ? view.Period : view.Period.Next;
        return Cell.Of(view.Figures.Settings.FindPeriod(period)?.DueOn, Shorthand.NotAvailable);
    }
}
