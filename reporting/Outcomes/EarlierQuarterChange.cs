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
        var changes = new Dictionary<Key, decimal>();
        Add(changes, now.Earnings.Where(earning => earning.IsEarned && earning.Date < period.FirstDay), 1);
        Add(changes, lastClosed.Where(earning => earning.IsEarned), -1);
        Key[] changed =
        [
            .. changes.Where(change => change.Value != 0).Select(change => change.Key)
                .OrderBy(key => key.Milestone.Ukprn).ThenBy(key => key.Milestone.LearnerRef, StringComparer.Ordinal).ThenBy(key => key.Milestone.AimRef, StringComparer.Ordinal)
                .ThenBy(key => key.Milestone.Milestone).ThenBy(key => key.Belongs),
        ];
        var reasons = Reasons(now, changed);
        var gone = new RemovedRowReasons(facts);
        List<EarlierQuarterChange> found = [];
        foreach (var key in changed)
        {
            var (change, milestone) = (changes[key], key.Milestone);
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
