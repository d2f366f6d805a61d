using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Outbox;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Functions.Timers;
using Pilot.Reporting.Returns.Held;
using Pilot.Tests.Blobs;
using Pilot.Tests.Faults;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Returns;

/// <summary>Where the store scans what is uploaded, nothing is opened that the scan has not found clean (functions.md section 7).</summary>
public sealed class ScannedUploadsTests : IDisposable
{
    private readonly SmallPilot _pilot = SmallPilot.Empty();
    private readonly Dictionary<string, ScanVerdict> _verdicts = new(StringComparer.Ordinal) { ["settings/settings.xlsx"] = ScanVerdict.Clean };

    private static string First => $"returns/{College}/first.xlsx";

    public void Dispose() => _pilot.Dispose();

    [Fact]
    public async Task Functions_7_a_return_waits_for_its_scan_and_is_judged_once_it_is_clean_as_received_when_it_was()
    {
        var services = await OpenAsync();
        await UploadAsync(services, "first.xlsx");
        Assert.Equal(1, await new ReceiveReturn(services).RunAsync($"{College}/first.xlsx", null, CancellationToken.None));
        await SweepAsync();

        var waiting = await SubmissionAsync(1);
        Assert.Equal((SubmissionStatus.Received, (DateTime?)null), (waiting.Status, waiting.AnsweredAt));
        Assert.Empty(Files("submissions", College.ToString()));
        Assert.Empty(Files("receipts", College.ToString()));
        var (_, receipt) = await new SubmitFile(services).ReadAnswerAsync(1, CancellationToken.None);
        Assert.Equal("RECEIVED", receipt.Status);
        Assert.Contains("waits for its virus scan", receipt.StatusWords, StringComparison.Ordinal);

        _verdicts[First] = ScanVerdict.Clean;
        await SweepAsync(minutes: 20);
        var judged = await SubmissionAsync(1);
        Assert.Equal((SubmissionStatus.Accepted, waiting.ReceivedAt), (judged.Status, judged.ReceivedAt));
        Assert.Equal(["1.xlsx"], Files("submissions", College.ToString()));
        Assert.Equal("ACCEPTED", Receipt(1).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(ScanVerdict.Harmful, "found something harmful")]
    [InlineData(ScanVerdict.NotScanned, "could not look into this file")]
    public async Task Functions_7_a_return_that_the_scan_does_not_pass_is_refused_in_words_and_never_opened_or_kept_or_tried_again(ScanVerdict verdict, string words)
    {
        var services = await OpenAsync();
        _verdicts[First] = verdict;
        await UploadAsync(services, "first.xlsx");
        await new ReceiveReturn(services).RunAsync($"{College}/first.xlsx", null, CancellationToken.None);
        await SweepAsync(minutes: 24 * 60);
        await SweepAsync(minutes: 48 * 60);

        Assert.Equal(SubmissionStatus.Failed, (await SubmissionAsync(1)).Status);
        Assert.Empty(Files("submissions", College.ToString()));
        Assert.Equal(["receipt.json", "violations.csv"], Files("receipts", $"{College}/1"));
        Assert.Contains(words, Receipt(1).GetProperty("status_words").GetString(), StringComparison.Ordinal);
        Assert.Contains("does not count as received", Receipt(1).GetProperty("status_words").GetString(), StringComparison.Ordinal);
        var messages = await MessagesAsync();
        Assert.Contains(words, messages["refused-1"].Text, StringComparison.Ordinal);
        Assert.Contains("Nobody has opened it", messages["refused-1-office"].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(messages.Keys, id => id.StartsWith("failed", StringComparison.Ordinal));
        await using var context = services.Database.Open();
        Assert.Equal(1, await context.Audit.CountAsync(row => row.SubmissionNumber == 1));
    }

    [Fact]
    public async Task Functions_7_an_upload_that_waits_for_more_than_an_hour_is_named_in_the_log_where_an_alert_listens()
    {
        var services = await OpenAsync();
        await UploadAsync(services, "first.xlsx");
        await new ReceiveReturn(services).RunAsync($"{College}/first.xlsx", null, CancellationToken.None);
        var log = new RecordingLogger();
        await new SweepUploads(Scanned(59) with { Log = log }).RunAsync(CancellationToken.None);
        Assert.DoesNotContain("Waiting for an answer", log.Said, StringComparison.Ordinal);
        await new SweepUploads(Scanned(61) with { Log = log }).RunAsync(CancellationToken.None);
        Assert.Contains("Waiting for an answer for more than an hour: submission 1", log.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_7_one_that_waits_keeps_no_later_return_of_its_provider_waiting()
    {
        var services = await OpenAsync();
        await UploadAsync(services, "first.xlsx");
        await UploadAsync(services, "second.xlsx", learners: 4);
        _verdicts[$"returns/{College}/second.xlsx"] = ScanVerdict.Clean;
        await new ReceiveReturn(services).RunAsync($"{College}/first.xlsx", null, CancellationToken.None);
        await new ReceiveReturn(services).RunAsync($"{College}/second.xlsx", null, CancellationToken.None);

        Assert.Equal(SubmissionStatus.Received, (await SubmissionAsync(1)).Status);
        Assert.Equal(SubmissionStatus.Accepted, (await SubmissionAsync(2)).Status);
    }

    [Fact]
    public async Task Functions_7_what_is_replaced_before_its_scan_is_not_taken_for_what_was_scanned()
    {
        var services = await OpenAsync();
        await UploadAsync(services, "first.xlsx");
        await new ReceiveReturn(services).RunAsync($"{College}/first.xlsx", null, CancellationToken.None);
        await UploadAsync(services, "first.xlsx", learners: 5);
        _verdicts[First] = ScanVerdict.Clean;
        await SweepAsync();

        Assert.Equal(SubmissionStatus.Failed, (await SubmissionAsync(1)).Status);
        Assert.Contains("replaced or removed before we could read it", Receipt(1).GetProperty("status_words").GetString(), StringComparison.Ordinal);
        Assert.Equal(SubmissionStatus.Accepted, (await SubmissionAsync(2)).Status);
    }

    [Fact]
    public async Task Functions_7_a_verdict_that_came_while_the_file_was_replaced_counts_for_neither()
    {
        var services = await OpenAsync();
        await UploadAsync(services, "first.xlsx");
        _verdicts[First] = ScanVerdict.Clean;
        var replacing = Scanning(_pilot.Open(blobs: store => new ScannedBlobs(store, _verdicts, async _ => await UploadAsync(services, "first.xlsx", learners: 5))));
        await new ReceiveReturn(replacing).RunAsync($"{College}/first.xlsx", null, CancellationToken.None);

        Assert.NotEqual(SubmissionStatus.Accepted, (await SubmissionAsync(1)).Status);
        Assert.Empty(Files("submissions", College.ToString()));
    }

    [Fact]
    public async Task Functions_7_settings_wait_too_and_the_last_that_were_sent_are_in_force_last()
    {
        var services = await OpenAsync();
        await SendSettingsAsync(services, "a.xlsx", 3_100m);
        await SendSettingsAsync(services, "b.xlsx", 3_200m);
        _verdicts["settings/b.xlsx"] = ScanVerdict.Clean;
        var receipt = await new ReceiveOfficeFile(services).RunAsync("a.xlsx", null, CancellationToken.None);
        Assert.Equal("RECEIVED", receipt!.Status);
        Assert.Equal("RECEIVED", (await new ReceiveOfficeFile(services).RunAsync("b.xlsx", null, CancellationToken.None))!.Status);
        await SweepAsync();
        Assert.Equal(1, (await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, CancellationToken.None)).Version);

        _verdicts["settings/a.xlsx"] = ScanVerdict.Clean;
        await SweepAsync(minutes: 5);
        var inForce = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, CancellationToken.None);
        Assert.Equal(3, inForce.Version);
        Assert.All(inForce.Allocations, line => Assert.Equal(3_200m, line.UnitRateGbp));
    }

    [Fact]
    public async Task Functions_7_settings_that_the_scan_does_not_pass_change_nothing()
    {
        var services = await OpenAsync();
        await SendSettingsAsync(services, "a.xlsx", 3_100m);
        _verdicts["settings/a.xlsx"] = ScanVerdict.Harmful;
        var receipt = await new ReceiveOfficeFile(services).RunAsync("a.xlsx", null, CancellationToken.None);

        Assert.Equal("FAILED", receipt!.Status);
        Assert.Contains("found something harmful in the workbook", receipt.Summary, StringComparison.Ordinal);
        Assert.Equal(1, (await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, CancellationToken.None)).Version);
        Assert.Equal(["1.xlsx"], Files("submissions", "settings"));
    }

    [Fact]
    public async Task Functions_7_a_store_that_scans_nothing_lets_nothing_through()
    {
        await OpenAsync();
        var services = Scanning(_pilot.Open());
        await UploadAsync(services, "first.xlsx");
        await new ReceiveReturn(services).RunAsync($"{College}/first.xlsx", null, CancellationToken.None);
        await new SweepUploads(services).RunAsync(CancellationToken.None);

        Assert.Equal(SubmissionStatus.Received, (await SubmissionAsync(1)).Status);
    }

    private static PilotServices Scanning(PilotServices services) => services with { ScansUploads = true };

    /// <summary>With the settings of every test in force.</summary>
    private async Task<PilotServices> OpenAsync()
    {
        var services = Scanned(0);
        await services.Database.MigrateAsync(CancellationToken.None);
        await SmallPilot.WriteAsync(services, "settings", "settings.xlsx", SettingsWorkbooks.Bytes(Small()));
        Assert.Equal("ACCEPTED", (await new ReceiveOfficeFile(services).RunAsync("settings.xlsx", null, CancellationToken.None))!.Status);
        return services;
    }

    private PilotServices Scanned(int minutes) =>
        Scanning(_pilot.Open(new FixedClock(SmallPilot.Noon.AddMinutes(minutes)), store => new ScannedBlobs(store, _verdicts)));

    private Task<int> SweepAsync(int minutes = 1) => new SweepUploads(Scanned(minutes)).RunAsync(CancellationToken.None);

    private static Task UploadAsync(PilotServices services, string name, int learners = 3) => SmallPilot.UploadAsync(services, name, SmallPilot.Enrolments(learners));

    private static Task SendSettingsAsync(PilotServices services, string name, decimal rate) => SmallPilot.WriteAsync(
        services, "settings", name, SettingsWorkbooks.Bytes(Small() with { Allocations = [.. Small().Allocations.Select(line => line with { UnitRateGbp = rate })] }));

    private async Task<SubmissionRow> SubmissionAsync(int number)
    {
        await using var context = _pilot.Open().Database.Open();
        return await context.Submissions.AsNoTracking().SingleAsync(row => row.Number == number);
    }

    private async Task<Dictionary<string, Message>> MessagesAsync() =>
        (await new ReadOutbox(_pilot.Open()).AllAsync(CancellationToken.None)).ToDictionary(message => message.Id, StringComparer.Ordinal);

    private JsonElement Receipt(int number)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_pilot.Folder, "receipts", College.ToString(), $"{number}", "receipt.json")));
        return json.RootElement.Clone();
    }

    private string[] Files(string container, string folder)
    {
        var at = Path.Combine(_pilot.Folder, container, folder);
        return Directory.Exists(at) ? [.. Directory.GetFiles(at).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];
    }
}
