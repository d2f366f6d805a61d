using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Faults.LoadTests;

namespace Pilot.Tests.Processes;

/// <summary>Two instances of the worker over one storage account and one database, as when Azure runs two for a while.</summary>
/// <remarks>With an emulator of its own: what is uploaded here must not be found by the sweeps of other tests.</remarks>
[Collection(ProcessTests.Name)]
public sealed class TwoWorkersTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private const int Turns = 4;
    private static readonly Ukprn[] Providers = [Ukprn.Of(10_000_101), Ukprn.Of(10_000_102), Ukprn.Of(10_000_103)];
    private readonly string _data = Directory.CreateTempSubdirectory("pilot-two-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Functions_3_two_instances_given_the_same_and_other_messages_answer_each_upload_once_though_one_is_killed()
    {
        var blobs = AzureBlobStore.Connect(azurite.ConnectionString, makeContainers: true);
        await WriteAsync(blobs, "settings", "two.xlsx", SettingsWorkbooks.Bytes(SettingsOf(Providers)));
        var names = new List<string>();
        foreach (var (provider, turn) in Providers.SelectMany(provider => Enumerable.Range(0, Turns).Select(turn => (provider, turn))))
        {
            names.Add($"{provider}/two-{turn}.xlsx");
            // Of one day: they arrive in any order, and an older one would be refused (DECL_05).
            await WriteAsync(blobs, "returns", names[^1], Return(provider, turn, daysAgo: 1));
        }

        // On an empty folder at the same moment: one database is made, and one secret.
        var instances = await Task.WhenAll(StartAsync(), StartAsync());
        await using var other = instances[1];
        await using (var host = instances[0])
        {
            await Task.WhenAll(instances.Select(to => to.QueueAsync("ReceiveSettings", HostShapes.EventGrid("settings", "two.xlsx"))));
            await Task.WhenAll(names.Take(6).SelectMany(name => instances.Select(to => to.QueueAsync("ReceiveReturn", HostShapes.EventGrid("returns", name)))));

            var given = Task.WhenAll(names.Skip(6).Select(name => Record.ExceptionAsync(() => host.QueueAsync("ReceiveReturn", HostShapes.EventGrid("returns", name)))));
            await Task.Delay(TimeSpan.FromMilliseconds(700));
            host.Worker.Kill();
            await given;
        }

        // The queue brings back what was not answered, to whoever is there; and the one that was killed is started again.
        await Task.WhenAll(names.Skip(3).Select(name => other.QueueAsync("ReceiveReturn", HostShapes.EventGrid("returns", name))));
        await using var again = await StartAsync();
        await Task.WhenAll(new[] { again, other }.SelectMany(to => new[] { "SweepUploads", "QuarterlyWorkbooks", "RemindProviders" }.Select(to.TickAsync)));

        await AnsweredOnceAsync(blobs, Providers, names.Count);
        await using var context = PilotDatabase.Sqlite(Path.Combine(_data, "pilot.db")).Open();
        Assert.Equal(names.Order(StringComparer.Ordinal), (await context.Submissions.Select(row => row.BlobName).ToListAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(1, await context.Settings.CountAsync());
        Assert.Equal(1, await context.Runs.CountAsync());
        Assert.Equal(names.Count, await context.Audit.CountAsync(row => row.What == "return judged"));
    }

    private Task<StandInHost> StartAsync() => StandInHost.StartAsync(("AzureWebJobsStorage", azurite.ConnectionString), ("PilotData", _data));
}
