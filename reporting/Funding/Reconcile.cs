using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// The reconciliation lines of a period (funding.md section 4): one for every allocation line, wherever accepted learners are, and
/// wherever money was paid, adjusted or reported before, so that none of it drops out of sight.
/// </summary>
internal static class Reconcile
{
    /// <exception cref="RunRefusedException">A line would fund more than its allocation, or not what its earnings say.</exception>
    public static IReadOnlyList<ReconciliationLine> Run(FundingInputs inputs, IReadOnlyList<Course> courses)
    {
        var tallies = new Dictionary<LineKey, LineTally>();
        foreach (var line in inputs.Settings.Allocations)
        {
            Of(line.Ukprn, line.Qualification, line.FundingYear).Allocation ??= line;
        }

        foreach (var payment in inputs.Ledger.Payments.Where(one => one.PaidOn <= inputs.Period.CensusDate))
        {
            Of(payment.Ukprn, payment.Qualification, payment.FundingYear).Paid += payment.AmountGbp;
        }

        foreach (var adjustment in inputs.Ledger.Adjustments.Where(one => one.Dated <= inputs.Period.CensusDate))
        {
            Of(adjustment.Ukprn, adjustment.Qualification, adjustment.FundingYear).Adjusted += adjustment.AmountGbp;
        }

        foreach (var before in inputs.LastClosed)
        {
            if (before.EarnedYtd != 0 || before.FundedYtd != 0)
            {
                Of(before.Ukprn, before.Qualification, before.FundingYear).Before = before;
            }
        }

        foreach (var course in courses)
        {
            CountCourse(course, inputs.Period, Of);
        }

        var returned = inputs.Providers.ToDictionary(provider => provider.Ukprn, provider => HasReturned(provider, inputs.Period));
        return tallies
            .Where(pair => pair.Key.FundingYear.FirstDay <= inputs.Period.CensusDate)
            .OrderBy(pair => pair.Key)
            .Select(pair => pair.Value.Line(pair.Key, inputs, returned.GetValueOrDefault(pair.Key.Ukprn)))
            .ToList();

        LineTally Of(Ukprn ukprn, string qualification, FundingYear year)
        {
            var key = new LineKey(ukprn, qualification, year);
            if (!tallies.TryGetValue(key, out var tally))
            {
                tallies[key] = tally = new LineTally();
            }

            return tally;
        }
    }

    /// <summary>An accepted return of each kind for the period; an interim submission is not the return that is owed.</summary>
    internal static bool HasReturned(ProviderFacts provider, Quarter period) =>
        Has(provider, ReturnKind.Enrolment, period) && Has(provider, ReturnKind.Completion, period);

    private static bool Has(ProviderFacts provider, ReturnKind kind, Quarter period) =>
        provider.Submissions.Any(one => one.Kind == kind && one.Period == period && one is { IsReturn: true, Interim: false });

    private static void CountCourse(Course course, Quarter period, Func<Ukprn, string, FundingYear, LineTally> of)
    {
        if (course.StartDate > period.CensusDate)
        {
            return;
        }

        var stale = course.Rows.Any(row => row.Enrolment.Stale || row.Completion is { Stale: true });
        var begun = In(course.StartDate);
        begun.Starts++;
        begun.HasRows = true;
        begun.HasStaleRows |= stale;
        foreach (var earning in course.Milestones)
        {
            if (earning.Date is { } date && date <= period.CensusDate
                && earning.Decision is not (Decision.NotYet or Decision.NotClaimable))
            {
                var tally = In(date);
                tally.HasRows = true;
                tally.HasStaleRows |= stale;
                tally.Count(earning, period.Contains(date));
            }
        }

        foreach (var row in course.Rows.Where(row => row.Enrolment.Row.StartDate <= period.CensusDate))
        {
            foreach (var earning in course.Milestones)
            {
                CountClaim(earning, row);
            }
        }

        LineTally In(DateOnly date) => of(course.Ukprn, course.Qualification, FundingYear.Containing(date));

        // A claim belongs to the year of its milestone, which rests on one row; what other rows claim has no milestone of its own.
        void CountClaim(Earning earning, CourseRow row)
        {
            var rests = (earning.LearnerRef, earning.StartDate) == (row.Enrolment.Row.LearnerRef, row.Enrolment.Row.StartDate);
            var claim = EarnAndReconcile.ClaimOf(earning.Milestone, row) ?? (rests && earning.IsEarned ? earning.AmountGbp : 0);
            if (claim != 0)
            {
                In(rests && earning.Date is { } date && date <= period.CensusDate ? date : row.Enrolment.Row.StartDate).Claimed += claim;
            }
        }
    }
}
