using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Funding;

/// <summary>Section 4 of the funding specification once more: the reconciliation lines of what <see cref="ReferenceEngine"/> says is earned.</summary>
internal sealed class ReferenceLines(FundingInputs inputs, ReferenceEngine pilot)
{
    private readonly PilotSettings settings = inputs.Settings;
    private readonly DateOnly census = inputs.Period.CensusDate;
    private readonly DateOnly asOf = inputs.RunOn is { } day && day < inputs.Period.CensusDate ? day : inputs.Period.CensusDate;

    public List<ReconciliationLine> All()
    {
        var earnings = pilot.Earnings();
        var codes = new[] { "HNC", "HND" };
        return (from provider in inputs.Providers
                from code in codes
                from year in Enumerable.Range(2024, 8).Select(y => new FundingYear(y))
                where year.FirstDay <= census
                orderby provider.Ukprn, code, year
                let line = LineFor(provider, code, year, earnings)
                where line is not null
                select line).ToList();
    }

    private ReconciliationLine? LineFor(ProviderFacts provider, string code, FundingYear year, List<(ReferenceEngine.OneCourse Course, Milestone Milestone, ReferenceEngine.Said Said)> earnings)
    {
        var line = settings.Allocations.SingleOrDefault(l => l.Ukprn == provider.Ukprn && l.Qualification == code && l.FundingYear == year);
        var begun = pilot.Courses.Where(c => c.Ukprn == provider.Ukprn && pilot.Of(c.Aim).Code == code && c.Begins <= asOf).ToList();
        var starts = begun.Where(c => ReferenceEngine.YearOf(c.Begins) == year).ToList();
        var events = earnings.Where(x => begun.Contains(x.Course) && x.Said.Date is { } d && d <= asOf && ReferenceEngine.YearOf(d) == year
            && x.Said.Decision is not (Decision.NotYet or Decision.NotClaimable)).ToList();
        var payments = inputs.Ledger.Payments.Where(p => p.Ukprn == provider.Ukprn && p.Qualification == code && p.FundingYear == year && p.PaidOn <= asOf).ToList();
        var adjustments = inputs.Ledger.Adjustments.Where(p => p.Ukprn == provider.Ukprn && p.Qualification == code && p.FundingYear == year && p.Dated <= asOf).ToList();
        var before = inputs.LastClosed.SingleOrDefault(l => l.Ukprn == provider.Ukprn && l.Qualification == code && l.FundingYear == year);
        var claims = Claims(begun, earnings).Where(x => x.Year == year).Select(x => x.Gbp).ToList();
        if (line is null && starts.Count == 0 && events.Count == 0 && payments.Count == 0 && adjustments.Count == 0 && !claims.Any(x => x != 0)
            && (before is null || (before.EarnedYtd == 0 && before.FundedYtd == 0)))
        {
            return null;
        }

        decimal Sum(bool quarter) => events.Where(x => x.Said.Earned && Quarter.Containing(x.Said.Date!.Value) == inputs.Period == quarter).Sum(x => x.Said.Amount);
        var qualifying = events.Where(x => x.Milestone == Milestone.Start && (x.Said.Earned || x.Said.Decision == Decision.Held)).ToList();
        var returned = Has(provider, ReturnKind.Enrolment) && Has(provider, ReturnKind.Completion);
        var rows = starts.Concat(events.Select(x => x.Course)).SelectMany(c => c.Rows).ToList();
        return WithAllocation(line, returned, new ReconciliationLine
        {
            Ukprn = provider.Ukprn,
            Qualification = code,
            FundingYear = year,
            Starts = starts.Count,
            QualifyingStartsQuarter = qualifying.Count(x => Quarter.Containing(x.Said.Date!.Value) == inputs.Period),
            QualifyingStartsYtd = qualifying.Count,
            EarnedQuarter = Sum(true),
            EarnedEarlier = Sum(false),
            PreviouslyReported = before?.FundedYtd ?? 0,
            Adjustment = Sum(false) - (before?.EarnedYtd ?? 0),
            ManualAdjustmentsYtd = adjustments.Sum(x => x.AmountGbp),
            PaidYtd = payments.Sum(x => x.AmountGbp),
            ClaimedYtd = claims.Sum(),
            HeldGbp = events.Where(x => x.Said.Decision == Decision.Held).Sum(x => x.Said.Amount),
            Stale = rows.Any(r => r.E.Stale || r.C is { Stale: true }) || (rows.Count > 0 && !returned),
        });
    }

    private ReconciliationLine WithAllocation(Allocation? line, bool returned, ReconciliationLine earned)
    {
        var year = earned.FundingYear;
        var profile = line is null ? 0 : Profile(year, line.ProfileGbp, 2);
        var allocation = line?.AllocationGbp ?? 0;
        return earned with
        {
            Places = line?.Places ?? 0,
            AllocationGbp = allocation,
            ProfileStartsQuarter = line is null ? 0 : year.Quarters.Where(q => q == inputs.Period).Sum(q => line.ProfileStarts[q.Number - 1]),
            ProfileStartsYtd = line is null ? 0 : Profile(year, [.. line.ProfileStarts.Select(n => (decimal)n)], 1),
            ProfileGbpQuarter = line is null ? 0 : year.Quarters.Where(q => q == inputs.Period).Sum(q => line.ProfileGbp[q.Number - 1]),
            ProfileGbpYtd = profile,
            FundedYtd = Math.Min(earned.EarnedYtd, allocation),
            Status = StatusOf(line, year, returned, earned.EarnedYtd, profile),
        };
    }

    private LineStatus StatusOf(Allocation? line, FundingYear year, bool returned, decimal earned, decimal profile)
    {
        var due = settings.Calendar.Single(p => p.Period == inputs.Period).DueOn;
        var tolerance = settings.Calendar.Single(p => p.Period == inputs.Period).TolerancePct / 100m;
        var inclusive = (settings.SchemesByStartYear.TryGetValue(year, out var scheme) ? scheme : settings.Scheme).ToleranceInclusive;
        return line is null ? LineStatus.NoAllocation
            : year == inputs.Period.FundingYear && !returned ? (inputs.RunOn is { } today && today <= due ? LineStatus.NotDue : LineStatus.NotReturned)
            : earned > line.AllocationGbp ? LineStatus.OverUnfunded
            : profile == 0 ? (earned > 0 ? LineStatus.OverProfile : LineStatus.Within)
            : earned < profile * (1 - tolerance) || (!inclusive && earned == profile * (1 - tolerance)) ? LineStatus.Under
            : earned > profile * (1 + tolerance) || (!inclusive && earned == profile * (1 + tolerance)) ? LineStatus.OverProfile
            : LineStatus.Within;
    }

    /// <summary>Quarters that have ended, and of the running one the days that have, both ends counted, over all its days.</summary>
    private decimal Profile(FundingYear year, IReadOnlyList<decimal> quarters, int digits)
    {
        var sum = 0m;
        foreach (var q in year.Quarters)
        {
            if (q.CensusDate <= asOf)
            {
                sum += quarters[q.Number - 1];
            }
            else if (q.FirstDay <= asOf)
            {
                var (gone, all) = (0, 0);
                for (var d = q.FirstDay; d <= q.CensusDate; d = d.AddDays(1))
                {
                    all++;
                    gone += d <= asOf ? 1 : 0;
                }

                sum += Math.Round(quarters[q.Number - 1] * gone / all, digits, MidpointRounding.AwayFromZero);
            }
        }

        return sum;
    }

    private bool Has(ProviderFacts provider, ReturnKind kind) => provider.Submissions.Any(s => s.Kind == kind && s.Period == inputs.Period
        && !s.Interim && (s.Status == SubmissionStatus.Accepted || (s.Status == SubmissionStatus.PartlyAccepted && s.AcceptedRows > 0)));

    private IEnumerable<(FundingYear Year, decimal Gbp)> Claims(
        List<ReferenceEngine.OneCourse> begun, List<(ReferenceEngine.OneCourse Course, Milestone Milestone, ReferenceEngine.Said Said)> earnings)
    {
        foreach (var (course, milestone, said) in earnings.Where(x => begun.Contains(x.Course)))
        {
            foreach (var row in course.Rows.Where(r => r.E.Newest.StartDate <= asOf))
            {
                var claim = milestone == Milestone.Start ? row.E.Newest.ClaimStartGbp
                    : milestone == Milestone.Completion ? row.C?.Newest.ClaimCompletionGbp : row.C?.Newest.ClaimOutcomeGbp;
                var dated = row == said.On && said.Date is { } d && d <= asOf ? d : row.E.Newest.StartDate;
                yield return (ReferenceEngine.YearOf(dated), claim ?? (row == said.On && said.Earned ? said.Amount : 0));
            }
        }
    }
}
