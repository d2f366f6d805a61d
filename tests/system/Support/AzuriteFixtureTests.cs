namespace Pilot.Tests.Support;

[Collection(AzuriteCollection.Name)]
public sealed class AzuriteFixtureTests
{
    [Fact]
    public async Task Azurite_ends_when_the_process_that_started_it_is_gone()
    {
        using var azurite = AzuriteFixture.Start("node", ["start.cjs", "--blobPort", "0", "--queuePort", "0", "--tablePort", "0", "--inMemoryPersistence", "--disableTelemetry", "--silent"]);
        await azurite.StandardOutput.ReadLineAsync();
        Assert.False(azurite.HasExited);

        azurite.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await azurite.WaitForExitAsync(limit.Token);
        Assert.True(azurite.HasExited);
    }
}
