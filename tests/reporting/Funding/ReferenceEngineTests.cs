using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Funding;

/// <summary>The engine against the specification's second reading, and what must hold whatever the facts are.</summary>
public sealed class ReferenceEngineTests
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

    private static string? Difference(FundingInputs inputs)
    {
        var run = EarnAndReconcile.Run(inputs);
        var naive = new ReferenceEngine(inputs);
        var expected = naive.Earnings().Select(x => string.Create(CultureInfo.InvariantCulture,
            $"{x.Course.Ukprn} {x.Said.On.E.Newest.LearnerRef} {x.Course.Aim} {x.Course.Begins:o} {x.Milestone}: {x.Said.Decision} {x.Said.Amount:0.00} {x.Said.Funded:0.00} [{x.Said.Holds}] {x.Said.Date:o} {x.Said.Word} on {x.Said.On.E.Newest.StartDate:o} {Source(x.Milestone, x.Said.On)}"));
        var actual = run.Courses.SelectMany(course => course.Milestones.Select(x => string.Create(CultureInfo.InvariantCulture,
            $"{course.Ukprn} {x.LearnerRef} {course.AimRef} {course.StartDate:o} {x.Milestone}: {x.Decision} {x.AmountGbp:0.00} {x.FundedGbp:0.00} [{string.Join(',', x.Holds)}] {x.Date:o} {x.Corroboration} on {x.StartDate:o} {x.SubmissionNumber}/{x.ExcelRow} {x.ClaimGbp}")));
        return First(expected, actual) ?? First(new ReferenceLines(inputs, naive).All(), run.Lines);
    }

    /// <summary>A start rests on the enrolment row, the rest on the completion row where there is one.</summary>
    private static string Source(Milestone milestone, ReferenceEngine.Row row) => string.Create(CultureInfo.InvariantCulture, $"{(milestone, row.C) switch
    {
        (Milestone.Start, _) => $"{row.E.SubmissionNumber}/{row.E.ExcelRow} {row.E.Newest.ClaimStartGbp}",
        (_, null) => $"{row.E.SubmissionNumber}/{row.E.ExcelRow} ",
        (Milestone.Completion, { } end) => $"{end.SubmissionNumber}/{end.ExcelRow} {end.Newest.ClaimCompletionGbp}",
        (_, { } end) => $"{end.SubmissionNumber}/{end.ExcelRow} {end.Newest.ClaimOutcomeGbp}",
    }}");

    private static string? First<T>(IEnumerable<T> expected, IEnumerable<T> actual)
    {
        var (left, right) = (expected.ToList(), actual.ToList());
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            if (!Equals(left.ElementAtOrDefault(i), right.ElementAtOrDefault(i)))
            {
                return $"\nnaive  {left.ElementAtOrDefault(i)}\nengine {right.ElementAtOrDefault(i)}";
            }
        }

        return null;
    }

    /// <summary>Leaves out one row or ledger line after another while the two still disagree.</summary>
    private static FundingInputs Smallest(FundingInputs inputs)
    {
        while (Smaller(inputs).FirstOrDefault(less => Difference(less) is not null) is { } less)
        {
            inputs = less;
        }

        return inputs;
    }

    private static IEnumerable<FundingInputs> Smaller(FundingInputs inputs)
    {
        foreach (var provider in inputs.Providers)
        {
            FundingInputs Swap(ProviderFacts less) => inputs with { Providers = inputs.Providers.Select(providerFacts => providerFacts == provider ? less : providerFacts).ToList() };
            foreach (var row in provider.Enrolments)
            {
                yield return Swap(provider with
                {
                    Enrolments = provider.Enrolments.Where(enrolment => enrolment != row).ToList(),
                    Completions = provider.Completions.Where(completion => completion.Newest.Key != row.Newest.Key).ToList(),
                });
            }

            foreach (var row in provider.Completions)
            {
                yield return Swap(provider with { Completions = provider.Completions.Where(completion => completion != row).ToList() });
            }

            foreach (var row in provider.Submissions)
            {
                yield return Swap(provider with { Submissions = provider.Submissions.Where(submission => submission != row).ToList() });
            }
        }

        var ledger = inputs.Ledger;
        foreach (var registration in inputs.Awards.Registrations)
        {
            yield return inputs with { Awards = inputs.Awards with { Registrations = inputs.Awards.Registrations.Where(row => row != registration).ToList() } };
        }

        foreach (var certificate in inputs.Awards.Certificates)
        {
            yield return inputs with { Awards = inputs.Awards with { Certificates = inputs.Awards.Certificates.Where(row => row != certificate).ToList() } };
        }

        foreach (var line in ledger.Clearances)
        {
            yield return inputs with { Ledger = ledger with { Clearances = ledger.Clearances.Where(clearance => clearance != line).ToList() } };
        }

        foreach (var line in ledger.Holds)
        {
            yield return inputs with { Ledger = ledger with { Holds = ledger.Holds.Where(hold => hold != line).ToList() } };
        }

        foreach (var line in ledger.EvidenceChecks)
        {
            yield return inputs with { Ledger = ledger with { EvidenceChecks = ledger.EvidenceChecks.Where(evidenceCheck => evidenceCheck != line).ToList() } };
        }

        foreach (var line in inputs.LastClosed)
        {
            yield return inputs with { LastClosed = inputs.LastClosed.Where(reconciliationLine => reconciliationLine != line).ToList() };
        }
    }

    private static string Described(FundingInputs inputs)
    {
        var rows = inputs.Providers.SelectMany(provider => provider.Enrolments.Select(row => $"ENR {row.Ukprn} {row}")
            .Concat(provider.Completions.Select(row => $"CMP {row.Ukprn} {row.Newest}"))
            .Concat(provider.Submissions.Select(submission => $"SUB {submission.Ukprn} {submission.Kind} {submission.Status} {submission.AcceptedRows} {submission.Period} {submission.PreparedOn:o} [{string.Join(',', submission.RejectedLearners)}]")));
        var lines = inputs.Settings.Allocations.Select(line => $"LINE {line.Ukprn} {line.Qualification} {line.FundingYear} {line.UnitRateGbp} {line.AllocationGbp} {line.StopNewStartsFrom:o}");
        var ledger = inputs.Ledger.Clearances.Select(line => line.ToString()).Concat(inputs.Ledger.Holds.Select(line => line.ToString()))
            .Concat(inputs.Ledger.EvidenceChecks.Select(line => line.ToString()));
        ledger = ledger.Concat(inputs.Awards.Registrations.Select(row => row.ToString())).Concat(inputs.Awards.Certificates.Select(row => row.ToString()));
        return string.Join('\n', [$"PERIOD {inputs.Period}", .. rows, .. lines, .. ledger]);
    }
}
