using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Retention;

/// <summary>
/// The files that providers sent, the pilot's copies of them, and the answers that hold them again. The newest accepted return of each
/// provider and kind stays while the pilot goes on: it is judged again when another return comes, and holds the ULNs that a re-keying needs.
/// </summary>
internal sealed class RawFiles(World world, SettledPeriods settled)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<PurgeReport> RemoveAsync(bool dryRun, CancellationToken cancel)
    {
        var due = await DueAsync(cancel);
        var (files, waiting) = (0, 0);
        foreach (var folder in due.GroupBy(one => one.Folder).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            // The provider's turn: nothing is judged from a file while it goes.
            await using var turn = await world.Leases.AcquireAsync("provider " + folder.Key, Patience, cancel);
            foreach (var submission in folder)
            {
                var (gone, kept) = await RemoveAsync(submission, dryRun, cancel);
                (files, waiting) = (files + gone, waiting + kept);
            }
        }

        return new PurgeReport(dryRun, [.. due.Where(one => one.PurgedAt is null).Select(one => one.Number)], files, waiting, 0, 0);
    }

    /// <summary>What is due, and what was begun and not finished.</summary>
    private async Task<List<SubmissionRow>> DueAsync(CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var kept = await context.Submissions.AsNoTracking().Where(one => one.FilesGoneAt == null && one.AnsweredAt != null).OrderBy(one => one.Number).ToListAsync(cancel);
        var judgements = (await context.Judgements.AsNoTracking()
                .Select(one => new { one.Id, one.Ukprn, one.Kind, one.Period, one.PreparedOn, one.SubmissionNumber, one.AcceptedRows })
                .ToListAsync(cancel))
            .ToDictionary(one => one.Id);
        var needed = settled.All
            ? []
            : kept.Where(one => one.JudgementId is { } id && judgements[id].AcceptedRows > 0)
                .Select(one => judgements[one.JudgementId!.Value])
                .GroupBy(one => (one.Ukprn, one.Kind))
                .Select(group => group.OrderBy(one => one.Period, StringComparer.Ordinal).ThenBy(one => one.PreparedOn).ThenBy(one => one.SubmissionNumber).Last().SubmissionNumber)
                .ToHashSet();
        return kept.FindAll(one => one.PurgedAt is not null || (!needed.Contains(one.Number) && settled.IsOver(
            one.JudgementId is { } id && Quarter.TryParse(judgements[id].Period, out var period) ? period : null,
            LondonTime.DateOf(new DateTimeOffset(one.ReceivedAt)))));
    }

    /// <summary>First nobody uses the files any more, then they go: cut short, the next purge goes on.</summary>
    private async Task<(int Gone, int Kept)> RemoveAsync(SubmissionRow submission, bool dryRun, CancellationToken cancel)
    {
        if (!dryRun && submission.PurgedAt is null)
        {
            await MarkAsync(submission.Number, set => set.SetProperty(one => one.PurgedAt, world.UtcNow), cancel);
        }

        var remove = new RemoveFiles(world.Blobs, dryRun);
        await remove.AllUnderAsync(WriteAnswer.Container, FormattableString.Invariant($"{submission.Folder}/{submission.Number}/"), cancel);
        await remove.OneAsync(RegisterSubmission.Copies, RegisterSubmission.CopyName(submission), null, cancel);
        // Another file may lie at the place of the upload by now: that is a submission of its own.
        await remove.OneAsync(RegisterSubmission.Uploads, submission.BlobName, submission.ETag, cancel);
        if (!dryRun && remove.Waiting == 0)
        {
            await MarkAsync(submission.Number, set => set.SetProperty(one => one.FilesGoneAt, world.UtcNow), cancel);
        }

        return (remove.Gone, remove.Waiting);
    }

    private async Task MarkAsync(int number, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<SubmissionRow>> set, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        await context.Submissions.Where(one => one.Number == number).ExecuteUpdateAsync(set, cancel);
    }
}
