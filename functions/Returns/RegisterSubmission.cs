using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>Gives an uploaded file its number and keeps the pilot's own copy of it, before anything is judged.</summary>
internal sealed class RegisterSubmission(World world)
{
    public const string Uploads = "returns";
    public const string Copies = "submissions";

    /// <summary>Safe to call again for the same content at the same place: it is one submission.</summary>
    /// <returns>Null where the blob is no longer there, or is not a file that a provider sends.</returns>
    public async Task<SubmissionRow?> RunAsync(string blobName, string? sentBy, CancellationToken cancel)
    {
        if (Folder(blobName) is not { } folder || await world.Blobs.FindAsync(Uploads, blobName, cancel) is not { } entry)
        {
            return null;
        }

        await using var context = world.Database.Open();
        var known = await context.Submissions.FirstOrDefaultAsync(one => one.BlobName == blobName && one.ETag == entry.ETag, cancel);
        if (known is not null)
        {
            await KeepCopyAsync(known, cancel);
            return known;
        }

        var row = new SubmissionRow
        {
            Ukprn = Ukprn.TryParse(folder, out var ukprn) ? ukprn.Value : null,
            Folder = folder,
            BlobName = blobName,
            ETag = entry.ETag,
            FileName = blobName[(blobName.LastIndexOf('/') + 1)..],
            Sha256 = await HashAsync(entry, cancel),
            Length = entry.Length,
            ReceivedAt = world.ReceivedAt(entry),
            SentBy = sentBy,
            Status = SubmissionStatus.Received,
        };
        context.Submissions.Add(row);
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // The same event was delivered twice at once, and the other one was first.
            context.ChangeTracker.Clear();
            row = await context.Submissions.FirstAsync(one => one.BlobName == blobName && one.ETag == entry.ETag, cancel);
        }

        await KeepCopyAsync(row, cancel);
        return row;
    }

    /// <summary>Where the pilot's own copy stands in the container <see cref="Copies"/>.</summary>
    public static string CopyName(SubmissionRow row) => FormattableString.Invariant($"{row.Folder}/{row.Number}.xlsx");

    /// <summary>The folder says who sent it; a file outside any folder, or deeper, was put there by mistake.</summary>
    private static string? Folder(string blobName)
    {
        var parts = blobName.Split('/');
        return parts.Length == 2 && parts[0].Length is > 0 and <= 60 && parts[1].Length is > 0 and <= 255 ? parts[0] : null;
    }

    private async Task<string> HashAsync(BlobEntry entry, CancellationToken cancel)
    {
        await using var content = await world.Blobs.OpenReadAsync(entry.Container, entry.Name, cancel);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
    }

    private async Task KeepCopyAsync(SubmissionRow row, CancellationToken cancel)
    {
        if (row.Status != SubmissionStatus.Received || await world.Blobs.FindAsync(Copies, CopyName(row), cancel) is not null)
        {
            return;
        }

        await using var content = await world.Blobs.OpenReadAsync(Uploads, row.BlobName, cancel);
        await world.Blobs.CreateAsync(Copies, CopyName(row), content, ContentTypes.Workbook, cancel);
    }
}

internal static class ContentTypes
{
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Json = "application/json";
    public const string Csv = "text/csv; charset=utf-8";
}
