namespace Pilot.Functions.Blobs;

/// <summary>One blob: where it is and when the store received it.</summary>
/// <param name="Name">Path inside the container, with <c>/</c> between its parts.</param>
/// <param name="ETag">Changes whenever the content is written.</param>
/// <param name="ReceivedAt">The store's own time, in UTC.</param>
public sealed record BlobEntry(string Container, string Name, string ETag, DateTimeOffset ReceivedAt, long Length)
{
    /// <summary>
    /// A weaker version than the ETag. An equal ETag means equal bytes. An equal content version under another ETag means that the bytes may or may
    /// not be the same (a folder was moved or its permissions changed; or a time was set back), so they have to be read to know. A store whose ETag
    /// never changes without the bytes has the ETag here too.
    /// </summary>
    public string ContentVersion { get; init; } = ETag;

    /// <summary>An empty blob that was made a moment ago: some programs make one first and fill it then. It is not to be answered yet.</summary>
    public bool MayStillGrow { get; init; }

    /// <summary>Whether this may be the content that had that ETag before, as far as it can be told without reading it.</summary>
    public bool IsSameVersion(string eTag) =>
        ETag == eTag || (ContentVersion != ETag && (eTag == ContentVersion || eTag.StartsWith(ContentVersion + "-", StringComparison.Ordinal)));
}

/// <summary>
/// Containers of blobs: folders on one machine, Azure Storage in Azure. Containers: returns, settings, awards, submissions, receipts, reports,
/// statements, outbox. Names never leave their container: a name with a <c>..</c> part, a backslash, or a leading <c>/</c> is an
/// <see cref="ArgumentException"/>.
/// </summary>
public interface IBlobStore
{
    /// <summary>Every blob whose name begins with the prefix, in ordinal order of names. A file still being written is left out.</summary>
    IAsyncEnumerable<BlobEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken);

    Task<BlobEntry?> FindAsync(string container, string name, CancellationToken cancellationToken);

    /// <summary>A seekable stream over the content.</summary>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellationToken);

    /// <summary>What the store's own virus scan says of the blob as it stands; <see cref="ScanVerdict.None"/> where the store scans nothing.</summary>
    Task<ScanVerdict> ScanAsync(string container, string name, CancellationToken cancellationToken) => Task.FromResult(ScanVerdict.None);

    /// <summary>Writes once, whole or not at all. False where the blob exists: it is left as it is.</summary>
    Task<bool> CreateAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken);

    /// <summary>Writes or replaces, whole or not at all.</summary>
    Task ReplaceAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken);

    /// <summary>Removes a blob whose time is over. One that is not there, or was written anew since, is left alone.</summary>
    /// <param name="eTag">The writing that is meant.</param>
    /// <returns>False where the store still protects it from being removed: it is to be asked again later.</returns>
    Task<bool> DeleteAsync(string container, string name, string eTag, CancellationToken cancellationToken);

    /// <summary>What somebody put into a container and what is no blob: links, pipes, hidden files. Named, and never opened.</summary>
    IEnumerable<IrregularFile> ListIrregularFiles(string container) => [];

    /// <summary>Removes what the store itself left half-written a day ago or more.</summary>
    /// <returns>How many files.</returns>
    int RemoveLeftoverFiles() => 0;
}
