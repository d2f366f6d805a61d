using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>The rows of T01.</summary>
internal static class T01Measures
{
    public static IEnumerable<SummaryMeasure> OfReturns(QuarterView view, DateRange quarter)
    {
        Cell ThisQuarter(DateRange span, int count) => span == quarter ? Cell.Of(count) : Shorthand.NotApplicable;
        yield return new SummaryMeasure(
            "Returns owed",
            span => ThisQuarter(span, view.Returns.Count),
            "An enrolment return and a completion return from each provider with an allocation. Counted for this quarter only.");
        yield return new SummaryMeasure(
            "Returns received",
            span => ThisQuarter(span, view.Returns.Count(received => received.Received)),
            "Returns accepted in whole or in part, or nil, and prepared on or after the census date.");
    }

    public static IEnumerable<SummaryMeasure> OfPeople(QuarterView view)
    {
        IReadOnlyList<MeasuredCourse> courses = view.Courses;
        DateOnly[] firstStarts = [.. MeasuredCourse.FirstByLearner(courses).Values.Select(course => course.Course.StartDate)];
        yield return new SummaryMeasure(
            "Starts", span => Cell.Of(courses.Count(course => span.Contains(course.Course.StartDate))), MeasureNotes.StartsInQuarter, TargetMeasures.Starts);
        yield return new SummaryMeasure("Learners", span => Cell.Of(firstStarts.Count(date => span.Contains(date))), MeasureNotes.NewLearners);
        yield return new SummaryMeasure(
            "Qualifying starts",
            span => Cell.Of(courses.Count(course => course.HasQualifyingStart && span.Contains(course.Course.Start.Date))),
            "Starts whose payment is earned, or would be but for a hold, by the date on which they qualify.",
            TargetMeasures.QualifyingStarts);
        yield return new SummaryMeasure(
            "Withdrawals",
            span => Cell.Of(courses.Count(course => course.HasLeft && span.Contains(course.End!.ActualEndDate))),
            MeasureNotes.WithdrawalsInQuarter);
        yield return new SummaryMeasure(
            "Completions",
            span => QuarterView.CountAfterEnd(courses, courses.Count(course => course.Completed && span.Contains(course.End!.ActualEndDate))),
            MeasureNotes.CompletionsInQuarter);
        yield return new SummaryMeasure(
            "Achievements",
            span => QuarterView.CountAfterEnd(courses, courses.Count(course => course.Achieved && span.Contains(course.End!.AchievementDate))),
            MeasureNotes.AchievementsInQuarter);
        yield return new SummaryMeasure(
            "Positive outcomes",
            span => view.CountAfterWindow(courses, courses.Count(course => course.OutcomeReached && span.Contains(course.Course.Outcome.Date))),
            MeasureNotes.OutcomesInQuarter);
    }

    /// <param name="waits">Whether nothing can be known of these days yet, because every provider's return is missing.</param>
    public static IEnumerable<SummaryMeasure> OfMoney(QuarterView view, Func<DateRange, bool> waits)
    {
        var sums = new MoneySums(view);
        SummaryMeasure Pounds(string name, Func<DateRange, decimal> sum, string definition, bool returned = false, string? target = null) => new(
            name + " (£)",
            span => returned && sum(span) == 0 && waits(span) ? Shorthand.NotAvailable : Cell.Pounds(sum(span)),
            definition,
            target);

        yield return Pounds("Profile", sums.Profile, "Approved money of the quarters, as profiled; of a quarter that still runs the share of its days.");
        yield return Pounds("Earned", sums.Earned, "Milestones earned, by their date, before the cap at the allocation.", returned: true, TargetMeasures.EarnedGbp);
        yield return Pounds("Unfunded", sums.Unfunded, "Earned above the allocation and not payable.", returned: true);
        yield return Pounds("Held", sums.Held, "Would be earned, but waits for a decision. Sheet T14 says what clears it.", returned: true);
        yield return Pounds("Funded", sums.Funded, "What the allocations pay of the money earned.", returned: true);
        yield return Pounds("Adjustments", sums.Adjusted, "Adjustments that officers entered in the ledger, by their date.");
        yield return Pounds("Paid", sums.Paid, MeasureNotes.PaidInQuarter);
        yield return Pounds(
            "To pay",
            span => sums.Funded(span) + sums.Adjusted(span) - sums.Paid(span),
            "Funded and adjustments less paid, each by its own date. What is due now stands under since the pilot began; a negative amount is to be repaid.");
    }

    /// <summary>Money by its own date, in pounds.</summary>
    private sealed class MoneySums(QuarterView view)
    {
        private readonly Earning[] _earnings = [.. view.Courses.SelectMany(course => course.Course.Milestones)];

        public decimal Profile(DateRange span) => view.Figures.Settings.Allocations.Sum(line => line.FundingYear.Quarters
            .Where(quarter => span.Contains(quarter.FirstDay)).Sum(quarter => Funding.Profile.PoundsOf(line, quarter, view.AsOf)));

        public decimal Earned(DateRange span) => Sum(span, earning => earning.IsEarned, earning => earning.AmountGbp);

        public decimal Unfunded(DateRange span) => Sum(span, earning => earning.IsEarned, earning => earning.AmountGbp - earning.FundedGbp);

        public decimal Held(DateRange span) => Sum(span, earning => earning.Decision == Decision.Held, earning => earning.AmountGbp);

        public decimal Funded(DateRange span) => Sum(span, earning => earning.IsEarned, earning => earning.FundedGbp);

        public decimal Adjusted(DateRange span) =>
            view.Figures.Ledger.Adjustments.Where(adjustment => span.Contains(adjustment.Dated)).Sum(adjustment => adjustment.AmountGbp);

        public decimal Paid(DateRange span) => view.Figures.Ledger.Payments.Where(payment => span.Contains(payment.PaidOn)).Sum(payment => payment.AmountGbp);

        private decimal Sum(DateRange span, Func<Earning, bool> which, Func<Earning, decimal> pounds) =>
            _earnings.Where(earning => which(earning) && span.Contains(earning.Date)).Sum(pounds);
    }

    /// <summary>Shares that a target may be set for, since the pilot began.</summary>
    public static IEnumerable<SummaryMeasure> Rates(QuarterView view, DateRange pilot)
    {
        var courses = view.Courses;
        MeasuredCourse[] due = [.. courses.Where(course => course.IsDue)];
        MeasuredCourse[] closed = [.. courses.Where(course => course.WindowClosed)];
        SummaryMeasure Rate(string name, int count, int of, string definition, string target) => new(
            name + " (%)",
            span => span == pilot ? Cell.Rate(count, of) is { Kind: TableCellKind.Number } rate ? rate with { FormatOverride = Format.PercentOne } : Shorthand.NotApplicable : Shorthand.NotApplicable,
            definition,
            target);

        yield return Rate(
            "Achieved of those due", due.Count(course => course.Achieved), due.Length, "Achieved divided by courses whose planned end date has passed.", TargetMeasures.AchievedPct);
        yield return Rate(
            "Positive outcome of those closed", closed.Count(course => course.HasPositiveDestination), closed.Length, "As on sheet T09: of those whose window has closed.", TargetMeasures.PositivePct);
        yield return Rate(
            "MedTech role of those closed", closed.Count(course => course.Destination?.MedtechRole == "Y"), closed.Length, "As on sheet T09: of those whose window has closed.", TargetMeasures.MedtechPct);
        yield return Rate(
            "Under 25 of starts", courses.Count(course => course.First.AgeAtStart < 25), courses.Count, "Learners under 25 on the first day of the course, of all starts.", TargetMeasures.Under25Pct);
    }
}
