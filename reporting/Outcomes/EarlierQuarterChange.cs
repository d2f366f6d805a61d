using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>A change of money that belongs to an earlier quarter, or an officer's own adjustment.</summary>
/// <param name="LearnerRef">Null for an officer's adjustment.</param>
/// <param name="BelongsTo">The quarter that the money belongs to.</param>
public sealed record EarlierQuarterChange(
    Ukprn Ukprn, string Qualification, string? LearnerRef, Quarter BelongsTo, decimal AmountGbp, string Kind, string Why)
{
    /// <summary>Null for an officer's adjustment.</summary>
    public Milestone? Milestone { get; init; }

    /// <summary>Which way the money went. Why stands beside it: it need not be late, and nobody need have withdrawn.</summary>
    public const string EarnedMore = "Earned more";
    public const string EarnedLess = "Earned less";
    public const string Manual = "Manual";

    private readonly record struct Key(string Qualification, MilestoneKey Milestone, Quarter Belongs);

    /// <summary>
    /// Milestones dated before this period, as they are earned now against what the last closed run earned; their sum is that of the
    /// lines' adjustments. Then the ledger's adjustments dated by the census date.
    /// </summary>
    public static IReadOnlyList<EarlierQuarterChange> For(
        Quarter period, FundingRun now, IReadOnlyList<Earning> lastClosed, Ledger ledger, IReadOnlyList<ProviderFacts> facts)
    {
        var earned = now.Courses.ToLookup(course => course.Ukprn);
        var before = lastClosed.Where(earning => earning.IsEarned).ToLookup(earning => earning.Ukprn);
        var changed = earned.Select(provider => provider.Key).Union(before.Select(provider => provider.Key)).Order()
            .SelectMany(ukprn => Changed(
                earned[ukprn].SelectMany(course => course.Milestones).Where(earning => earning.IsEarned && earning.Date < period.FirstDay), before[ukprn]))
            .ToList();
        var reasons = Reasons(now, changed.Select(change => change.Key));
        var gone = new RemovedRowReasons(facts);
        List<EarlierQuarterChange> found = [];
        foreach (var (key, change) in changed)
        {
            var milestone = key.Milestone;
            var why = reasons[milestone] ?? gone.Why(milestone.Ukprn, milestone.LearnerRef, milestone.AimRef);
            found.Add(new EarlierQuarterChange(
                milestone.Ukprn, key.Qualification, milestone.LearnerRef, key.Belongs, change, change > 0 ? EarnedMore : EarnedLess, why)
            {
                Milestone = milestone.Milestone,
            });
        }

        found.AddRange(ledger.Adjustments.Where(adjustment => adjustment.Dated <= now.AsOf)
            .OrderBy(adjustment => adjustment.Ukprn).ThenBy(adjustment => adjustment.Reference, StringComparer.Ordinal)
            .Select(adjustment => new EarlierQuarterChange(adjustment.Ukprn, adjustment.Qualification, null, Quarter.Containing(adjustment.Dated), adjustment.AmountGbp, Manual, adjustment.Reason)));
        return found;
    }

    /// <summary>One provider's, in the order of learner, aim, milestone and quarter. Of all providers at once the sums are too long a table.</summary>
    private static IEnumerable<KeyValuePair<Key, decimal>> Changed(IEnumerable<Earning> now, IEnumerable<Earning> lastClosed)
    {
        var changes = new Dictionary<Key, decimal>();
        Add(changes, now, 1);
        Add(changes, lastClosed, -1);
        return changes.Where(change => change.Value != 0)
            .OrderBy(change => change.Key.Milestone.LearnerRef, StringComparer.Ordinal).ThenBy(change => change.Key.Milestone.AimRef, StringComparer.Ordinal)
            .ThenBy(change => change.Key.Milestone.Milestone).ThenBy(change => change.Key.Belongs);
    }

    private static void Add(Dictionary<Key, decimal> sums, IEnumerable<Earning> earnings, int sign)
    {
        foreach (var earning in earnings)
        {
            var key = new Key(earning.Qualification, earning.Key, Quarter.Containing(earning.Date!.Value));
            sums[key] = sums.GetValueOrDefault(key) + (sign * earning.AmountGbp);
        }
    }

    /// <summary>Why each of these milestones stands as it does now; null where it is gone.</summary>
    private static Dictionary<MilestoneKey, string?> Reasons(FundingRun now, IEnumerable<Key> changed)
    {
        var reasons = new Dictionary<MilestoneKey, string?>();
        foreach (var key in changed)
        {
            reasons[key.Milestone] = null;
        }

        foreach (var earning in now.Earnings)
        {
            if (reasons.TryGetValue(earning.Key, out var known) && known is null)
            {
                reasons[earning.Key] = earning.Reason;
            }
        }

        return reasons;
    }
}
