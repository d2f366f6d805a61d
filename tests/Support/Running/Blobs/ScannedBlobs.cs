using Pilot.Functions.Blobs;

namespace Pilot.Tests.Blobs;

/// <summary>A store with a virus scan of its own, which says of each blob what the test has it say, and until then nothing.</summary>
/// <param name="asked">What happens while the scan is asked: somebody may write the blob anew.</param>
internal sealed class ScannedBlobs(IBlobStore real, Dictionary<string, ScanVerdict> verdicts, Func<string, Task>? asked = null) : IBlobStore
{
    public async Task<ScanVerdict> ScanAsync(string container, string name, CancellationToken cancellationToken)
    {
        await (asked?.Invoke(name) ?? Task.CompletedTask);
        return verdicts.GetValueOrDefault($"{container}/{name}");
    }

    public IAsyncEnumerable<BlobEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken) => real.ListAsync(container, prefix, cancellationToken);

    public Task<BlobEntry?> FindAsync(string container, string name, CancellationToken cancellationToken) => real.FindAsync(container, name, cancellationToken);

    public Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellationToken) => real.OpenReadAsync(container, name, cancellationToken);

    public Task<bool> CreateAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken) =>
        real.CreateAsync(container, name, content, contentType, cancellationToken);

    public Task ReplaceAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken) =>
        real.ReplaceAsync(container, name, content, contentType, cancellationToken);

    public Task<bool> DeleteAsync(string container, string name, string eTag, CancellationToken cancellationToken) => real.DeleteAsync(container, name, eTag, cancellationToken);
}
