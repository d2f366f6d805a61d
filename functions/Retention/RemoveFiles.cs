using Pilot.Functions.Blobs;

namespace Pilot.Functions.Retention;

/// <summary>Removes files, or counts those that it would remove.</summary>
internal sealed class RemoveFiles(IBlobStore blobs, bool dryRun)
{
    public int RemovedCount { get; private set; }

    /// <summary>Protected by the store still.</summary>
    public int Waiting { get; private set; }

    /// <param name="eTag">Only this writing of it; null = whatever lies there.</param>
    public async Task FindAndRemoveAsync(string container, string name, string? eTag, CancellationToken cancellationToken)
    {
        if (await blobs.FindAsync(container, name, cancellationToken) is { } found && (eTag is null || found.IsSameVersion(eTag)))
        {
            await RemoveAsync(found, cancellationToken);
        }
    }

    public Task AllUnderAsync(string container, string prefix, CancellationToken cancellationToken) => AllUnderAsync(container, prefix, _ => true, cancellationToken);

    public async Task AllUnderAsync(string container, string prefix, Func<string, bool> which, CancellationToken cancellationToken)
    {
        await foreach (var entry in blobs.ListAsync(container, prefix, cancellationToken))
        {
            if (which(entry.Name))
            {
                await RemoveAsync(entry, cancellationToken);
            }
        }
    }

    private async Task RemoveAsync(BlobEntry entry, CancellationToken cancellationToken)
    {
        if (dryRun || await blobs.DeleteAsync(entry.Container, entry.Name, entry.ETag, cancellationToken))
        {
            RemovedCount++;
        }
        else
        {
            Waiting++;
        }
    }
}
