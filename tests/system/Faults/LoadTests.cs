using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Pilot.Functions.Blobs;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using Xunit.Abstractions;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Faults;

/// <summary>
/// Many providers send at once on the day a return is due, to the real program as a process, called as the host calls it. By default 60
/// uploads of 10 providers; where PILOT_TEST_LOAD says "full", 500 of 50.
/// </summary>
/// <remarks>With an emulator of its own: what is uploaded here must not be found by the sweeps of other tests.</remarks>
public sealed class LoadTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>, IDisposable
{
    /// <summary>As many as the host takes off the queue at once: batchSize and newBatchThreshold of host.json together.</summary>
    private static readonly int AtOnce = TakenAtOnce();

    /// <summary>The queue delivers at least once: so many messages come a second time.</summary>
    private const int EveryTwice = 10;

    private const int RowsEach = 20;
    private static readonly DateOnly Today = LondonTime.DateOf(TimeProvider.System.GetUtcNow());
    private readonly string _data = Directory.CreateTempSubdirectory("pilot-load-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Functions_3_60_uploads_of_10_providers_or_with_PILOT_TEST_LOAD_full_500_of_50_are_each_answered_once_and_soon()
    {
        var full = Environment.GetEnvironmentVariable("PILOT_TEST_LOAD") == "full";
        var providers = Enumerable.Range(0, full ? 50 : 10).Select(i => Ukprn.Of(10_000_101 + i)).ToArray();
        var uploads = full ? 500 : 60;
        var blobs = AzureBlobStore.Connect(azurite.ConnectionString, makeContainers: true);
        await WriteAsync(blobs, "settings", "load.xlsx", SettingsWorkbooks.Bytes(SettingsOf(providers)));

        await using var host = await StandInHost.StartAsync(("AzureWebJobsStorage", azurite.ConnectionString), ("PilotData", _data));
        await host.QueueAsync("ReceiveSettings", HostShapes.EventGrid("settings", "load.xlsx"));

        var sent = Stopwatch.StartNew();
        var waiting = await SendAsync(blobs, providers, uploads, sent);
        var sentWithin = sent.Elapsed;
        var waits = new ConcurrentBag<TimeSpan>();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (waiting.TryDequeue(out var pair))
            {
                await host.QueueAsync("ReceiveReturn", HostShapes.EventGrid("returns", pair.Name));
                waits.Add(sent.Elapsed - pair.Sent);
            }
        }));

        var memory = host.Worker.MostMemoryBytes() / (1024 * 1024);
        output.WriteLine($"{uploads} uploads of {providers.Length} providers: sent within {sentWithin.TotalSeconds:F1} s, all answered after {sent.Elapsed.TotalSeconds:F1} s, the slowest after {waits.Max().TotalSeconds:F1} s, at most {memory} MB");
        await AnsweredOnceAsync(blobs, providers, uploads);
        Assert.True(sentWithin < TimeSpan.FromMinutes(1), $"The uploads came within {sentWithin}: that was no flood.");
        Assert.True(waits.Max() < TimeSpan.FromMinutes(5), $"The slowest took {waits.Max()}.");
        Assert.True(memory is > 0 and < 400, $"The program took {memory} MB.");
    }

    /// <summary>Sends faster than can be dealt with, as in a minute before a deadline; each waits from when it was sent.</summary>
    private static async Task<ConcurrentQueue<(string Name, TimeSpan Sent)>> SendAsync(AzureBlobStore blobs, Ukprn[] providers, int uploads, Stopwatch sent)
    {
        var names = Enumerable.Range(0, uploads).Select(i => (Provider: providers[i % providers.Length], Turn: i / providers.Length)).ToList();
        var waiting = new ConcurrentQueue<(string Name, TimeSpan Sent)>();
        foreach (var (provider, turn) in names)
        {
            var name = $"{provider}/load-{turn}.xlsx";
            await WriteAsync(blobs, "returns", name, Return(provider, turn));
            waiting.Enqueue((name, sent.Elapsed));
            if (waiting.Count % EveryTwice == 0)
            {
                waiting.Enqueue((name, sent.Elapsed));
            }
        }

        return waiting;
    }

    [Fact]
    public void Functions_3_a_flood_waits_in_the_queue_and_not_in_memory() =>
        // Each may be a workbook of 25 MB that unpacks to ten times that, and an instance has 2 GB.
        Assert.InRange(AtOnce, 1, 4);

    private static int TakenAtOnce()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "host.json")));
        var queues = host.RootElement.GetProperty("extensions").GetProperty("queues");
        return queues.GetProperty("batchSize").GetInt32() + queues.GetProperty("newBatchThreshold").GetInt32();
    }

    internal static async Task AnsweredOnceAsync(AzureBlobStore blobs, Ukprn[] providers, int uploads)
    {
        var files = new List<string>();
        foreach (var provider in providers)
        {
            await foreach (var entry in blobs.ListAsync("receipts", $"{provider}/", CancellationToken.None))
            {
                if (!entry.Name.EndsWith("/receipt.json", StringComparison.Ordinal))
                {
                    continue;
                }

                await using var stream = await blobs.OpenReadAsync("receipts", entry.Name, CancellationToken.None);
                using var bytes = new MemoryStream();
                await stream.CopyToAsync(bytes);
                var receipt = Receipt.FromJson(bytes.ToArray());
                Assert.Equal("ACCEPTED", receipt.Status);
                files.Add($"{provider}/{receipt.FileName}");
            }
        }

        Assert.Equal(uploads, files.Count);
        Assert.Equal(uploads, files.Distinct(StringComparer.Ordinal).Count());
    }

    internal static byte[] Return(Ukprn provider, int turn, int? daysAgo = null)
    {
        using var content = ReturnBuilder.Enrolment(
            RowsEach + turn, provider.ToString(), Hnc, Quarter.Containing(Today), Today.AddDays(daysAgo is { } days ? -days : turn - 20), Today.AddDays(-60), Today.AddDays(200)).ToStream();
        return content.ToArray();
    }

    internal static PilotSettings SettingsOf(Ukprn[] providers)
    {
        var year = FundingYear.Containing(Today);
        var period = Quarter.Containing(Today);
        var settings = Small();
        return settings with
        {
            Providers = [.. providers.Select(provider => new Provider(provider, $"Sandpit {provider}", ProviderKind.College, null, null))],
            Contacts = [new(null, "OFFICER", "Olive Officer", "olive.officer@example.org"), .. providers.SelectMany(provider => new Contact[]
            {
                new(provider, "CERTIFIER", "Chris Certifier", $"certifier@{provider}.example.org"), new(provider, "DATA", "Dana Data", $"data@{provider}.example.org"),
                new(provider, "FINANCE", "Fern Finance", $"finance@{provider}.example.org"),
            })],
            Allocations = [.. providers.SelectMany(provider => new[]
            {
                Line(provider, "HNC", year.Previous, 3_000m, 20, 27_000m, 2), Line(provider, "HNC", year, 3_000m, 20, 27_000m, 2), Line(provider, "HNC", year.Next, 3_000m, 0, 27_000m, 2),
            })],
            Qualifications = [.. settings.Qualifications.Select(qualification => qualification with { AvailableFrom = Today.AddYears(-2), AvailableTo = Today.AddYears(2) })],
            Scheme = settings.Scheme with { PilotFrom = Today.AddYears(-2), PilotTo = Today.AddYears(2), LleFrom = Today.AddYears(2) },
            Calendar = [new CalendarPeriod(period, period.FirstDay, period.CensusDate.AddDays(20), period.CensusDate.AddDays(30), 15m)],
        };
    }

    internal static async Task WriteAsync(AzureBlobStore blobs, string container, string name, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await blobs.ReplaceAsync(container, name, content, "application/octet-stream", CancellationToken.None);
    }
}
