using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T05: one row per provider x qualification x quarter begun so far.</summary>
internal static class T05Profile
{
    /// <summary>Profile against earned for one quarter of a reconciliation line.</summary>
    internal sealed record ProfileQuarter(
        Ukprn Ukprn, string Qualification, Quarter Quarter, int ProfileStarts, int QualifyingStarts, decimal Profile, decimal Earned, decimal Funded)
    {
        public decimal Variance => Earned - Profile;
    }

    public static Sheet Draw(QuarterView view)
    {
        Cell Show(ProfileQuarter row, decimal value, Cell shown) =>
            value == 0 && row.Quarter == view.Period && view.Waits(row.Ukprn) ? Shorthand.NotAvailable : shown;

        Column<ProfileQuarter> Money(string heading, Func<ProfileQuarter, decimal> value, string? note) => Columns.Cells<ProfileQuarter>(
            heading, Format.Pounds, row => Show(row, value(row), Cell.Of(value(row))), note, rows => Cell.Of(rows.Sum(value)));

        return Sheet.From<ProfileQuarter>(
            "T05",
            "profile",
            view.Title("T05", "Profile against earned by provider, qualification and quarter"),
            [
                Columns.Key<ProfileQuarter>("Provider", 30, row => view.ProviderName(row.Ukprn)),
                Columns.Key<ProfileQuarter>("UKPRN", 12, row => row.Ukprn.ToString()),
                Columns.Key<ProfileQuarter>("Qualification", 16, row => row.Qualification),
                Columns.Key<ProfileQuarter>("Quarter", 30, row => row.Quarter.Words),
                Columns.Count<ProfileQuarter>("Profile starts", row => row.ProfileStarts) with { Settled = true },
                Columns.Count<ProfileQuarter>(
                    "Qualifying starts", row => row.QualifyingStarts, (row, count) => Show(row, count, Cell.Of(count)), Definitions.QualifyingStarts),
                Columns.Pounds<ProfileQuarter>("Profile (£)", row => row.Profile) with { Settled = true },
                Money("Earned (£)", row => row.Earned, Definitions.Earned),
                Money("Funded (£)", row => row.Funded, Definitions.Funded),
                Columns.Pounds<ProfileQuarter>("Variance (£)", row => row.Variance, Definitions.QuarterVariance),
            ],
            Rows(view),
            total: true) with
        {
            Source = view.Source,
        };
    }

    /// <summary>Every begun quarter of every line's year; their earnings add up to the lines' earned and funded to date.</summary>
    internal static IReadOnlyList<ProfileQuarter> Rows(QuarterView view)
    {
        var earnings = view.Figures.Funding.Earnings.Where(one => one.Date <= view.Census)
            .ToLookup(one => (one.Ukprn, one.Qualification, Quarter.Containing(one.Date!.Value)));
        return
        [
            .. from line in view.Figures.Funding.Lines
               let approved = view.Figures.Settings.FindAllocation(line.Ukprn, line.Qualification, line.FundingYear)
               from quarter in line.FundingYear.Quarters
               where quarter <= view.Period
               select Row(line, approved, quarter, [.. earnings[(line.Ukprn, line.Qualification, quarter)]]),
        ];
    }

    private static ProfileQuarter Row(ReconciliationLine line, Allocation? approved, Quarter quarter, Earning[] earnings) => new(
        line.Ukprn,
        line.Qualification,
        quarter,
        approved?.ProfileStarts[quarter.Number - 1] ?? 0,
        earnings.Count(one => one.Milestone == Milestone.Start && one.IsQualifying),
        approved?.ProfileGbp[quarter.Number - 1] ?? 0,
        earnings.Where(one => one.IsEarned).Sum(one => one.AmountGbp),
        earnings.Where(one => one.IsEarned).Sum(one => one.FundedGbp));
}
