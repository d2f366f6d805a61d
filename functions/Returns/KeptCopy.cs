using System.Security.Cryptography;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Functions.Returns;

/// <summary>Where the bytes of a received file lie: the pilot's own copy and, as long as nobody replaced it, the upload.</summary>
/// <param name="Name">Of the copy; made of the folder and the number, nothing that anybody typed.</param>
internal sealed record ReceivedFile(string Name, string Sha256, string Container, string Upload)
{
    public static ReceivedFile Of(SubmissionRow row) => new(RegisterSubmission.CopyName(row), row.Sha256, RegisterSubmission.Uploads, row.BlobName);

    public static ReceivedFile Of(OfficeFileRow row) => new(OfficeCopyName(row.Number), row.Sha256, row.Container, row.BlobName);

    /// <summary>Where the copy of a settings, ledger or awards workbook stands in the container of copies.</summary>
    public static string OfficeCopyName(int number) => FormattableString.Invariant($"settings/{number}.xlsx");
}

/// <summary>
/// A kept copy, read whole before anybody judges it and held against the hash under which it was registered: a store that breaks off, or
/// gives back something else, is a fault of ours, to be tried again, and never a damaged file of the provider's.
/// </summary>
internal static class KeptCopy
{
    private const int MaxReadings = 3;

    /// <exception cref="CopyLostException">Neither the copy nor the upload holds what was received, however often it is read.</exception>
    public static async Task<Stream> OpenAsync(IBlobStore blobs, ReceivedFile file, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var found = await TryReadAsync(blobs, RegisterSubmission.Copies, file.Name, file.Sha256, cancellationToken)
                ?? await TryReadAsync(blobs, file.Container, file.Upload, file.Sha256, cancellationToken);
            if (found is not null)
            {
                return found;
            }

            if (tries == MaxReadings)
            {
                throw new CopyLostException(file.Name);
            }
        }
    }

    /// <returns>Null where it is not there, or is not the file that was received.</returns>
    private static async Task<Stream?> TryReadAsync(IBlobStore blobs, string container, string name, string sha256, CancellationToken cancellationToken)
    {
        Stream content;
        try
        {
            content = await blobs.OpenReadAsync(container, name, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        if (content.Length > FileLimits.Default.FileBytes)
        {
            // Judged by its length alone (FILE_04).
            return content;
        }

        var whole = await WholeFile.ReadAsync(content, cancellationToken);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(whole, cancellationToken)) == sha256)
        {
            whole.Position = 0;
            return whole;
        }

        await whole.DisposeAsync();
        return null;
    }
}

/// <summary>A kept copy is gone, or is not the file that was received. What was judged from it stands; it cannot be judged again.</summary>
/// <param name="name">Made of the folder and the number; nothing that anybody typed.</param>
public sealed class CopyLostException(string name) : Exception($"The kept copy {name} is lost or damaged.");
