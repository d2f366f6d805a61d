using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Office;

/// <summary>What the page offers to the officer who looks at it.</summary>
/// <param name="Name">Under which the approval would be recorded.</param>
/// <param name="AsksName">Nobody is signed in: the officer gives a name.</param>
/// <param name="RefusedBecause">Why this officer cannot approve; null where nothing is in the way.</param>
internal sealed record ApprovalChoice(string Name, bool AsksName, string? RefusedBecause);

/// <summary>
/// The signed-in officer approves a closed period, if it is still the run that the officer saw, and not under settings that the same
/// officer sent (funding.md section 5). On one machine nobody is signed in, and the officer gives a name.
/// </summary>
internal sealed class ApproveByOfficer(World world, bool isOpen)
{
    private const int LongestName = 200;
    private const string OwnSettings = "You sent the settings that these workbooks were drawn under, so another officer must approve them.";

    /// <param name="by">The name given; heard on one machine only.</param>
    /// <param name="seen">The run that the officer saw; null = the last one.</param>
    public async Task<AskedRun> RunAsync(Quarter period, Viewer viewer, string? by, int? seen, CancellationToken cancel)
    {
        var name = isOpen && by?.Trim() is { Length: > 0 } given ? given : viewer.Signature;
        if (name.Length > LongestName)
        {
            throw RefusedException.Unclear($"The name is longer than {LongestName} characters.");
        }

        await using var turn = await world.Leases.AcquireAsync(RunQuarter.Lock, RunQuarter.Patience, cancel);
        var run = await new RunQuarter(world).LastOfAsync(period, RunKind.Closing, cancel)
            ?? throw RefusedException.Conflict($"{period.Words} is not closed yet, so there is nothing to approve.");
        if (seen is { } number && number != run.Number)
        {
            throw RefusedException.Conflict($"The quarter has been revised since: run {OfficePage.Text(run.Number)} is the last one. Look at its workbooks before you approve.");
        }

        return run.State == RunState.AwaitingApproval && await SentSettingsAsync(viewer, run.SettingsVersion, cancel)
            ? throw RefusedException.NotAllowed(OwnSettings)
            : await new ApproveRun(world).PublishAsync(run.Number, name, cancel);
    }

    public async Task<ApprovalChoice> ChoiceAsync(Viewer viewer, RunHead? run, CancellationToken cancel) => new(
        isOpen ? viewer.Name : viewer.Signature, isOpen,
        run is { State: RunState.AwaitingApproval } && await SentSettingsAsync(viewer, run.SettingsVersion, cancel) ? OwnSettings : null);

    /// <summary>By the sign-in of the upload, or by the name on the Declaration where the file came another way.</summary>
    private async Task<bool> SentSettingsAsync(Viewer viewer, int version, CancellationToken cancel)
    {
        if (isOpen)
        {
            return false;
        }

        await using var context = world.Database.Open();
        var sent = await (
            from settings in context.Settings.AsNoTracking()
            join file in context.OfficeFiles.AsNoTracking() on settings.OfficeFileNumber equals file.Number into files
            from file in files.DefaultIfEmpty()
            where settings.Version == version
            select new { settings.PreparedBy, SentBy = file == null ? null : file.SentBy }).FirstOrDefaultAsync(cancel);
        return sent is not null && (viewer.IsKnownAs(sent.PreparedBy) || viewer.IsKnownAs(sent.SentBy));
    }
}
