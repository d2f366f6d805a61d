using Pilot.Functions.Blobs;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Faults;

/// <summary>One file is always refused, for a reason that does not pass; what is wrong with it is quoted, as libraries do.</summary>
internal sealed class FailingBlobStore(IBlobStore real, string ending) : IBlobStore
{
    public IAsyncEnumerable<BlobEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken) => real.ListAsync(container, prefix, cancellationToken);

    public Task<BlobEntry?> FindAsync(string container, string name, CancellationToken cancellationToken) => real.FindAsync(container, name, cancellationToken);

    public Task<bool> DeleteAsync(string container, string name, string eTag, CancellationToken cancellationToken) => real.DeleteAsync(container, name, eTag, cancellationToken);

    public Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellationToken) =>
        Refuses(name) && container != "returns" ? throw Unfit() : real.OpenReadAsync(container, name, cancellationToken);

    public Task<bool> CreateAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken) =>
        Refuses(name) && container == "submissions" && name.Contains(College.ToString(), StringComparison.Ordinal)
            ? throw Unfit()
            : real.CreateAsync(container, name, content, contentType, cancellationToken);

    public Task ReplaceAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken) =>
        Refuses(name) ? throw Unfit() : real.ReplaceAsync(container, name, content, contentType, cancellationToken);

    private static InvalidOperationException Unfit() => new("This is a quoted cell.");

    private bool Refuses(string name) => name.EndsWith(ending, StringComparison.Ordinal) || name.EndsWith(ending.Replace(".xlsx", "-checked.xlsx", StringComparison.Ordinal), StringComparison.Ordinal);
}
