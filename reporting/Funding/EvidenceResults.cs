using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>What the evidence checks so far say of a provider, or of the whole pilot.</summary>
/// <param name="Ukprn">Null for the whole pilot.</param>
/// <param name="FundedGbp">Pounds that the samples so far were drawn from.</param>
/// <param name="Bound">Null while fewer than half of a sample is checked.</param>
public sealed record EvidenceResult(Ukprn? Ukprn, decimal FundedGbp, int Drawn, int Checked, int Failed, ErrorBound? Bound);

/// <summary>From all samples so far and the results that came back: the projected error and its upper limit (funding.md section 5).</summary>
public static class EvidenceResults
{
    private sealed record SampleCount(EvidenceSample Sample, SampleStratum Part, int Checked, int Failed)
    {
        public bool IsHalfChecked => 2 * Checked >= Sample.Drawn.Count;
    }

    /// <returns>One a provider of whom anything was drawn, in the order of UKPRNs; then the pilot. Empty where nothing was drawn yet.</returns>
    public static IReadOnlyList<EvidenceResult> Of(IReadOnlyList<EvidenceSample> samples, IReadOnlyList<EvidenceCheck> checks)
    {
        var latest = Latest(checks);
        var counted = samples.Where(sample => sample.Drawn.Count > 0).Select(sample => Count(sample, latest)).ToList();
        return counted.Count == 0
            ? []
            :
            [
                .. counted.GroupBy(result => result.Sample.Ukprn).OrderBy(group => group.Key).Select(group => ResultOf(group.Key, [.. group])),
                ResultOf(null, counted),
            ];
    }

    private static EvidenceResult ResultOf(Ukprn? ukprn, List<SampleCount> counted) => new(
        ukprn,
        counted.Sum(result => result.Sample.FundedGbp),
        counted.Sum(result => result.Sample.Drawn.Count),
        counted.Sum(result => result.Checked),
        counted.Sum(result => result.Failed),
        counted.TrueForAll(result => result.IsHalfChecked) ? ErrorBoundCalculator.Of(counted.ConvertAll(result => result.Part)) : null);

    private static SampleCount Count(EvidenceSample sample, Dictionary<(Ukprn, string, string, DateOnly, Milestone), bool> latest)
    {
        bool? Passed(SampledMilestone milestone) =>
            latest.TryGetValue((sample.Ukprn, milestone.LearnerRef, milestone.AimRef, milestone.StartDate, milestone.Milestone), out var pass) ? pass : null;
        decimal Certain(bool? result) => sample.Drawn.Where(milestone => milestone.IsCertain && Passed(milestone) == result).Sum(milestone => milestone.FundedGbp);
        var rest = sample.Drawn.Where(milestone => !milestone.IsCertain).Select(Passed).OfType<bool>().ToList();
        return new SampleCount(
            sample,
            new SampleStratum(sample.RestGbp, Certain(false), Certain(null), rest.Count, rest.Count(pass => !pass)),
            sample.Drawn.Count(milestone => Passed(milestone) is not null),
            sample.Drawn.Count(milestone => Passed(milestone) is false));
    }

    /// <summary>Of several checks of one milestone the latest date counts, then the later line (funding.md section 1).</summary>
    private static Dictionary<(Ukprn, string, string, DateOnly, Milestone), bool> Latest(IReadOnlyList<EvidenceCheck> checks)
    {
        var latest = new Dictionary<(Ukprn, string, string, DateOnly, Milestone), bool>();
        foreach (var check in checks.OrderBy(line => line.CheckedOn))
        {
            latest[(check.Ukprn, check.LearnerRef, check.AimRef, check.StartDate, check.Milestone)] = check.Pass;
        }

        return latest;
    }
}
