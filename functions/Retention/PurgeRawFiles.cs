using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Retention;

/// <summary>
/// The files that providers sent, the pilot's copies of them, and the answers that hold them again. The newest accepted return of each
/// provider and kind stays while the pilot goes on: it is judged again when another return comes, and holds the ULNs that a re-keying needs.
/// </summary>
internal sealed class PurgeRawFiles(PilotServices services, FinalisedPeriods settled)
{
    public async Task<PurgeReport> RemoveAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var due = await DueAsync(cancellationToken);
        var (files, waiting) = (0, 0);
        foreach (var folder in due.GroupBy(row => row.Folder).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            // The provider's turn: nothing is judged from a file while it goes.
            await using var turn = await services.Leases.AcquireProviderAsync(folder.Key, cancellationToken);
            foreach (var submission in folder)
            {
                var (gone, kept) = await RemoveAsync(submission, dryRun, cancellationToken);
                (files, waiting) = (files + gone, waiting + kept);
            }
        }

        return new PurgeReport(dryRun, [.. due.Where(row => row.PurgedAt is null).Select(row => row.Number)], files, waiting, 0, 0);
    }

    /// <summary>What is due, and what was begun and not finished.</summary>
    private async Task<List<SubmissionRow>> DueAsync(CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var kept = await context.Submissions.AsNoTracking().Where(submission => submission.FilesGoneAt == null && submission.AnsweredAt != null).OrderBy(submission => submission.Number).ToListAsync(cancellationToken);
        var judgements = (await context.Judgements.AsNoTracking()
                .Select(judgement => new { judgement.Id, judgement.Ukprn, judgement.Kind, judgement.Period, judgement.PreparedOn, judgement.SubmissionNumber, judgement.AcceptedRows })
                .ToListAsync(cancellationToken))
            .ToDictionary(found => found.Id);
        var needed = settled.IsPilotOver
            ? []
            : kept.Where(row => row.JudgementId is { } id && judgements[id].AcceptedRows > 0)
                .Select(row => judgements[row.JudgementId!.Value])
                .GroupBy(found => (found.Ukprn, found.Kind))
                .Select(group => group.OrderBy(found => found.Period, StringComparer.Ordinal).ThenBy(found => found.PreparedOn).ThenBy(found => found.SubmissionNumber).Last().SubmissionNumber)
                .ToHashSet();
        return kept.FindAll(row => row.PurgedAt is not null || (!needed.Contains(row.Number) && settled.IsRetentionOver(
            row.JudgementId is { } id && Quarter.TryParse(judgements[id].Period, out var period) ? period : null,
            LondonTime.DateOf(new DateTimeOffset(row.ReceivedAt)))));
    }

    /// <summary>First nobody uses the files any more, then they go: cut short, the next purge goes on.</summary>
    private async Task<(int Gone, int Kept)> RemoveAsync(SubmissionRow submission, bool dryRun, CancellationToken cancellationToken)
    {
        if (!dryRun && submission.PurgedAt is null)
        {
            await SetTimeAsync(submission.Number, set => set.SetProperty(row => row.PurgedAt, services.UtcNow), cancellationToken);
        }

        var remove = new RemoveFiles(services.Blobs, dryRun);
        await remove.AllUnderAsync(WriteReceiptFiles.Container, FormattableString.Invariant($"{submission.Folder}/{submission.Number}/"), cancellationToken);
        await remove.FindAndRemoveAsync(RegisterSubmission.Copies, RegisterSubmission.CopyName(submission), null, cancellationToken);
        // Another file may lie at the place of the upload by now: that is a submission of its own.
        await remove.FindAndRemoveAsync(RegisterSubmission.Uploads, submission.BlobName, submission.ETag, cancellationToken);
        if (!dryRun && remove.Waiting == 0)
        {
            await SetTimeAsync(submission.Number, set => set.SetProperty(row => row.FilesGoneAt, services.UtcNow), cancellationToken);
        }

        return (remove.RemovedCount, remove.Waiting);
    }

    private async Task SetTimeAsync(int number, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<SubmissionRow>> set, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        await context.Submissions.Where(submission => submission.Number == number).ExecuteUpdateAsync(set, cancellationToken);
    }
}
