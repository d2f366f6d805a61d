using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;

namespace Pilot.Functions.Retention;

/// <summary>What a purge removed, or would remove.</summary>
/// <param name="Submissions">Numbers of the submissions whose files were due.</param>
/// <param name="Files">How many files were removed.</param>
/// <param name="Waiting">Files whose write-once time is not over yet: they are asked for again every day.</param>
/// <param name="LearnerRows">Rows about learners that were removed from the database.</param>
/// <param name="Downloads">Lines of the access log that were removed.</param>
public sealed record PurgeReport(bool DryRun, IReadOnlyList<int> Submissions, int Files, int Waiting, int LearnerRows, int Downloads)
{
    public bool IsEmpty => this is { Submissions.Count: 0, Files: 0, LearnerRows: 0, Downloads: 0 };

    /// <summary>In words, with numbers only.</summary>
    public string Words => string.Create(
        CultureInfo.InvariantCulture,
        $"files of {Submissions.Count} submissions, {Files} files in all, {LearnerRows} rows about learners, {Downloads} lines of the access log{(Waiting > 0 ? $"; {Waiting} files wait for the end of their write-once time" : "")}");
}

/// <summary>
/// Removes what the settings say is kept no longer (sheet Scheme; infra/decisions/0009-retention.md), class by class. It says what it
/// removed in the log and in the audit, can be run again at any time, and leaves alone whatever an open quarter, a run that waits for
/// approval, or a later judgement still needs.
/// </summary>
public sealed class PurgeExpired(PilotServices services)
{
    internal const string Audited = "purged";

    /// <param name="dryRun">Says what would be removed and removes nothing.</param>
    public async Task<PurgeReport> RunAsync(bool dryRun, CancellationToken cancellationToken)
    {
        if (!dryRun && services.Blobs.RemoveLeftoverFiles() is > 0 and var leftOver)
        {
            services.Log.LogInformation("Removed {Files} files that were left half-written", leftOver);
        }

        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        if (settings.Version == 0)
        {
            return new PurgeReport(dryRun, [], 0, 0, 0, 0);
        }

        // No run begins or is approved meanwhile.
        await using var turn = await services.Leases.AcquireRunsAsync(cancellationToken);
        var settled = await FinalisedPeriods.LoadAsync(services, settings, cancellationToken);
        var report = await new PurgeRawFiles(services, settled).RemoveAsync(dryRun, cancellationToken);
        report = await new PurgeAwardsFiles(services, settled).RemoveAsync(report, cancellationToken);
        report = await new PurgeLearnerRows(services, settled).RemoveAsync(report, cancellationToken);
        report = await new PurgeAggregates(services, settled).RemoveAsync(report, cancellationToken);
        await TellAsync(report, cancellationToken);
        return report;
    }

    private async Task TellAsync(PurgeReport report, CancellationToken cancellationToken)
    {
        if (report.DryRun || report.IsEmpty)
        {
            return;
        }

        services.Log.LogInformation(
            "Purged {Submissions} submissions, {Files} files, {LearnerRows} rows about learners, {Downloads} lines of the access log; {Waiting} files wait",
            report.Submissions.Count, report.Files, report.LearnerRows, report.Downloads, report.Waiting);
        await services.Database.AddAsync(new AuditRow { At = services.UtcNow, Who = "pilot", What = Audited, Detail = report.Words }, cancellationToken);
    }

    /// <summary>The last purge that removed something, for the office page.</summary>
    internal static Task<AuditRow?> LastAsync(PilotDbContext context, CancellationToken cancellationToken) =>
        context.Audit.AsNoTracking().Where(row => row.What == Audited).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellationToken);
}
