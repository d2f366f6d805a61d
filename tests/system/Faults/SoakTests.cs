using System.Diagnostics;
using System.Globalization;
using Pilot.Functions.Blobs;
using Pilot.Functions.Timers;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Pages;
using Pilot.Tests.Support;
using Xunit.Abstractions;

namespace Pilot.Tests.Faults;

/// <summary>
/// Uploads, pages and timers at an easy pace, for five minutes, in which it must stay under 400 MB; where PILOT_TEST_SOAK gives a number, for so
/// many minutes (60 is the hour), after which it holds at most a tenth more than after the first five.
/// </summary>
/// <remarks>With an emulator of its own, as in <see cref="LoadTests"/>.</remarks>
public sealed class SoakTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>, IDisposable
{
    /// <summary>What the program has taken by then is what it keeps: caches are full, code is compiled.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1.5);
    private static readonly string[] Pages = ["/api/office", "/api/providers", "/api/submissions", "/api/audit", "/api/health"];
    private static readonly Ukprn[] Providers = [.. Enumerable.Range(0, 10).Select(i => Ukprn.Of(10_000_101 + i))];
    private DateTimeOffset _lastTick = TimeProvider.System.GetUtcNow();
    private readonly string _data = Directory.CreateTempSubdirectory("pilot-soak-").FullName;

    private static TimeSpan Length => TimeSpan.FromMinutes(
        int.TryParse(Environment.GetEnvironmentVariable("PILOT_TEST_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : 5);

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Functions_3_memory_stays_flat_over_uploads_pages_and_timers()
    {
        var blobs = AzureBlobStore.Connect(azurite.ConnectionString, makeContainers: true);
        await LoadTests.WriteAsync(blobs, "settings", "soak.xlsx", SettingsWorkbooks.Bytes(LoadTests.SettingsOf(Providers)));
        await using var host = await StandInHost.StartAsync(("AzureWebJobsStorage", azurite.ConnectionString), ("PilotData", _data));
        await host.QueueAsync("ReceiveSettings", HostShapes.EventGrid("settings", "soak.xlsx"));

        var clock = Stopwatch.StartNew();
        var memory = new List<(TimeSpan At, long Megabytes)>();
        for (var turn = 0; clock.Elapsed < Length; turn++)
        {
            await RoundAsync(host, blobs, turn);
            memory.Add((clock.Elapsed, host.Worker.MemoryBytes() / (1024 * 1024)));
            await Task.Delay(Pace);
        }

        output.WriteLine($"{memory.Count} uploads and {memory.Count * 2} pages in {clock.Elapsed.TotalMinutes:F0} minutes; MB by minute: "
            + string.Join(", ", memory.GroupBy(sample => (int)sample.At.TotalMinutes).Select(minute => Median(minute.Select(sample => sample.Megabytes)))));
        Assert.True(memory.Max(sample => sample.Megabytes) < 400, "The program took 400 MB or more.");
        var settled = memory.Where(sample => sample.At > Settled - TimeSpan.FromMinutes(1) && sample.At <= Settled).Select(sample => sample.Megabytes);
        var atEnd = memory.Where(sample => sample.At > Length - TimeSpan.FromMinutes(1)).Select(sample => sample.Megabytes);
        if (Length > Settled)
        {
            Assert.InRange(Median(atEnd), 1, Median(settled) * 11 / 10);
        }
    }

    private async Task RoundAsync(StandInHost host, AzureBlobStore blobs, int turn)
    {
        var provider = Providers[turn % Providers.Length];
        var name = string.Create(CultureInfo.InvariantCulture, $"{provider}/soak-{turn}.xlsx");
        await LoadTests.WriteAsync(blobs, "returns", name, LoadTests.Return(provider, turn / Providers.Length % 40, turn % 20));
        await host.QueueAsync("ReceiveReturn", HostShapes.EventGrid("returns", name));
        foreach (var page in new[] { Pages[turn % Pages.Length], $"/api/providers/{provider}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page);
            request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Principals.Officer);
            using var answer = await host.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, $"{page}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        // As the host does: each timer when it is due. The sweep has more to do here than in a quiet quarter of an hour.
        var now = TimeProvider.System.GetUtcNow();
        foreach (var schedule in Schedule.All.Where(schedule => schedule.NextAfter(_lastTick) <= now || (schedule == Schedule.Sweep && turn % 100 == 50)))
        {
            await host.TickAsync(schedule.FunctionName);
        }

        _lastTick = now;
    }

    private static long Median(IEnumerable<long> values) => values.Order().ElementAt(values.Count() / 2);
}
