using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Retention;

/// <summary>
/// Awards workbooks hold ULNs: the upload, the pilot's copy and the answer that holds it again go as those of returns do. The newest
/// accepted one stays while the pilot goes on: a re-keying finds its ULNs there. Settings and ledger workbooks name nobody's number and stay.
/// </summary>
internal sealed class PurgeAwardsFiles(PilotServices services, FinalisedPeriods settled)
{
    public async Task<PurgeReport> RemoveAsync(PurgeReport report, CancellationToken cancellationToken)
    {
        foreach (var file in await DueAsync(cancellationToken))
        {
            var remove = new RemoveFiles(services.Blobs, report.DryRun);
            await remove.AllUnderAsync(WriteReceiptFiles.Container, FormattableString.Invariant($"settings/{file.Number}/"), cancellationToken);
            await remove.FindAndRemoveAsync(RegisterSubmission.Copies, ReceivedFile.OfficeCopyName(file.Number), null, cancellationToken);
            await remove.FindAndRemoveAsync(file.Container, file.BlobName, file.ETag, cancellationToken);
            report = report with { Files = report.Files + remove.RemovedCount, Waiting = report.Waiting + remove.Waiting };
            if (!report.DryRun && remove.Waiting == 0)
            {
                await SetPurgedAsync(file.Number, cancellationToken);
            }
        }

        return report;
    }

    private async Task<List<OfficeFileRow>> DueAsync(CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var kept = await context.OfficeFiles.AsNoTracking()
            .Where(row => row.FilesGoneAt == null && row.AnsweredAt != null && (row.Template == AwardsSheets.Template || row.Container == ReceiveOfficeFile.Awards))
            .OrderBy(row => row.Number)
            .ToListAsync(cancellationToken);
        var needed = settled.IsPilotOver ? null : kept.LastOrDefault(row => row.Status == SubmissionStatus.Accepted);
        return kept.FindAll(row => row != needed && settled.IsRetentionOver((Quarter?)null, LondonTime.DateOf(new DateTimeOffset(row.ReceivedAt))));
    }

    private async Task SetPurgedAsync(int number, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var now = services.UtcNow;
        await context.OfficeFiles.Where(row => row.Number == number).ExecuteUpdateAsync(set => set.SetProperty(row => row.FilesGoneAt, now), cancellationToken);
    }
}
