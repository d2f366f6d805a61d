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
        var byWhen = StatementBook.NextDue(view);
        return Sheet.From(
            "S03",
            "milestones",
            view.Title("S03", $"Every milestone: {view.ProviderName(ukprn)}"),
            [
                EarningColumns.LearnerRef, EarningColumns.Aim, EarningColumns.Start, EarningColumns.Milestone, EarningColumns.Date,
                EarningColumns.Amount, EarningColumns.Funded, EarningColumns.Decision, EarningColumns.Reason,
                Columns.Text<Earning>("What to do", 50, column => column.WhatChangesIt.Length == 0 ? "Nothing to do" : column.WhatChangesIt),
                Columns.Cells<Earning>(
                    "By when", Format.Date, column => column.WhatChangesIt.Length == 0 ? Shorthand.NotApplicable : byWhen, Definitions.ByWhen, width: 18),
                EarningColumns.PearsonSays, EarningColumns.Submission, EarningColumns.Row,
            ],
            view.EarningsOf(ukprn),
            none: "No learners") with
        {
            Source = view.Source,
            WorkedIn = true,
        };
    }
}
