using Microsoft.Extensions.Configuration;
using Pilot.Functions.Blobs;
using Pilot.Tests.Support;

namespace Pilot.Tests.Blobs;

[Collection(AzuriteCollection.Name)]
public sealed class OpenBlobStoreTests(AzuriteFixture azurite) : IDisposable
{
    private readonly string data = Path.Combine(Path.GetTempPath(), $"pilot-open-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public void Functions_6_without_settings_blobs_are_folders() => Assert.IsType<FolderBlobStore>(Open());

    [Fact]
    public void Functions_6_an_accounts_address_opens_that_account_and_makes_no_folder()
    {
        Assert.IsType<AzureBlobStore>(Open(("PilotStorage:blobServiceUri", "https://pilot.blob.core.windows.net")));
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public void Functions_6_a_connection_string_opens_its_account() =>
        Assert.IsType<AzureBlobStore>(Open(("PilotStorage", "UseDevelopmentStorage=true")));

    [Fact]
    public async Task Functions_6_an_emulators_containers_are_made_when_they_are_first_written_to()
    {
        var store = Open(("PilotStorage", azurite.ConnectionString));

        await store.ReplaceAsync($"t{Guid.NewGuid():N}", "a.txt", new MemoryStream([1]), "text/plain", CancellationToken.None);
    }

    [Fact]
    public void Functions_6_the_hosts_own_account_is_used_under_the_host_only()
    {
        Assert.IsType<FolderBlobStore>(Open(("AzureWebJobsStorage", "UseDevelopmentStorage=true")));
        Assert.IsType<AzureBlobStore>(Open(true, ("AzureWebJobsStorage", "UseDevelopmentStorage=true")));
        Assert.IsType<AzureBlobStore>(Open(true, ("AzureWebJobsStorage:accountName", "pilot")));
        Assert.IsType<AzureBlobStore>(Open(true, ("AzureWebJobsStorage:blobServiceUri", "https://pilot.blob.core.windows.net")));
    }

    [Fact]
    public void Functions_6_an_address_that_is_none_is_an_error_and_never_a_folder()
    {
        Assert.Throws<UriFormatException>(() => Open(("PilotStorage:blobServiceUri", "pilot")));
        Assert.False(Directory.Exists(data));
    }

    private IBlobStore Open(params (string Key, string Value)[] settings) => Open(false, settings);

    private IBlobStore Open(bool underHost, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build();
        return OpenBlobStore.FromSettings(configuration, data, TimeProvider.System, underHost);
    }
}
