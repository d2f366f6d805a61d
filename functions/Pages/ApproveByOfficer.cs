using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>What the page offers to the officer who looks at it.</summary>
/// <param name="RefusedBecause">Why this officer cannot approve; null where nothing is in the way.</param>
internal sealed record ApprovalChoice(string? RefusedBecause)
{
    /// <summary>The version of the settings that has to be confirmed first; null where somebody known answers for them.</summary>
    public int? SettingsToConfirm { get; init; }
}

/// <summary>
/// The signed-in officer approves a closed period, if it is still the run that the officer saw, and not under settings that the same
/// officer sent (funding.md section 5), and confirms it with a full name, which is recorded beside the account.
/// </summary>
internal sealed class ApproveByOfficer(PilotServices services, bool isOnThisMachine)
{
    private const string OwnSettings = "You sent the settings that these workbooks were drawn under, so another officer must approve them.";

    /// <param name="by">The officer's full name, as typed.</param>
    /// <param name="seen">The run that the officer saw; null = the last one.</param>
    public async Task<RunResult> RunAsync(Quarter period, Viewer viewer, string? by, int? seen, CancellationToken cancellationToken)
    {
        if (OfficerName.Problem(by) is { } problem)
        {
            throw HttpProblemException.BadRequest(problem + ".");
        }

        var name = viewer.RecordedNameOf(OfficerName.Tidy(by!));

        await using var turn = await services.Leases.AcquireRunsAsync(cancellationToken);
        var run = await new RunQuarter(services).FindLastAsync(period, RunKind.Closing, cancellationToken)
            ?? throw HttpProblemException.Conflict($"{period.Words} is not closed yet, so there is nothing to approve.");
        if (seen is { } number && number != run.Number)
        {
            throw HttpProblemException.Conflict($"The quarter has been revised since: run {Display.Number(run.Number)} is the last one. Look at its workbooks before you approve.");
        }

        return run.State == RunState.AwaitingApproval && await ObstacleAsync(viewer, run.SettingsVersion, cancellationToken) is { } obstacle
            ? throw HttpProblemException.NotAllowed(obstacle.Words)
            : await new ApproveRun(services).PublishAsync(run.Number, name, cancellationToken);
    }

    public async Task<ApprovalChoice> ChoiceAsync(Viewer viewer, RunRecord? run, CancellationToken cancellationToken)
    {
        var obstacle = run is { State: RunState.AwaitingApproval } ? await ObstacleAsync(viewer, run.SettingsVersion, cancellationToken) : null;
        return new ApprovalChoice(obstacle?.Words) { SettingsToConfirm = obstacle?.ToConfirm };
    }

    /// <summary>Why this officer cannot approve what was drawn under these settings; null where nothing is in the way.</summary>
    private async Task<Obstacle?> ObstacleAsync(Viewer viewer, int version, CancellationToken cancellationToken)
    {
        if (isOnThisMachine || await OfficeFileSender.LoadAsync(services.Database, version, cancellationToken) is not { } sender)
        {
            return null;
        }

        return !sender.IsKnown ? new Obstacle(OfficeFileSender.NobodyKnown, version) : sender.Is(viewer.Id) ? new Obstacle(OwnSettings, null) : null;
    }

    /// <param name="ToConfirm">The version of the settings that an officer can confirm.</param>
    private sealed record Obstacle(string Words, int? ToConfirm);
}
