using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>explain UKPRN [LEARNER_REF]</c>: why each pound was paid or not.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Provider = UkprnArgument.Make();
    private static readonly Argument<string?> Learner = new("LEARNER_REF") { Description = "One learner; all where it is left out.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Period = new("--period") { Description = "The period whose figures are explained; the one that was run last where it is left out." };

    static ExplainCommand() => Period.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<string?>() is { } text)
        {
            PeriodArgument.Check(result, text);
        }
    });

    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var command = new Command("explain", "Say for each learner and milestone what was decided, and why.") { Provider, Learner, Period };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(
            parsed, answer, progress, (services, output) => RunAsync(services, output, parsed, cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(PilotServices services, Output output, ParseResult parsed, CancellationToken cancellationToken)
    {
        Quarter? asked = parsed.GetValue(Period) is { } text ? Quarter.Parse(text) : null;
        var (quarter, all) = await EarningsAsync(services, asked, cancellationToken);
        var provider = Ukprn.Parse(parsed.GetValue(Provider)!);
        var learner = parsed.GetValue(Learner);
        var earnings = all
            .Where(earning => earning.Ukprn == provider && (learner is null || earning.LearnerRef == LearnerReference.KeyOf(learner)))
            .ToList();
        if (earnings.Count == 0)
        {
            throw new CannotBeDoneException(await new ExplainMissingLearner(services).ExplainAsync(provider, learner, cancellationToken));
        }

        output.Json(earnings, RunJson.Indented);
        output.Say($"As the figures for {quarter.Words} stand:");
        foreach (var earning in earnings)
        {
            output.Say($"  {earning.LearnerRef} {earning.Qualification}, {earning.Milestone.Code().ToLowerInvariant()} ({earning.Decision.Code()}): {earning.Reason}{(earning.WhatChangesIt.Length > 0 ? " What would change it: " + earning.WhatChangesIt : "")}{(earning.Corroboration is null or Corroboration.NotChecked ? "" : " " + earning.PearsonSays)}");
        }

        return ExitCode.Success;
    }

    /// <summary>A closed period's earnings as its last run stored them; an open one's as they stand now.</summary>
    private static async Task<(Quarter Period, IEnumerable<Earning> Earnings)> EarningsAsync(PilotServices services, Quarter? asked, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var period = asked ?? await LastRunAsync(services, cancellationToken) ?? await new Periods(services).OpenAsync(settings, cancellationToken)
            ?? throw new CannotBeDoneException(settings.Version == 0 ? "No settings have been accepted yet." : "No period of the calendar has begun yet.");
        return await new RunQuarter(services).FindLastAsync(period, RunKind.Closing, cancellationToken) is { } closed
            ? (period, await new StoredEarnings(services.Database).ListAsync(closed.Number, _ => true, cancellationToken))
            : (period, EarnAndReconcile.Run(await new LoadInputs(services).RunAsync(period, settings, DateTime.MaxValue, cancellationToken) with { RunOn = services.Today }).Earnings);
    }

    private static async Task<Quarter?> LastRunAsync(PilotServices services, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var last = await context.Runs.AsNoTracking().OrderByDescending(run => run.AskedAt).ThenByDescending(run => run.Number).Select(run => run.Period).FirstOrDefaultAsync(cancellationToken);
        return last is null ? null : Quarter.Parse(last);
    }
}
