using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>The rows of T01.</summary>
internal static class T01Measures
{
    public static IEnumerable<Measure> OfReturns(QuarterView view, Span quarter)
    {
        Cell ThisQuarter(Span span, int count) => span == quarter ? Cell.Of(count) : Shorthand.NotApplicable;
        yield return new Measure(
            "Returns owed",
            span => ThisQuarter(span, view.Returns.Count),
            "An enrolment return and a completion return from each provider with an allocation. Counted for this quarter only.");
        yield return new Measure(
            "Returns received",
            span => ThisQuarter(span, view.Returns.Count(received => received.Received)),
            "Returns accepted in whole or in part, or nil, and prepared on or after the census date.");
    }

    public static IEnumerable<Measure> OfPeople(QuarterView view)
    {
        IReadOnlyList<MeasuredCourse> courses = view.Courses;
        DateOnly[] firstStarts = [.. courses.GroupBy(course => course.Course.LearnerKey).Select(person => person.Min(course => course.Course.StartDate))];
        yield return new Measure(
            "Starts", span => Cell.Of(courses.Count(course => span.Has(course.Course.StartDate))), Definitions.StartsInQuarter, TargetMeasures.Starts);
        yield return new Measure("Learners", span => Cell.Of(firstStarts.Count(date => span.Has(date))), Definitions.NewLearners);
        yield return new Measure(
            "Qualifying starts",
            span => Cell.Of(courses.Count(course => course.QualifyingStart && span.Has(course.Course.Start.Date))),
            "Starts whose payment is earned, or would be but for a hold, by the date on which they qualify.",
            TargetMeasures.QualifyingStarts);
        yield return new Measure(
            "Withdrawals",
            span => Cell.Of(courses.Count(course => course.Left && span.Has(course.End!.ActualEndDate))),
            Definitions.WithdrawalsInQuarter);
        yield return new Measure(
            "Completions",
            span => QuarterView.AfterEnd(courses, courses.Count(course => course.Completed && span.Has(course.End!.ActualEndDate))),
            Definitions.CompletionsInQuarter);
        yield return new Measure(
            "Achievements",
            span => QuarterView.AfterEnd(courses, courses.Count(course => course.Achieved && span.Has(course.End!.AchievementDate))),
            Definitions.AchievementsInQuarter);
        yield return new Measure(
            "Positive outcomes",
            span => view.AfterWindow(courses, courses.Count(course => course.OutcomeReached && span.Has(course.Course.Outcome.Date))),
            Definitions.OutcomesInQuarter);
    }

    /// <param name="waits">Whether nothing can be known of these days yet, because every provider's return is missing.</param>
    public static IEnumerable<Measure> OfMoney(QuarterView view, Func<Span, bool> waits)
    {
        Earning[] earnings = [.. view.Courses.SelectMany(course => course.Course.Milestones)];
        var ledger = view.Figures.Ledger;
        decimal Sum(Span span, Func<Earning, bool> which, Func<Earning, decimal> of) => earnings.Where(earning => which(earning) && span.Has(earning.Date)).Sum(of);
        decimal Funded(Span span) => Sum(span, earning => earning.IsEarned, earning => earning.FundedGbp);
        decimal Adjusted(Span span) => ledger.Adjustments.Where(adjustment => span.Has(adjustment.Dated)).Sum(adjustment => adjustment.AmountGbp);
        decimal Paid(Span span) => ledger.Payments.Where(payment => span.Has(payment.PaidOn)).Sum(payment => payment.AmountGbp);
        Measure Pounds(string name, Func<Span, decimal> sum, string definition, bool returned = false, string? target = null) => new(
            name + " (£)",
            span => returned && sum(span) == 0 && waits(span) ? Shorthand.NotAvailable : Cell.Pounds(sum(span)),
            definition,
            target);

        yield return Pounds(
            "Profile",
            span => view.Figures.Settings.Allocations.Sum(line => line.FundingYear.Quarters
                .Where(quarter => span.Has(quarter.FirstDay)).Sum(quarter => Profile.PoundsOf(line, quarter, view.AsOf))),
            "Approved money of the quarters, as profiled; of a quarter that still runs the share of its days.");
        yield return Pounds(
            "Earned",
            span => Sum(span, earning => earning.IsEarned, earning => earning.AmountGbp),
            "Milestones earned, by their date, before the cap at the allocation.",
            returned: true,
            TargetMeasures.EarnedGbp);
        yield return Pounds(
            "Unfunded",
            span => Sum(span, earning => earning.IsEarned, earning => earning.AmountGbp - earning.FundedGbp),
            "Earned above the allocation and not payable.",
            returned: true);
        yield return Pounds(
            "Held",
            span => Sum(span, earning => earning.Decision == Decision.Held, earning => earning.AmountGbp),
            "Would be earned, but waits for a decision. Sheet T14 says what clears it.",
            returned: true);
        yield return Pounds("Funded", Funded, "What the allocations pay of the money earned.", returned: true);
        yield return Pounds("Adjustments", Adjusted, "Adjustments that officers entered in the ledger, by their date.");
        yield return Pounds("Paid", Paid, Definitions.PaidInQuarter);
        yield return Pounds(
            "To pay",
            span => Funded(span) + Adjusted(span) - Paid(span),
            "Funded and adjustments less paid, each by its own date. What is due now stands under since the pilot began; a negative amount is to be repaid.");
    }

    /// <summary>Shares that a target may be set for, since the pilot began.</summary>
    public static IEnumerable<Measure> Rates(QuarterView view, Span pilot)
    {
        var courses = view.Courses;
        MeasuredCourse[] due = [.. courses.Where(course => course.Due)];
        MeasuredCourse[] closed = [.. courses.Where(course => course.WindowClosed)];
        Measure Rate(string name, int count, int of, string definition, string target) => new(
            name + " (%)",
            span => span == pilot ? Cell.Rate(count, of) is { Kind: CellKind.Number } rate ? rate with { As = Format.PercentOne } : Shorthand.NotApplicable : Shorthand.NotApplicable,
            definition,
            target);

        yield return Rate(
            "Achieved of those due", due.Count(course => course.Achieved), due.Length, "Achieved divided by courses whose planned end date has passed.", TargetMeasures.AchievedPct);
        yield return Rate(
            "Positive outcome of those closed", closed.Count(course => course.PositiveDestination), closed.Length, "As on sheet T09: of those whose window has closed.", TargetMeasures.PositivePct);
        yield return Rate(
            "MedTech role of those closed", closed.Count(course => course.Destination?.MedtechRole == "Y"), closed.Length, "As on sheet T09: of those whose window has closed.", TargetMeasures.MedtechPct);
        yield return Rate(
            "Under 25 of starts", courses.Count(course => course.First.AgeAtStart < 25), courses.Count, "Learners under 25 on the first day of the course, of all starts.", TargetMeasures.Under25Pct);
    }
}
