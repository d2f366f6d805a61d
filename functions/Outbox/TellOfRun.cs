using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Functions.Settings;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Outbox;

/// <summary>
/// Tells people of a run: providers that a period closed or was revised and what is held or no longer held, officers what awaits their
/// approval. All of it follows from the stored run, so telling it again says the same and makes no second message.
/// </summary>
internal sealed class TellOfRun(World world, WriteMessages write)
{
    /// <summary>How long after a closing a message that is missing is still made.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    public async Task RunAsync(RunRow row, RunRecord run, IReadOnlyList<Earning> earnings, CancellationToken cancel)
    {
        await TellOfPeriodAsync(row, run, cancel);
        await TellOfHoldsAsync(run, earnings, cancel);
    }

    /// <summary>Makes what is missing of the messages about the period that closed last.</summary>
    public async Task AgainAsync(CancellationToken cancel)
    {
        var since = world.UtcNow - Window;
        RunRow? last;
        await using (var context = world.Database.Open())
        {
            last = await context.Runs.AsNoTracking()
                .Where(run => run.Kind != RunKind.Provisional && run.CreatedAt >= since && run.FilesAt != null)
                .OrderByDescending(run => run.Period).ThenByDescending(run => run.Revision)
                .FirstOrDefaultAsync(cancel);
        }

        if (last is not null)
        {
            await TellOfPeriodAsync(last, WriteWorkbooks.Record(last), cancel);
        }
    }

    private async Task TellOfPeriodAsync(RunRow row, RunRecord run, CancellationToken cancel)
    {
        if (run.Kind == RunKind.Provisional)
        {
            return;
        }

        var settings = await new SettingsStore(world.Database).VersionAsync(row.SettingsVersion, cancel);
        var awaits = run.State == RunState.AwaitingApproval && !(run.Kind == RunKind.Closing && settings.Scheme.AutoPublish);
        var lines = RunJson.ReadLines(row.Lines).ToLookup(line => line.Ukprn);
        foreach (var ukprn in settings.Providers.Select(one => one.Ukprn).Where(one => lines[one].Any()))
        {
            var own = lines[ukprn].ToList();
            await write.RunAsync(
                run.Kind == RunKind.Closing ? RunMessages.Closed(ukprn, run, own, awaits) : RunMessages.Reopened(ukprn, run, own), cancel);
        }

        if (awaits)
        {
            await write.RunAsync(RunMessages.AwaitsApproval(run), cancel);
        }
    }

    /// <summary>What is held now and was not in the run before, and the other way round.</summary>
    private async Task TellOfHoldsAsync(RunRecord run, IReadOnlyList<Earning> earnings, CancellationToken cancel)
    {
        var before = await RunJson.ReadEarningsAsync(await BeforeAsync(run, cancel), cancel)
            .Where(one => one.Decision == Decision.Held).Select(MilestoneOf).ToHashSetAsync(cancellationToken: cancel);
        foreach (var provider in earnings.GroupBy(one => one.Ukprn).OrderBy(group => group.Key))
        {
            var newly = provider.Where(one => one.Decision == Decision.Held && !before.Contains(MilestoneOf(one))).ToList();
            if (newly.Count > 0)
            {
                await write.RunAsync(RunMessages.Held(provider.Key, run, newly), cancel);
            }

            var cleared = provider.Where(one => (one.IsEarned || one.Decision == Decision.NotClaimable) && before.Contains(MilestoneOf(one))).ToList();
            if (cleared.Count > 0)
            {
                await write.RunAsync(RunMessages.Cleared(provider.Key, run, cleared), cancel);
            }
        }
    }

    /// <summary>The earnings, as stored, of the run before of this period, or else of the newest run of the latest period before it.</summary>
    private async Task<byte[]> BeforeAsync(RunRecord run, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var earlier = await context.Runs.AsNoTracking()
            .Where(one => one.Number < run.Number)
            .Select(one => new { one.Number, one.Period })
            .ToListAsync(cancel);
        var last = earlier
            .Where(one => Quarter.Parse(one.Period) <= run.Period)
            .OrderByDescending(one => Quarter.Parse(one.Period)).ThenByDescending(one => one.Number)
            .FirstOrDefault();
        return last is null
            ? []
            : await context.Runs.Where(one => one.Number == last.Number).Select(one => one.Earnings).FirstAsync(cancel);
    }

    private static (Ukprn Ukprn, string LearnerRef, string AimRef, Milestone Milestone) MilestoneOf(Earning one) =>
        (one.Ukprn, one.LearnerRef, one.AimRef, one.Milestone);
}
