using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Outbox;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>
/// Tells people of a run: providers that a period closed or was revised and what is held or no longer held, officers what awaits their
/// approval. All of it follows from the stored run, so telling it again says the same and makes no second message.
/// </summary>
internal sealed class NotifyOfRun(PilotServices services, WriteMessages write)
{
    /// <summary>How long after a closing a message that is missing is still made.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    public async Task RunAsync(RunRow row, RunRecord run, IReadOnlyList<Earning> earnings, CancellationToken cancellationToken)
    {
        await TellOfPeriodAsync(row, run, cancellationToken);
        await TellOfHoldsAsync(run, earnings, cancellationToken);
    }

    /// <summary>Makes what is missing of the messages about the period that closed last.</summary>
    public async Task RetryUnsentAsync(CancellationToken cancellationToken)
    {
        var since = services.UtcNow - Window;
        RunRow? last;
        await using (var context = services.Database.Open())
        {
            last = await context.Runs.AsNoTracking()
                .Where(run => run.Kind != RunKind.Provisional && run.CreatedAt >= since && run.FilesAt != null)
                .OrderByDescending(run => run.Period).ThenByDescending(run => run.Revision)
                .FirstOrDefaultAsync(cancellationToken);
        }

        if (last is not null)
        {
            await TellOfPeriodAsync(last, WriteWorkbooks.Record(last), cancellationToken);
        }
    }

    private async Task TellOfPeriodAsync(RunRow row, RunRecord run, CancellationToken cancellationToken)
    {
        if (run.Kind == RunKind.Provisional)
        {
            return;
        }

        var settings = await new SettingsStore(services.Database).VersionAsync(row.SettingsVersion, cancellationToken);
        var awaits = run.State == RunState.AwaitingApproval && !(run.Kind == RunKind.Closing && settings.Scheme.AutoPublish);
        var lines = RunJson.ReadLines(row.Lines).ToLookup(line => line.Ukprn);
        foreach (var ukprn in settings.Providers.Select(provider => provider.Ukprn).Where(ukprn => lines[ukprn].Any()))
        {
            var own = lines[ukprn].ToList();
            await write.RunAsync(
                run.Kind == RunKind.Closing ? RunMessages.Closed(ukprn, run, own, awaits) : RunMessages.Reopened(ukprn, run, own), cancellationToken);
        }

        if (awaits)
        {
            await write.RunAsync(RunMessages.AwaitsApproval(run), cancellationToken);
        }
    }

    /// <summary>What is held now and was not in the run before, and the other way round.</summary>
    private async Task TellOfHoldsAsync(RunRecord run, IReadOnlyList<Earning> earnings, CancellationToken cancellationToken)
    {
        var before = await FindEarlierAsync(run, cancellationToken) is { } number
            ? await new StoredEarnings(services.Database).ReadAsync(number, RunJson.ReadHeldAsync, cancellationToken)
            : [];
        foreach (var provider in earnings.GroupBy(earning => earning.Ukprn).OrderBy(group => group.Key))
        {
            var newly = provider.Where(earning => earning.Decision == Decision.Held && !before.Contains(earning.Key)).ToList();
            if (newly.Count > 0)
            {
                await write.RunAsync(RunMessages.Held(provider.Key, run, newly), cancellationToken);
            }

            var cleared = provider.Where(earning => (earning.IsEarned || earning.Decision == Decision.NotClaimable) && before.Contains(earning.Key)).ToList();
            if (cleared.Count > 0)
            {
                await write.RunAsync(RunMessages.Cleared(provider.Key, run, cleared), cancellationToken);
            }
        }
    }

    /// <summary>The number of the run before of this period, or else of the newest run of the latest period before it; null where there is none.</summary>
    private async Task<int?> FindEarlierAsync(RunRecord run, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var earlier = await context.Runs.AsNoTracking()
            .Where(row => row.Number < run.Number)
            .Select(row => new { row.Number, row.Period })
            .ToListAsync(cancellationToken);
        return earlier
            .Where(found => Quarter.Parse(found.Period) <= run.Period)
            .OrderByDescending(found => Quarter.Parse(found.Period)).ThenByDescending(found => found.Number)
            .FirstOrDefault()?.Number;
    }
}
