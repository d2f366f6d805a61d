using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Pilot.Tests.Faults;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Infra;

/// <summary>
/// infra/apphost: the storage emulator, the pilot and the dashboard with one command, without containers. It takes the ports 10000, 7080 and 15080 of
/// 127.0.0.1 and, the first time, minutes for its packages: it runs where <c>PILOT_TEST_APPHOST=1</c>.
/// </summary>
public sealed class AppHostTests : IDisposable
{
    private const string Variable = "PILOT_TEST_APPHOST";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);
    private readonly string kept = Directory.CreateTempSubdirectory("pilot-apphost-").FullName;

    public void Dispose() => Directory.Delete(kept, recursive: true);

    [OnDemandFact(Variable, "the packages of Aspire, and the ports 10000, 7080 and 15080")]
    public async Task A_return_put_into_the_emulator_is_answered_and_the_dashboard_is_there()
    {
        var data = Directory.CreateDirectory(Path.Combine(kept, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "clock.txt"), SmallPilot.Noon.ToString("O"));
        using var host = Start();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
            await IsUpAsync(client, "http://127.0.0.1:15080/", host, limit.Token);
            await IsUpAsync(client, "http://127.0.0.1:7080/api/health", host, limit.Token);

            var store = new BlobServiceClient("UseDevelopmentStorage=true");
            await PutAsync(store, "settings", "settings.xlsx", SettingsWorkbooks.Bytes(Small()), limit.Token);
            Assert.Equal("ACCEPTED", await AnswerAsync(store, "settings/1/receipt.json", limit.Token));
            using var sent = SmallPilot.Enrolments(3).ToStream();
            await PutAsync(store, "returns", $"{College}/first.xlsx", sent.ToArray(), limit.Token);
            Assert.Equal("ACCEPTED", await AnswerAsync(store, $"{College}/1/receipt.json", limit.Token));
            var answers = store.GetBlobContainerClient("receipts").GetBlobClient($"{College}/1/first-checked.xlsx");
            Assert.True((await answers.ExistsAsync(limit.Token)).Value);
        }
        finally
        {
            await StopAsync(host);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "run", "--project", "infra/apphost", "--", "--kept", kept })
        {
            start.ArgumentList.Add(argument);
        }

        var host = Process.Start(start)!;
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        return host;
    }

    /// <summary>What it started ends after it: it is watched by what started them.</summary>
    private static async Task StopAsync(Process host)
    {
        host.Kill(entireProcessTree: true);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("http://127.0.0.1:7080/api/health"), limit.Token);
            }
            catch (HttpRequestException)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), limit.Token);
        }
    }

    private static async Task IsUpAsync(HttpClient client, string address, Process host, CancellationToken cancellationToken)
    {
        while (true)
        {
            Assert.False(host.HasExited, "It ended by itself.");
            try
            {
                using var answer = await client.GetAsync(new Uri(address), cancellationToken);
                if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Found)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    private static async Task PutAsync(BlobServiceClient store, string container, string name, byte[] bytes, CancellationToken cancellationToken)
    {
        var folder = store.GetBlobContainerClient(container);
        await folder.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await folder.GetBlobClient(name).UploadAsync(new BinaryData(bytes), cancellationToken);
    }

    /// <summary>The status in a receipt, once it is there.</summary>
    private static async Task<string?> AnswerAsync(BlobServiceClient store, string receipt, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var found = await store.GetBlobContainerClient("receipts").GetBlobClient(receipt).DownloadContentAsync(cancellationToken);
                using var json = JsonDocument.Parse(found.Value.Content.ToMemory());
                return json.RootElement.GetProperty("status").GetString();
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }
}
