using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>X05: what the checks found in the returns that count for this quarter and nobody has corrected, row by row.</summary>
internal static class X05OpenFindings
{
    public static Sheet Draw(QuarterView view) => Sheet.From<OpenFinding>(
        "X05",
        "open_findings",
        view.Title("X05", "Open findings"),
        [
            ProviderColumns.Name<OpenFinding>(view, finding => finding.Ukprn),
            ProviderColumns.Ukprn<OpenFinding>(finding => finding.Ukprn),
            Column.Key<OpenFinding>("Return", 12, finding => finding.Kind == ReturnKind.Enrolment ? "Enrolment" : "Completion"),
            Column.Cells<OpenFinding>("Submission", Format.Text, finding => Cell.Of(finding.SubmissionNumber), width: 12) with { Key = true },
            Column.Cells<OpenFinding>("Row", Format.Text, finding => finding.ExcelRow is { } row ? Cell.Of(row) : Shorthand.NotApplicable, width: 8) with { Key = true },
            Column.Key<OpenFinding>("Learner reference", 14, finding => string.IsNullOrEmpty(finding.LearnerRef) ? Shorthand.NotApplicable.Text : LearnerReference.Shown(finding.LearnerRef)),
            Column.Key<OpenFinding>("Rule", 16, finding => finding.RuleId),
            Column.Text<OpenFinding>("Severity", 12, finding => CaseworkWorkbook.SeverityWords(finding.Severity), MeasureNotes.Severity),
            Column.Text<OpenFinding>("What it found", 55, finding => finding.Words),
        ],
        view.Figures.OpenFindings,
        none: "No open findings");
}
