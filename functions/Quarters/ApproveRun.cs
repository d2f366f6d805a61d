using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>An officer approves a closed period's workbooks; that publishes them (funding.md section 5).</summary>
public sealed class ApproveRun(World world)
{
    /// <exception cref="NotPossibleException">The period is not closed, or the name is missing.</exception>
    public async Task<AskedRun> RunAsync(Quarter period, string officer, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(officer))
        {
            throw new NotPossibleException("Say who approves: the officer's name is missing.");
        }

        await using var turn = await world.Leases.AcquireAsync(RunQuarter.Lock, RunQuarter.Patience, cancellationToken);
        var run = await new RunQuarter(world).LastOfAsync(period, RunKind.Closing, cancellationToken)
            ?? throw new NotPossibleException($"{period.Words} is not closed yet, so there is nothing to approve.");
        if (run.State == RunState.AwaitingApproval && !await IsVouchedForAsync(run.SettingsVersion, cancellationToken))
        {
            throw new NotPossibleException(KnownSender.NobodyKnown);
        }

        return await PublishAsync(run.Number, officer.Trim(), cancellationToken);
    }

    /// <summary>Somebody known sent or confirmed the settings, or nobody need have.</summary>
    internal async Task<bool> IsVouchedForAsync(int settingsVersion, CancellationToken cancellationToken) =>
        !world.IsShared || await KnownSender.OfAsync(world.Database, settingsVersion, cancellationToken) is { IsKnown: true };

    /// <summary>Approved once; asking again changes nothing. The lock is the caller's.</summary>
    internal async Task<AskedRun> PublishAsync(int number, string officer, CancellationToken cancellationToken)
    {
        var run = await world.Database.AsOneAsync((context, attemptToken) => MarkAsync(context, number, officer, attemptToken), cancellationToken);
        return await new WriteWorkbooks(world).ShowAsync(run, isNew: false, cancellationToken);
    }

    private async Task<RunRow> MarkAsync(PilotDbContext context, int number, string officer, CancellationToken cancellationToken)
    {
        var run = await context.Runs.FirstAsync(row => row.Number == number, cancellationToken);
        if (run.State == RunState.AwaitingApproval)
        {
            run.State = RunState.Published;
            run.ApprovedBy = officer;
            run.ApprovedAt = world.UtcNow;
            // The cover says the state: it is drawn again with nothing else changed.
            run.FilesAt = null;
            context.Audit.Add(new AuditRow { At = world.UtcNow, Who = officer, What = "workbooks approved", Detail = $"run {run.Number} of {run.Period}" });
            await context.SaveChangesAsync(cancellationToken);
        }

        return run;
    }
}
