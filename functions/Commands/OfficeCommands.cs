using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Office;
using Pilot.Functions.Quarters;
using Pilot.Functions.Settings;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>explain UKPRN [LEARNER_REF]</c>: why each pound was paid or not.</summary>
internal static class ExplainCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var ukprn = new Argument<string>("UKPRN") { Description = "The provider." };
        ukprn.Validators.Add(result =>
        {
            if (!Ukprn.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError("A UKPRN has 8 digits and does not start with 0.");
            }
        });
        var learner = new Argument<string?>("LEARNER_REF") { Description = "One learner; all where it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var period = new Option<string?>("--period") { Description = "The period whose figures are explained; the one that was run last where it is left out." };
        period.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !Quarter.TryParse(text, out _))
            {
                result.AddError("A period is written like 2026Q3 or '2026-27 Q3'.");
            }
        });
        var command = new Command("explain", "Say for each learner and milestone what was decided, and why.") { ukprn, learner, period };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (world, output) =>
        {
            Quarter? asked = parsed.GetValue(period) is { } text ? Quarter.Parse(text) : null;
            var (quarter, all) = await EarningsAsync(world, asked, cancellationToken);
            var wanted = Ukprn.Parse(parsed.GetValue(ukprn)!);
            var earnings = all
                .Where(earning => earning.Ukprn == wanted && (parsed.GetValue(learner) is not { } reference || earning.LearnerRef == LearnerReference.KeyOf(reference)))
                .ToList();
            if (earnings.Count == 0)
            {
                throw new NotPossibleException(await new NothingEarned(world).WhyAsync(wanted, parsed.GetValue(learner), cancellationToken));
            }

            output.Json(earnings, RunJson.Indented);
            output.Say($"As the figures for {quarter.Words} stand:");
            foreach (var earning in earnings)
            {
                output.Say($"  {earning.LearnerRef} {earning.Qualification}, {earning.Milestone.Code().ToLowerInvariant()} ({earning.Decision.Code()}): {earning.Reason}{(earning.WhatChangesIt.Length > 0 ? " What would change it: " + earning.WhatChangesIt : "")}{(earning.Corroboration is null or Corroboration.NotChecked ? "" : " " + earning.PearsonSays)}");
            }

            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    /// <summary>A closed period's earnings as its last run stored them; an open one's as they stand now.</summary>
    private static async Task<(Quarter Period, IEnumerable<Earning> Earnings)> EarningsAsync(World world, Quarter? asked, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var period = asked ?? await LastRunAsync(world, cancellationToken) ?? await new Periods(world).OpenAsync(settings, cancellationToken)
            ?? throw new NotPossibleException(settings.Version == 0 ? "No settings have been accepted yet." : "No period of the calendar has begun yet.");
        return await new RunQuarter(world).LastOfAsync(period, RunKind.Closing, cancellationToken) is { } closed
            ? (period, await RunJson.ReadEarningsAsync(closed.Earnings, cancellationToken).ToListAsync(cancellationToken))
            : (period, EarnAndReconcile.Run(await new LoadInputs(world).RunAsync(period, settings, DateTime.MaxValue, cancellationToken) with { RunOn = world.Today }).Earnings);
    }

    private static async Task<Quarter?> LastRunAsync(World world, CancellationToken cancellationToken)
    {
        await using var context = world.Database.Open();
        var last = await context.Runs.AsNoTracking().OrderByDescending(run => run.AskedAt).ThenByDescending(run => run.Number).Select(run => run.Period).FirstOrDefaultAsync(cancellationToken);
        return last is null ? null : Quarter.Parse(last);
    }
}

/// <summary><c>rules</c>: the catalogue.</summary>
internal static class RulesCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var command = new Command("rules", "List every rule that returns are judged by.");
        command.SetAction(parsed =>
        {
            var output = new Output(answer, progress, parsed.GetValue(options.Json));
            output.Json(RulesPage.Rows(), RunJson.Indented);
            foreach (var rule in RuleCatalogue.All)
            {
                output.Say($"{rule.Id} {rule.Severity}: {rule.Message} {rule.Mend}");
            }

            return ExitCode.Done;
        });
        return command;
    }
}

/// <summary><c>migrate</c>: brings the database to this program's version.</summary>
internal static class MigrateCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var command = new Command("migrate", "Bring the database to this program's version.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = new Output(answer, progress, parsed.GetValue(options.Json));
            try
            {
                var data = parsed.GetValue(options.Data)!;
                Blobs.PrivateFiles.MakeFolder(data);
                var database = OpenWorld.Database(options.Settings, data);
                var applied = await database.MigrateAsync(cancellationToken);
                await new NormaliseReferences(database, await OpenWorld.KeysAsync(options.Settings, data, database, cancellationToken)).RunAsync(cancellationToken);
                output.Json(new { database = database.Name, applied }, RunJson.Indented);
                output.Say(applied.Count == 0 ? $"{database.Name} is at this program's version." : $"{database.Name}: applied {string.Join(", ", applied)}.");
                return ExitCode.Done;
            }
            catch (Exception problem) when (problem is InvalidOperationException or System.Data.Common.DbException or IOException)
            {
                await progress.WriteLineAsync("The database could not be brought to this program's version. " + problem.Message);
                return ExitCode.CouldNotBeDone;
            }
        });
        return command;
    }
}
