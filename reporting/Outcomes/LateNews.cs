using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>A change of money that belongs to an earlier quarter, or an officer's own adjustment.</summary>
/// <param name="LearnerRef">Null for an officer's adjustment.</param>
/// <param name="Belongs">The quarter that the money belongs to.</param>
public sealed record LateNews(
    Ukprn Ukprn, string Qualification, string? LearnerRef, string? AimRef, Quarter Belongs, decimal AmountGbp, string Kind, string Why)
{
    public const string Late = "Late: earned more";
    public const string Withdrawn = "Withdrawn: earned less";
    public const string Manual = "Manual";

    private readonly record struct Key(Ukprn Ukprn, string Qualification, string LearnerRef, string AimRef, Milestone Milestone, Quarter Belongs);

    /// <summary>
    /// Milestones dated before this period, as they are earned now against what the last closed run earned; their sum is that of the
    /// lines' adjustments. Then the ledger's adjustments dated by the census date.
    /// </summary>
    public static IReadOnlyList<LateNews> For(Quarter period, FundingRun now, IReadOnlyList<Earning> lastClosed, Ledger ledger)
    {
        var before = Sums(lastClosed.Where(one => one.IsEarned));
        var after = Sums(now.Earnings.Where(one => one.IsEarned && one.Date < period.FirstDay));
        var reasons = now.Earnings.ToLookup(one => (one.Ukprn, one.LearnerRef, one.AimRef, one.Milestone));
        List<LateNews> news = [];
        foreach (var key in before.Keys.Union(after.Keys)
            .OrderBy(one => one.Ukprn).ThenBy(one => one.LearnerRef, StringComparer.Ordinal).ThenBy(one => one.AimRef, StringComparer.Ordinal)
            .ThenBy(one => one.Milestone).ThenBy(one => one.Belongs))
        {
            var change = after.GetValueOrDefault(key) - before.GetValueOrDefault(key);
            if (change != 0)
            {
                var why = reasons[(key.Ukprn, key.LearnerRef, key.AimRef, key.Milestone)].FirstOrDefault()?.Reason
                    ?? "The row is no longer among those accepted.";
                news.Add(new LateNews(
                    key.Ukprn, key.Qualification, key.LearnerRef, key.AimRef, key.Belongs, change, change > 0 ? Late : Withdrawn, why));
            }
        }

        news.AddRange(ledger.Adjustments.Where(one => one.Dated <= period.CensusDate)
            .OrderBy(one => one.Ukprn).ThenBy(one => one.Reference, StringComparer.Ordinal)
            .Select(one => new LateNews(one.Ukprn, one.Qualification, null, null, Quarter.Containing(one.Dated), one.AmountGbp, Manual, one.Reason)));
        return news;
    }

    private static Dictionary<Key, decimal> Sums(IEnumerable<Earning> earnings) => earnings
        .GroupBy(one => new Key(one.Ukprn, one.Qualification, one.LearnerRef, one.AimRef, one.Milestone, Quarter.Containing(one.Date!.Value)))
        .ToDictionary(group => group.Key, group => group.Sum(one => one.AmountGbp));
}
