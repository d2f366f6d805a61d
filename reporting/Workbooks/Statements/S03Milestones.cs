using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Statements;

/// <summary>S03: every milestone of every learner, with the decision and its reason.</summary>
internal static class S03Milestones
{
    public static Sheet Draw(QuarterView view, Ukprn ukprn)
    {
        var byWhen = StatementWorkbook.NextDue(view);
        return Sheet.From(
            "S03",
            "milestones",
            view.Title("S03", $"Every milestone: {view.ProviderName(ukprn)}"),
            [
                EarningColumns.LearnerRef, EarningColumns.Aim, EarningColumns.Start, EarningColumns.Milestone, EarningColumns.Date,
                EarningColumns.Amount, EarningColumns.Funded, EarningColumns.Decision, EarningColumns.Reason,
                Column.Text<Earning>("What to do", 50, earning => earning.WhatChangesIt.Length == 0 ? "Nothing to do" : earning.WhatChangesIt),
                Column.Cells<Earning>(
                    "By when", Format.Date, earning => earning.WhatChangesIt.Length == 0 ? Shorthand.NotApplicable : byWhen, MeasureNotes.ByWhen, width: 18),
                EarningColumns.PearsonSays, EarningColumns.Submission, EarningColumns.Row,
            ],
            view.EarningsOf(ukprn),
            none: "No learners") with
        {
            Source = view.Source,
            IsForWorkingIn = true,
        };
    }
}
