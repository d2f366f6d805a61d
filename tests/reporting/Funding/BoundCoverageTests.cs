using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using Xunit.Abstractions;

namespace Pilot.Tests.Funding;

/// <summary>
/// Pilots whose true error is known, sampled as closings sample them and checked in part: how often the limit holds. 10,000 of them with
/// <c>PILOT_TEST_FULL=1</c>, a twentieth otherwise.
/// </summary>
public sealed class BoundCoverageTests(ITestOutputHelper output)
{
    private static readonly int Pilots = TestCaseCount.Of(10_000);
    private static readonly decimal[] Worths = [1_350m, 1_350m, 1_350m, 1_050m, 600m, 2_700m, 2_100m, 1_200m, 550m];

    [Fact]
    public void The_limit_holds_at_least_95_times_in_100()
    {
        var (pilots, providers, sampled, milestones) = (new Tally(), new Tally(), new List<int>(), 0);
        for (var seed = 1; seed <= Pilots; seed++)
        {
            var random = new Random(seed);
            var rate = random.Next(5) switch { 0 => 0.0, 1 => 0.02, 2 => 0.05, 3 => 0.12, _ => 0.3 };
            var size = random.Next(2, 9);
            var closings = new List<(EvidenceSample Sample, HashSet<(Ukprn, string, Milestone)> Wrong, Dictionary<(Ukprn, string, Milestone), decimal> Funded)>();
            foreach (var period in new[] { new Quarter(2026, 3), new Quarter(2026, 4) })
            {
                var earnings = Enumerable.Range(0, size).SelectMany(provider => Earnings(random, Ukprn.Of(10_000_001 + provider), period)).ToList();
                // Some providers are worse than others.
                var wrong = earnings.Where(earning => random.NextDouble() < rate * (1 + (earning.Ukprn.Value % 3)) / 2).Select(KeyOf).ToHashSet();
                var funded = earnings.ToDictionary(KeyOf, earning => earning.FundedGbp);
                milestones += earnings.Count;
                closings.AddRange(DrawEvidenceSample.Run(period, earnings, []).Select(sample => (sample, wrong, funded)));
            }

            var checks = closings.SelectMany(closing => Checks(random, closing.Sample, closing.Wrong)).ToList();
            var results = EvidenceResults.Of([.. closings.Select(closing => closing.Sample)], checks);
            sampled.AddRange(closings.Select(closing => closing.Sample.Drawn.Count));
            foreach (var result in results)
            {
                var truth = closings.DistinctBy(closing => (closing.Sample.Period, closing.Sample.Ukprn)).Where(closing => result.Ukprn is null || closing.Sample.Ukprn == result.Ukprn)
                    .Sum(closing => closing.Funded.Where(at => at.Key.Item1 == closing.Sample.Ukprn && closing.Wrong.Contains(at.Key)).Sum(at => at.Value));
                (result.Ukprn is null ? pilots : providers).Add(truth, result);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Pilots:#,##0} pilots, {milestones:#,##0} milestones, samples of {sampled.Min()} to {sampled.Max()} (mean {sampled.Average():0.0}) a provider and closing"));
        output.WriteLine("Whole pilots: " + pilots);
        output.WriteLine("Providers:    " + providers);
        Assert.True(pilots.Coverage >= 0.95, pilots.ToString());
        Assert.True(providers.Coverage >= 0.95, providers.ToString());
        Assert.InRange(pilots.Bias, -0.1, 0.1);
    }

    private static IEnumerable<Earning> Earnings(Random random, Ukprn ukprn, Quarter period) =>
        Enumerable.Range(0, random.Next(4, 160)).Select(i => new Earning
        {
            Ukprn = ukprn,
            LearnerRef = string.Create(CultureInfo.InvariantCulture, $"{period.Id}-{i:D4}"),
            AimRef = FundingSample.Hnc,
            Qualification = "HNC",
            StartDate = FundingSample.Sep14,
            Milestone = Milestone.Start,
            AmountGbp = 0,
            FundedGbp = Worths[random.Next(Worths.Length)],
            Decision = Decision.Funded,
            Reason = "",
            WhatChangesIt = "",
            SubmissionNumber = 1,
            ExcelRow = 2,
        });

    private static (Ukprn, string, Milestone) KeyOf(Earning earning) => (earning.Ukprn, earning.LearnerRef, earning.Milestone);

    /// <summary>Officers check at least half of each sample.</summary>
    private static IEnumerable<EvidenceCheck> Checks(Random random, EvidenceSample sample, HashSet<(Ukprn, string, Milestone)> wrong)
    {
        var count = random.Next(2) == 0 ? sample.Drawn.Count : random.Next((sample.Drawn.Count + 1) / 2, sample.Drawn.Count + 1);
        return sample.Drawn.OrderBy(_ => random.Next()).Take(count).Select((milestone, i) => new EvidenceCheck(
            $"{sample.Period.Id}{sample.Ukprn}{i}", sample.Ukprn, milestone.LearnerRef, milestone.AimRef, milestone.StartDate, milestone.Milestone, new DateOnly(2027, 5, 1),
            !wrong.Contains((sample.Ukprn, milestone.LearnerRef, milestone.Milestone)), "A. Officer"));
    }

    private sealed class Tally
    {
        private int _held;
        private int _all;
        private int _none;
        private double _truth;
        private double _projected;

        public double Coverage => (double)_held / _all;

        /// <summary>Of the projected error against the true one.</summary>
        public double Bias => (_projected / _truth) - 1;

        public void Add(decimal truth, EvidenceResult result)
        {
            if (result.Bound is not { } bound)
            {
                _none++;
                return;
            }

            _all++;
            _held += truth <= bound.UpperLimitGbp ? 1 : 0;
            _truth += (double)truth;
            _projected += (double)bound.ProjectedGbp;
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"limit held {_held:#,##0} of {_all:#,##0} ({Coverage:0.00%}), no limit {_none:#,##0}, projected {_projected / _truth:0.000} of the true error");
    }
}
