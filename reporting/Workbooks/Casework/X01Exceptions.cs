using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>X01: every milestone that waits for a decision or has no budget, with all that the decision needs.</summary>
internal static class X01Exceptions
{
    private sealed record Row(UnpaidMilestone Exception, Course? Other)
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
            Column.Key<Row>("Learner reference", 14, row => LearnerReference.Shown(row.Earning.LearnerRef)),
            Column.Key<Row>("Learning aim reference", 12, row => row.Earning.AimRef),
            Column.Cells<Row>("Start date", Format.Date, row => Cell.Of(row.Earning.StartDate), width: 18) with { Key = true },
            Column.Key<Row>("Milestone", 13, row => row.Earning.Milestone.ToString()),
            Column.Text<Row>("Kind", 22, row => row.Exception.Kind),
            Column.Text<Row>("Hold, as the ledger writes it", 22, row => row.Hold),
            Column.Text<Row>("Other holds", 22, OtherHolds),
            Column.Pounds<Row>("Amount (£)", row => row.Exception.AmountGbp, MeasureNotes.ExceptionAmount) with { Width = 14 },
            Column.Text<Row>("Why", 58, row => row.Earning.Reason),
            Column.Text<Row>("Pearson's record", 58, row => EarningColumns.Says(row.Earning)),
            Column.Text<Row>("Other provider", 22, row => row.Other is { } other ? view.ProviderName(other.Ukprn) : Shorthand.NotApplicable.Text, MeasureNotes.OtherSide),
            Column.Text<Row>("Other learner reference", 14, row => row.Other is { } other ? LearnerReference.Shown(other.First.Newest.LearnerRef) : Shorthand.NotApplicable.Text, MeasureNotes.OtherSide),
            Column.Cells<Row>("Other start date", Format.Date, row => Cell.Of(row.Other?.StartDate, Shorthand.NotApplicable), MeasureNotes.OtherSide, width: 18),
            Column.Text<Row>("What clears it", 50, row => row.Exception.WhatClearsIt),
        ],
        [.. Rows(view)],
        none: "No exceptions") with
    {
        Remarks = ["Decide in the ledger draft that goes with this file: it has a row for each hold, and only the decision, name, date and reason are left to fill in."],
    };

    private static IEnumerable<Row> Rows(QuarterView view)
    {
        var others = OtherCourseLookup.ForHoldsOf(view.Figures.Funding.Courses);
        foreach (var course in view.Figures.Funding.Courses)
        {
            foreach (var exception in UnpaidMilestone.Find(course.Milestones))
            {
                yield return new Row(exception, exception.Hold is { } hold ? others.Of(course, hold) : null);
            }
        }
    }

    private static string OtherHolds(Row row)
    {
        var others = string.Join(", ", row.Earning.Holds.Where(hold => hold != row.Exception.Hold).Select(hold => hold.Code()));
        return others.Length == 0 ? "None" : others;
    }
}
