using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Funding;

/// <summary>Finds the smallest pilot of which the two readings differ.</summary>
public sealed partial class ReferenceEngineTests
{
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

    private static IEnumerable<FundingInputs> Smaller(FundingInputs inputs) => FewerRows(inputs)
        .Concat(Less(inputs.Awards.Registrations, left => inputs with { Awards = inputs.Awards with { Registrations = left } }))
        .Concat(Less(inputs.Awards.Certificates, left => inputs with { Awards = inputs.Awards with { Certificates = left } }))
        .Concat(Less(inputs.Ledger.Clearances, left => inputs with { Ledger = inputs.Ledger with { Clearances = left } }))
        .Concat(Less(inputs.Ledger.Holds, left => inputs with { Ledger = inputs.Ledger with { Holds = left } }))
        .Concat(Less(inputs.Ledger.EvidenceChecks, left => inputs with { Ledger = inputs.Ledger with { EvidenceChecks = left } }))
        .Concat(Less(inputs.LastClosed, left => inputs with { LastClosed = left }));

    /// <summary>The list without its first, without its second, and so on.</summary>
    private static IEnumerable<FundingInputs> Less<T>(IEnumerable<T> lines, Func<List<T>, FundingInputs> with) =>
        lines.Select(left => with([.. lines.Where(line => !Equals(line, left))]));

    private static IEnumerable<FundingInputs> FewerRows(FundingInputs inputs)
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
