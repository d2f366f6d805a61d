using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T20: one row per quarter since the pilot began, as it was last published, with what has changed since.</summary>
internal static class T20QuartersSoFar
{
    /// <param name="Now">As the quarter is known in this run.</param>
    /// <param name="Shown">As last published; of this quarter as it is now.</param>
    private sealed record Row(PublishedQuarter Shown, PublishedQuarter Now, decimal Paid);

    public static Sheet Draw(QuarterView view)
    {
        Column<Row> Change(string heading, Format format, Func<PublishedQuarter, decimal> of) => Column.Cells<Row>(
            heading, format, row => row.Shown.Quarter == view.Period ? Shorthand.NotApplicable : Cell.Of(of(row.Now) - of(row.Shown)), MeasureNotes.ChangeSincePublished,
            rows => rows.All(row => row.Shown.Quarter == view.Period) ? Shorthand.NotApplicable : Cell.Of(rows.Sum(row => of(row.Now) - of(row.Shown))), 12);

        return Sheet.From<Row>(
            "T20",
            "quarters_so_far",
            view.Title("T20", "Quarters so far"),
            [
                ProviderColumns.Quarter<Row>("Quarter", row => row.Shown.Quarter),
                Column.Text<Row>("As published", 14, row => row.Shown.Quarter == view.Period ? "This run" : $"r{row.Shown.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture)}"),
                Narrow(Column.Count<Row>("Starts", row => row.Shown.Starts, MeasureNotes.StartsInQuarter)),
                Narrow(Column.Count<Row>("Qualifying starts", row => row.Shown.QualifyingStarts, MeasureNotes.QualifyingStarts)),
                Narrow(Column.Tenths<Row>("Profile starts", row => row.Shown.ProfileStarts)) with { IsFinal = true },
                Column.Pounds<Row>("Earned (£)", row => row.Shown.EarnedGbp, MeasureNotes.Earned) with { Width = 13 },
                Column.Pounds<Row>("Funded (£)", row => row.Shown.FundedGbp, MeasureNotes.Funded) with { Width = 13 },
                Column.Pounds<Row>("Paid (£)", row => row.Paid, MeasureNotes.PaidInQuarter) with { IsFinal = true, Width = 13 },
                Narrow(Column.Count<Row>("Achieved", row => row.Shown.Achievements, MeasureNotes.AchievementsEarned)),
                Narrow(Column.Count<Row>("Positive outcomes", row => row.Shown.Outcomes, MeasureNotes.OutcomesEarned)),
                Change("Starts, change since", Format.Whole, quarter => quarter.Starts),
                Change("Qualifying, change since", Format.Whole, quarter => quarter.QualifyingStarts),
                Change("Earned, change since (£)", Format.Pounds, quarter => quarter.EarnedGbp),
                Change("Funded, change since (£)", Format.Pounds, quarter => quarter.FundedGbp),
            ],
            Rows(view),
            total: true) with
        {
            Remarks = ["A closed quarter stands as it was last published; what has been learned of it since stands beside it. Payments are those of the ledger now."],
            Source = view.Source,
        };
    }

    private static Column<Row> Narrow(Column<Row> column) => column with { Width = 12 };

    private static List<Row> Rows(QuarterView view)
    {
        var published = view.Figures.PublishedQuarters.ToDictionary(publishedQuarter => publishedQuarter.Quarter);
        List<Row> rows = [];
        foreach (var quarter in published.Keys.Append(view.Period).Distinct().Order())
        {
            var now = PublishedQuarter.Of(quarter, 0, view.Figures.Funding.Earnings, ProfileStarts(view, quarter));
            var paid = view.Figures.Ledger.Payments.Where(payment => quarter.Contains(payment.PaidOn) && payment.PaidOn <= view.AsOf).Sum(payment => payment.AmountGbp);
            rows.Add(new Row(quarter == view.Period ? now : published[quarter], now, paid));
        }

        return rows;
    }

    private static decimal ProfileStarts(QuarterView view, Quarter quarter) => view.Figures.Settings.Allocations
        .Where(line => line.FundingYear == quarter.FundingYear).Sum(line => Profile.StartsOf(line, quarter, view.AsOf));
}
