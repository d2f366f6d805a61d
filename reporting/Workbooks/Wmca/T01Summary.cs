using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T01: one row per measure, for this quarter, the year to date and since the pilot began.</summary>
internal static class T01Summary
{
    /// <param name="Heading">In a year's first quarter the year to date has the same days, and is still not the quarter.</param>
    private readonly record struct Span(string Heading, DateOnly From, DateOnly To)
    {
        public bool Has(DateOnly? date) => date >= From && date <= To;
    }

    private sealed record Measure(string Name, Func<Span, Cell> Value, string Definition);

    public static Sheet Draw(QuarterView view)
    {
        var quarter = new Span("This quarter", view.Period.FirstDay, view.Census);
        var year = new Span("Year to date", view.Period.FundingYear.FirstDay, view.Census);
        var pilot = new Span("Since the pilot began", DateOnly.MinValue, view.Census);
        return Sheet.From<Measure>(
            "T01",
            "summary",
            view.Title("T01", "Summary"),
            [
                Columns.Key<Measure>("Measure", 30, one => one.Name),
                Columns.Cells<Measure>(quarter.Heading, Format.Whole, one => one.Value(quarter)),
                Columns.Cells<Measure>(year.Heading, Format.Whole, one => one.Value(year)),
                Columns.Cells<Measure>(pilot.Heading, Format.Whole, one => one.Value(pilot)),
                Columns.Text<Measure>("Definition", Columns.Widest, one => one.Definition),
            ],
            [
                .. ReturnMeasures(view, quarter),
                .. PeopleMeasures(view).Select(one => one with { Value = span => Known(view, span, one.Value(span)) }),
                .. MoneyMeasures(view),
            ]) with
        {
            Remarks =
            [
                "Returns are the rows of sheet T02. Everything else adds up from the rows of sheet T05 for the quarters in question; unfunded is earned less funded.",
            ],
            Source = view.Source,
        };
    }

    /// <summary>[x] where nothing is counted for the quarter because every provider's return is missing (workbooks.md section 6).</summary>
    private static Cell Known(QuarterView view, Span span, Cell counted) =>
        counted is { Kind: CellKind.Number, Number: 0 } && span.From == view.Period.FirstDay && view.Groups.Count > 0 && view.Groups.All(one => view.Waits(one.Ukprn))
            ? Shorthand.NotAvailable
            : counted;

    private static IEnumerable<Measure> ReturnMeasures(QuarterView view, Span quarter)
    {
        Cell ThisQuarter(Span span, int count) => span == quarter ? Cell.Of(count) : Shorthand.NotApplicable;
        yield return new Measure(
            "Returns owed",
            span => ThisQuarter(span, view.Returns.Count),
            "An enrolment return and a completion return from each provider with an allocation. Counted for this quarter only.");
        yield return new Measure(
            "Returns received",
            span => ThisQuarter(span, view.Returns.Count(one => one.Received)),
            "Returns accepted in whole or in part, or nil, and prepared on or after the census date.");
    }

    private static IEnumerable<Measure> PeopleMeasures(QuarterView view)
    {
        IReadOnlyList<MeasuredCourse> courses = view.Courses;
        DateOnly[] firstStarts = [.. courses.GroupBy(one => one.Course.LearnerKey).Select(person => person.Min(one => one.Course.StartDate))];
        MeasuredCourse[] StartedIn(Span span) => [.. courses.Where(one => span.Has(one.Course.StartDate))];
        yield return new Measure(
            "Starts", span => Cell.Of(StartedIn(span).Length), Definitions.StartsInQuarter);
        yield return new Measure(
            "Learners",
            span => Cell.Of(firstStarts.Count(date => span.Has(date))),
            Definitions.NewLearners);
        yield return new Measure(
            "Qualifying starts",
            span => Cell.Of(courses.Count(one => one.QualifyingStart && span.Has(one.Course.Start.Date))),
            "Starts whose payment is earned, or would be but for a hold, by the date on which they qualify.");
        yield return new Measure(
            "Withdrawals",
            span => Cell.Of(courses.Count(one => one.Left && span.Has(one.End!.ActualEndDate))),
            Definitions.WithdrawalsInQuarter);
        yield return new Measure(
            "Completions",
            span => view.AfterEnd(courses, courses.Count(one => one.Completed && span.Has(one.End!.ActualEndDate))),
            Definitions.CompletionsInQuarter);
        yield return new Measure(
            "Achievements",
            span => view.AfterEnd(courses, courses.Count(one => one.Achieved && span.Has(one.End!.AchievementDate))),
            Definitions.AchievementsInQuarter);
        yield return new Measure(
            "Positive outcomes",
            span => view.AfterWindow(courses, courses.Count(one => one.OutcomeReached && span.Has(one.Course.Outcome.Date))),
            Definitions.OutcomesInQuarter);
    }

    private static IEnumerable<Measure> MoneyMeasures(QuarterView view)
    {
        Earning[] earnings = [.. view.Courses.SelectMany(one => one.Course.Milestones)];
        var figures = view.Figures;
        Measure Pounds(string name, Func<Span, decimal> sum, string definition) => new(name + " (£)", span => Cell.Pounds(sum(span)), definition);
        Measure Waiting(Measure measure) => measure with { Value = span => Known(view, span, measure.Value(span)) };

        yield return Pounds(
            "Profile",
            span => figures.Settings.Allocations.Sum(line => line.FundingYear.Quarters
                .Where(quarter => span.Has(quarter.CensusDate)).Sum(quarter => line.ProfileGbp[quarter.Number - 1])),
            "Approved money of the quarters, as profiled.");
        yield return Waiting(Pounds(
            "Earned",
            span => earnings.Where(one => one.IsEarned && span.Has(one.Date)).Sum(one => one.AmountGbp),
            "Milestones earned, by their date, before the cap at the allocation."));
        yield return Waiting(Pounds(
            "Funded",
            span => earnings.Where(one => one.IsEarned && span.Has(one.Date)).Sum(one => one.FundedGbp),
            "What the allocations pay of the money earned."));
        yield return Waiting(Pounds(
            "Unfunded",
            span => earnings.Where(one => one.IsEarned && span.Has(one.Date)).Sum(one => one.AmountGbp - one.FundedGbp),
            "Earned above the allocation and not payable."));
        yield return Waiting(Pounds(
            "Held",
            span => earnings.Where(one => one.Decision == Decision.Held && span.Has(one.Date)).Sum(one => one.AmountGbp),
            "Would be earned, but waits for a decision. Sheet T14 says what clears it."));
        yield return Pounds(
            "Paid",
            span => figures.Ledger.Payments.Where(one => span.Has(one.PaidOn)).Sum(one => one.AmountGbp),
            Definitions.PaidInQuarter);
    }
}
