using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// The reconciliation lines of a period (funding.md section 4): one for every allocation line, wherever accepted learners are, and
/// wherever money was paid, adjusted or reported before, so that none of it drops out of sight.
/// </summary>
internal sealed class Reconcile
{
    private readonly Dictionary<LineKey, LineTally> _tallies = [];
    private readonly Quarter _period;
    private readonly DateOnly _asOf;

    private Reconcile(FundingInputs inputs)
    {
        _period = inputs.Period;
        _asOf = inputs.AsOf;
    }

    /// <summary>In the order of UKPRN, qualification, funding year.</summary>
    /// <exception cref="RunRefusedException">A line would fund more than its allocation, or not what its earnings say.</exception>
    public static IReadOnlyList<ReconciliationLine> Run(FundingInputs inputs, IReadOnlyList<Course> courses)
    {
        var reconcile = new Reconcile(inputs);
        reconcile.ListMoney(inputs);
        foreach (var course in courses.Where(course => course.StartDate <= reconcile._asOf))
        {
            reconcile.CountRows(course);
            reconcile.CountClaims(course);
        }

        var returned = inputs.Providers.ToDictionary(provider => provider.Ukprn, provider => HasReturned(provider, inputs.Period));
        return reconcile._tallies
            .Where(pair => pair.Key.FundingYear.FirstDay <= inputs.Period.CensusDate)
            .OrderBy(pair => pair.Key)
            .Select(pair => pair.Value.Line(pair.Key, inputs, returned.GetValueOrDefault(pair.Key.Ukprn)))
            .ToList();
    }

    /// <summary>An accepted return of each kind for the period; an interim submission is not the return that is owed.</summary>
    private static bool HasReturned(ProviderFacts provider, Quarter period) =>
        Has(provider, ReturnKind.Enrolment, period) && Has(provider, ReturnKind.Completion, period);

    private static bool Has(ProviderFacts provider, ReturnKind kind, Quarter period) =>
        provider.Submissions.Any(submission => submission.Kind == kind && submission.Period == period && submission is { IsReturn: true, Interim: false });

    /// <summary>What was approved, paid, adjusted and reported before.</summary>
    private void ListMoney(FundingInputs inputs)
    {
        foreach (var line in inputs.Settings.Allocations)
        {
            Of(line.Ukprn, line.Qualification, line.FundingYear).Allocation ??= line;
        }

        foreach (var payment in inputs.Ledger.Payments.Where(payment => payment.PaidOn <= _asOf))
        {
            Of(payment.Ukprn, payment.Qualification, payment.FundingYear).Paid += payment.AmountGbp;
        }

        foreach (var adjustment in inputs.Ledger.Adjustments.Where(adjustment => adjustment.Dated <= _asOf))
        {
            Of(adjustment.Ukprn, adjustment.Qualification, adjustment.FundingYear).Adjusted += adjustment.AmountGbp;
        }

        foreach (var before in inputs.LastClosed.Where(line => line.EarnedYtd != 0 || line.FundedYtd != 0))
        {
            Of(before.Ukprn, before.Qualification, before.FundingYear).Before = before;
        }
    }

    private void CountRows(Course course)
    {
        var stale = course.Rows.Any(row => row.Enrolment.Stale || row.Completion is { Stale: true });
        var begun = TallyOn(course, course.StartDate);
        begun.Starts++;
        begun.NoteRows(stale);
        foreach (var earning in course.Milestones)
        {
            if (earning.Date is { } date && earning.Decision is not (Decision.NotYet or Decision.NotClaimable))
            {
                var tally = TallyOn(course, date);
                tally.NoteRows(stale);
                tally.Count(earning, _period.Contains(date));
            }
        }
    }

    /// <summary>A claim belongs to the year of its milestone, which rests on one row; what other rows claim has no milestone of its own.</summary>
    private void CountClaims(Course course)
    {
        foreach (var row in course.Rows.Where(row => row.Enrolment.Newest.StartDate <= _asOf))
        {
            foreach (var earning in course.Milestones)
            {
                var rests = (earning.LearnerRef, earning.StartDate) == (row.Enrolment.Newest.LearnerRef, row.Enrolment.Newest.StartDate);
                var claim = EarnAndReconcile.ClaimOf(earning.Milestone, row) ?? (rests && earning.IsEarned ? earning.AmountGbp : 0);
                if (claim != 0)
                {
                    TallyOn(course, rests && earning.Date is { } date && date <= _asOf ? date : row.Enrolment.Newest.StartDate).Claimed += claim;
                }
            }
        }
    }

    private LineTally TallyOn(Course course, DateOnly date) => Of(course.Ukprn, course.Qualification, FundingYear.Containing(date));

    private LineTally Of(Ukprn ukprn, string qualification, FundingYear year)
    {
        var key = new LineKey(ukprn, qualification, year);
        if (!_tallies.TryGetValue(key, out var tally))
        {
            _tallies[key] = tally = new LineTally();
        }

        return tally;
    }
}
