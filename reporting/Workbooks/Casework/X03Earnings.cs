using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>X03: every course x milestone with its explanation; also written as <c>earnings.csv</c>.</summary>
internal static class X03Earnings
{
    /// <summary>On paper they stand beside the seven columns that tell the rows apart.</summary>
    private const int WordsBesideKeys = 47;

    public static Sheet Draw(QuarterView view) => Sheet.From(
        CaseworkWorkbook.EarningsCode,
        "earnings",
        view.Title(CaseworkWorkbook.EarningsCode, "Every milestone, with its explanation"),
        [
            EarningColumns.Provider(view), EarningColumns.Ukprn, EarningColumns.ShownLearnerRef, EarningColumns.Aim, EarningColumns.Qualification,
            EarningColumns.Start, EarningColumns.Milestone, EarningColumns.Date, EarningColumns.Amount, EarningColumns.Funded, EarningColumns.Decision,
            EarningColumns.Reason with { Width = WordsBesideKeys }, EarningColumns.WhatChangesIt with { Width = WordsBesideKeys }, EarningColumns.Corroboration,
            EarningColumns.PearsonSays with { Width = WordsBesideKeys }, EarningColumns.Submission, EarningColumns.Row,
        ],
        [.. view.Figures.Funding.Earnings],
        none: "No courses");
}
