using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns.Held;

namespace Pilot.Functions.Returns;

/// <summary>
/// What could not be processed may be tried again (returns.md section 5). Why it failed is not known: where a store was out of reach for longer
/// than the queue is patient, the same file is a good one once the store is back, and nobody should have to ask for its answer.
/// </summary>
internal sealed class RetryFailed(PilotServices services)
{
    private const string TriedAgain = "tried again";
    private const string SystemActor = "pilot";

    /// <summary>How long after each failure the sweep tries again: past an outage of half a day. After the last it is left to an officer.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    /// <summary>The sweep's part: takes up again what is due.</summary>
    /// <returns>How many submissions were tried.</returns>
    public async Task<int> DueAsync(CancellationToken cancellationToken)
    {
        var tried = 0;
        foreach (var submission in await FindAsync(cancellationToken))
        {
            var failed = await RetryAsync(submission, SystemActor, cancellationToken);
            tried++;
            if (failed.ContainsKey(submission.Number))
            {
                // It did not lie in a store: back to where it was, and to its receipt.
                await new RecordFailure(services).GiveUpAsync(submission, "it was tried again and failed again", cancellationToken);
            }
        }

        return tried;
    }

    /// <summary>It goes the way of a new submission, as received when it was.</summary>
    /// <param name="who">Who has it tried again, for the audit.</param>
    /// <returns>What of the provider's submissions failed for a reason of its own, by number.</returns>
    public async Task<IReadOnlyDictionary<int, Exception>> RetryAsync(SubmissionRow submission, string who, CancellationToken cancellationToken)
    {
        var taken = await services.Database.ExecuteWithRetryAsync(
            async (context, attemptToken) =>
            {
                await using var transaction = await context.Database.BeginTransactionAsync(attemptToken);
                if (await context.Submissions
                    .Where(row => row.Number == submission.Number && row.Status == SubmissionStatus.Failed && row.JudgementId == null)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(row => row.Status, SubmissionStatus.Received).SetProperty(row => row.AnsweredAt, (DateTime?)null), attemptToken) == 0)
                {
                    // Another instance was first.
                    return false;
                }

                context.Audit.Add(new AuditRow
                {
                    At = services.UtcNow,
                    Who = who,
                    What = TriedAgain,
                    SubmissionNumber = submission.Number,
                    Detail = $"submission {submission.Number} could not be processed before",
                });
                await context.SaveChangesAsync(attemptToken);
                await transaction.CommitAsync(attemptToken);
                return true;
            },
            cancellationToken);
        if (taken)
        {
            services.Log.LogInformation("Submission {Number} is tried again", submission.Number);
        }

        return await new ReceiveReturn(services).AnswerFolderAsync(submission.Folder, cancellationToken);
    }

    private async Task<List<SubmissionRow>> FindAsync(CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var failed = await context.Submissions.AsNoTracking()
            .Where(submission => submission.Status == SubmissionStatus.Failed && submission.JudgementId == null && submission.AnsweredAt != null && submission.PurgedAt == null)
            .OrderBy(submission => submission.Number)
            .ToListAsync(cancellationToken);
        var done = failed.Count == 0 ? [] : await context.Audit.AsNoTracking()
            .Where(row => row.SubmissionNumber != null && row.What == TriedAgain && row.Who == SystemActor)
            .GroupBy(row => row.SubmissionNumber!.Value)
            .Select(group => new { Number = group.Key, Tries = group.Count() })
            .ToDictionaryAsync(found => found.Number, found => found.Tries, cancellationToken);
        var due = new List<SubmissionRow>();
        foreach (var row in failed)
        {
            var tries = done.GetValueOrDefault(row.Number);
            if (tries < Pauses.Length && services.UtcNow >= row.AnsweredAt + Pauses[tries] && await HasItsFileAsync(row, cancellationToken))
            {
                due.Add(row);
            }
        }

        return due;
    }

    /// <summary>What was replaced before its copy was kept is gone for good, and what the virus scan did not pass is not looked into by itself.</summary>
    private async Task<bool> HasItsFileAsync(SubmissionRow row, CancellationToken cancellationToken) =>
        await services.Blobs.FindAsync(RegisterSubmission.Copies, RegisterSubmission.CopyName(row), cancellationToken) is not null
        || (await services.Blobs.FindAsync(RegisterSubmission.Uploads, row.BlobName, cancellationToken) is { } upload && upload.IsSameVersion(row.ETag)
            && await new CopyUpload(services).CheckScanAsync(upload, cancellationToken) is UploadCopyResult.Copied or UploadCopyResult.WaitsForScan);
}
