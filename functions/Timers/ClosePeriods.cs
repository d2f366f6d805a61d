using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Timers;

/// <summary>
/// Closes, in order, every period whose closing date has passed, with what was received by the end of that day and the settings then in
/// force, whenever it happens (funding.md section 5). A second trigger does nothing.
/// </summary>
public sealed class ClosePeriods(PilotServices services)
{
    /// <returns>The closing runs that this call made.</returns>
    public async Task<IReadOnlyList<RunResult>> RunAsync(CancellationToken cancellationToken)
    {
        await FinishAsync(cancellationToken);
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var periods = new Periods(services);
        if ((await periods.DueToCloseAsync(settings, cancellationToken)).Count == 0)
        {
            return [];
        }

        // Only after every upload received by then has its final receipt.
        await new SweepUploads(services).RunAsync(cancellationToken);
        await using var turn = await services.Leases.AcquireRunsAsync(cancellationToken);
        var made = new List<RunResult>();
        foreach (var row in await periods.DueToCloseAsync(settings, cancellationToken))
        {
            await RefuseUnansweredAsync(row.Period, LondonTime.EndOf(row.ClosesOn).UtcDateTime, cancellationToken);
            made.Add(await new RunQuarter(services).CloseAsync(row, cancellationToken));
        }

        return made;
    }

    /// <summary>A closing run or a revision that was cut short has its row and not yet its files, or not yet its automatic publication.</summary>
    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        if ((await UnfinishedAsync(cancellationToken)).Count == 0)
        {
            return;
        }

        await using var turn = await services.Leases.AcquireRunsAsync(cancellationToken);
        foreach (var number in await UnfinishedAsync(cancellationToken))
        {
            await new RunQuarter(services).FinishAsync(number, cancellationToken);
        }
    }

    private async Task<List<int>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var runs = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional && (run.FilesAt == null || (run.Kind == RunKind.Closing && run.State == RunState.AwaitingApproval)))
            .OrderBy(run => run.Number)
            .Select(run => new { run.Number, run.SettingsVersion, Owed = run.FilesAt == null })
            .ToListAsync(cancellationToken);
        var settings = new SettingsStore(services.Database);
        var unfinished = new List<int>();
        foreach (var run in runs)
        {
            if (run.Owed || (await settings.VersionAsync(run.SettingsVersion, cancellationToken)).Scheme.AutoPublish)
            {
                unfinished.Add(run.Number);
            }
        }

        return unfinished;
    }

    private async Task RefuseUnansweredAsync(Quarter period, DateTime closed, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var open = await context.Submissions.CountAsync(submission => submission.ReceivedAt <= closed && submission.AnsweredAt == null, cancellationToken)
            + await context.OfficeFiles.CountAsync(
                officeFile => officeFile.ReceivedAt <= closed && officeFile.AnsweredAt == null && officeFile.Status != SubmissionStatus.Failed, cancellationToken);
        if (open > 0)
        {
            throw new CannotBeDoneException(
                $"{period.Words} cannot be closed yet: {Display.Count(open, "upload")} received before its closing date still {(open == 1 ? "has" : "have")} no final receipt.");
        }
    }
}
