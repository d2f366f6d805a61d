using Pilot.Functions.Blobs;

namespace Pilot.Functions.Returns;

/// <summary>Whether the pilot has its own copy of an upload; only what is kept is ever opened.</summary>
internal enum UploadCopyResult
{
    Copied,

    /// <summary>It was replaced or removed before it was kept.</summary>
    UploadMissing,

    /// <summary>The store's virus scan has not looked into it yet.</summary>
    WaitsForScan,

    /// <summary>The scan found something harmful.</summary>
    Harmful,

    /// <summary>The scan could not look into it.</summary>
    NotScanned,
}

/// <summary>
/// Keeps the pilot's own copy of an upload. Where the store scans what is uploaded (<see cref="PilotServices.ScansUploads"/>), a file is hostile until the scan
/// has found nothing in it: until then there is no copy of it, and nothing is opened.
/// </summary>
internal sealed class CopyUpload(PilotServices services)
{
    public async Task<UploadCopyResult> RunAsync(ReceivedFile file, CancellationToken cancellationToken)
    {
        if (await services.Blobs.FindAsync(RegisterSubmission.Copies, file.Name, cancellationToken) is not null)
        {
            return UploadCopyResult.Copied;
        }

        await using var upload = await services.Blobs.FindAsync(file.Container, file.Upload, cancellationToken) is { } entry ? await WholeUpload.ReadAsync(services.Blobs, entry, cancellationToken) : null;
        // Another file may lie there by now: it has its own number, and is never the copy of this one.
        return upload?.Hash == file.Sha256 ? await CopyAsync(upload, file.Name, cancellationToken) : UploadCopyResult.UploadMissing;
    }

    /// <param name="upload">As it was read whole.</param>
    /// <param name="copy">The name of the copy.</param>
    public async Task<UploadCopyResult> CopyAsync(WholeUpload upload, string copy, CancellationToken cancellationToken)
    {
        var scanned = await CheckScanAsync(upload.Entry, cancellationToken);
        if (scanned == UploadCopyResult.Copied)
        {
            await services.Blobs.CreateAsync(RegisterSubmission.Copies, copy, upload.Content, ContentTypes.Workbook, cancellationToken);
        }

        return scanned;
    }

    /// <returns><see cref="UploadCopyResult.Copied"/> where it may be kept.</returns>
    public async Task<UploadCopyResult> CheckScanAsync(BlobEntry entry, CancellationToken cancellationToken)
    {
        if (!services.ScansUploads)
        {
            return UploadCopyResult.Copied;
        }

        var verdict = await services.Blobs.ScanAsync(entry.Container, entry.Name, cancellationToken);
        if ((await services.Blobs.FindAsync(entry.Container, entry.Name, cancellationToken))?.ETag != entry.ETag)
        {
            // The verdict may be of what was written since.
            return UploadCopyResult.WaitsForScan;
        }

        return verdict switch
        {
            ScanVerdict.Clean => UploadCopyResult.Copied,
            ScanVerdict.None => UploadCopyResult.WaitsForScan,
            ScanVerdict.Harmful => UploadCopyResult.Harmful,
            _ => UploadCopyResult.NotScanned,
        };
    }
}
