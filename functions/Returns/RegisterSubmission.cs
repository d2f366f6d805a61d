using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>Gives an uploaded file its number and keeps the pilot's own copy of it, before anything is judged.</summary>
internal sealed class RegisterSubmission(PilotServices services)
{
    public const string Uploads = "returns";
    public const string Copies = "submissions";

    /// <summary>Safe to call again for the same content at the same place: it is one submission.</summary>
    /// <returns>Null where the blob is no longer there, is not a file that a provider sends, or was made empty a moment ago.</returns>
    public async Task<SubmissionRow?> RunAsync(string blobName, string? sentBy, CancellationToken cancellationToken)
    {
        if (FolderOf(blobName) is not { } folder || await services.Blobs.FindAsync(Uploads, blobName, cancellationToken) is not { MayStillGrow: false } entry)
        {
            return null;
        }

        await using var context = services.Database.Open();
        if (await context.Submissions.FirstOrDefaultAsync(submission => submission.BlobName == blobName && submission.ETag == entry.ETag, cancellationToken) is { } known)
        {
            if (known.Status == SubmissionStatus.Received)
            {
                await new CopyUpload(services).RunAsync(ReceivedFile.Of(known), cancellationToken);
            }

            return known;
        }

        await using var upload = await WholeUpload.ReadAsync(services.Blobs, entry, cancellationToken);
        if (upload is null)
        {
            return null;
        }

        if (await SameBytesAsync(context, upload, cancellationToken) is { } same)
        {
            return same;
        }

        var row = await NumberAsync(context, upload.Entry, folder, upload.Hash, sentBy, cancellationToken);
        if (row.Status == SubmissionStatus.Received && row.Sha256 == upload.Hash)
        {
            await new CopyUpload(services).CopyAsync(upload, CopyName(row), cancellationToken);
        }

        return row;
    }

    /// <summary>
    /// The store is not sure whether this is a writing that has its number: it is if the bytes are the same. Other bytes under an unchanged
    /// time and length are a file of their own.
    /// </summary>
    private static async Task<SubmissionRow?> SameBytesAsync(PilotDbContext context, WholeUpload upload, CancellationToken cancellationToken)
    {
        var (name, hash, eTag) = (upload.Entry.Name, upload.Hash, upload.Entry.ETag);
        if (upload.Entry.ContentVersion == eTag)
        {
            return null;
        }

        var alike = await context.Submissions.Where(row => row.BlobName == name && row.Sha256 == hash).OrderByDescending(row => row.Number).ToListAsync(cancellationToken);
        if (alike.Find(row => upload.Entry.IsSameVersion(row.ETag)) is { } known)
        {
            // It is known again without being read.
            await context.Submissions.Where(row => row.Number == known.Number).ExecuteUpdateAsync(set => set.SetProperty(row => row.ETag, eTag), cancellationToken);
            known.ETag = eTag;
            return known;
        }

        return null;
    }

    /// <summary>Where the pilot's own copy stands in the container <see cref="Copies"/>.</summary>
    public static string CopyName(SubmissionRow row) => FormattableString.Invariant($"{row.Folder}/{row.Number}.xlsx");

    /// <summary>
    /// The folder says who sent it; null for a file outside any folder, or deeper, or of a name that is not to be opened: it was put there by
    /// mistake, and the office is told of it (<see cref="RecordFailure.RecordMisplacedAsync"/>).
    /// </summary>
    public static string? FolderOf(string blobName)
    {
        var parts = blobName.Split('/');
        return parts.Length == 2 && parts[0].Length <= 60 && parts[1].Length <= 255 && Blobs.BlobName.IsValid(blobName) ? parts[0] : null;
    }

    private async Task<SubmissionRow> NumberAsync(
        PilotDbContext context, BlobEntry entry, string folder, string hash, string? sentBy, CancellationToken cancellationToken)
    {
        var row = new SubmissionRow
        {
            Ukprn = Ukprn.TryParse(folder, out var ukprn) ? ukprn.Value : null,
            Folder = folder,
            BlobName = entry.Name,
            ETag = entry.ETag,
            FileName = SafeDisplayName.Of(entry.Name[(entry.Name.LastIndexOf('/') + 1)..]),
            Sha256 = hash,
            Length = entry.Length,
            ReceivedAt = services.ReceivedAt(entry),
            SentBy = sentBy,
            Status = SubmissionStatus.Received,
        };
        context.Submissions.Add(row);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return row;
        }
        catch (DbUpdateException)
        {
            context.ChangeTracker.Clear();
            if (await context.Submissions.FirstOrDefaultAsync(submission => submission.BlobName == entry.Name && submission.ETag == entry.ETag, cancellationToken) is { } known)
            {
                // The same event was delivered twice at once, and the other one was first.
                return known;
            }

            throw;
        }
    }
}
