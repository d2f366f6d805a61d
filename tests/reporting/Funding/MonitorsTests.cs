using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 8.</summary>
public sealed class MonitorsTests
{
    private const int Providers = 1_000;
    private static readonly Scheme Usual = FundingSample.DefaultSettings().Scheme;
    private static readonly DateOnly AsOf = GeneratedProviders.Period.CensusDate;

    /// <summary>Also planted, all ten, so that the pilot's figures are of ordinary and odd providers alike.</summary>
    private static readonly Lazy<(List<(Ukprn Ukprn, string? Planted, List<PlannedLearner> Learners)> Pilot, IReadOnlyList<MonitorFinding> Found)> Looked = new(Look);

    [Fact]
    public void At_most_one_ordinary_provider_in_a_hundred_is_named_for_anything()
    {
        var ordinary = Looked.Value.Pilot.Where(entry => entry.Planted is null).Select(entry => entry.Ukprn).ToHashSet();
        var named = Looked.Value.Found.Where(finding => ordinary.Contains(finding.Ukprn)).ToList();

        Assert.Equal(Providers, ordinary.Count);
        Assert.True(named.Select(finding => finding.Ukprn).Distinct().Count() <= Providers / 100, string.Join("; ", named.Select(finding => $"{finding.Ukprn} {finding.Monitor.Id}")));
    }

    [Fact]
    public void Every_planted_pattern_is_found_where_it_was_planted()
    {
        foreach (var (ukprn, planted, _) in Looked.Value.Pilot.Where(entry => entry.Planted is not null))
        {
            var found = Looked.Value.Found.Where(monitorFinding => monitorFinding.Ukprn == ukprn).ToList();
            Assert.True(found.Any(monitorFinding => monitorFinding.Monitor.Id == planted), $"{planted} at {ukprn}: {string.Join(", ", found.Select(monitorFinding => monitorFinding.Monitor.Id))}");
            var finding = found.Single(monitorFinding => monitorFinding.Monitor.Id == planted);
            Assert.Equal(finding.Counted.Found.Sum(course => course.Course.Milestones.Sum(milestone => milestone.FundedGbp)), finding.FundedGbp);
            Assert.All(finding.Counted.Found, course => Assert.Equal(ukprn, course.Course.Ukprn));
        }
    }

    [Fact]
    public void The_figure_of_the_pilot_is_the_one_that_follows_from_its_learners()
    {
        var learners = Looked.Value.Pilot.SelectMany(entry => entry.Learners.Select(learner => (entry.Ukprn, Learner: learner))).ToList();
        foreach (var finding in Looked.Value.Found.DistinctBy(finding => finding.Monitor.Id))
        {
            Assert.Equal((finding.Monitor.Id, Expected(finding.Monitor.Id, learners)), (finding.Monitor.Id, (finding.Pilot.Found, finding.Pilot.OutOf)));
        }

        Assert.Equal(Monitors.All.Select(monitor => monitor.Id), Looked.Value.Found.Select(finding => finding.Monitor.Id).Distinct());
    }

    [Fact]
    public void Every_monitor_says_what_it_finds_out_of_what_what_to_ask_and_where_it_comes_from()
    {
        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"MON_{i:D2}"), Monitors.All.Select(monitor => monitor.Id));
        Assert.All(Monitors.All, monitor => Assert.True(
            monitor.Words(Usual).Length > 20 && monitor.Ask.Contains('?', StringComparison.Ordinal) && monitor.OutOf.Length > 0 && monitor.Source.Length > 10, monitor.Id));
    }

    [Theory]
    [InlineData("mon_01_days", 366, "MON_01")]
    [InlineData("mon_04_min", 20, "MON_04")]
    [InlineData("mon_05_min", 11, "MON_05")]
    [InlineData("mon_06_min", 40, "MON_06")]
    [InlineData("mon_08_min", 3, "MON_08")]
    [InlineData("mon_10_returns", 9, "MON_10")]
    public void A_threshold_of_the_scheme_decides(string key, int value, string monitor)
    {
        var learners = new GeneratedProviders(7).With(monitor);
        var thresholds = MonitorKeys.All.Single(schemeKey => schemeKey.Name == key).Set(Usual, value);

        Assert.Contains(Find(learners, Usual), finding => finding.Monitor.Id == monitor);
        Assert.DoesNotContain(Find(learners, thresholds), finding => finding.Monitor.Id == monitor);
    }

    private static IReadOnlyList<MonitorFinding> Find(List<PlannedLearner> learners, Scheme thresholds) =>
        Run([(FundingSample.P1, null, learners)], thresholds);

    /// <summary>Written once more, from what was planned: nothing of it comes from the engine.</summary>
    private static (int, int) Expected(string monitor, List<(Ukprn Ukprn, PlannedLearner Learner)> all)
    {
        var learners = all.ConvertAll(pair => pair.Learner);
        // A learner who came back from a break is in learning: the break is no longer how the course stands.
        var ended = learners.Where(learner => learner.Ended <= AsOf && learner.BackOn is null).ToList();
        var left = ended.Where(learner => learner.Status == "3").ToList();
        var gone = ended.Where(learner => learner is { DestinationFrom: { } from } && from <= AsOf).ToList();
        switch (monitor)
        {
            case "MON_01":
                var breaks = ended.Where(learner => learner.Status == "6").ToList();
                return (breaks.Count(learner => learner.Ended!.Value.AddDays(365) <= AsOf), breaks.Count);
            case "MON_02":
                var moved = all.Where(pair => left.Contains(pair.Learner) && pair.Learner.Reason == "40").ToList();
                return (moved.Count(pair => !all.Any(other => other.Ukprn == pair.Ukprn && other.Learner.Ref == pair.Learner.Ref && other.Learner.Aim == GeneratedProviders.Hnd)), moved.Count);
            case "MON_03":
                var continuing = learners.Where(learner => learner.Ended is null || learner.BackOn is not null).ToList();
                return (continuing.Count(learner => learner.BackOn is null && QuarterOf(learner, last: true) < GeneratedProviders.Quarters.Count - 2), continuing.Count);
            case "MON_04":
                return (left.Count(learner => GeneratedProviders.Qualifies(learner) <= learner.Ended && learner.Ended <= GeneratedProviders.Qualifies(learner).AddDays(7)), left.Count);
            case "MON_05":
                var firstReturn = all.GroupBy(pair => pair.Ukprn).ToDictionary(group => group.Key, group => group.Min(pair => QuarterOf(pair.Learner, last: false)));
                return (all.Count(pair => Late(pair.Learner, firstReturn[pair.Ukprn])), learners.Count);
            case "MON_06":
                return (gone.Count(learner => learner.DestinationFrom == learner.Ended!.Value.AddMonths(6)), gone.Count);
            case "MON_07":
                return (learners.Count(learner => !learner.LivesInside), learners.Count);
            case "MON_08":
                return (all.Where(pair => gone.Contains(pair.Learner)).GroupBy(pair => (pair.Ukprn, pair.Learner.DestinationRef)).Where(group => group.Count() > 1).Sum(group => group.Count()), gone.Count);
            case "MON_09":
                var graded = ended.Where(learner => learner.Grade is not null).ToList();
                return (graded.Count(learner => learner.Grade != "PA"), graded.Count);
            default:
                return (learners.Count(PutOffTwice), learners.Count);
        }
    }

    private static int QuarterOf(PlannedLearner learner, bool last) => last
        ? Array.FindLastIndex(learner.Reported, end => end is not null)
        : Array.FindIndex(learner.Reported, end => end is not null);

    private static bool Late(PlannedLearner learner, int providersFirst)
    {
        var first = QuarterOf(learner, last: false);
        return GeneratedProviders.PreparedOn(first) > learner.Start.AddDays(90)
            && Enumerable.Range(providersFirst, first - providersFirst).Any(q => GeneratedProviders.PreparedOn(q) >= learner.Start);
    }

    private static bool PutOffTwice(PlannedLearner learner)
    {
        var ends = learner.Reported.OfType<DateOnly>().ToList();
        return Enumerable.Range(2, Math.Max(0, ends.Count - 2)).Any(i => ends[i] > ends[i - 1] && ends[i - 1] > ends[i - 2]);
    }

    private static (List<(Ukprn, string?, List<PlannedLearner>)>, IReadOnlyList<MonitorFinding>) Look()
    {
        var pilot = Enumerable.Range(1, Providers).Select(i => (Ukprn.Of(10_000_000 + i), (string?)null, new GeneratedProviders(i).Ordinary())).ToList();
        pilot.AddRange(Monitors.All.SelectMany((monitor, i) => Enumerable.Range(0, 5).Select(
            again => (Ukprn.Of(20_000_000 + (10 * i) + again), (string?)monitor.Id, new GeneratedProviders(5_000 + (10 * i) + again).With(monitor.Id)))));
        return (pilot, Run(pilot, Usual));
    }

    private static IReadOnlyList<MonitorFinding> Run(List<(Ukprn Ukprn, string? Planted, List<PlannedLearner> Learners)> pilot, Scheme thresholds)
    {
        var settings = FundingSample.DefaultSettings();
        settings = settings with
        {
            Scheme = thresholds,
            Allocations = [.. pilot.SelectMany(entry => new[] { 2026, 2027, 2028 }.Select(year => FundingSample.LineOf(entry.Ukprn, "HNC", new FundingYear(year), 3_000, 1_000_000)))],
        };
        var inputs = new FundingInputs(
            GeneratedProviders.Period, settings, new Ledger(), [.. pilot.Select(entry => GeneratedProviders.Facts(entry.Ukprn, entry.Learners))], []);

        return Monitors.Find(EarnAndReconcile.Run(inputs).Courses, settings, AsOf);
    }
}
