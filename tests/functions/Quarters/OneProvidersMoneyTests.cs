using System.Globalization;
using Microsoft.Data.Sqlite;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Functions.Returns;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;
using Pilot.Tests.Funding;
using Pilot.Tests.Support;

namespace Pilot.Tests.Quarters;

/// <summary>
/// A provider's money depends on its own facts and on those of its learners elsewhere: a statement that was worked out from these is, byte for
/// byte, the statement of a run over the whole pilot.
/// </summary>
public sealed class OneProvidersMoneyTests
{
    private static readonly Quarter[] Periods = [new(2026, 3), new(2026, 4)];

    [Fact]
    public void Of_every_generated_pilot_a_provider_earns_the_same_without_the_learners_that_it_does_not_share()
    {
        var (leftOut, both) = (0, 0);
        for (var seed = 1; seed <= 3_000; seed++)
        {
            var inputs = new GeneratedFunding(seed).Make();
            var whole = EarnAndReconcile.Run(inputs);
            foreach (var ukprn in inputs.Providers.Select(provider => provider.Ukprn))
            {
                var narrow = inputs with { Providers = [.. inputs.Providers.Select(provider => provider.Ukprn == ukprn ? provider : Shared(provider, inputs, ukprn))] };
                var run = EarnAndReconcile.Run(narrow);

                Assert.Equal(whole.Lines.Where(line => line.Ukprn == ukprn), run.Lines.Where(line => line.Ukprn == ukprn));
                Assert.Equal(Described(whole, ukprn), Described(run, ukprn));
                if (seed <= 100)
                {
                    Assert.Equal(Statement(inputs, whole, ukprn), Statement(narrow, run, ukprn));
                }

                leftOut += narrow.Providers.Sum(provider => provider.Enrolments.Count) < inputs.Providers.Sum(provider => provider.Enrolments.Count) ? 1 : 0;
                both += narrow.Providers.Any(provider => provider.Ukprn != ukprn && provider.Enrolments.Count > 0) ? 1 : 0;
            }
        }

        Assert.True(leftOut > 500 && both > 500, $"{leftOut} left learners out, {both} shared some.");
    }

    [Fact]
    public async Task What_a_statement_is_worked_out_from_is_what_the_provider_and_others_hold_of_its_learners()
    {
        var (shared, leftOut) = (0, 0);
        for (var seed = 1; seed <= 5; seed++)
        {
            using var pilot = await ReceivedAsync(seed);
            var services = await pilot.OpenAsync(LondonTime.On(ArrivingReturns.Today, new TimeOnly(23, 0)));
            var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, default);
            foreach (var period in Periods)
            {
                var inputs = await new LoadInputs(services).RunAsync(period, settings, DateTime.MaxValue, default) with { RunOn = services.Today };
                var whole = EarnAndReconcile.Run(inputs);
                foreach (var ukprn in new[] { SettingsBuilder.College, SettingsBuilder.Private })
                {
                    var figures = await new RefreshStatements(services).FiguresAsync(period, ukprn, settings, default);
                    var others = figures.Providers.Where(provider => provider.Ukprn != ukprn).SelectMany(provider => provider.Enrolments).ToList();
                    var held = figures.Providers.Single(provider => provider.Ukprn == ukprn).Enrolments.Select(enrolment => enrolment.Newest.LearnerKey).ToHashSet();

                    Assert.Equal(Statement(inputs, whole, ukprn), Statement(inputs, figures.Funding, ukprn));
                    Assert.All(inputs.Providers.Where(provider => provider.Ukprn != ukprn).SelectMany(provider => provider.Enrolments).Where(enrolment => held.Contains(enrolment.Newest.LearnerKey)), enrolment =>
                        Assert.Equal(enrolment.ToString(), others.Single(other => other.Ukprn == enrolment.Ukprn && other.Newest.Key == enrolment.Newest.Key).ToString()));
                    shared += others.Count;
                    leftOut += inputs.Providers.Where(provider => provider.Ukprn != ukprn).Sum(provider => provider.Enrolments.Count) - others.Count;
                }
            }
        }

        Assert.True(shared > 10 && leftOut > shared, $"{shared} rows of others were read, {leftOut} were not.");
    }

    private static ProviderFacts Shared(ProviderFacts first, FundingInputs inputs, Ukprn ukprn)
    {
        var keys = inputs.Providers.Single(other => other.Ukprn == ukprn).Enrolments.Select(row => row.Newest.LearnerKey).ToHashSet();
        var rows = first.Enrolments.Where(row => keys.Contains(row.Newest.LearnerKey)).ToList();
        var kept = rows.Select(row => row.Newest.Key).ToHashSet();
        return first with { Enrolments = rows, Completions = [.. first.Completions.Where(end => kept.Contains(end.Newest.Key))] };
    }

    private static List<string> Described(FundingRun run, Ukprn ukprn) =>
        [.. run.Earnings.Where(earning => earning.Ukprn == ukprn).Select(earning => $"{earning with { Holds = [] }} {string.Join(' ', earning.Holds)}")];

    private static byte[] Statement(FundingInputs inputs, FundingRun run, Ukprn ukprn)
    {
        var figures = new QuarterFigures
        {
            Run = new RunRecord(
                0, inputs.Period, RunKind.Provisional, 0, RunState.Provisional, 1, new string('0', 64), new DateTimeOffset(2027, 4, 6, 12, 0, 0, TimeSpan.Zero), "1"),
            Settings = inputs.Settings,
            Ledger = inputs.Ledger,
            Funding = run,
            Providers = inputs.Providers,
            LastClosed = inputs.LastClosed,
        };
        using var content = QuarterlyWorkbooks.Statement(figures, ukprn).Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Two providers' files of two quarters, received in some order. The second provider's first learner is the first's fourth.</summary>
    private static async Task<CommandLineRunner> ReceivedAsync(int seed)
    {
        var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(SettingsBuilder.Small());
        var minute = 0;
        foreach (var file in ArrivingReturns.Interleave(new ArrivingReturns(seed).Make(), new Random(seed)))
        {
            var services = await pilot.OpenAsync(LondonTime.On(ArrivingReturns.Today, new TimeOnly(9, 0)).AddMinutes(minute++));
            var blob = string.Create(CultureInfo.InvariantCulture, $"{file.Ukprn}/{file.Name}.xlsx");
            using var content = new MemoryStream(file.Bytes);
            await services.Blobs.ReplaceAsync("returns", blob, content, "application/octet-stream", default);
            await new ReceiveReturn(services).RunAsync(blob, null, default);
        }

        SqliteConnection.ClearAllPools();
        return pilot;
    }
}
