using System.Net;
using System.Text;
using Pilot.Functions.Blobs;
using Pilot.Functions.Timers;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Hosting;

/// <summary>functions.md section 3 with the real program as a process, started and called as the Functions host does it.</summary>
[Collection(AzuriteCollection.Name)]
public sealed partial class ProgramUnderHostTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly DateOnly Today = LondonTime.DateOf(TimeProvider.System.GetUtcNow());
    private readonly string _data = Directory.CreateTempSubdirectory("pilot-host-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Functions_3_an_event_leads_to_a_receipt_a_crash_loses_nothing_and_a_poison_message_is_recorded()
    {
        var blobs = AzureBlobStore.Connect(azurite.ConnectionString, makeContainers: true);
        await WriteAsync(blobs, "settings", "settings.xlsx", SettingsWorkbooks.Bytes(Now()));
        await WriteAsync(blobs, "returns", $"{College}/first return.xlsx", Return().ToStream().ToArray());
        await using (var host = await StartAsync())
        {
            await host.QueueAsync("ReceiveSettings", HostShapes.EventGrid("settings", "settings.xlsx"));
            await host.QueueAsync("ReceiveReturn", HostShapes.EventGrid("returns", $"{College}/first return.xlsx"));
            var receipt = await ReceiptAsync(blobs, 1);
            Assert.Equal("ACCEPTED", receipt.Status);

            // Delivered again: nothing new.
            await host.QueueAsync("ReceiveReturn", "[" + HostShapes.CloudEvent("returns", $"{College}/first return.xlsx") + "]");
            Assert.Null(await blobs.FindAsync("receipts", $"{College}/2/receipt.json", CancellationToken.None));
            host.Worker.Kill();
        }

        await WriteAsync(blobs, "returns", $"{College}/second.xlsx", Return(rows: 3).ToStream().ToArray());
        await WriteAsync(blobs, "returns", $"{College}/third.xlsx", Encoding.UTF8.GetBytes("no workbook"));
        await using var again = await StartAsync();
        await again.QueueAsync("PoisonReturn", HostShapes.EventGrid("returns", $"{College}/third.xlsx"), dequeueCount: 6);
        foreach (var timer in new[] { "SweepUploads", "QuarterlyWorkbooks", "QuarterlyWorkbooks", "RemindProviders", "PurgeExpired" })
        {
            await again.TickAsync(timer);
        }

        Assert.Equal("FAILED", (await ReceiptAsync(blobs, 2)).Status);
        Assert.Equal("ACCEPTED", (await ReceiptAsync(blobs, 3)).Status);
        var workbooks = 0;
        await foreach (var file in blobs.ListAsync("reports", Quarter.Containing(Today).Id + "/", CancellationToken.None))
        {
            workbooks += file.Name.EndsWith(".xlsx", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(workbooks >= 2, $"{workbooks} workbooks. The program said: {again.Worker.Said}\n{again.Log}");
        using var health = await GetAsync(again, "/api/health");
        Assert.True(health.StatusCode == HttpStatusCode.OK, await health.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Functions_3_a_message_that_is_no_event_fails_without_a_word_of_it_and_its_poison_message_is_taken()
    {
        await using var host = await StartAsync();
        var message = $$"""{"hello":"{{SampleUlns.Valid(0)}} of 12 Acacia Avenue"}""";

        var failed = await Assert.ThrowsAsync<InvocationFailedException>(() => host.QueueAsync("ReceiveReturn", message));
        Assert.Contains("ReceiveReturn failed: ", failed.Message, StringComparison.Ordinal);
        Assert.Contains("The message is no event", failed.Message, StringComparison.Ordinal);
        await host.QueueAsync("PoisonReturn", message, dequeueCount: 6);

        var said = host.Log + host.Worker.Said + failed.Message;
        Assert.DoesNotContain(SampleUlns.Valid(0), said, StringComparison.Ordinal);
        Assert.DoesNotContain("Acacia", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_4_a_return_sent_in_chunks_is_answered_a_part_of_a_file_is_sent_and_45_MB_are_refused_in_words()
    {
        await using var host = await StartAsync();
        using (var settings = await PostAsync(host, "/api/settings", SettingsWorkbooks.Bytes(Now()), isChunked: true))
        {
            Assert.Equal(HttpStatusCode.SeeOther, settings.StatusCode);
        }

        using var sent = await PostAsync(host, $"/api/returns/{College}", Return().ToStream().ToArray(), isChunked: true);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        using var part = await GetAsync(host, sent.Headers.Location + "/receipt.json", ("Range", "bytes=0-9"));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(10, (await part.Content.ReadAsByteArrayAsync()).Length);
        foreach (var isChunked in new[] { true, false })
        {
            using var refused = await PostAsync(host, $"/api/returns/{College}", new byte[45 * 1024 * 1024], isChunked);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
            Assert.Contains("The largest file that can be sent is 25 MB", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    /// <summary>What the function behind those paths would have written down.</summary>
    private async Task<long> FailuresRecordedAsync()
    {
        var database = Path.Combine(_data, "pilot.db");
        if (!File.Exists(database))
        {
            return 0;
        }

        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'Audit'";
        if ((long)(await command.ExecuteScalarAsync())! == 0)
        {
            return 0;
        }

        command.CommandText = $"SELECT COUNT(*) FROM Audit WHERE What = '{Functions.Returns.RecordFailure.Recorded}'";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Under the first version's protocol the last of these reached a function, past sign-in.</summary>
    [Theory]
    [InlineData("/api/PoisonReturn")]
    [InlineData("/api/../PoisonReturn")]
    [InlineData("/api/%2e%2e/PoisonReturn")]
    [InlineData("/api/..%2fPoisonReturn")]
    [InlineData("/api/%252e%252e/PoisonReturn")]
    public async Task Functions_3_no_spelling_of_a_path_reaches_anything_but_the_pages(string path)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Raw(host, path));
        using var answer = await host.SendAsync(request);
        Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
        Assert.Equal(0, await FailuresRecordedAsync());
    }

    [Theory]
    [InlineData("False", HttpStatusCode.Unauthorized)]
    [InlineData("True", HttpStatusCode.OK)]
    public async Task Functions_4_who_a_header_names_is_let_in_unless_the_platform_says_that_sign_in_is_off(string enabled, HttpStatusCode expected)
    {
        await using var host = await StandInHost.StartAsync(("PilotData", _data), ("WEBSITE_AUTH_ENABLED", enabled));
        using var answer = await GetAsync(host, "/api/rules");
        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>The worker lists its functions whatever is wrong, so that the host goes on asking; what is wrong stands on its error output.</summary>
    [Theory]
    [InlineData("PilotLearnerKeySecret", "short", "The learner-key secret must have at least 32 characters.")]
    [InlineData("PilotLearnerKeySecret", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/learner-key)", "its setting still holds the reference.")]
    [InlineData("PilotStorage", "nonsense", "The setting PilotStorage is no connection string of a storage account.")]
    [InlineData("PilotData", "/dev/null/data", "The data folder cannot be used: ")]
    public async Task Functions_3_a_pilot_that_cannot_be_opened_keeps_its_functions_and_says_why(string setting, string value, string reason)
    {
        await using var host = await StandInHost.StartAsync(("PilotData", _data), (setting, value));

        Assert.Equal(Schedule.All.Count + (2 * QueueNames.All.Count) + 1, host.Functions.Count);
        var failed = await Assert.ThrowsAsync<InvocationFailedException>(() => host.TickAsync("SweepUploads"));
        Assert.Contains(reason, failed.Message, StringComparison.Ordinal);
        Assert.Contains(reason, host.Worker.Said, StringComparison.Ordinal);
        using var health = await GetAsync(host, "/api/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        using var page = await GetAsync(host, "/api/office");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.DoesNotContain(reason, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--functions-worker-id", "alone")]
    [InlineData("--functions-worker-id", "alone", "--functions-uri", "http://127.0.0.1:1", "--functions-request-id", "r", "--functions-grpc-max-message-length", "1000000")]
    public async Task Functions_3_as_a_worker_without_a_host_it_ends_with_3_and_says_so(params string[] args)
    {
        using var program = PilotProcess.Start(args);
        Assert.Equal(3, await program.EndAsync());
        Assert.Contains("no host answers", program.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_3_without_a_host_it_is_the_command_line()
    {
        using var program = PilotProcess.Start(["rules", "--data", _data]);
        Assert.Equal(0, await program.EndAsync());
        Assert.Contains("FILE_04", program.Said, StringComparison.Ordinal);
    }
}
