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

    public static Column<ReconciliationLine> Performance { get; } = Columns.Cells<ReconciliationLine>(
        "Performance (%)",
        Format.PercentOne,
        line => line.Performance is { } share ? Cell.Of(share) : Shorthand.NotApplicable,
        Definitions.Performance,
        lines => Cell.Rate(lines.Sum(line => line.EarnedYtd), lines.Sum(line => line.ProfileGbpYtd)));

    public static Column<ReconciliationLine> Status { get; } =
        Columns.Text<ReconciliationLine>("Status", 18, line => LineStatusWords.Of(line.Status), Definitions.Status) with
        {
            Allowed = [.. Enum.GetValues<LineStatus>().Select(LineStatusWords.Of)],
        };

    /// <summary>Every field of funding.md section 4, in its order.</summary>
    private static IReadOnlyList<Column<ReconciliationLine>> Fields { get; } =
    [
        ProviderColumns.Qualification<ReconciliationLine>(line => line.Qualification),
        Columns.Key<ReconciliationLine>("Funding year", 10, line => line.FundingYear.ToString()),
        Columns.Count<ReconciliationLine>("Places", line => line.Places) with { Settled = true },
        Columns.Pounds<ReconciliationLine>("Allocation (£)", line => line.AllocationGbp, Definitions.Allocation) with { Settled = true },
        Columns.Count<ReconciliationLine>("Profile starts, this quarter", line => line.ProfileStartsQuarter) with { Settled = true },
        Columns.Tenths<ReconciliationLine>("Profile starts, year to date", line => line.ProfileStartsYtd, Definitions.ProfileToDate) with { Settled = true },
        Columns.Pounds<ReconciliationLine>("Profile, this quarter (£)", line => line.ProfileGbpQuarter) with { Settled = true },
        Columns.Pounds<ReconciliationLine>("Profile, year to date (£)", line => line.ProfileGbpYtd, Definitions.ProfileToDate) with { Settled = true },
        Columns.Count<ReconciliationLine>("Starts", line => line.Starts, Definitions.Starts),
        Columns.Count<ReconciliationLine>("Qualifying starts, this quarter", line => line.QualifyingStartsQuarter, Definitions.QualifyingStarts),
        Columns.Count<ReconciliationLine>("Qualifying starts, year to date", line => line.QualifyingStartsYtd, Definitions.QualifyingStarts),
        Columns.Pounds<ReconciliationLine>("Earned, this quarter (£)", line => line.EarnedQuarter, Definitions.Earned),
        Columns.Pounds<ReconciliationLine>("Earned, earlier quarters (£)", line => line.EarnedEarlier, Definitions.EarnedEarlier),
        Columns.Pounds<ReconciliationLine>("Earned, year to date (£)", line => line.EarnedYtd, Definitions.Earned),
        Columns.Pounds<ReconciliationLine>("Funded, year to date (£)", line => line.FundedYtd, Definitions.Funded),
        Columns.Pounds<ReconciliationLine>("Unfunded, year to date (£)", line => line.UnfundedYtd, Definitions.Unfunded),
        Columns.Pounds<ReconciliationLine>("Reported before (£)", line => line.PreviouslyReported, Definitions.PreviouslyReported) with { Settled = true },
        Columns.Pounds<ReconciliationLine>("Movement (£)", line => line.Movement, Definitions.Movement),
        Columns.Pounds<ReconciliationLine>("Adjustment (£)", line => line.Adjustment, Definitions.Adjustment),
        Columns.Pounds<ReconciliationLine>("Manual adjustments, year to date (£)", line => line.ManualAdjustmentsYtd, Definitions.ManualAdjustments) with { Settled = true },
        Columns.Pounds<ReconciliationLine>("Paid, year to date (£)", line => line.PaidYtd, Definitions.Paid) with { Settled = true },
        Columns.Pounds<ReconciliationLine>("To pay (£)", line => line.ToPay, Definitions.ToPay),
        Columns.Pounds<ReconciliationLine>("Claimed, year to date (£)", line => line.ClaimedYtd, Definitions.Claimed),
        Columns.Pounds<ReconciliationLine>("Claim difference (£)", line => line.ClaimDifference, Definitions.ClaimDifference),
        Columns.Pounds<ReconciliationLine>("Held (£)", line => line.HeldGbp, Definitions.Held),
        Columns.Pounds<ReconciliationLine>("Variance (£)", line => line.VarianceGbp, Definitions.Variance),
        Performance,
        Status,
        Columns.Text<ReconciliationLine>("Carried forward", 14, line => line.Stale ? "Yes" : "No", Definitions.Stale),
    ];
}
