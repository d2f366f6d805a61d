using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>
/// The newly funded milestones that officers check after a period closes: per provider one in ten, at least 5 (funding.md section 5).
/// Drawn by a hash of period, UKPRN and milestone, so that the same figures give the same sample and nobody can choose it.
/// </summary>
public static class EvidenceSample
{
    private const int Least = 5;

    /// <summary>In the order of UKPRN, learner_ref, aim and milestone.</summary>
    public static IReadOnlyList<Earning> Draw(Quarter period, FundingRun now, IReadOnlyList<Earning> lastClosed)
    {
        var before = lastClosed.Where(one => one.FundedGbp > 0).Select(Key).ToHashSet();
        return
        [
            .. now.Earnings.Where(one => one.FundedGbp > 0 && !before.Contains(Key(one)))
                .GroupBy(one => one.Ukprn)
                .SelectMany(provider => provider.OrderBy(one => Rank(period, one), StringComparer.Ordinal).Take(Size(provider.Count())))
                .OrderBy(one => one.Ukprn).ThenBy(one => one.LearnerRef, StringComparer.Ordinal)
                .ThenBy(one => one.AimRef, StringComparer.Ordinal).ThenBy(one => one.Milestone),
        ];
    }

    /// <summary>One in ten, rounded up, and at least 5; all where there are fewer.</summary>
    internal static int Size(int milestones) => Math.Min(milestones, Math.Max(Least, (milestones + 9) / 10));

    private static (Ukprn Ukprn, string LearnerRef, string AimRef, Milestone Milestone) Key(Earning one) =>
        (one.Ukprn, one.LearnerRef, one.AimRef, one.Milestone);

    private static string Rank(Quarter period, Earning one) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', period.Id, one.Ukprn.ToString(), one.LearnerRef, one.AimRef, Words.Iso(one.StartDate), one.Milestone.Code()))));
}
