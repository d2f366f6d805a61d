using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T19: one row per provider x qualification x funding year, every field of a reconciliation line.</summary>
internal static class T19ReconciliationInFull
{
    public static Sheet Draw(QuarterView view) => Sheet.From(
        "T19",
        "reconciliation_in_full",
        view.Title("T19", "Reconciliation in full"),
        [
            ProviderColumns.Name<ReconciliationLine>(view, line => line.Ukprn),
            ProviderColumns.Ukprn<ReconciliationLine>(line => line.Ukprn),
            .. Fields,
        ],
        view.Figures.Funding.Lines,
        total: true) with
    {
        Remarks = ["Year to date means from 1 April of the row's funding year to the census date, or to the day of a run before it. Money is in pounds."],
        Source = view.Source,
    };

    public static Column<ReconciliationLine> Performance { get; } = Column.Cells<ReconciliationLine>(
        "Performance (%)",
        Format.PercentOne,
        line => line.Performance is { } share ? Cell.Of(share) : Shorthand.NotApplicable,
        MeasureNotes.Performance,
        lines => Cell.Rate(lines.Sum(line => line.EarnedYtd), lines.Sum(line => line.ProfileGbpYtd)));

    public static Column<ReconciliationLine> Status { get; } =
        Column.Text<ReconciliationLine>("Status", 18, line => LineStatusWords.Of(line.Status), MeasureNotes.Status) with
        {
            Allowed = [.. Enum.GetValues<LineStatus>().Select(LineStatusWords.Of)],
        };

    /// <summary>Every field of funding.md section 4, in its order.</summary>
    private static IReadOnlyList<Column<ReconciliationLine>> Fields { get; } =
    [
        ProviderColumns.Qualification<ReconciliationLine>(line => line.Qualification),
        Column.Key<ReconciliationLine>("Funding year", 10, line => line.FundingYear.ToString()),
        Column.Count<ReconciliationLine>("Places", line => line.Places) with { IsFinal = true },
        Column.Pounds<ReconciliationLine>("Allocation (£)", line => line.AllocationGbp, MeasureNotes.Allocation) with { IsFinal = true },
        Column.Count<ReconciliationLine>("Profile starts, this quarter", line => line.ProfileStartsQuarter) with { IsFinal = true },
        Column.Tenths<ReconciliationLine>("Profile starts, year to date", line => line.ProfileStartsYtd, MeasureNotes.ProfileToDate) with { IsFinal = true },
        Column.Pounds<ReconciliationLine>("Profile, this quarter (£)", line => line.ProfileGbpQuarter) with { IsFinal = true },
        Column.Pounds<ReconciliationLine>("Profile, year to date (£)", line => line.ProfileGbpYtd, MeasureNotes.ProfileToDate) with { IsFinal = true },
        Column.Count<ReconciliationLine>("Starts", line => line.Starts, MeasureNotes.Starts),
        Column.Count<ReconciliationLine>("Qualifying starts, this quarter", line => line.QualifyingStartsQuarter, MeasureNotes.QualifyingStarts),
        Column.Count<ReconciliationLine>("Qualifying starts, year to date", line => line.QualifyingStartsYtd, MeasureNotes.QualifyingStarts),
        Column.Pounds<ReconciliationLine>("Earned, this quarter (£)", line => line.EarnedQuarter, MeasureNotes.Earned),
        Column.Pounds<ReconciliationLine>("Earned, earlier quarters (£)", line => line.EarnedEarlier, MeasureNotes.EarnedEarlier),
        Column.Pounds<ReconciliationLine>("Earned, year to date (£)", line => line.EarnedYtd, MeasureNotes.Earned),
        Column.Pounds<ReconciliationLine>("Funded, year to date (£)", line => line.FundedYtd, MeasureNotes.Funded),
        Column.Pounds<ReconciliationLine>("Unfunded, year to date (£)", line => line.UnfundedYtd, MeasureNotes.Unfunded),
        Column.Pounds<ReconciliationLine>("Reported before (£)", line => line.PreviouslyReported, MeasureNotes.PreviouslyReported) with { IsFinal = true },
        Column.Pounds<ReconciliationLine>("Movement (£)", line => line.Movement, MeasureNotes.Movement),
        Column.Pounds<ReconciliationLine>("Adjustment (£)", line => line.Adjustment, MeasureNotes.Adjustment),
        Column.Pounds<ReconciliationLine>("Manual adjustments, year to date (£)", line => line.ManualAdjustmentsYtd, MeasureNotes.ManualAdjustments) with { IsFinal = true },
        Column.Pounds<ReconciliationLine>("Paid, year to date (£)", line => line.PaidYtd, MeasureNotes.Paid) with { IsFinal = true },
        Column.Pounds<ReconciliationLine>("To pay (£)", line => line.ToPay, MeasureNotes.ToPay),
        Column.Pounds<ReconciliationLine>("Claimed, year to date (£)", line => line.ClaimedYtd, MeasureNotes.Claimed),
        Column.Pounds<ReconciliationLine>("Claim difference (£)", line => line.ClaimDifference, MeasureNotes.ClaimDifference),
        Column.Pounds<ReconciliationLine>("Held (£)", line => line.HeldGbp, MeasureNotes.Held),
        Column.Pounds<ReconciliationLine>("Variance (£)", line => line.VarianceGbp, MeasureNotes.Variance),
        Performance,
        Status,
        Column.Text<ReconciliationLine>("Carried forward", 14, line => line.Stale ? "Yes" : "No", MeasureNotes.Stale),
    ];
}
