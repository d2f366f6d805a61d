using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>
/// Closes, in order, every period whose closing date has passed, with what was received by the end of that day and the settings then in
/// force, whenever it happens (funding.md section 5). A second trigger does nothing.
/// </summary>
public sealed class ClosePeriods(World world)
{
    /// <returns>The closing runs that this call made.</returns>
    public async Task<IReadOnlyList<AskedRun>> RunAsync(CancellationToken cancel)
    {
        await FinishAsync(cancel);
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancel);
        var periods = new Periods(world);
        if ((await periods.DueToCloseAsync(settings, cancel)).Count == 0)
        {
            return [];
        }

        // Only after every upload received by then has its final receipt.
        await new SweepUploads(world).RunAsync(cancel);
        await using var turn = await world.Leases.AcquireAsync(RunQuarter.Lock, RunQuarter.Patience, cancel);
        var made = new List<AskedRun>();
        foreach (var row in await periods.DueToCloseAsync(settings, cancel))
        {
            await RefuseUnansweredAsync(row.Period, LondonTime.EndOf(row.ClosesOn).UtcDateTime, cancel);
            made.Add(await new RunQuarter(world).CloseAsync(row, cancel));
        }

        return made;
    }

    /// <summary>A closing run or a revision that was cut short has its row and not yet its files, or not yet its automatic publication.</summary>
    private async Task FinishAsync(CancellationToken cancel)
    {
        if ((await UnfinishedAsync(cancel)).Count == 0)
        {
            return;
        }

        await using var turn = await world.Leases.AcquireAsync(RunQuarter.Lock, RunQuarter.Patience, cancel);
        foreach (var number in await UnfinishedAsync(cancel))
        {
            await new RunQuarter(world).FinishAsync(number, cancel);
        }
    }

    private async Task<List<int>> UnfinishedAsync(CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var runs = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional && (run.FilesAt == null || (run.Kind == RunKind.Closing && run.State == RunState.AwaitingApproval)))
            .OrderBy(run => run.Number)
            .Select(run => new { run.Number, run.SettingsVersion, Owed = run.FilesAt == null })
            .ToListAsync(cancel);
        var settings = new SettingsStore(world.Database);
        var unfinished = new List<int>();
        foreach (var run in runs)
        {
            if (run.Owed || (await settings.VersionAsync(run.SettingsVersion, cancel)).Scheme.AutoPublish)
            {
                unfinished.Add(run.Number);
            }
        }

        return unfinished;
    }

    private async Task RefuseUnansweredAsync(Quarter period, DateTime closed, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var open = await context.Submissions.CountAsync(one => one.ReceivedAt <= closed && one.AnsweredAt == null, cancel)
            + await context.OfficeFiles.CountAsync(
                one => one.ReceivedAt <= closed && one.AnsweredAt == null && one.Status != SubmissionStatus.Failed, cancel);
        if (open > 0)
        {
            throw new NotPossibleException(
                $"{period.Words} cannot be closed yet: {Words.Count(open, "upload")} received before its closing date still {(open == 1 ? "has" : "have")} no final receipt.");
        }
    }
}
