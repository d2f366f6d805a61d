using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>
/// A ledger workbook that an officer only completes (workbooks.md section 3): a clearance for each hold, a check for each sampled milestone,
/// a payment for each amount to pay. Everything but the decision is filled in; sent as it is it adds nothing.
/// </summary>
public static class LedgerDraft
{
    private const string PreparedBy = "Pilot, as a draft";

    /// <summary><c>ledger-draft-r1.xlsx</c></summary>
    public static string NameOf(RunRecord run) => $"ledger-draft-{run.FileSuffix}.xlsx";

    /// <summary>The same figures give the same bytes.</summary>
    public static MemoryStream Write(QuarterView view)
    {
        var to = new MemoryStream();
        SettingsWorkbook.WriteDraft(layout => Rows(view, layout), PreparedBy, LondonTime.DateOf(view.Figures.Run.CreatedAt), to);
        to.Position = 0;
        return to;
    }

    private static IEnumerable<object?[]> Rows(QuarterView view, TableLayout layout) =>
        layout == LedgerSheets.Clearances ? Clearances(view)
        : layout == LedgerSheets.EvidenceChecks ? EvidenceChecks(view)
        : layout == LedgerSheets.Payments ? Payments(view)
        : [];

    /// <summary>One row a course and hold, naming the course's first row: that means all of it.</summary>
    private static IEnumerable<object?[]> Clearances(QuarterView view)
    {
        foreach (var course in view.Figures.Funding.Courses)
        {
            var first = course.First.Newest;
            foreach (var hold in course.Milestones.Where(earning => earning.Decision == Decision.Held).SelectMany(earning => earning.Holds).Distinct().Order())
            {
                yield return
                [
                    Reference("C", view, $"{course.Ukprn}|{first.LearnerRef}|{first.AimRef}|{Display.Iso(first.StartDate)}|{hold.Code()}"),
                    course.Ukprn, first.LearnerRef, first.AimRef, first.StartDate, hold.Code(), null, null, null, null, null,
                ];
            }
        }
    }

    private static IEnumerable<object?[]> EvidenceChecks(QuarterView view) => X04EvidenceSample.Sample(view).Select(earning => new object?[]
    {
        Reference("E", view, $"{earning.Ukprn}|{earning.LearnerRef}|{earning.AimRef}|{Display.Iso(earning.StartDate)}|{earning.Milestone.Code()}"),
        earning.Ukprn, earning.LearnerRef, earning.AimRef, earning.StartDate, earning.Milestone.Code(), null, null, null,
    });

    private static IEnumerable<object?[]> Payments(QuarterView view) => view.Figures.Funding.Lines.Where(line => line.ToPay > 0).Select(line => new object?[]
    {
        Reference("P", view, $"{line.Ukprn}|{line.Qualification}|{line.FundingYear}|{Money.Words(line.ToPay)}"),
        line.Ukprn, line.Qualification, line.FundingYear, null, line.ToPay,
    });

    /// <summary>The same for the same matter in the same quarter, whenever the draft is made.</summary>
    private static string Reference(string kind, QuarterView view, string matter) =>
        $"{kind}-{view.Period.Id}-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(matter)))[..12]}";
}
