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

        Column<ProfileQuarter> Money(string heading, Func<ProfileQuarter, decimal> value, string? note) => Columns.Cells<ProfileQuarter>(
            heading, Format.Pounds, row => Show(row, value(row), Cell.Of(value(row))), note, rows => Cell.Of(rows.Sum(value)));

        Column<ProfileQuarter> Count(string heading, Func<ProfileQuarter, int> value, string note) => Columns.Count<ProfileQuarter>(
            heading, value, (row, count) => Show(row, count, Cell.Of(count)), note);

        // Too early is not zero: until a planned end, or a window, of the row's courses has passed by the end of the row's quarter.
        Column<ProfileQuarter> Later(string heading, Func<ProfileQuarter, int> value, Func<ProfileQuarter, bool> due, string note) => Columns.Cells<ProfileQuarter>(
            heading,
            Format.Whole,
            row => value(row) == 0 && !due(row) ? Shorthand.NotApplicable : Show(row, value(row), Cell.Of(value(row))),
            note,
            rows => rows.Sum(value) == 0 && !rows.Any(due) ? Shorthand.NotApplicable : Cell.Of(rows.Sum(value)));

        return Sheet.From<ProfileQuarter>(
            "T05",
            "profile",
            view.Title("T05", "Profile against earned by provider, qualification and quarter"),
            [
                Columns.Key<ProfileQuarter>("Provider", 30, row => view.ProviderName(row.Ukprn)),
                Columns.Key<ProfileQuarter>("UKPRN", 12, row => row.Ukprn.ToString()),
                Columns.Key<ProfileQuarter>("Qualification", 16, row => row.Qualification),
                Columns.Key<ProfileQuarter>("Quarter", 38, row => row.Quarter.Words),
                Columns.Count<ProfileQuarter>("Profile starts", row => row.ProfileStarts) with { Settled = true },
                Count("Qualifying starts", row => row.QualifyingStarts, Definitions.QualifyingStarts),
                Columns.Pounds<ProfileQuarter>("Profile (£)", row => row.Profile) with { Settled = true },
                Money("Earned (£)", row => row.Earned, Definitions.Earned),
                Money("Funded (£)", row => row.Funded, Definitions.Funded),
                Columns.Pounds<ProfileQuarter>("Variance (£)", row => row.Variance, Definitions.QuarterVariance),
                Money("Held (£)", row => row.Held, Definitions.Held),
                Columns.Pounds<ProfileQuarter>("Paid (£)", row => row.Paid, Definitions.PaidInQuarter) with { Settled = true },
                Count("Starts", row => row.Starts, Definitions.StartsInQuarter),
                Count("New learners", row => row.NewLearners, Definitions.NewLearners),
                Count("Withdrawals", row => row.Withdrawals, Definitions.WithdrawalsInQuarter),
                Later("Completions", row => row.Completions, row => row.EndHasPassed, Definitions.CompletionsInQuarter),
                Later("Achievements", row => row.Achievements, row => row.EndHasPassed, Definitions.AchievementsInQuarter),
                Later("Positive outcomes", row => row.Outcomes, row => row.WindowHasPassed, Definitions.OutcomesInQuarter),
            ],
            ProfileQuarters.Of(view),
            total: true) with
        {
            Remarks = ["Each figure stands in the quarter of its own date: a course that starts in September and qualifies in October is a start of the one quarter and a qualifying start of the next."],
            Source = view.Source,
        };
    }
}
