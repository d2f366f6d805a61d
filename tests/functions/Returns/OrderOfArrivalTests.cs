using System.Globalization;
using Microsoft.Data.Sqlite;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>returns.md section 5: whatever order enrolment and completion returns arrive in, the same is held and the same is paid.</summary>
public sealed class OrderOfArrivalTests : IDisposable
{
    private readonly ArrivedPilots _pilots = new();

    /// <summary>PILOT_TEST_ORDERS=200 tries so many seeds on each line.</summary>
    private static int Seeds => int.TryParse(Environment.GetEnvironmentVariable("PILOT_TEST_ORDERS"), out var count) ? count : 3;

    [Theory]
    [InlineData(0)]
    [InlineData(1_003)]
    public async Task Returns_5_order_of_arrival_never_matters(int first)
    {
        for (var seed = first; seed < first + Seeds; seed++)
        {
            var files = new ArrivingReturns(seed).Make();
            var random = new Random(seed);
            var item = ArrivingReturns.Interleave(files, random);
            var other = ArrivingReturns.Interleave(files, random);
            if (await DifferenceAsync(item, other) is not null)
            {
                Assert.Fail($"seed {seed}: {await ShrunkAsync(item, other)}");
            }
        }
    }

    [Fact]
    public async Task Returns_5_enrolments_before_or_after_completions_give_the_same_facts()
    {
        var files = new ArrivingReturns(77).Make();
        var enrolmentsFirst = files.OrderBy(file => file.Name.Contains("-CMP-", StringComparison.Ordinal)).ToList();
        var completionsFirst = files.OrderBy(file => file.Name.Contains("-ENR-", StringComparison.Ordinal)).ToList();

        Assert.Null(await DifferenceAsync(enrolmentsFirst, completionsFirst));
        Assert.Contains(await HeldAsync(completionsFirst), line => line.Contains("completion", StringComparison.Ordinal));
    }

    public void Dispose() => _pilots.Dispose();

    /// <summary>Null where it makes no difference; else the lines that only one of the two has.</summary>
    private async Task<string?> DifferenceAsync(List<ArrivingFile> left, List<ArrivingFile> other)
    {
        var first = await HeldAsync(left);
        var second = await HeldAsync(other);
        var differences = first.Except(second).Select(line => "  first:  " + line).Concat(second.Except(first).Select(line => "  second: " + line)).ToList();
        return differences.Count == 0 ? null : string.Join('\n', differences.Take(12));
    }

    /// <summary>Leaves out every file without which the two orders still differ, and says what is left.</summary>
    private async Task<string> ShrunkAsync(List<ArrivingFile> first, List<ArrivingFile> other)
    {
        foreach (var file in first.ToList())
        {
            var (fewer, fewerToo) = (first.Where(kept => kept != file).ToList(), other.Where(kept => kept != file).ToList());
            if (await DifferenceAsync(fewer, fewerToo) is not null)
            {
                (first, other) = (fewer, fewerToo);
            }
        }

        var files = string.Join('\n', first.Select(file => $"{file.Name}: {string.Join("\n    ", file.Rows)}"));
        return $"the order of arrival matters.\nfirst:  {string.Join(", ", first.Select(file => file.Name))}\nsecond: {string.Join(", ", other.Select(file => file.Name))}\n{files}\n{await DifferenceAsync(first, other)}";
    }

    /// <summary>Everything that is held and paid once these files have come, a line each; submissions by their files, not their numbers.</summary>
    private async Task<List<string>> HeldAsync(List<ArrivingFile> files)
    {
        var services = await _pilots.OpenAsync();
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, default);
        var fileOf = await ArrivedPilots.ReceiveAsync(services, files);
        var inputs = await new LoadInputs(services).RunAsync(new Quarter(2026, 4), settings, DateTime.MaxValue, default);
        var run = EarnAndReconcile.Run(inputs);
        SqliteConnection.ClearAllPools();
        return Describe(inputs, run, fileOf);
    }

    private static List<string> Describe(FundingInputs inputs, FundingRun run, Dictionary<int, string> fileOf)
    {
        var lines = new List<string>();
        foreach (var facts in inputs.Providers)
        {
            lines.AddRange(facts.Submissions.Select(submission => string.Create(CultureInfo.InvariantCulture,
                $"{fileOf[submission.Number]}: {submission.Status}, {submission.AcceptedRows} of {submission.Rows}, rejected {string.Join(' ', submission.RejectedLearners.Order(StringComparer.Ordinal))}")));
            lines.AddRange(facts.Enrolments.Select(enrolment => string.Create(CultureInfo.InvariantCulture,
                $"{facts.Ukprn} enrolment of {fileOf[enrolment.SubmissionNumber]} row {enrolment.ExcelRow}: {enrolment.Newest} planned {enrolment.FirstPlannedEndDate:O} stood {enrolment.LastReportedOn:O} stale {enrolment.Stale} temporary {enrolment.TemporaryUlnPeriods} "
                + $"duplicate {enrolment.PossibleDuplicate} earlier {string.Join(' ', enrolment.EarlierStartDates.Select(Display.Iso))}")));
            lines.AddRange(facts.Completions.Select(completion => string.Create(CultureInfo.InvariantCulture,
                $"{facts.Ukprn} completion of {fileOf[completion.SubmissionNumber]} row {completion.ExcelRow}: {completion.Newest} stale {completion.Stale}")));
        }

        lines.AddRange(run.Lines.Select(line => line.ToString()));
        lines.AddRange(run.Earnings.Select(earning => $"{earning with { SubmissionNumber = 0, Holds = [] }} of {fileOf[earning.SubmissionNumber]} holds {string.Join(' ', earning.Holds)}"));
        return lines;
    }
}
