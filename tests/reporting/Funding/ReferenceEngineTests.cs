using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Funding;

/// <summary>The engine against the specification's second reading, and what must hold whatever the facts are.</summary>
public sealed partial class ReferenceEngineTests
{
    private static readonly int Pilots = TestCaseCount.Of(10_000);

    [Fact]
    public void The_engine_and_the_naive_reading_say_the_same_of_every_generated_pilot()
    {
        for (var seed = 1; seed <= Pilots; seed++)
        {
            var inputs = new GeneratedFunding(seed).Make();
            if (Difference(inputs) is not null)
            {
                var small = Smallest(inputs);
                Assert.Fail($"Pilot {seed}: {Difference(small)}\n{Described(small)}");
            }
        }
    }

    [Fact]
    public void The_generated_pilots_reach_every_decision_status_and_hold()
    {
        var runs = Enumerable.Range(1, 2000).Select(seed => EarnAndReconcile.Run(new GeneratedFunding(seed).Make())).ToList();

        var earnings = runs.SelectMany(run => run.Earnings).ToList();
        foreach (var milestone in Enum.GetValues<Milestone>())
        {
            foreach (var decision in Enum.GetValues<Decision>())
            {
                Assert.True(earnings.Any(earning => earning.Milestone == milestone && earning.Decision == decision), $"{milestone} {decision}");
            }
        }

        Assert.Equal(9, earnings.SelectMany(earning => earning.Holds).Distinct().Count());
        Assert.Equal(7, runs.SelectMany(run => run.Lines).Select(line => line.Status).Distinct().Count());
        Assert.True(runs.Count(run => run.Courses.Any(course => course.StartedThroughEarlierCourse && course.Completion.IsEarned)) >= 3);
        Assert.True(runs.Count(run => run.Courses.Any(course => course.Rows.Count > 1)) >= 50);
    }

    [Fact]
    public void One_course_tells_one_story_in_every_generated_pilot()
    {
        var (later, chains) = (0, 0);
        for (var seed = 1; seed <= 3_000; seed++)
        {
            foreach (var course in EarnAndReconcile.Run(new GeneratedFunding(seed).Make()).Courses)
            {
                later += SaysWhatItRestsOn(course.Completion, course.Start, "The completion rests on the start, which is not earned. ") ? 1 : 0;
                chains += SaysWhatItRestsOn(course.Outcome, course.Completion, "The outcome rests on the completion, which is not earned. ") ? 1 : 0;
            }
        }

        Assert.True(later > 100 && chains > 100, $"{later}, {chains}");
    }

    /// <returns>Whether the cause is a date after the quarter.</returns>
    private static bool SaysWhatItRestsOn(Earning first, Earning other, string begins)
    {
        if (first.Decision != Decision.NotYet || !first.Reason.StartsWith(begins, StringComparison.Ordinal))
        {
            return false;
        }

        Assert.Equal(begins + other.Reason, first.Reason);
        Assert.Equal(other.WhatChangesIt, first.WhatChangesIt);
        return first.Reason.Contains("after the end of this quarter", StringComparison.Ordinal);
    }

    [Fact]
    public void Money_adds_up_in_every_generated_pilot()
    {
        for (var seed = 1; seed <= 1500; seed++)
        {
            var inputs = new GeneratedFunding(seed).Make();
            var run = EarnAndReconcile.Run(inputs);

            foreach (var line in run.Lines)
            {
                Assert.Equal(line.FundedYtd, line.PreviouslyReported + line.Movement);
                Assert.Equal(line.EarnedYtd, line.FundedYtd + line.UnfundedYtd);
                Assert.InRange(line.FundedYtd, 0, line.AllocationGbp);
            }

            Assert.Equal(run.Earnings.Where(earning => earning.IsEarned).Sum(earning => earning.AmountGbp), run.Lines.Sum(line => line.EarnedYtd));
            Assert.Equal(run.Earnings.Sum(earning => earning.FundedGbp), run.Lines.Sum(line => line.FundedYtd));
            Assert.Equal(run.Earnings.Where(earning => earning.Decision == Decision.Held).Sum(earning => earning.AmountGbp), run.Lines.Sum(line => line.HeldGbp));
            Assert.All(run.Earnings, earning => Assert.True(earning.IsQualifying || earning.AmountGbp == 0));
            foreach (var course in run.Courses.Where(course => course.Milestones.All(milestone => milestone.IsQualifying)))
            {
                Assert.Contains(course.Milestones.Sum(milestone => milestone.AmountGbp), RatesOf(inputs, course));
            }
        }
    }

    [Fact]
    public void Every_milestone_gives_a_reason_and_says_what_would_change_it_unless_it_is_funded()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            foreach (var earning in EarnAndReconcile.Run(new GeneratedFunding(seed).Make()).Earnings)
            {
                Assert.EndsWith(".", earning.Reason, StringComparison.Ordinal);
                Assert.Equal(earning.Decision == Decision.Funded, earning.WhatChangesIt.Length == 0);
                Assert.DoesNotContain("  ", earning.Reason, StringComparison.Ordinal);
                foreach (var ukprn in new[] { FundingSample.P1, FundingSample.P2 })
                {
                    Assert.DoesNotContain(ukprn.ToString(), earning.Reason + earning.WhatChangesIt, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void Nothing_depends_on_the_order_in_which_rows_are_listed()
    {
        for (var seed = 1; seed <= 800; seed++)
        {
            var inputs = new GeneratedFunding(seed).Make();
            var turned = inputs with
            {
                Providers = inputs.Providers.Reverse().Select(provider => new ProviderFacts(
                    provider.Ukprn,
                    provider.Submissions.Reverse().ToList(),
                    provider.Enrolments.Reverse().ToList(),
                    provider.Completions.Reverse().ToList())).ToList(),
                LastClosed = inputs.LastClosed.Reverse().ToList(),
                Settings = inputs.Settings with { Allocations = inputs.Settings.Allocations.Reverse().ToList() },
            };
            var (first, other) = (EarnAndReconcile.Run(inputs), EarnAndReconcile.Run(turned));

            Assert.Equal(first.Lines, other.Lines);
            Assert.Equal(first.Earnings.Select(Full), other.Earnings.Select(Full));
        }

        static Earning Full(Earning earning) => earning with { Holds = [], Reason = earning.Reason + string.Join(',', earning.Holds) };
    }

    private static IEnumerable<decimal> RatesOf(FundingInputs inputs, Course course) => inputs.Settings.Allocations
        .Where(line => line.Ukprn == course.Ukprn && line.Qualification == course.Qualification && line.FundingYear.Contains(course.StartDate))
        .Select(line => line.UnitRateGbp)
        .Concat(inputs.Ledger.Clearances.Where(line => line.RateGbp is not null).Select(line => line.RateGbp!.Value));
}
