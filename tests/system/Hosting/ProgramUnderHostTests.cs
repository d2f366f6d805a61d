using System.Net;
using System.Text;
using System.Text.Json;
using Pilot.Functions.Blobs;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Office;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Hosting;

/// <summary>functions.md section 3 with the real program as a process, as the Functions host would start and call it.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class ProgramUnderHostTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly DateOnly Today = LondonTime.DateOf(TimeProvider.System.GetUtcNow());
    private readonly string _data = Directory.CreateTempSubdirectory("pilot-host-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task S3_an_event_leads_to_a_receipt_a_crash_loses_nothing_and_a_poison_message_is_recorded()
    {
        var blobs = AzureBlobStore.Connect(azurite.ConnectionString, makeContainers: true);
        await WriteAsync(blobs, "settings", "settings.xlsx", SettingsWorkbooks.Bytes(Now()));
        await WriteAsync(blobs, "returns", $"{College}/first return.xlsx", Return().ToStream().ToArray());
        var port = PilotProcess.FreePort();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
        using (var program = Start(port))
        {
            await program.WaitUntilItAnswersAsync(http);
            await InvokeAsync(http, "ReceiveSettings", HostShapes.QueueMessage(HostShapes.EventGrid("settings", "settings.xlsx")));
            await InvokeAsync(http, "ReceiveReturn", HostShapes.QueueMessage(HostShapes.EventGrid("returns", $"{College}/first return.xlsx")));
            var receipt = await ReceiptAsync(blobs, 1);
            Assert.Equal("ACCEPTED", receipt.Status);

            // Delivered again: nothing new.
            await InvokeAsync(http, "ReceiveReturn", HostShapes.QueueMessage("[" + HostShapes.CloudEvent("returns", $"{College}/first return.xlsx") + "]"));
            Assert.Null(await blobs.FindAsync("receipts", $"{College}/2/receipt.json", CancellationToken.None));
            program.Kill();
        }

        await WriteAsync(blobs, "returns", $"{College}/second.xlsx", Return(rows: 3).ToStream().ToArray());
        await WriteAsync(blobs, "returns", $"{College}/third.xlsx", Encoding.UTF8.GetBytes("no workbook"));
        port = PilotProcess.FreePort();
        using var later = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
        using var again = Start(port);
        await again.WaitUntilItAnswersAsync(later);
        await InvokeAsync(later, "PoisonReturn", HostShapes.QueueMessage(HostShapes.EventGrid("returns", $"{College}/third.xlsx"), 6));
        await InvokeAsync(later, "SweepUploads", HostShapes.Timer(isPastDue: true));
        await InvokeAsync(later, "QuarterlyWorkbooks", HostShapes.Timer());
        await InvokeAsync(later, "QuarterlyWorkbooks", HostShapes.Timer());

        Assert.Equal("FAILED", (await ReceiptAsync(blobs, 2)).Status);
        Assert.Equal("ACCEPTED", (await ReceiptAsync(blobs, 3)).Status);
        var workbooks = 0;
        await foreach (var file in blobs.ListAsync("reports", Quarter.Containing(Today).Id + "/", CancellationToken.None))
        {
            workbooks += file.Name.EndsWith(".xlsx", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(workbooks >= 2, $"{workbooks} workbooks. The program said: {again.Said}");
        using var health = await later.GetAsync(new Uri("/api/health", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task S3_a_message_that_is_no_event_fails_and_its_poison_message_is_taken()
    {
        var port = PilotProcess.FreePort();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var program = Start(port);
        await program.WaitUntilItAnswersAsync(http);

        using var failed = await PostAsync(http, "ReceiveReturn", HostShapes.QueueMessage("{\"hello\":1}"));
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        await InvokeAsync(http, "PoisonReturn", HostShapes.QueueMessage("{\"hello\":1}", 6));
        Assert.DoesNotContain(SampleUlns.Valid(0), program.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("False", HttpStatusCode.Unauthorized)]
    [InlineData("True", HttpStatusCode.OK)]
    public async Task S4_who_a_header_names_is_let_in_unless_the_platform_says_that_sign_in_is_off(string enabled, HttpStatusCode expected)
    {
        var port = PilotProcess.FreePort();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var program = PilotProcess.Start(
            [], ("FUNCTIONS_CUSTOMHANDLER_PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("PilotData", _data), ("WEBSITE_AUTH_ENABLED", enabled));
        await program.WaitUntilItAnswersAsync(http);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/rules", UriKind.Relative));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Office.Principals.Officer);
        using var answer = await http.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("PilotLearnerKeySecret", "short", "The learner-key secret must have at least 32 characters.")]
    [InlineData("PilotLearnerKeySecret", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/learner-key)", "its setting still holds the reference.")]
    [InlineData("PilotStorage", "nonsense", "The setting PilotStorage is no connection string of a storage account.")]
    [InlineData("PilotData", "/dev/null/data", "The data folder cannot be used: ")]
    public async Task S3_a_program_that_cannot_start_says_why_and_never_ends_with_0(string setting, string value, string reason)
    {
        using var program = PilotProcess.Start(
            [], ("FUNCTIONS_CUSTOMHANDLER_PORT", PilotProcess.FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("PilotData", _data), (setting, value));

        Assert.NotEqual(0, await program.EndAsync());
        Assert.Contains(reason, program.Said, StringComparison.Ordinal);
    }

    private PilotProcess Start(int port) => PilotProcess.Start(
        [], ("FUNCTIONS_CUSTOMHANDLER_PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("AzureWebJobsStorage", azurite.ConnectionString), ("PilotData", _data));

    /// <summary>Settings under which today's quarter is open and a learner may have started two months ago.</summary>
    private static PilotSettings Now()
    {
        var year = FundingYear.Containing(Today);
        var period = Quarter.Containing(Today);
        var settings = Small();
        return settings with
        {
            Allocations = [.. new[] { College, Private, University }.SelectMany(ukprn => new[]
            {
                Line(ukprn, "HNC", year.Previous, 3_000m, 20, 27_000m, 2),
                Line(ukprn, "HNC", year, 3_000m, 20, 27_000m, 2),
                Line(ukprn, "HNC", year.Next, 3_000m, 0, 27_000m, 2),
            })],
            Qualifications = [.. settings.Qualifications.Select(one => one with { AvailableFrom = Today.AddYears(-2), AvailableTo = Today.AddYears(2) })],
            Scheme = settings.Scheme with { PilotFrom = Today.AddYears(-2), PilotTo = Today.AddYears(2), LleFrom = Today.AddYears(2) },
            Calendar = [new CalendarPeriod(period, period.FirstDay, period.CensusDate.AddDays(20), period.CensusDate.AddDays(30), 15m)],
        };
    }

    private static ReturnBuilder Return(int rows = 2) => ReturnBuilder.Enrolment(
        rows, College.ToString(), Hnc, Quarter.Containing(Today), Today, Today.AddDays(-60), Today.AddDays(200));

    private static async Task WriteAsync(AzureBlobStore blobs, string container, string name, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await blobs.ReplaceAsync(container, name, content, "application/octet-stream", CancellationToken.None);
    }

    private static async Task<Receipt> ReceiptAsync(AzureBlobStore blobs, int number)
    {
        await using var stream = await blobs.OpenReadAsync("receipts", $"{College}/{number}/receipt.json", CancellationToken.None);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return Receipt.FromJson(bytes.ToArray());
    }

    private static async Task InvokeAsync(HttpClient http, string function, string body)
    {
        using var answer = await PostAsync(http, function, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{function}: {answer.StatusCode} {text}");
        // An empty 200 would hang in the host until its timeout.
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(text).RootElement.ValueKind);
    }

    /// <summary>Chunked, without a length, as the host sends it.</summary>
    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string function, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/" + function, UriKind.Relative))
        {
            Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body))),
        };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-InvocationId", "1e3b7c1a-0c5e-4f0e-8f5e-0d4a0b1c2d3e");
        request.Content.Headers.ContentType = new("application/json");
        return await http.SendAsync(request);
    }
}
