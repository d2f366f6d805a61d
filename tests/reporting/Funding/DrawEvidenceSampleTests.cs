using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 5, evidence sample.</summary>
public sealed class DrawEvidenceSampleTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(5, 5)]
    [InlineData(50, 5)]
    [InlineData(51, 6)]
    [InlineData(60, 6)]
    public void A_tenth_of_the_newly_funded_milestones_is_drawn_and_at_least_five(int funded, int drawn) =>
        Assert.Equal(drawn, Drawn(new FundingSample().WithPlenty().Enrol(funded).Run(Q3)).Distinct().Count());

    [Fact]
    public void The_draw_is_the_same_whatever_the_order_and_another_in_another_period()
    {
        var run = new FundingSample().WithPlenty().Enrol(40).Run(Q3);

        var drawn = Drawn(run);

        Assert.Equal(drawn, Drawn(run with { Courses = run.Courses.Reverse().ToList() }));
        Assert.NotEqual(drawn, Drawn(run with { Period = Q4 }));
        Assert.Equal(drawn.Select(milestone => milestone.LearnerRef), DrawEvidenceSample.Earnings(run, DrawEvidenceSample.Run(run, [])).Select(earning => earning.LearnerRef));
    }

    [Fact]
    public void What_was_funded_before_or_is_not_funded_is_not_drawn()
    {
        var pilot = new FundingSample().WithPlenty().Enrol(10);
        var before = pilot.Run(Q3);
        var now = pilot.Enrol(2).Enrol(1, row => row with { IzFunded = false }).Run(Q4);

        Assert.Equal(["L011", "L012"], Drawn(now, before.Earnings).Select(milestone => milestone.LearnerRef));
    }

    [Fact]
    public void A_milestone_that_fills_an_interval_is_always_in_and_the_rest_is_drawn_from_what_remains()
    {
        var sample = DrawEvidenceSample.Run(Q3, [.. Small(95), Funded("LARGE", 2_000m), Funded("EDGE", 1_055.55m)], []).Single();

        // Ten of 97 are drawn. 12,555.55 in tenths is 1,255.56: LARGE fills it. The other nine share 10,555.55, which is 1,172.84 each: EDGE does not.
        Assert.Equal(10, sample.Drawn.Count);
        Assert.Equal(["LARGE"], sample.Drawn.Where(milestone => milestone.IsCertain).Select(milestone => milestone.LearnerRef));
        Assert.Equal((2_000m, 10_555.55m), (sample.CertainGbp, sample.RestGbp));
    }

    [Fact]
    public void A_milestone_is_drawn_as_often_as_its_pounds_say()
    {
        // Half of the 8,000 pounds are in 20 milestones of 200, the other half in 40 of 100.
        var earnings = Enumerable.Range(0, 20).Select(i => Funded($"A{i:D2}", 200m)).Concat(Enumerable.Range(0, 40).Select(i => Funded($"B{i:D2}", 100m))).ToList();
        var drawn = Enumerable.Range(0, 2_000).SelectMany(i => DrawEvidenceSample.Run(Q3, earnings.Select(earning => earning with { Ukprn = Ukprn.Of(10_000_001 + i) }), [])).SelectMany(sample => sample.Drawn).ToList();

        Assert.Equal(2_000 * 6, drawn.Count);
        Assert.InRange(drawn.Count(milestone => milestone.LearnerRef[0] == 'A'), 5_800, 6_200);
    }

    [Fact]
    public void A_milestone_that_fills_an_interval_once_a_larger_one_is_out_is_certain_too()
    {
        // Ten of 97 are drawn. SECOND fills no tenth of 12,700.00, but a ninth of the 10,700.00 that are left without LARGE.
        var sample = DrawEvidenceSample.Run(Q3, [.. Small(95), Funded("LARGE", 2_000m), Funded("SECOND", 1_200m)], []).Single();

        Assert.Equal(["LARGE", "SECOND"], sample.Drawn.Where(milestone => milestone.IsCertain).Select(milestone => milestone.LearnerRef));

        // Five of ten are drawn, and 200.00 are exactly a fifth of 1,000.00.
        var exact = DrawEvidenceSample.Run(Q3, [Funded("EXACT", 200m), .. Enumerable.Range(0, 8).Select(i => Funded($"E{i}", 89m)), Funded("E8", 88m)], []).Single();
        Assert.Equal(["EXACT"], exact.Drawn.Where(milestone => milestone.IsCertain).Select(milestone => milestone.LearnerRef));
    }

    [Fact]
    public void What_was_earned_before_and_is_funded_only_now_is_new()
    {
        Earning[] now = [Funded("A", 100m), Funded("B", 100m)];

        Assert.Equal(["A", "B"], DrawnRefs(DrawEvidenceSample.Run(Q3, now, [now[0] with { FundedGbp = 0, Decision = Decision.UnfundedCap }])));
        Assert.Equal(["B"], DrawnRefs(DrawEvidenceSample.Run(Q3, now, [now[0]])));
    }

    [Fact]
    public void Samples_are_in_the_order_of_providers_and_milestones_in_that_of_learners()
    {
        var run = new FundingSample().WithPlenty().Enrol("B").Enrol("A").Enrol("C", at: P2)
            .Ends("B", Sep14.AddDays(20), Achieved(Sep14.AddDays(25))).Run(Q3);
        var samples = DrawEvidenceSample.Run(Q3, run.Earnings.Reverse(), []);

        Assert.Equal([P1, P2], samples.Select(sample => sample.Ukprn));
        Assert.Equal(["A Start", "B Start", "B Completion", "C Start"], samples.SelectMany(sample => sample.Drawn).Select(milestone => $"{milestone.LearnerRef} {milestone.Milestone}"));
        Assert.Equal(
            ["A Start", "B Start", "B Completion", "C Start"],
            DrawEvidenceSample.Earnings(run with { Courses = run.Courses.Reverse().ToList() }, samples).Select(earning => $"{earning.LearnerRef} {earning.Milestone}"));
    }

    /// <summary>The sample again, as somebody would who has the rule and no program: points in pence, from a start that period and provider give.</summary>
    [Theory]
    [InlineData(10000001)]
    [InlineData(10000002)]
    public void Anyone_can_draw_the_sample_again(int ukprn)
    {
        var earnings = Enumerable.Range(0, 73).Select(i => Funded($"L{i:D2}", 1_000m + (i % 7)) with { Ukprn = Ukprn.Of(ukprn) }).ToList();

        var inOrder = earnings.OrderBy(earning => Convert.ToHexString(HashOf($"2026Q3|{ukprn}|{earning.LearnerRef}|{Hnc}|2026-09-14|Start")), StringComparer.Ordinal).ToList();
        var interval = new BigInteger(earnings.Sum(earning => earning.FundedGbp) * 100);
        var seed = new BigInteger(HashOf($"2026Q3|{ukprn}").AsSpan(0, 8), isUnsigned: true, isBigEndian: true);
        var expected = Enumerable.Range(0, 8).Select(k =>
        {
            var (point, passed) = ((((new BigInteger(k) << 64) + seed) * interval / 8) >> 64, BigInteger.Zero);
            return inOrder.First(earning => (passed += new BigInteger(earning.FundedGbp * 100)) > point).LearnerRef;
        });

        Assert.Equal(expected.Order(StringComparer.Ordinal), DrawnRefs(DrawEvidenceSample.Run(Q3, earnings, [])));
    }

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<Earning> Small(int count) => Enumerable.Range(0, count).Select(i => Funded($"S{i:D2}", 100m));

    private static IEnumerable<string> DrawnRefs(IEnumerable<EvidenceSample> samples) => samples.SelectMany(sample => sample.Drawn).Select(milestone => milestone.LearnerRef);

    private static List<SampledMilestone> Drawn(FundingRun run, IEnumerable<Earning>? lastClosed = null) =>
        DrawEvidenceSample.Run(run, lastClosed ?? []).SelectMany(sample => sample.Drawn).ToList();

    private static Earning Funded(string learner, decimal pounds) => new()
    {
        Ukprn = P1,
        LearnerRef = learner,
        AimRef = Hnc,
        Qualification = "HNC",
        StartDate = Sep14,
        Milestone = Milestone.Start,
        AmountGbp = pounds,
        FundedGbp = pounds,
        Decision = Decision.Funded,
        Reason = "",
        WhatChangesIt = "",
        SubmissionNumber = 1,
        ExcelRow = 2,
    };
}
