using Microsoft.EntityFrameworkCore;
using Pilot.Functions;
using Pilot.Functions.Data;
using Pilot.Functions.Settings;
using Pilot.Functions.Timers;
using Pilot.Reporting.Returns.Held;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Faults;

/// <summary>A settings workbook that is cut short at any step is taken up again, in its turn, and nothing waits for it for ever.</summary>
public sealed class SettingsFaultTests(PreparedPilot prepared) : IClassFixture<PreparedPilot>
{
    private const string Name = "rates.xlsx";

    /// <summary>Written once: a workbook written again has other bytes.</summary>
    private static readonly byte[] Older = Workbook("Older College");
    private static readonly byte[] Newer = Workbook("Newer College");

    [Theory]
    [InlineData(InjectedFault.Fails)]
    [InlineData(InjectedFault.FailsAfterwards)]
    [InlineData(InjectedFault.BreaksOff)]
    public async Task Functions_6_settings_may_be_cut_short_at_any_call_of_the_file_store_and_the_sweep_ends_what_was_begun(InjectedFault fault)
    {
        var (calls, expected) = await UndisturbedAsync(injection => pilot => pilot.OpenWithFault(blobs: injection));
        for (var at = 1; at <= calls; at++)
        {
            await CutShortAsync(fault, at, expected, (pilot, injection) => pilot.OpenWithFault(blobs: injection));
        }
    }

    [Fact]
    public async Task Functions_6_settings_may_be_cut_short_at_any_statement_and_the_sweep_ends_what_was_begun()
    {
        var (calls, expected) = await UndisturbedAsync(injection => pilot => pilot.OpenWithFault(database: new FaultyCommands(injection)));
        for (var at = 1; at <= calls; at++)
        {
            await CutShortAsync(InjectedFault.Fails, at, expected, (pilot, injection) => pilot.OpenWithFault(database: new FaultyCommands(injection)));
        }
    }

    [Fact]
    public async Task Funding_5_settings_that_were_cut_short_and_replaced_are_answered_block_no_closing_and_the_newer_ones_are_in_force()
    {
        using var counted = await WithAsync();
        using var counting = new FaultInjection(InjectedFault.Fails, 0);
        await new ReceiveOfficeFile(counted.OpenWithFault(blobs: counting)).RunAsync(Name, null, CancellationToken.None);
        for (var at = 1; at <= counting.Calls; at++)
        {
            using var pilot = await WithAsync();
            using var injection = new FaultInjection(InjectedFault.Fails, at);
            await Record.ExceptionAsync(() => new ReceiveOfficeFile(pilot.OpenWithFault(blobs: injection)).RunAsync(Name, null, CancellationToken.None));
            await SmallPilot.WriteAsync(pilot.Open(), "settings", Name, Newer);
            await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);

            var services = pilot.Open();
            await using (var context = services.Database.Open())
            {
                var files = await context.OfficeFiles.OrderBy(officeFile => officeFile.Number).ToListAsync();
                Assert.All(files, file => Assert.True(file.AnsweredAt is not null, $"Cut short at call {at}: file {file.Number} was never answered."));
                Assert.All(files, file => Assert.True(File.Exists(Path.Combine(pilot.Folder, "receipts", "settings", $"{file.Number}", "receipt.json"))));
                Assert.Equal(SubmissionStatus.Accepted, files[^1].Status);
            }

            Assert.Equal("Newer College", (await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, CancellationToken.None)).Providers[0].Name);
            await new CloseAndRefreshQuarters(pilot.Open(new FixedClock(new(2027, 2, 2, 12, 0, 0, TimeSpan.Zero)))).RunAsync(CancellationToken.None);
        }
    }

    private static byte[] Workbook(string firstProvider)
    {
        var settings = Small();
        return SettingsWorkbooks.Bytes(settings with { Providers = [settings.Providers[0] with { Name = firstProvider }, .. settings.Providers.Skip(1)] });
    }

    private async Task<SmallPilot> WithAsync()
    {
        var pilot = prepared.Copy();
        await SmallPilot.WriteAsync(pilot.Open(), "settings", Name, Older);
        return pilot;
    }

    private async Task<(int Calls, IReadOnlyList<string> Holdings)> UndisturbedAsync(Func<FaultInjection, Func<SmallPilot, PilotServices>> open)
    {
        using var pilot = await WithAsync();
        using var injection = new FaultInjection(InjectedFault.Fails, 0);
        var receipt = await new ReceiveOfficeFile(open(injection)(pilot)).RunAsync(Name, null, CancellationToken.None);
        Assert.Equal("ACCEPTED", receipt?.Status);
        Assert.True(injection.Calls > 5, $"{injection.Calls} calls are too few for the whole way.");
        await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);
        return (injection.Calls, await pilot.SnapshotAsync());
    }

    private async Task CutShortAsync(InjectedFault fault, int at, IReadOnlyList<string> expected, Func<SmallPilot, FaultInjection, PilotServices> open)
    {
        using var pilot = await WithAsync();
        using var injection = new FaultInjection(fault, at);
        await Record.ExceptionAsync(() => new ReceiveOfficeFile(open(pilot, injection)).RunAsync(Name, null, CancellationToken.None));
        Assert.True(injection.HasFired);
        await new SweepUploads(pilot.Open()).RunAsync(CancellationToken.None);
        await BlobFaultTests.AssertSameAsync(expected, pilot, $"{fault} at call {at}");
    }
}
