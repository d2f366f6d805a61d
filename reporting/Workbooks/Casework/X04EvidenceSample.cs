using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>X04: the milestones whose evidence officers check after a closing, each with the reference of its evidence.</summary>
internal static class X04EvidenceSample
{
    public static Sheet Draw(QuarterView view)
    {
        var evidence = new EvidenceReferences(view.Figures.Funding.Courses);
        return Sheet.From(
            "X04",
            "evidence_sample",
            view.Title("X04", "Evidence sample"),
            [
                EarningColumns.Provider(view), EarningColumns.Ukprn, EarningColumns.ShownLearnerRef, EarningColumns.Aim, EarningColumns.Start,
                EarningColumns.Milestone, EarningColumns.Date,
                Column.Text<Earning>("Evidence reference", 24, earning => evidence.Of(earning) ?? "Not given"),
                EarningColumns.Funded, EarningColumns.Submission, EarningColumns.Row,
            ],
            Sample(view),
            none: view.Provisional ? "Drawn when the period closes" : "Nothing newly funded") with
        {
            Remarks =
            [
                "One in ten of each provider's newly funded milestones, at least 5, drawn by their pounds: the larger a milestone, the likelier. Check the evidence, and fill in the results on the sheet EvidenceChecks of the ledger draft.",
            ],
        };
    }

    /// <summary>Empty for a provisional run: the sample is drawn when the period closes.</summary>
    public static IReadOnlyList<Earning> Sample(QuarterView view) =>
        view.Provisional ? [] : DrawEvidenceSample.Earnings(view.Figures.Funding, DrawEvidenceSample.Run(view.Figures.Funding, view.Figures.LastClosedEarnings));
}
