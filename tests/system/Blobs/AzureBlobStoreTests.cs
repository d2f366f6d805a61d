using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Pilot.Functions.Blobs;
using Pilot.Tests.Support;

namespace Pilot.Tests.Blobs;

[Collection(AzuriteCollection.Name)]
public sealed class AzureBlobStoreTests(AzuriteFixture azurite) : BlobStoreContract
{
    protected override IBlobStore Store { get; } = AzureBlobStore.Connect(azurite.ConnectionString, makeContainers: true);

    [Fact]
    public async Task Without_leave_to_make_containers_a_missing_one_is_an_error_and_stays_missing()
    {
        var store = AzureBlobStore.Connect(azurite.ConnectionString);
        await Assert.ThrowsAsync<ContainerMissingException>(
            () => store.CreateAsync(Container, "a.xlsx", Content("x"), "text/plain", CancellationToken.None));
        await Assert.ThrowsAsync<ContainerMissingException>(async () =>
        {
            await foreach (var _ in store.ListAsync(Container, "", CancellationToken.None))
            {
                Assert.Fail("Nothing can be listed.");
            }
        });

        Assert.False(await Container_exists());
    }

    [Fact]
    public async Task A_lock_file_that_reached_the_container_is_not_listed()
    {
        var container = new BlobContainerClient(azurite.ConnectionString, Container);
        await container.CreateAsync();
        await container.UploadBlobAsync("10000001/~$return.xlsx", Content("lock"));
        await container.UploadBlobAsync("10000001/return.xlsx", Content("return"));

        Assert.Equal("10000001/return.xlsx", Assert.Single(await ListAsync()).Name);
        Assert.Null(await FindAsync("10000001/~$return.xlsx"));
    }

    [Theory]
    [InlineData("No threats found", ScanVerdict.Clean)]
    [InlineData("Malicious", ScanVerdict.Harmful)]
    [InlineData("Not scanned", ScanVerdict.NotScanned)]
    [InlineData("SAM259203: Scan failed", ScanVerdict.NotScanned)]
    public async Task Functions_7_what_the_scan_found_is_read_from_its_index_tag_and_a_blob_written_anew_has_none(string found, ScanVerdict expected)
    {
        await CreateAsync("10000001/return.xlsx");
        var blob = new BlobClient(azurite.ConnectionString, Container, "10000001/return.xlsx");
        Assert.Equal(ScanVerdict.None, await Store.ScanAsync(Container, blob.Name, CancellationToken.None));

        var before = await FindAsync(blob.Name);
        await blob.SetTagsAsync(new Dictionary<string, string> { ["Malware Scanning scan result"] = found });
        Assert.Equal(expected, await Store.ScanAsync(Container, blob.Name, CancellationToken.None));
        Assert.Equal(before!.ETag, (await FindAsync(blob.Name))!.ETag);

        await ReplaceAsync(blob.Name, "anew");
        Assert.Equal(ScanVerdict.None, await Store.ScanAsync(Container, blob.Name, CancellationToken.None));
        Assert.Equal(ScanVerdict.None, await Store.ScanAsync(Container, "nothing.xlsx", CancellationToken.None));
    }

    [Fact]
    public async Task The_content_type_is_kept()
    {
        await Store.CreateAsync(Container, "a.json", Content("{}"), "application/json", CancellationToken.None);
        var found = await new BlobClient(azurite.ConnectionString, Container, "a.json").GetPropertiesAsync();
        Assert.Equal("application/json", found.Value.ContentType);
    }

    [Fact]
    public async Task A_blob_too_long_to_be_read_whole_is_still_read_from_its_end()
    {
        var long33 = new byte[33 * 1024 * 1024];
        long33[^1] = 42;
        await Store.ReplaceAsync(Container, "a.bin", new MemoryStream(long33), "application/octet-stream", CancellationToken.None);

        await using var stream = await Store.OpenReadAsync(Container, "a.bin", CancellationToken.None);
        Assert.IsNotType<MemoryStream>(stream);
        Assert.Equal(long33.Length, stream.Length);
        stream.Seek(-1, SeekOrigin.End);
        Assert.Equal(42, stream.ReadByte());
    }

    [Fact]
    public async Task When_the_answer_to_a_create_is_lost_the_repeat_knows_its_own_blob()
    {
        await CreateAsync("other.json");
        using var transport = new LosesFirstAnswerToPut();
        var store = AzureBlobStore.Connect(azurite.ConnectionString, transport: transport);

        Assert.True(await store.CreateAsync(Container, "a.json", Content("mine"), "application/json", CancellationToken.None));
        Assert.Equal(2, transport.Puts);
        Assert.Equal("mine", await ReadAsync("a.json"));
        Assert.False(await store.CreateAsync(Container, "a.json", Content("other"), "application/json", CancellationToken.None));
    }

    private async Task<bool> Container_exists() => await new BlobContainerClient(azurite.ConnectionString, Container).ExistsAsync();

    /// <summary>The request reaches the server; its first answer never arrives.</summary>
    private sealed class LosesFirstAnswerToPut : HttpPipelineTransport, IDisposable
    {
        private readonly HttpClientTransport inner = new();

        public int Puts { get; private set; }

        public override Request CreateRequest() => inner.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            await inner.ProcessAsync(message);
            if (message.Request.Method == RequestMethod.Put && ++Puts == 1)
            {
                throw new IOException("The answer was lost.");
            }
        }

        public void Dispose() => inner.Dispose();
    }
}
