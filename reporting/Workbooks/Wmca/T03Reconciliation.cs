using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>
/// T03: the figures of every reconciliation line that officers decide by. They must fit the width of one printed page in letters of at least 9
/// points, so columns are as narrow as their money allows, the key takes two columns, headings have no notes, and every other field is on T19.
/// </summary>
internal static class T03Reconciliation
{
    public static Sheet Draw(QuarterView view)
    {
        var lines = view.Figures.Funding.Lines;
        Column<ReconciliationLine> Money(string heading, Func<ReconciliationLine, decimal> value) => Column.Pounds(heading, value) with { Width = WidthFor(lines.Sum(value)) };
        return Sheet.From(
            "T03",
            "reconciliation",
            view.Title("T03", "Reconciliation by provider, qualification and funding year"),
            [
                Column.Key<ReconciliationLine>("Provider", 16, line => $"{view.ProviderName(line.Ukprn)} ({line.Ukprn})"),
                Column.Key<ReconciliationLine>("Course and year", 8, line => $"{line.Qualification} {line.FundingYear}"),
                Money("Allocation (£)", line => line.AllocationGbp) with { IsFinal = true },
                Money("Profile to date (£)", line => line.ProfileGbpYtd) with { IsFinal = true },
                Money("Earned to date (£)", line => line.EarnedYtd),
                Money("Funded (£)", line => line.FundedYtd),
                Money("Unfunded (£)", line => line.UnfundedYtd),
                Money("Reported before (£)", line => line.PreviouslyReported) with { IsFinal = true },
                Money("Movement (£)", line => line.Movement),
                Money("Adjusted (£)", line => line.ManualAdjustmentsYtd) with { IsFinal = true },
                Money("Paid (£)", line => line.PaidYtd) with { IsFinal = true },
                Money("To pay (£)", line => line.ToPay),
                T19ReconciliationInFull.Performance with { Heading = "Of profile (%)", Width = 8, Note = null },
                T19ReconciliationInFull.Status with { Width = 11, Note = null },
            ],
            lines,
            total: true) with
        {
            Remarks =
            [
                $"Everything is from 1 April of the row's funding year to {Display.Date(view.AsOf)}, in pounds. Sheet T19 has every other figure of each row, and notes on all of them.",
                "Movement is funded less what was reported before. To pay is funded and adjusted less paid; a negative amount is to be repaid.",
                .. view.ReturnsNote(),
            ],
            Source = view.Source,
        };
    }

    /// <summary>As narrow as the column's total allows.</summary>
    private static int WidthFor(decimal total) => Math.Abs(total) switch { < 1_000_000 => 10, < 10_000_000 => 12, _ => 14 };
}
