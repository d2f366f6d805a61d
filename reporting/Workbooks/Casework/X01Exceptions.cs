using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>X01: every milestone that waits for a decision or has no budget, with all that the decision needs.</summary>
internal static class X01Exceptions
{
    private sealed record Row(FundingException Exception, Course Course, Course? Other)
    {
        public Earning Earning => Exception.Earning;

        /// <summary>As the ledger writes it.</summary>
        public string Hold => Earning.Decision == Decision.Held ? Exception.Hold!.Value.Code() : Shorthand.NotApplicable.Text;
    }

    public static Sheet Draw(QuarterView view) => Sheet.From<Row>(
        "X01",
        "exceptions",
        view.Title("X01", "Exceptions by learner"),
        [
            ProviderColumns.Name<Row>(view, row => row.Earning.Ukprn),
            ProviderColumns.Ukprn<Row>(row => row.Earning.Ukprn),
            Columns.Key<Row>("Learner reference", 14, row => LearnerReference.Shown(row.Earning.LearnerRef)),
            Columns.Key<Row>("Learning aim reference", 12, row => row.Earning.AimRef),
            Columns.Cells<Row>("Start date", Format.Date, row => Cell.Of(row.Earning.StartDate), width: 18) with { Key = true },
            Columns.Key<Row>("Milestone", 13, row => row.Earning.Milestone.ToString()),
            Columns.Text<Row>("Kind", 22, row => row.Exception.Kind),
            Columns.Text<Row>("Hold, as the ledger writes it", 22, row => row.Hold),
            Columns.Text<Row>("Other holds", 22, OtherHolds),
            Columns.Pounds<Row>("Amount (£)", row => row.Exception.AmountGbp, Definitions.ExceptionAmount) with { Width = 14 },
            Columns.Text<Row>("Why", 58, row => row.Earning.Reason),
            Columns.Text<Row>("Pearson's record", 58, row => EarningColumns.Says(row.Earning)),
            Columns.Text<Row>("Other provider", 22, row => row.Other is { } other ? view.ProviderName(other.Ukprn) : Shorthand.NotApplicable.Text, Definitions.OtherSide),
            Columns.Text<Row>("Other learner reference", 14, row => row.Other is { } other ? LearnerReference.Shown(other.First.Row.LearnerRef) : Shorthand.NotApplicable.Text, Definitions.OtherSide),
            Columns.Cells<Row>("Other start date", Format.Date, row => Cell.Of(row.Other?.StartDate, Shorthand.NotApplicable), Definitions.OtherSide, width: 18),
            Columns.Text<Row>("What clears it", 50, row => row.Exception.WhatClearsIt),
        ],
        [.. Rows(view)],
        none: "No exceptions") with
    {
        Remarks = ["Decide in the ledger draft that goes with this file: it has a row for each hold, and only the decision, name, date and reason are left to fill in."],
    };

    private static IEnumerable<Row> Rows(QuarterView view)
    {
        var others = new OtherSide(view.Figures.Funding.Courses);
        foreach (var course in view.Figures.Funding.Courses)
        {
            foreach (var exception in FundingException.Among(course.Milestones))
            {
                yield return new Row(exception, course, exception.Hold is { } hold ? others.Of(course, hold) : null);
            }
        }
    }

    private static string OtherHolds(Row row)
    {
        var others = string.Join(", ", row.Earning.Holds.Where(hold => hold != row.Exception.Hold).Select(hold => hold.Code()));
        return others.Length == 0 ? "None" : others;
    }
}
