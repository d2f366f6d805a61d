using Pilot.Functions.Returns;
using Pilot.Functions.Timers;

namespace Pilot.Tests.Faults;

/// <summary>A store of files that fails, is slow or answers twice at each of its calls: afterwards everything is as if it had not.</summary>
public sealed class BlobFaultTests(PreparedPilot prepared) : IClassFixture<PreparedPilot>
{
    [Theory]
    [InlineData(InjectedFault.Fails)]
    [InlineData(InjectedFault.FailsAfterwards)]
    [InlineData(InjectedFault.HappensTwice)]
    [InlineData(InjectedFault.BreaksOff)]
    [InlineData(InjectedFault.IsSlow)]
    public async Task Returns_5_a_file_store_may_fail_at_any_call_and_nothing_is_lost_or_doubled(InjectedFault fault)
    {
        var (calls, expected) = await UndisturbedAsync();

        // A slow store changes no order: a few places show it.
        for (var at = 1; at <= calls; at += fault == InjectedFault.IsSlow ? 5 : 1)
        {
            using var pilot = prepared.Copy();
            using var injection = new FaultInjection(fault, at);
            var failed = false;
            try
            {
                await new ReceiveReturn(pilot.OpenWithFault(blobs: injection)).RunAsync(SmallPilot.Upload, null, CancellationToken.None);
            }
            catch (Exception lost) when (lost is IOException or Azure.RequestFailedException)
            {
                failed = true;
            }

            Assert.True(injection.HasFired);
            Assert.False(failed && fault is InjectedFault.HappensTwice or InjectedFault.IsSlow, $"Call {at} failed.");
            await pilot.ResumeAsync();
            await AssertSameAsync(expected, pilot, $"{fault} at call {at}");
        }
    }

    [Fact]
    public async Task Returns_5_after_a_fault_the_sweep_alone_brings_the_answer()
    {
        var (calls, _) = await UndisturbedAsync();
        for (var at = 1; at <= calls; at += 4)
        {
            using var pilot = prepared.Copy();
            using var injection = new FaultInjection(InjectedFault.Fails, at);
            await Record.ExceptionAsync(() => new ReceiveReturn(pilot.OpenWithFault(blobs: injection)).RunAsync(SmallPilot.Upload, null, CancellationToken.None));
            await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);
            await pilot.EachUploadHasOneFinalReceiptAsync();
        }
    }

    [Fact]
    public async Task FILE_05_a_store_that_breaks_off_never_makes_a_good_file_a_damaged_one()
    {
        var (calls, _) = await UndisturbedAsync();
        for (var at = 1; at <= calls; at++)
        {
            using var pilot = prepared.Copy();
            using var injection = new FaultInjection(InjectedFault.BreaksOff, at);
            await Record.ExceptionAsync(() => new ReceiveReturn(pilot.OpenWithFault(blobs: injection)).RunAsync(SmallPilot.Upload, null, CancellationToken.None));
            Assert.DoesNotContain(await pilot.FactsAsync(), line => line.Contains("Rejected", StringComparison.Ordinal));
        }
    }

    internal static async Task AssertSameAsync(IReadOnlyList<string> expected, SmallPilot pilot, string when)
    {
        var held = await pilot.SnapshotAsync();
        var differs = expected.Except(held).Select(line => "- " + Shortened(line)).Concat(held.Except(expected).Select(line => "+ " + Shortened(line))).ToList();
        Assert.True(differs.Count == 0 && held.Count == expected.Count, $"{when}:\n{string.Join('\n', differs)}");
        await pilot.EachUploadHasOneFinalReceiptAsync();
    }

    private static string Shortened(string line) => line.Length > 300 ? line[..300] : line;

    private async Task<(int Calls, IReadOnlyList<string> Holdings)> UndisturbedAsync()
    {
        using var pilot = prepared.Copy();
        using var injection = new FaultInjection(InjectedFault.Fails, 0);
        await new ReceiveReturn(pilot.OpenWithFault(blobs: injection)).RunAsync(SmallPilot.Upload, null, CancellationToken.None);
        Assert.True(injection.Calls > 10, $"{injection.Calls} calls are too few for the whole way.");
        await pilot.ResumeAsync();
        return (injection.Calls, await pilot.SnapshotAsync());
    }
}
