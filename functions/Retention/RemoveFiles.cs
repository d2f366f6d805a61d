using Pilot.Functions.Blobs;

namespace Pilot.Functions.Retention;

/// <summary>Removes files, or counts those that it would remove.</summary>
internal sealed class RemoveFiles(IBlobStore blobs, bool dryRun)
{
    public int Gone { get; private set; }

    /// <summary>Protected by the store still.</summary>
    public int Waiting { get; private set; }

    /// <param name="eTag">Only this writing of it; null = whatever lies there.</param>
    public async Task OneAsync(string container, string name, string? eTag, CancellationToken cancel)
    {
        if (await blobs.FindAsync(container, name, cancel) is { } found && (eTag is null || found.IsWriting(eTag)))
        {
            await RemoveAsync(found, cancel);
        }
    }

    public Task AllUnderAsync(string container, string prefix, CancellationToken cancel) => AllUnderAsync(container, prefix, _ => true, cancel);

    public async Task AllUnderAsync(string container, string prefix, Func<string, bool> which, CancellationToken cancel)
    {
        await foreach (var entry in blobs.ListAsync(container, prefix, cancel))
        {
            if (which(entry.Name))
            {
                await RemoveAsync(entry, cancel);
            }
        }
    }

    private async Task RemoveAsync(BlobEntry entry, CancellationToken cancel)
    {
        if (dryRun || await blobs.DeleteAsync(entry.Container, entry.Name, entry.ETag, cancel))
        {
            Gone++;
        }
        else
        {
            Waiting++;
        }
    }
}
