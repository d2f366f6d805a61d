using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 5: what the evidence checks that came back say, per provider and for the pilot.</summary>
public sealed class EvidenceResultsTests
{
    private static readonly EvidenceSample First = new(Q3, P1, 2_000, 10_000, [Drawn("LARGE", 2_000, true), Drawn("A", 100), Drawn("B", 100), Drawn("C", 100)]);
    private static readonly EvidenceSample Second = new(Q4, P1, 0, 5_000, [Drawn("D", 100), Drawn("E", 100)]);
    private static readonly EvidenceSample Other = new(Q3, P2, 0, 8_000, [Drawn("A", 100), Drawn("F", 100)]);

    [Fact]
    public void Funding_5_results_are_counted_per_provider_and_then_for_the_pilot()
    {
        var results = EvidenceResults.Of([Other, First, Second], [Check("LARGE", false), Check("A", true), Check("B", false), Check("D", true), Check("A", true, P2), Check("F", false, P2)]);

        Assert.Equal([P1, P2, (Ukprn?)null], results.Select(result => result.Ukprn));
        Assert.Equal([(17_000m, 6, 4, 2), (8_000m, 2, 2, 1), (25_000m, 8, 6, 3)], results.Select(result => (result.FundedGbp, result.Drawn, result.Checked, result.Failed)));

        // The certain one failed with all its pounds; of the two others that were checked of the first sample one failed, which stands for half of 10,000.
        Assert.Equal([7_000m, 4_000m, 11_000m], results.Select(result => result.Bound!.ProjectedGbp));
    }

    [Fact]
    public void Funding_5_there_is_no_bound_while_fewer_than_half_of_a_sample_is_checked()
    {
        Assert.NotNull(EvidenceResults.Of([First], [Check("A", true), Check("B", true)])[0].Bound);
        Assert.Null(EvidenceResults.Of([First], [Check("A", true)])[0].Bound);
        Assert.Null(EvidenceResults.Of([First, Second], [Check("A", true), Check("B", true)])[0].Bound);
    }

    [Fact]
    public void Funding_5_a_certain_milestone_that_was_not_checked_counts_against_the_claim()
    {
        var bound = EvidenceResults.Of([First], [Check("A", true), Check("B", true), Check("C", true)])[0].Bound!;
        var passed = EvidenceResults.Of([First], [Check("A", true), Check("B", true), Check("C", true), Check("LARGE", true)])[0].Bound!;

        Assert.Equal((0m, 2_000m), (bound.ProjectedGbp, bound.UpperLimitGbp - passed.UpperLimitGbp));
    }

    [Fact]
    public void Funding_1_of_several_checks_of_one_milestone_the_latest_date_counts_then_the_later_line()
    {
        static int Failed(params EvidenceCheck[] checks) => EvidenceResults.Of([Second], checks)[0].Failed;

        Assert.Equal(0, Failed(Check("D", true, day: 6), Check("D", false, day: 5)));
        Assert.Equal(1, Failed(Check("D", true, day: 5), Check("D", false, day: 6)));
        Assert.Equal(1, Failed(Check("D", true, day: 5), Check("D", false, day: 5)));
    }

    [Fact]
    public void Where_nothing_was_drawn_there_is_no_result()
    {
        Assert.Empty(EvidenceResults.Of([], []));
        Assert.Empty(EvidenceResults.Of([new EvidenceSample(Q3, P1, 0, 0, [])], []));
        Assert.Equal(3, EvidenceResults.Of([First, Other], []).Count);
    }

    private static SampledMilestone Drawn(string learner, decimal pounds, bool isCertain = false) => new(learner, Hnc, Sep14, Milestone.Start, pounds, isCertain);

    private static EvidenceCheck Check(string learner, bool pass, Ukprn? at = null, int day = 5) =>
        new("E" + learner, at ?? P1, learner, Hnc, Sep14, Milestone.Start, new(2027, 3, day), pass, "A. Officer");
}
