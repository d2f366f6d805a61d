using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T05: one row per provider x qualification x quarter begun so far. The figures of T01 are sums of these rows.</summary>
internal static class T05Profile
{
    public static Sheet Draw(QuarterView view) => Sheet.From<ProfileQuarter>(
        "T05",
        "profile",
        view.Title("T05", "Profile against earned by provider, qualification and quarter"),
        Columns(view),
        ProfileQuarters.Of(view),
        total: true) with
    {
        Remarks = ["Each figure stands in the quarter of its own date: a course that starts in September and qualifies in October is a start of the one quarter and a qualifying start of the next.", .. view.ReturnsNote()],
        Source = view.Source,
    };

    private static List<Column<ProfileQuarter>> Columns(QuarterView view)
    {
        Cell Show(ProfileQuarter row, decimal value, Cell shown) =>
            value == 0 && row.Quarter == view.Period && view.IsAwaitingCompletions(row.Ukprn) ? Shorthand.NotAvailable : shown;

        Column<ProfileQuarter> Money(string heading, Func<ProfileQuarter, decimal> value, string? note) => Column.Cells<ProfileQuarter>(
            heading, Format.Pounds, row => Show(row, value(row), Cell.Of(value(row))), note, rows => Cell.Of(rows.Sum(value)));

        Column<ProfileQuarter> Count(string heading, Func<ProfileQuarter, int> value, string note) => Column.Count<ProfileQuarter>(
            heading, value, (row, count) => Show(row, count, Cell.Of(count)), note);

        return
        [
            ProviderColumns.Name<ProfileQuarter>(view, row => row.Ukprn),
            ProviderColumns.Ukprn<ProfileQuarter>(row => row.Ukprn),
            ProviderColumns.Qualification<ProfileQuarter>(row => row.Qualification),
            ProviderColumns.Quarter<ProfileQuarter>("Quarter", row => row.Quarter),
            Column.Tenths<ProfileQuarter>("Profile starts", row => row.ProfileStarts, MeasureNotes.ProfileToDate) with { IsFinal = true },
            Count("Qualifying starts", row => row.QualifyingStarts, MeasureNotes.QualifyingStarts),
            Column.Pounds<ProfileQuarter>("Profile (£)", row => row.Profile, MeasureNotes.ProfileToDate) with { IsFinal = true },
            Money("Earned (£)", row => row.Earned, MeasureNotes.Earned),
            Money("Funded (£)", row => row.Funded, MeasureNotes.Funded),
            Column.Pounds<ProfileQuarter>("Variance (£)", row => row.Variance, MeasureNotes.QuarterVariance),
            Money("Held (£)", row => row.Held, MeasureNotes.Held),
            Column.Pounds<ProfileQuarter>("Adjustments (£)", row => row.Adjusted, MeasureNotes.ManualAdjustments) with { IsFinal = true },
            Column.Pounds<ProfileQuarter>("Paid (£)", row => row.Paid, MeasureNotes.PaidInQuarter) with { IsFinal = true },
            Count("Starts", row => row.Starts, MeasureNotes.StartsInQuarter),
            Count("New learners", row => row.NewLearners, MeasureNotes.NewLearners),
            Column.Count<ProfileQuarter>("Withdrawals", row => row.Withdrawals, (row, count) => Completions(view, row, Cell.Of(count)), MeasureNotes.WithdrawalsInQuarter),
            Later(view, "Completions", row => row.Completions, row => row.EndHasPassed, MeasureNotes.CompletionsInQuarter),
            Later(view, "Achievements", row => row.Achievements, row => row.EndHasPassed, MeasureNotes.AchievementsInQuarter),
            Later(view, "Positive outcomes", row => row.Outcomes, row => row.WindowHasPassed, MeasureNotes.OutcomesInQuarter),
        ];
    }

    /// <summary>Too early is not zero: until a planned end, or a window, of the row's courses has passed by the end of the row's quarter.</summary>
    private static Column<ProfileQuarter> Later(
        QuarterView view, string heading, Func<ProfileQuarter, int> value, Func<ProfileQuarter, bool> due, string note) => Column.Cells<ProfileQuarter>(
        heading,
        Format.Whole,
        row => value(row) == 0 && !due(row) ? Shorthand.NotApplicable : Completions(view, row, Cell.Of(value(row))),
        note,
        rows => rows.Sum(value) == 0 && !rows.Any(due) ? Shorthand.NotApplicable : Cell.Of(rows.Sum(value)));

    private static Cell Completions(QuarterView view, ProfileQuarter row, Cell shown) => row.Quarter == view.Period ? view.OrNotAvailable(row.Ukprn, shown) : shown;
}
