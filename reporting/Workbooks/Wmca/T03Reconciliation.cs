using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>
/// T03: the figures of every reconciliation line that officers decide by. They must fit the width of one printed page in letters of at least 9
/// points, so columns are as narrow as their money allows, the key takes two columns, and every other field is on T19.
/// </summary>
internal static class T03Reconciliation
{
    public static Sheet Draw(QuarterView view) => Drawn(view, WidthFor(view.Figures.Funding.Lines));

    /// <summary>As narrow as the greatest total allows.</summary>
    private static int WidthFor(IReadOnlyList<ReconciliationLine> lines)
    {
        var greatest = new Func<ReconciliationLine, decimal>[] { line => line.AllocationGbp, line => line.ProfileGbpYtd, line => line.EarnedYtd, line => line.PaidYtd }
            .Max(of => Math.Abs(lines.Sum(of)));
        return greatest switch { < 1_000_000 => 10, < 10_000_000 => 12, _ => 14 };
    }

    private static Sheet Drawn(QuarterView view, int width) => Sheet.From(
        "T03",
        "reconciliation",
        view.Title("T03", "Reconciliation by provider, qualification and funding year"),
        [
            Column.Key<ReconciliationLine>("Provider", 16, line => $"{view.ProviderName(line.Ukprn)} ({line.Ukprn})"),
            Column.Key<ReconciliationLine>("Course and year", 9, line => $"{line.Qualification} {line.FundingYear}"),
            Money(width, "Allocation (£)", line => line.AllocationGbp) with { Settled = true },
            Money(width, "Profile to date (£)", line => line.ProfileGbpYtd, MeasureNotes.ProfileToDate) with { Settled = true },
            Money(width, "Earned to date (£)", line => line.EarnedYtd),
            Money(width, "Funded (£)", line => line.FundedYtd),
            Money(width, "Unfunded (£)", line => line.UnfundedYtd),
            Money(width, "Reported before (£)", line => line.PreviouslyReported, MeasureNotes.PreviouslyReported) with { Settled = true },
            Money(width, "Movement (£)", line => line.Movement, MeasureNotes.Movement),
            Money(width, "Adjusted (£)", line => line.ManualAdjustmentsYtd, MeasureNotes.ManualAdjustments) with { Settled = true },
            Money(width, "Paid (£)", line => line.PaidYtd) with { Settled = true },
            Money(width, "To pay (£)", line => line.ToPay, MeasureNotes.ToPay),
            T19ReconciliationInFull.Performance with { Heading = "Of profile (%)", Width = 8 },
            T19ReconciliationInFull.Status with { Width = 11 },
        ],
        view.Figures.Funding.Lines,
        total: true) with
    {
        Remarks =
        [
            $"Everything is from 1 April of the row's funding year to {Display.Date(view.AsOf)}, in pounds. Sheet T19 has every other figure of each row.",
            .. view.ReturnsNote(),
        ],
        Source = view.Source,
    };

    private static Column<ReconciliationLine> Money(int width, string heading, Func<ReconciliationLine, decimal> value, string? note = null) =>
        Column.Pounds(heading, value, note) with { Width = width };
}
