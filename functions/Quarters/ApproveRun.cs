using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>An officer approves a closed period's workbooks; that publishes them (funding.md section 5).</summary>
public sealed class ApproveRun(PilotServices services)
{
    /// <exception cref="CannotBeDoneException">The period is not closed, or the name is missing.</exception>
    public async Task<RunResult> RunAsync(Quarter period, string officer, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(officer))
        {
            throw new CannotBeDoneException("Say who approves: the officer's name is missing.");
        }

        await using var turn = await services.Leases.AcquireRunsAsync(cancellationToken);
        var run = await new RunQuarter(services).FindLastAsync(period, RunKind.Closing, cancellationToken)
            ?? throw new CannotBeDoneException($"{period.Words} is not closed yet, so there is nothing to approve.");
        if (run.State == RunState.AwaitingApproval && !await IsVouchedForAsync(run.SettingsVersion, cancellationToken))
        {
            throw new CannotBeDoneException(OfficeFileSender.NobodyKnown);
        }

        return await PublishAsync(run.Number, officer.Trim(), cancellationToken);
    }

    /// <summary>Somebody known sent or confirmed the settings, or nobody need have.</summary>
    internal async Task<bool> IsVouchedForAsync(int settingsVersion, CancellationToken cancellationToken) =>
        !services.IsShared || await OfficeFileSender.LoadAsync(services.Database, settingsVersion, cancellationToken) is { IsKnown: true };

    /// <summary>Approved once; asking again changes nothing. The lock is the caller's.</summary>
    internal async Task<RunResult> PublishAsync(int number, string officer, CancellationToken cancellationToken)
    {
        var run = await services.Database.ExecuteWithRetryAsync((context, attemptToken) => SetPublishedAsync(context, number, officer, attemptToken), cancellationToken);
        return await new WriteWorkbooks(services).EnsureFilesAsync(run, isNew: false, cancellationToken);
    }

    private async Task<RunRow> SetPublishedAsync(PilotDbContext context, int number, string officer, CancellationToken cancellationToken)
    {
        var run = await context.Runs.FirstAsync(row => row.Number == number, cancellationToken);
        if (run.State == RunState.AwaitingApproval)
        {
            run.State = RunState.Published;
            run.ApprovedBy = officer;
            run.ApprovedAt = services.UtcNow;
            // The cover says the state: it is drawn again with nothing else changed.
            run.FilesAt = null;
            context.Audit.Add(new AuditRow { At = services.UtcNow, Who = officer, What = "workbooks approved", Detail = $"run {run.Number} of {run.Period}" });
            await context.SaveChangesAsync(cancellationToken);
        }

        return run;
    }
}
