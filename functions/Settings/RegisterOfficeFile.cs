using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Reporting.Returns.Held;

namespace Pilot.Functions.Settings;

/// <summary>Gives a settings, ledger or awards workbook its number and keeps the pilot's own copy of it, before anything is judged.</summary>
internal sealed class RegisterOfficeFile(PilotServices services)
{
    /// <summary>The office's workbooks lie in the container itself, in no folder.</summary>
    public static bool IsPlace(string blobName) => blobName.Length <= 255 && !blobName.Contains('/', StringComparison.Ordinal) && BlobName.IsValid(blobName);

    /// <summary>Safe to call again for the same content at the same place: it is one file.</summary>
    /// <returns>Null where the upload is no longer there.</returns>
    public async Task<OfficeFileRow?> RunAsync(string container, string blobName, string? sentBy, CancellationToken cancellationToken)
    {
        if (await services.Blobs.FindAsync(container, blobName, cancellationToken) is not { MayStillGrow: false } entry)
        {
            return null;
        }

        await using var context = services.Database.Open();
        if (await context.OfficeFiles.FirstOrDefaultAsync(officeFile => officeFile.Container == container && officeFile.BlobName == blobName && officeFile.ETag == entry.ETag, cancellationToken) is { } known)
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

        var row = await NumberAsync(context, upload, sentBy, cancellationToken);
        if (row.Status == SubmissionStatus.Received && row.Sha256 == upload.Hash)
        {
            await new CopyUpload(services).CopyAsync(upload, ReceivedFile.OfficeCopyName(row.Number), cancellationToken);
        }

        return row;
    }

    /// <summary>As for a return: a writing that the store is not sure of is known by its bytes.</summary>
    private static async Task<OfficeFileRow?> SameBytesAsync(PilotDbContext context, WholeUpload upload, CancellationToken cancellationToken)
    {
        var (container, name, hash, eTag) = (upload.Entry.Container, upload.Entry.Name, upload.Hash, upload.Entry.ETag);
        if (upload.Entry.ContentVersion == eTag)
        {
            return null;
        }

        var alike = await context.OfficeFiles.Where(row => row.Container == container && row.BlobName == name && row.Sha256 == hash).OrderByDescending(row => row.Number).ToListAsync(cancellationToken);
        if (alike.Find(row => upload.Entry.IsSameVersion(row.ETag)) is { } known)
        {
            await context.OfficeFiles.Where(row => row.Number == known.Number).ExecuteUpdateAsync(set => set.SetProperty(row => row.ETag, eTag), cancellationToken);
            known.ETag = eTag;
            return known;
        }

        return null;
    }

    private async Task<OfficeFileRow> NumberAsync(PilotDbContext context, WholeUpload upload, string? sentBy, CancellationToken cancellationToken)
    {
        var row = new OfficeFileRow
        {
            Container = upload.Entry.Container,
            BlobName = upload.Entry.Name,
            ETag = upload.Entry.ETag,
            FileName = SafeDisplayName.Of(upload.Entry.Name),
            Sha256 = upload.Hash,
            ReceivedAt = services.ReceivedAt(upload.Entry),
            SentBy = sentBy,
            Status = SubmissionStatus.Received,
        };
        context.OfficeFiles.Add(row);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return row;
        }
        catch (DbUpdateException)
        {
            context.ChangeTracker.Clear();
            if (await context.OfficeFiles.FirstOrDefaultAsync(officeFile => officeFile.Container == row.Container && officeFile.BlobName == row.BlobName && officeFile.ETag == row.ETag, cancellationToken) is { } known)
            {
                // The same event was delivered twice at once, and the other one was first.
                return known;
            }

            throw;
        }
    }
}
