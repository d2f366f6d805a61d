using Pilot.Functions;
using Pilot.Functions.Data;
using Pilot.Functions.Hosting;
using Pilot.Functions.Returns;
using Pilot.Functions.Timers;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Faults;

/// <summary>Several programs at once, the same event twice, clocks that jump, uploads that cannot be processed.</summary>
public sealed class ConcurrencyTests(PreparedPilot prepared) : IClassFixture<PreparedPilot>
{
    private static readonly Ukprn[] Providers = [College, Private, University];

    [Fact]
    public async Task Returns_5_the_same_event_delivered_many_times_at_once_is_one_submission()
    {
        using var undisturbed = prepared.Copy();
        await undisturbed.ResumeAsync();
        using var pilot = prepared.Copy();
        var services = pilot.Open();

        var numbers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            Task.Run(() => new ReceiveReturn(services).RunAsync(SmallPilot.Upload, null, CancellationToken.None))));

        Assert.Single(numbers.Distinct());
        Assert.Equal(await undisturbed.FactsAsync(), await pilot.FactsAsync());
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    [Fact]
    public async Task Returns_5_two_programs_over_the_same_stores_given_the_same_uploads_hold_what_one_would_hold()
    {
        using var alone = prepared.Copy();
        var names = await ManyAsync(alone);
        foreach (var name in names)
        {
            await new ReceiveReturn(alone.Open()).RunAsync(name, null, CancellationToken.None);
        }

        using var pilot = prepared.Copy();
        await ManyAsync(pilot);
        await Task.WhenAll(
            Task.Run(() => AllAsync(pilot.Open(), names)),
            Task.Run(() => AllAsync(pilot.Open(), names.Reverse())),
            Task.Run(() => new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None)));
        await pilot.ResumeAsync();
        await alone.ResumeAsync();

        Assert.Equal(await alone.FactsAsync(), await pilot.FactsAsync());
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(-1)]
    [InlineData(10)]
    public async Task Returns_5_a_clock_that_jumps_between_a_fault_and_the_next_try_loses_and_doubles_nothing(int days)
    {
        using var undisturbed = prepared.Copy();
        await undisturbed.ResumeAsync();
        using var pilot = prepared.Copy();
        using var injection = new FaultInjection(InjectedFault.Fails, 12);
        await Assert.ThrowsAnyAsync<Exception>(() =>
            new ReceiveReturn(pilot.OpenWithFault(blobs: injection)).RunAsync(SmallPilot.Upload, null, CancellationToken.None));

        var jumped = pilot.Open(new FixedClock(SmallPilot.Noon.AddDays(days)));
        await new ReceiveReturn(jumped).RunAsync(SmallPilot.Upload, null, CancellationToken.None);
        await pilot.ResumeAsync();

        Assert.Equal(await undisturbed.FactsAsync(), await pilot.FactsAsync());
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    [Fact]
    public async Task Returns_5_a_lock_is_taken_from_nobody_because_a_clock_jumped_and_is_not_kept_by_the_dead()
    {
        using var pilot = prepared.Copy();
        var database = pilot.Open().Database;
        var leases = new Leases(database, TimeSpan.FromSeconds(2));
        await using (await leases.AcquireAsync("a name", TimeSpan.FromSeconds(5), CancellationToken.None))
        {
            // As it looks where the clock of one who waits has jumped forward: run out long ago, yet its holder lives and renews it.
            await ExecuteAsync(database, "UPDATE Leases SET ExpiresAt = '2001-01-01 00:00:00' WHERE Name = 'a name'");
            await Assert.ThrowsAsync<TimeoutException>(() => leases.AcquireAsync("a name", TimeSpan.FromSeconds(3), CancellationToken.None));
        }

        // As it looks where the holder's clock was ahead by years when its machine was lost.
        await ExecuteAsync(database, "UPDATE Leases SET Owner = 'another-machine/1/20260101000000/1', ExpiresAt = '2099-01-01 00:00:00' WHERE Name = 'a name'");
        await (await leases.AcquireAsync("a name", TimeSpan.FromSeconds(20), CancellationToken.None)).DisposeAsync();
    }

    [Fact]
    public async Task Functions_2_an_upload_that_fails_again_and_again_gets_a_receipt_and_keeps_nobody_waiting()
    {
        using var pilot = prepared.Copy();
        var sound = pilot.Open();
        await SmallPilot.UploadAsync(sound, "bad.xlsx", SmallPilot.Enrolments(2));
        await SmallPilot.UploadAsync(sound, "good.xlsx", SmallPilot.Enrolments(3, Private), Private);
        var log = new RecordingLogger();
        var services = pilot.Open(null, store => new FailingBlobStore(store, "bad.xlsx"), log);
        var sweep = new SweepUploads(services);

        await sweep.RunAsync(CancellationToken.None);
        Assert.Contains(await pilot.FactsAsync(), line => line.Contains("good.xlsx|Accepted|1", StringComparison.Ordinal));
        Assert.Contains(await pilot.FactsAsync(), line => line.StartsWith(SmallPilot.Upload + "|PartlyAccepted|1", StringComparison.Ordinal));
        for (var i = 0; i < 5; i++)
        {
            await sweep.RunAsync(CancellationToken.None);
        }

        Assert.Contains("InvalidOperationException", log.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("quoted cell", log.Said, StringComparison.Ordinal);
        await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    [Fact]
    public async Task Functions_2_a_poison_message_delivered_twice_or_cut_short_leaves_one_final_receipt()
    {
        for (var at = 1; at <= 6; at++)
        {
            using var pilot = prepared.Copy();
            using var injection = new FaultInjection(InjectedFault.FailsAfterwards, at);
            await Record.ExceptionAsync(() => new GiveUpUploads(pilot.OpenWithFault(blobs: injection)).RunAsync("returns", [SmallPilot.Upload], CancellationToken.None));
            await new GiveUpUploads(pilot.Open()).RunAsync("returns", [SmallPilot.Upload], CancellationToken.None);
            await new GiveUpUploads(pilot.Open()).RunAsync("returns", [SmallPilot.Upload], CancellationToken.None);
            await pilot.ResumeAsync();

            Assert.Contains(await pilot.FactsAsync(), line => line.StartsWith(SmallPilot.Upload + "|Failed|1", StringComparison.Ordinal));
            Assert.Single(await pilot.SnapshotAsync(), line => line.StartsWith("Audit|", StringComparison.Ordinal) && line.Contains("could not be processed", StringComparison.Ordinal));
            await pilot.EachUploadHasOneFinalReceiptAsync();
        }
    }

    [Fact]
    public async Task Functions_3_of_several_uploads_in_one_message_one_that_fails_keeps_the_others_from_nothing()
    {
        using var pilot = prepared.Copy();
        await SmallPilot.UploadAsync(pilot.Open(), "bad.xlsx", SmallPilot.Enrolments(2));
        await SmallPilot.UploadAsync(pilot.Open(), "good.xlsx", SmallPilot.Enrolments(3, Private), Private);
        using var opened = new LazyPilot(_ => Task.FromResult(pilot.Open(null, store => new FailingBlobStore(store, "bad.xlsx"))), false, CancellationToken.None);
        var functions = new PilotFunctions(opened);
        var message = $"[{HostShapes.EventGrid("returns", $"{College}/bad.xlsx")},{HostShapes.EventGrid("settings", "settings.xlsx")},{HostShapes.CloudEvent("returns", $"{Private}/good.xlsx")}]";

        await Assert.ThrowsAsync<InvalidOperationException>(() => functions.ReceiveReturn(HostShapes.QueueMessage(message), CancellationToken.None));
        Assert.Contains(await pilot.FactsAsync(), line => line.Contains("good.xlsx|Accepted|1", StringComparison.Ordinal));

        // The event of another container is none of this function's business.
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(pilot.Folder, "outbox"), "failed-office-*"));

        // It fails again and again: nobody gets a receipt that says so for a file that did not.
        await functions.PoisonReturn(HostShapes.QueueMessage(message, 6), CancellationToken.None);
        Assert.DoesNotContain(await pilot.FactsAsync(), line => line.Contains("Failed", StringComparison.Ordinal));
        await pilot.ResumeAsync();
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    [Fact]
    public async Task Functions_2_a_settings_workbook_that_failed_is_answered_and_the_sweep_goes_on()
    {
        using var pilot = prepared.Copy();
        var services = pilot.Open(null, store => new FailingBlobStore(store, "settings/2.xlsx"));
        await SmallPilot.WriteAsync(pilot.Open(), "settings", "more.xlsx", SettingsWorkbooks.Bytes(Small()));
        var sweep = new SweepUploads(services);
        for (var i = 0; i < 6; i++)
        {
            await sweep.RunAsync(CancellationToken.None);
        }

        Assert.True(File.Exists(Path.Combine(pilot.Folder, "receipts", "settings", "2", "receipt.json")));
        Assert.Contains("FAILED", await File.ReadAllTextAsync(Path.Combine(pilot.Folder, "receipts", "settings", "2", "receipt.json")), StringComparison.Ordinal);
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    [Fact]
    public async Task Returns_5_an_upload_replaced_before_its_copy_was_kept_is_answered_and_blocks_nothing()
    {
        using var pilot = prepared.Copy();
        var log = new RecordingLogger();
        // Numbered, and then the program is gone before the copy is written.
        var services = pilot.Open(null, store => new FailingBlobStore(store, $"{College}/3.xlsx"));
        await Assert.ThrowsAnyAsync<Exception>(() => new ReceiveReturn(services).RunAsync(SmallPilot.Upload, null, CancellationToken.None));
        await SmallPilot.UploadAsync(pilot.Open(), "second.xlsx", SmallPilot.Enrolments(5));
        await new ReceiveReturn(pilot.Open(log: log)).RunAsync(SmallPilot.Upload, null, CancellationToken.None);

        Assert.Contains("Submission 3 could not be processed", log.Said, StringComparison.Ordinal);
        var lost = await File.ReadAllTextAsync(Path.Combine(pilot.Folder, "receipts", College.ToString(), "3", "receipt.json"));
        Assert.Contains("FAILED", lost, StringComparison.Ordinal);
        Assert.Contains("send it again", lost, StringComparison.Ordinal);
        Assert.Contains("\"ACCEPTED\"", await File.ReadAllTextAsync(Path.Combine(pilot.Folder, "receipts", College.ToString(), "4", "receipt.json")), StringComparison.Ordinal);
    }

    private static async Task<string[]> ManyAsync(SmallPilot pilot)
    {
        var services = pilot.Open();
        var names = new List<string>();
        foreach (var provider in Providers)
        {
            // Whether an enrolment or a completion return comes first, the facts are the same (returns.md section 5).
            var day = SmallPilot.PreparedOn.AddDays(1);
            foreach (var (name, file) in new[]
            {
                ("many-cmp.xlsx", SmallPilot.Completions(provider, 0, 1, 5)), ("many-enr.xlsx", SmallPilot.Enrolments(5, provider)),
                ("many-wrong.xlsx", SmallPilot.Enrolments(2, provider).Declare("data_row_count", 3)),
            })
            {
                await SmallPilot.UploadAsync(services, name, file.Declare("prepared_on", day).Declare("certified_on", day), provider);
                names.Add($"{provider}/{name}");
            }
        }

        return [.. names];
    }

    private static async Task AllAsync(PilotServices services, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            await new ReceiveReturn(services).RunAsync(name, null, CancellationToken.None);
        }
    }

    private static async Task ExecuteAsync(PilotDatabase database, string statement)
    {
        await using var context = database.Open();
#pragma warning disable EF1002 // Written in this file.
        Assert.Equal(1, await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(context.Database, statement));
#pragma warning restore EF1002
    }
}
