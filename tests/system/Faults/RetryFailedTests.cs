using Pilot.Functions;
using Pilot.Functions.Quarters;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Functions.Timers;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Faults;

/// <summary>What could not be processed is tried again (returns.md section 5): a few times by the sweep, and whenever an officer asks.</summary>
public sealed class RetryFailedTests(PreparedPilot prepared) : IClassFixture<PreparedPilot>
{
    private static readonly DateTimeOffset AfterClosing = new(2027, 2, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Returns_5_a_return_that_met_an_outage_longer_than_the_queue_is_patient_gets_its_answer_from_the_sweep()
    {
        using var undisturbed = prepared.Copy();
        await undisturbed.ResumeAsync();
        using var pilot = prepared.Copy();
        await FailInAnOutageAsync(pilot);
        Assert.Contains("FAILED", await ReceiptAsync(pilot), StringComparison.Ordinal);

        await SweepAsync(pilot, SmallPilot.Noon.AddMinutes(29));
        Assert.Contains("FAILED", await ReceiptAsync(pilot), StringComparison.Ordinal);
        await SweepAsync(pilot, SmallPilot.Noon.AddMinutes(31));

        Assert.Equal(await undisturbed.FactsAsync(), await pilot.FactsAsync());
        await pilot.EachUploadHasOneFinalReceiptAsync();
        Assert.Contains("PARTLY_ACCEPTED", await ReceiptAsync(pilot), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(pilot.Folder, "outbox", "received-3-v1.json")));
    }

    [Fact]
    public async Task Returns_5_an_outage_that_is_not_over_takes_no_try_away()
    {
        using var undisturbed = prepared.Copy();
        await undisturbed.ResumeAsync();
        using var pilot = prepared.Copy();
        await FailInAnOutageAsync(pilot);
        for (var i = 0; i < 5; i++)
        {
            using var injection = new FaultInjection(InjectedFault.StaysOut, 4);
            await Record.ExceptionAsync(() => new SweepUploads(pilot.OpenWithFault(injection, null, Clock(SmallPilot.Noon.AddHours(1 + i)))).RunAsync(CancellationToken.None));
            Assert.True(injection.HasFired);
        }

        await SweepAsync(pilot, SmallPilot.Noon.AddHours(6));
        Assert.Equal(await undisturbed.FactsAsync(), await pilot.FactsAsync());
        Assert.Equal(1, await TriesAsync(pilot));
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    [Fact]
    public async Task Returns_5_a_return_that_fails_for_a_reason_of_its_own_is_tried_three_times_more_and_then_left_to_an_officer()
    {
        using var pilot = prepared.Copy();
        await new GiveUpUploads(pilot.Open()).RunAsync("returns", [SmallPilot.Upload], CancellationToken.None);
        for (var hours = 0; hours < 100; hours++)
        {
            var services = pilot.Open(Clock(SmallPilot.Noon.AddHours(hours)), store => new FailingBlobStore(store, $"{College}/3.xlsx"));
            await new SweepUploads(services).RunAsync(CancellationToken.None);
            Assert.Contains("FAILED", await ReceiptAsync(pilot), StringComparison.Ordinal);
        }

        Assert.Equal(3, await TriesAsync(pilot));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(pilot.Folder, "outbox"), "failed-3.json"));
        Assert.True(await new RejudgeSubmission(pilot.Open(Clock(SmallPilot.Noon.AddHours(101)))).RunAsync(3, CancellationToken.None));
        Assert.Contains("PARTLY_ACCEPTED", await ReceiptAsync(pilot), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Returns_5_a_return_that_failed_before_its_quarter_closed_changes_nothing_of_the_closed_quarter_and_counts_in_the_next()
    {
        using var pilot = prepared.Copy();
        await new RegisterSubmission(pilot.Open()).RunAsync(SmallPilot.Upload, null, CancellationToken.None);
        await new GiveUpUploads(pilot.Open(Clock(AfterClosing))).RunAsync("returns", [SmallPilot.Upload], CancellationToken.None);
        await new CloseAndRefreshQuarters(pilot.Open(Clock(AfterClosing))).RunAsync(CancellationToken.None);
        Assert.True((await ReviseAsync(pilot)).IsNew);
        using var never = pilot.Copy();

        await SweepAsync(pilot, AfterClosing.AddHours(1));

        Assert.Contains(await pilot.FactsAsync(), line => line.StartsWith(SmallPilot.Upload + "|PartlyAccepted|1", StringComparison.Ordinal));
        Assert.False((await ReviseAsync(pilot)).IsNew);
        Assert.Equal(await ApprovedAsync(never), await ApprovedAsync(pilot));
    }

    [Fact]
    public async Task Returns_5_whether_a_return_waits_or_failed_when_its_closed_quarter_is_revised_makes_no_other_revision_and_no_other_file()
    {
        using var pilot = prepared.Copy();
        await new RegisterSubmission(pilot.Open()).RunAsync(SmallPilot.Upload, null, CancellationToken.None);
        await new GiveUpUploads(pilot.Open(Clock(AfterClosing))).RunAsync("returns", [SmallPilot.Upload], CancellationToken.None);
        await new CloseAndRefreshQuarters(pilot.Open(Clock(AfterClosing))).RunAsync(CancellationToken.None);
        using var failed = pilot.Copy();
        var ofFailed = await ReviseAsync(failed);

        // An officer has it tried again, and its turn was cut short: it waits.
        await new RejudgeSubmission(pilot.Open(Clock(AfterClosing), store => new FailingBlobStore(store, $"{College}/3.xlsx"))).RunAsync(3, CancellationToken.None);
        Assert.Contains(await pilot.FactsAsync(), line => line.StartsWith(SmallPilot.Upload + "|Received|0", StringComparison.Ordinal));
        var ofWaiting = await ReviseAsync(pilot);
        Assert.True(ofWaiting.IsNew);
        Assert.Equal(ofFailed.Record.InputsHash, ofWaiting.Record.InputsHash);
        Assert.Equal(PilotUnderTest.Hashes(failed.Folder, Path.Combine("reports", SmallPilot.Period.Id)), PilotUnderTest.Hashes(pilot.Folder, Path.Combine("reports", SmallPilot.Period.Id)));

        await SweepAsync(pilot, AfterClosing.AddHours(1));
        Assert.Contains(await pilot.FactsAsync(), line => line.StartsWith(SmallPilot.Upload + "|PartlyAccepted|1", StringComparison.Ordinal));
        Assert.False((await ReviseAsync(pilot)).IsNew);
        Assert.Equal(await ApprovedAsync(failed), await ApprovedAsync(pilot));
    }

    [Fact]
    public async Task Returns_5_a_return_judged_again_after_its_quarter_closed_changes_nothing_of_the_closed_quarter_nor_do_the_completions_behind_it()
    {
        // Under the settings of the closing no learner may start yet; under the next ones all may.
        var late = Small() with { Qualifications = [.. Small().Qualifications.Select(qualification => qualification with { AvailableFrom = new(2027, 1, 1) })] };
        using var pilot = await SmallPilot.PrepareAsync(late);
        await new CloseAndRefreshQuarters(pilot.Open(Clock(AfterClosing))).RunAsync(CancellationToken.None);
        await SmallPilot.WriteAsync(pilot.Open(), "settings", "next.xlsx", SettingsWorkbooks.Bytes(Small()));
        await new ReceiveOfficeFile(pilot.Open(Clock(AfterClosing))).RunAsync("next.xlsx", null, CancellationToken.None);
        using var never = pilot.Copy();

        Assert.True(await new RejudgeSubmission(pilot.Open(Clock(AfterClosing.AddHours(1)))).RunAsync(1, CancellationToken.None));

        Assert.Contains(await pilot.FactsAsync(), line => line.Contains("CMP ", StringComparison.Ordinal));
        Assert.Equal(await ApprovedAsync(never), await ApprovedAsync(pilot));
    }

    /// <summary>The queue brings the message five times within two minutes, and then it is poison; by then the store is back.</summary>
    private static async Task FailInAnOutageAsync(SmallPilot pilot)
    {
        for (var i = 0; i < 5; i++)
        {
            using var injection = new FaultInjection(InjectedFault.StaysOut, 1);
            await Assert.ThrowsAsync<IOException>(() => new ReceiveReturn(pilot.OpenWithFault(injection)).RunAsync(SmallPilot.Upload, null, CancellationToken.None));
        }

        await new GiveUpUploads(pilot.Open()).RunAsync("returns", [SmallPilot.Upload], CancellationToken.None);
    }

    private static Task<int> SweepAsync(SmallPilot pilot, DateTimeOffset now) => new SweepUploads(pilot.Open(Clock(now))).RunAsync(CancellationToken.None);

    private static FixedClock Clock(DateTimeOffset now) => new(now);

    private static Task<string> ReceiptAsync(SmallPilot pilot) =>
        File.ReadAllTextAsync(Path.Combine(pilot.Folder, "receipts", College.ToString(), "3", "receipt.json"));

    private static async Task<int> TriesAsync(SmallPilot pilot) =>
        (await pilot.SnapshotAsync()).Count(line => line.StartsWith("Audit|", StringComparison.Ordinal) && line.Contains("|tried again|", StringComparison.Ordinal));

    private static async Task<RunResult> ReviseAsync(SmallPilot pilot)
    {
        await SmallPilot.NewRateAsync(pilot.Open(Clock(AfterClosing)));
        return await new RunQuarter(pilot.Open(Clock(AfterClosing))).ReviseAsync(SmallPilot.Period, "A wrong rate", CancellationToken.None);
    }

    /// <summary>The files of the closed quarter, drawn again for the approval from its stored facts.</summary>
    private static async Task<SortedDictionary<string, string>> ApprovedAsync(SmallPilot pilot)
    {
        await new ApproveRun(pilot.Open(Clock(AfterClosing.AddDays(1)))).RunAsync(SmallPilot.Period, "Olive Officer", CancellationToken.None);
        return PilotUnderTest.Hashes(pilot.Folder, Path.Combine("reports", SmallPilot.Period.Id));
    }
}
