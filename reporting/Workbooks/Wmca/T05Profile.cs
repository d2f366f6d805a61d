using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T05: one row per provider x qualification x quarter begun so far. The figures of T01 are sums of these rows.</summary>
internal static class T05Profile
{
    public static Sheet Draw(QuarterView view)
    {
        Cell Show(ProfileQuarter row, decimal value, Cell shown) =>
            value == 0 && row.Quarter == view.Period && view.Waits(row.Ukprn) ? Shorthand.NotAvailable : shown;

        Cell Completions(ProfileQuarter row, Cell shown) => row.Quarter == view.Period ? view.FromCompletions(row.Ukprn, shown) : shown;

        Column<ProfileQuarter> Money(string heading, Func<ProfileQuarter, decimal> value, string? note) => Columns.Cells<ProfileQuarter>(
            heading, Format.Pounds, row => Show(row, value(row), Cell.Of(value(row))), note, rows => Cell.Of(rows.Sum(value)));

        Column<ProfileQuarter> Count(string heading, Func<ProfileQuarter, int> value, string note) => Columns.Count<ProfileQuarter>(
            heading, value, (row, count) => Show(row, count, Cell.Of(count)), note);

        // Too early is not zero: until a planned end, or a window, of the row's courses has passed by the end of the row's quarter.
        Column<ProfileQuarter> Later(string heading, Func<ProfileQuarter, int> value, Func<ProfileQuarter, bool> due, string note) => Columns.Cells<ProfileQuarter>(
            heading,
            Format.Whole,
            row => value(row) == 0 && !due(row) ? Shorthand.NotApplicable : Completions(row, Cell.Of(value(row))),
            note,
            rows => rows.Sum(value) == 0 && !rows.Any(due) ? Shorthand.NotApplicable : Cell.Of(rows.Sum(value)));

        return Sheet.From<ProfileQuarter>(
            "T05",
            "profile",
            view.Title("T05", "Profile against earned by provider, qualification and quarter"),
            [
                ProviderColumns.Name<ProfileQuarter>(view, row => row.Ukprn),
                ProviderColumns.Ukprn<ProfileQuarter>(row => row.Ukprn),
                ProviderColumns.Qualification<ProfileQuarter>(row => row.Qualification),
                ProviderColumns.Quarter<ProfileQuarter>("Quarter", row => row.Quarter),
                Columns.Tenths<ProfileQuarter>("Profile starts", row => row.ProfileStarts, Definitions.ProfileToDate) with { Settled = true },
                Count("Qualifying starts", row => row.QualifyingStarts, Definitions.QualifyingStarts),
                Columns.Pounds<ProfileQuarter>("Profile (£)", row => row.Profile, Definitions.ProfileToDate) with { Settled = true },
                Money("Earned (£)", row => row.Earned, Definitions.Earned),
                Money("Funded (£)", row => row.Funded, Definitions.Funded),
                Columns.Pounds<ProfileQuarter>("Variance (£)", row => row.Variance, Definitions.QuarterVariance),
                Money("Held (£)", row => row.Held, Definitions.Held),
                Columns.Pounds<ProfileQuarter>("Adjustments (£)", row => row.Adjusted, Definitions.ManualAdjustments) with { Settled = true },
                Columns.Pounds<ProfileQuarter>("Paid (£)", row => row.Paid, Definitions.PaidInQuarter) with { Settled = true },
                Count("Starts", row => row.Starts, Definitions.StartsInQuarter),
                Count("New learners", row => row.NewLearners, Definitions.NewLearners),
                Columns.Count<ProfileQuarter>("Withdrawals", row => row.Withdrawals, (row, count) => Completions(row, Cell.Of(count)), Definitions.WithdrawalsInQuarter),
                Later("Completions", row => row.Completions, row => row.EndHasPassed, Definitions.CompletionsInQuarter),
                Later("Achievements", row => row.Achievements, row => row.EndHasPassed, Definitions.AchievementsInQuarter),
                Later("Positive outcomes", row => row.Outcomes, row => row.WindowHasPassed, Definitions.OutcomesInQuarter),
            ],
            ProfileQuarters.Of(view),
            total: true) with
        {
            Remarks = ["Each figure stands in the quarter of its own date: a course that starts in September and qualifies in October is a start of the one quarter and a qualifying start of the next.", .. view.ReturnsNote()],
            Source = view.Source,
        };
    }
}
