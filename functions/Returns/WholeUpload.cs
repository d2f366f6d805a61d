using System.Security.Cryptography;
using Pilot.Functions.Blobs;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Functions.Returns;

/// <summary>An upload as it stands, all of it from one writing.</summary>
/// <param name="Entry">What the store says of this writing: it may be newer than what was asked for.</param>
/// <param name="Content">Seekable.</param>
/// <param name="Hash">SHA-256, 64 hexadecimal digits.</param>
internal sealed record WholeUpload(BlobEntry Entry, Stream Content, string Hash) : IAsyncDisposable
{
    private const int MaxReadings = 5;

    /// <returns>Null where it is gone.</returns>
    /// <exception cref="IOException">It is replaced faster than it can be read.</exception>
    public static async Task<WholeUpload?> ReadAsync(IBlobStore blobs, BlobEntry entry, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxReadings; tries++)
        {
            try
            {
                var content = await blobs.OpenReadAsync(entry.Container, entry.Name, cancellationToken);
                if (content.Length <= FileLimits.Default.FileBytes)
                {
                    content = await WholeFile.ReadAsync(content, cancellationToken);
                }

                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
                content.Position = 0;
                var now = await blobs.FindAsync(entry.Container, entry.Name, cancellationToken);
                if (now?.ETag == entry.ETag)
                {
                    return new WholeUpload(entry, content, hash);
                }

                await content.DisposeAsync();
                if (now is null)
                {
                    return null;
                }

                // Replaced while it was read.
                entry = now;
            }
            catch (FileNotFoundException)
            {
                return null;
            }
        }

        throw new IOException("The upload is replaced faster than it can be read.");
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
