using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// The milestones whose evidence officers check after a closing run (funding.md section 5): per provider 10%, at least 5, of what is
/// newly funded. Drawn by a hash of period, provider and milestone, so that anyone can draw it again and nobody can foresee it by
/// ordering rows.
/// </summary>
public static class DrawEvidenceSample
{
    private const int AtLeast = 5;
    private const int OneIn = 10;

    /// <param name="lastClosed">The earnings of the last closed run: what it funded is not new.</param>
    /// <returns>In the order of UKPRN, learner_ref, aim_ref, start date, milestone.</returns>
    public static IReadOnlyList<Earning> Run(FundingRun run, IEnumerable<Earning> lastClosed)
    {
        // Without the start date: a milestone whose row was corrected to another day was funded before all the same.
        var before = lastClosed.Where(earning => earning.FundedGbp > 0).Select(MilestoneOf).ToHashSet();
        return run.Earnings
            .Where(earning => earning.FundedGbp > 0 && !before.Contains(MilestoneOf(earning)))
            .GroupBy(earning => earning.Ukprn)
            .OrderBy(provider => provider.Key)
            .SelectMany(provider => Sample(run.Period, provider.ToList()))
            .ToList();
    }

    private static IEnumerable<Earning> Sample(Quarter period, List<Earning> funded) => funded
        .OrderBy(earning => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{period.Id}|{KeyOf(earning)}"))), StringComparer.Ordinal)
        .Take(Math.Max(AtLeast, (funded.Count + OneIn - 1) / OneIn))
        .OrderBy(earning => new RowKey(earning.LearnerRef, earning.AimRef, earning.StartDate))
        .ThenBy(earning => earning.Milestone);

    private static (Ukprn Ukprn, string LearnerRef, string AimRef, Milestone Milestone) MilestoneOf(Earning earning) =>
        (earning.Ukprn, earning.LearnerRef, earning.AimRef, earning.Milestone);

    private static string KeyOf(Earning earning) => string.Create(
        CultureInfo.InvariantCulture,
        $"{earning.Ukprn}|{earning.LearnerRef}|{earning.AimRef}|{Words.Iso(earning.StartDate)}|{earning.Milestone}");
}
