using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// The milestones whose evidence officers check after a closing run (funding.md section 5): of each provider a monetary-unit sample of what
/// is newly funded, 10% of the milestones and at least 5. Milestones stand in an order of their hashes, and every so many pounds one is
/// drawn, from a start that period and provider decide: anyone can draw it again, and nobody can foresee it by ordering rows.
/// </summary>
public static class DrawEvidenceSample
{
    private const int MinSampleSize = 5;
    private const int SampleFraction = 10;

    /// <param name="lastClosed">The earnings of the last closed run: what it funded is not new.</param>
    /// <returns>In the order of UKPRNs; the milestones of each in the order of learner_ref, aim_ref, start date, milestone.</returns>
    public static IReadOnlyList<EvidenceSample> Run(FundingRun run, IEnumerable<Earning> lastClosed) => Run(run.Period, run.Earnings, lastClosed);

    /// <inheritdoc cref="Run(FundingRun, IEnumerable{Earning})"/>
    public static IReadOnlyList<EvidenceSample> Run(Quarter period, IEnumerable<Earning> earnings, IEnumerable<Earning> lastClosed)
    {
        // Without the start date: a milestone whose row was corrected to another day was funded before all the same.
        var before = lastClosed.Where(earning => earning.FundedGbp > 0).Select(earning => earning.Key).ToHashSet();
        return earnings
            .Where(earning => earning.FundedGbp > 0 && !before.Contains(earning.Key))
            .GroupBy(earning => earning.Ukprn)
            .OrderBy(provider => provider.Key)
            .Select(provider => Draw(period, provider.Key, [.. provider]))
            .ToList();
    }

    /// <summary>The earnings that were drawn, in the order of the samples.</summary>
    public static IReadOnlyList<Earning> Earnings(FundingRun run, IReadOnlyList<EvidenceSample> samples)
    {
        var drawn = samples
            .SelectMany(sample => sample.Drawn.Select(milestone => (sample.Ukprn, milestone.LearnerRef, milestone.AimRef, milestone.StartDate, milestone.Milestone)))
            .ToHashSet();
        return run.Earnings
            .Where(earning => drawn.Contains((earning.Ukprn, earning.LearnerRef, earning.AimRef, earning.StartDate, earning.Milestone)))
            .OrderBy(earning => earning.Ukprn).ThenBy(earning => earning.LearnerRef, StringComparer.Ordinal)
            .ThenBy(earning => earning.AimRef, StringComparer.Ordinal).ThenBy(earning => earning.StartDate).ThenBy(earning => earning.Milestone)
            .ToList();
    }

    private static EvidenceSample Draw(Quarter period, Ukprn ukprn, List<Earning> funded)
    {
        var size = Math.Min(funded.Count, Math.Max(MinSampleSize, (funded.Count + SampleFraction - 1) / SampleFraction));
        var inOrder = funded.OrderBy(earning => Convert.ToHexString(Hash($"{period.Id}|{KeyOf(earning)}")), StringComparer.Ordinal).ToList();
        var certain = TakeCertain(inOrder, size);
        var rest = inOrder.Where(earning => !certain.Contains(earning)).ToList();
        var chosen = Systematic(rest, size - certain.Count, BinaryPrimitives.ReadUInt64BigEndian(Hash($"{period.Id}|{ukprn}")));
        return new EvidenceSample(
            period, ukprn, certain.Sum(earning => earning.FundedGbp), rest.Sum(earning => earning.FundedGbp),
            [
                .. certain.Select(earning => Sampled(earning, true)).Concat(chosen.Select(earning => Sampled(earning, false)))
                    .OrderBy(milestone => milestone.LearnerRef, StringComparer.Ordinal).ThenBy(milestone => milestone.AimRef, StringComparer.Ordinal)
                    .ThenBy(milestone => milestone.StartDate).ThenBy(milestone => milestone.Milestone),
            ]);
    }

    /// <summary>
    /// Those that fill an interval are always in. Once they are taken out the interval of the rest is shorter, so the question is asked again.
    /// </summary>
    private static HashSet<Earning> TakeCertain(List<Earning> funded, int size)
    {
        var certain = new HashSet<Earning>(ReferenceEqualityComparer.Instance);
        var pounds = funded.Sum(earning => earning.FundedGbp);
        foreach (var earning in funded.OrderByDescending(earning => earning.FundedGbp))
        {
            if (certain.Count == size || earning.FundedGbp * (size - certain.Count) < pounds)
            {
                break;
            }

            certain.Add(earning);
            pounds -= earning.FundedGbp;
        }

        return certain;
    }

    /// <summary>
    /// The k-th point lies at (seed / 2^64 + k) intervals: whole pence, worked out exactly. No milestone fills an interval, so none is drawn twice.
    /// </summary>
    private static IEnumerable<Earning> Systematic(List<Earning> inOrder, int size, ulong seed)
    {
        var pence = (UInt128)inOrder.Sum(earning => (long)(earning.FundedGbp * 100));
        UInt128 passed = 0;
        var at = -1;
        for (var k = 0; k < size; k++)
        {
            var point = ((((UInt128)(ulong)k << 64) + seed) * pence / (ulong)size) >> 64;
            while (passed <= point)
            {
                passed += (UInt128)(ulong)(long)(inOrder[++at].FundedGbp * 100);
            }

            yield return inOrder[at];
        }
    }

    private static SampledMilestone Sampled(Earning earning, bool isCertain) => new(
        earning.LearnerRef, earning.AimRef, earning.StartDate, earning.Milestone, earning.FundedGbp, isCertain);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string KeyOf(Earning earning) => string.Create(
        CultureInfo.InvariantCulture,
        $"{earning.Ukprn}|{earning.LearnerRef}|{earning.AimRef}|{Display.Iso(earning.StartDate)}|{earning.Milestone}");
}
