using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Retention;

/// <summary>
/// Workbooks and tables of sums, where the settings name an end for them. The runs themselves stay: they say which quarters are
/// closed, and hold sums by provider only.
/// </summary>
internal sealed class PurgeAggregates(PilotServices services, FinalisedPeriods settled)
{
    public async Task<PurgeReport> RemoveAsync(PurgeReport report, CancellationToken cancellationToken)
    {
        if (settled.Settings.Scheme.KeepAggregateYears is not (> 0 and var years) || !settled.IsRetentionOver(years))
        {
            return report;
        }

        var remove = new RemoveFiles(services.Blobs, report.DryRun);
        await remove.AllUnderAsync(QuarterlyWorkbooks.Reports, "", cancellationToken);
        return report with { Files = report.Files + remove.RemovedCount, Waiting = report.Waiting + remove.Waiting };
    }
}
