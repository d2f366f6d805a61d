using System.Security.Cryptography;
using Pilot.Functions.Blobs;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Functions.Returns;

/// <summary>
/// A kept copy, read whole before anybody judges it and held against the hash under which it was registered: a store that breaks off, or
/// gives back something else, is a fault of ours, to be tried again, and never a damaged file of the provider's.
/// </summary>
internal static class KeptCopy
{
    /// <exception cref="CopyDamagedException">What the store gives back is not what was received.</exception>
    /// <exception cref="FileNotFoundException">There is no copy.</exception>
    public static async Task<Stream> OpenAsync(IBlobStore blobs, string name, string sha256, CancellationToken cancel)
    {
        var content = await blobs.OpenReadAsync(RegisterSubmission.Copies, name, cancel);
        if (content.Length > FileLimits.Default.FileBytes)
        {
            // Judged by its length alone (FILE_04).
            return content;
        }

        var whole = await ReadAsync(content, cancel);
        if (Convert.ToHexStringLower(SHA256.HashData(whole.GetBuffer().AsSpan(0, (int)whole.Length))) != sha256)
        {
            await whole.DisposeAsync();
            throw new CopyDamagedException(name);
        }

        return whole;
    }

    /// <summary>All of it in memory; the stream that was given is closed.</summary>
    public static async Task<MemoryStream> ReadAsync(Stream content, CancellationToken cancel)
    {
        await using (content)
        {
            var whole = new MemoryStream((int)content.Length);
            await content.CopyToAsync(whole, cancel);
            whole.Position = 0;
            return whole;
        }
    }
}

/// <summary>A kept copy is not the file that was received.</summary>
/// <param name="name">Made of the folder and the number; nothing that anybody typed.</param>
public sealed class CopyDamagedException(string name) : Exception($"The kept copy {name} is not the file that was received.");
