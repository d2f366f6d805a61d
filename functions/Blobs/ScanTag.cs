using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Pilot.Functions.Blobs;

/// <summary>
/// Where Defender for Storage leaves what it found: an index tag of the blob. A blob that is written anew has none; whoever may write blobs here may not
/// write tags.
/// </summary>
internal static class ScanTag
{
    private const string Key = "Malware Scanning scan result";
    private const string FoundNothing = "No threats found";
    private const string FoundSomething = "Malicious";

    public static async Task<ScanVerdict> ReadAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            GetBlobTagResult found = await blob.GetTagsAsync(cancellationToken: cancellationToken);
            return Of(found.Tags.FirstOrDefault(tag => string.Equals(tag.Key, Key, StringComparison.OrdinalIgnoreCase)).Value);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return ScanVerdict.None;
        }
    }

    private static ScanVerdict Of(string? result) => result switch
    {
        null or "" => ScanVerdict.None,
        FoundNothing => ScanVerdict.Clean,
        FoundSomething => ScanVerdict.Harmful,
        _ => ScanVerdict.NotScanned,
    };
}
