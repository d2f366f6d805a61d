using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Pilot.Functions.Blobs;

/// <summary>
/// Containers of an Azure Storage account. Times are the account's own, to the second; ETags are written without quotation marks, as in
/// Event Grid's events.
/// </summary>
public sealed class AzureBlobStore : IBlobStore
{
    /// <summary>Blobs up to this length are read whole, in one request: a workbook is read from its end, back and forth.</summary>
    private const long ReadWholeBytes = 32 * 1024 * 1024;

    /// <summary>By then whoever made an empty blob has filled it, or meant it to be empty.</summary>
    private static readonly TimeSpan FilledBy = TimeSpan.FromMinutes(10);

    /// <summary>Names one attempt to write, so that a repeated request recognises its own first try.</summary>
    private const string WriteMark = "pilotwrite";

    private readonly BlobServiceClient service;
    private readonly bool makeContainers;

    private AzureBlobStore(BlobServiceClient service, bool makeContainers)
    {
        this.service = service;
        this.makeContainers = makeContainers;
    }

    /// <param name="makeContainers">
    /// True makes a container when it is first written to, and reads one that does not exist as empty. In Azure the containers are made at
    /// deployment, and a missing one is an error: false.
    /// </param>
    /// <param name="transport">Tests pass one that loses answers.</param>
    public static AzureBlobStore Connect(string connectionString, bool makeContainers = false, HttpPipelineTransport? transport = null) =>
        new(new BlobServiceClient(connectionString, Options(transport)), makeContainers);

    /// <summary>With the program's own identity (a managed identity in Azure): no key is kept.</summary>
    /// <param name="account">The blob endpoint, such as <c>https://{account}.blob.core.windows.net</c>.</param>
    /// <param name="makeContainers">As in the other overload.</param>
    public static AzureBlobStore Connect(Uri account, bool makeContainers = false) =>
        new(new BlobServiceClient(account, new DefaultAzureCredential(), Options(null)), makeContainers);

    public async IAsyncEnumerable<BlobEntry> ListAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlobName.CheckContainer(container);
        BlobName.CheckPrefix(prefix);
        var entries = new List<BlobEntry>();
        try
        {
            var blobs = service.GetBlobContainerClient(container).GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken);
            await foreach (var blob in blobs)
            {
                if (!BlobName.IsTemporaryName(blob.Name))
                {
                    entries.Add(Entry(container, blob.Name, blob.Properties.ETag, blob.Properties.LastModified, blob.Properties.ContentLength));
                }
            }
        }
        catch (RequestFailedException missing) when (IsContainerMissing(missing))
        {
            RefuseUnlessMade(container, missing);
        }

        entries.Sort((entry, other) => string.CompareOrdinal(entry.Name, other.Name));
        foreach (var entry in entries)
        {
            yield return entry;
        }
    }

    public async Task<BlobEntry?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        var blob = BlobOf(container, name);
        if (BlobName.IsTemporaryName(name))
        {
            return null;
        }

        try
        {
            BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return Entry(container, name, found.ETag, found.LastModified, found.ContentLength);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            // A HEAD request brings no word of what is missing; only listing tells a missing container apart.
            return null;
        }
    }

    public async Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellationToken)
    {
        try
        {
            // A stream that seeks rents 4 MB a file, which the pool of arrays then keeps: a file that is read whole is asked for without one.
            using var answer = (await BlobOf(container, name).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            if (answer.Details.ContentLength > ReadWholeBytes)
            {
                return await BlobOf(container, name).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);
            }

            var whole = new MemoryStream((int)answer.Details.ContentLength);
            await answer.Content.CopyToAsync(whole, cancellationToken);
            whole.Position = 0;
            return whole;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            throw new FileNotFoundException($"There is no blob {container}/{name}.", name, missing);
        }
    }

    public Task<ScanVerdict> ScanAsync(string container, string name, CancellationToken cancellationToken) => ScanTag.ReadAsync(BlobOf(container, name), cancellationToken);

    public async Task<bool> CreateAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken)
    {
        var mark = Guid.NewGuid().ToString("N");
        var options = Upload(contentType);
        options.Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All };
        options.Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [WriteMark] = mark };
        try
        {
            await WriteAsync(container, name, content, options, cancellationToken);
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412 && IsAlreadyThere(exists))
        {
            // The answer to the first try may have been lost, and the repeat then meets what the first wrote.
            BlobProperties found = await BlobOf(container, name).GetPropertiesAsync(cancellationToken: cancellationToken);
            return found.Metadata.TryGetValue(WriteMark, out var written) && string.Equals(written, mark, StringComparison.Ordinal);
        }
    }

    public Task ReplaceAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken) =>
        WriteAsync(container, name, content, Upload(contentType), cancellationToken);

    public async Task<bool> DeleteAsync(string container, string name, string eTag, CancellationToken cancellationToken)
    {
        try
        {
            await BlobOf(container, name).DeleteAsync(
                DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = new ETag($"\"{eTag}\"") }, cancellationToken);
            return true;
        }
        catch (RequestFailedException other) when (other.Status == 404 || other.ErrorCode == BlobErrorCode.ConditionNotMet)
        {
            // Gone already, or written anew.
            return true;
        }
        catch (RequestFailedException kept) when (kept.Status is 409 or 412)
        {
            // A write-once policy, a legal hold or a lease.
            return false;
        }
    }

    private async Task WriteAsync(string container, string name, Stream content, BlobUploadOptions options, CancellationToken cancellationToken)
    {
        BlobName.CheckForWriting(name);
        var blob = BlobOf(container, name);
        if (makeContainers && !content.CanSeek)
        {
            await service.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }

        var start = content.CanSeek ? content.Position : 0;
        try
        {
            await blob.UploadAsync(content, options, cancellationToken);
        }
        catch (RequestFailedException missing) when (IsContainerMissing(missing))
        {
            RefuseUnlessMade(container, missing);
            await service.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            content.Position = start;
            await blob.UploadAsync(content, options, cancellationToken);
        }
    }

    private BlobClient BlobOf(string container, string name)
    {
        BlobName.CheckContainer(container);
        BlobName.Check(name);
        return service.GetBlobContainerClient(container).GetBlobClient(name);
    }

    private void RefuseUnlessMade(string container, RequestFailedException missing)
    {
        if (!makeContainers)
        {
            throw new ContainerMissingException(container, missing);
        }
    }

    private static BlobUploadOptions Upload(string contentType) => new()
    {
        HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
        TransferOptions = new StorageTransferOptions { MaximumConcurrency = 2 },
    };

    private static BlobEntry Entry(string container, string name, ETag? eTag, DateTimeOffset? modified, long? length)
    {
        if (eTag is not { } tag || modified is not { } at || length is not { } bytes)
        {
            throw new InvalidOperationException("The storage account described a blob without its ETag, time or length.");
        }

        return new BlobEntry(container, name, tag.ToString().Trim('"'), at.ToUniversalTime(), bytes)
        {
            MayStillGrow = bytes == 0 && TimeProvider.System.GetUtcNow() - at < FilledBy,
        };
    }

    private static bool IsContainerMissing(RequestFailedException failure) => failure.ErrorCode == BlobErrorCode.ContainerNotFound;

    private static bool IsAlreadyThere(RequestFailedException failure) =>
        failure.ErrorCode == BlobErrorCode.BlobAlreadyExists || failure.ErrorCode == BlobErrorCode.ConditionNotMet;

    /// <summary>Retries are few and short: what fails for longer fails the invocation, and the queue brings it again.</summary>
    private static BlobClientOptions Options(HttpPipelineTransport? transport)
    {
        var options = new BlobClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 4;
        options.Retry.Delay = TimeSpan.FromMilliseconds(500);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(8);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);
        options.Diagnostics.IsTelemetryEnabled = false;
        options.Diagnostics.IsLoggingContentEnabled = false;
        if (transport is not null)
        {
            options.Transport = transport;
        }

        return options;
    }
}
