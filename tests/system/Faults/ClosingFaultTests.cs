using System.Globalization;
using Pilot.Functions;
using Pilot.Functions.Quarters;
using Pilot.Functions.Timers;
using Pilot.Reporting.Funding;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Faults;

/// <summary>What is done to a quarter at its end; each is safe to ask for again.</summary>
public enum Ending
{
    /// <summary>The timer on a day after the closing date, with an upload that came in time and has no answer yet.</summary>
    Closing,

    /// <summary>The same where the settings say that nobody need approve.</summary>
    ClosingAndPublishing,

    /// <summary>An officer approves the workbooks.</summary>
    Approval,

    /// <summary>An officer has the closed quarter drawn again.</summary>
    Revision,
}

/// <summary>
/// funding.md section 5: the end of a quarter may be cut short at any step, and the next trigger completes it: one run, one set of files, one
/// receipt for each upload, and every row and file as if nothing had been.
/// </summary>
/// <remarks>A few steps of each kind, and other ones for each; where PILOT_TEST_FAULTS says "full", all of them (some forty minutes).</remarks>
public sealed class ClosingFaultTests(PreparedQuarters prepared) : IClassFixture<PreparedQuarters>
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("PILOT_TEST_FAULTS") == "full";

    [Theory]
    [InlineData(Ending.Closing, 9)]
    [InlineData(Ending.ClosingAndPublishing, 29)]
    [InlineData(Ending.Approval, 5)]
    [InlineData(Ending.Revision, 7)]
    public Task Funding_5_a_process_killed_at_any_step_leaves_none_or_one_run_and_the_next_trigger_completes_it(Ending ending, int step) =>
        AtEveryCallAsync(ending, InjectedFault.StaysOut, step, writesOnly: true, (pilot, injection) => pilot.OpenKilled(injection, PreparedQuarters.Clock));

    [Theory]
    [InlineData(Ending.Closing, InjectedFault.Fails, 23)]
    [InlineData(Ending.Closing, InjectedFault.FailsAfterwards, 25)]
    [InlineData(Ending.Closing, InjectedFault.StaysOut, 31)]
    [InlineData(Ending.Closing, InjectedFault.HappensTwice, 40)]
    [InlineData(Ending.ClosingAndPublishing, InjectedFault.FailsAfterwards, 51)]
    [InlineData(Ending.Approval, InjectedFault.Fails, 9)]
    [InlineData(Ending.Approval, InjectedFault.FailsAfterwards, 11)]
    [InlineData(Ending.Approval, InjectedFault.HappensTwice, 12)]
    [InlineData(Ending.Revision, InjectedFault.Fails, 13)]
    [InlineData(Ending.Revision, InjectedFault.FailsAfterwards, 15)]
    public Task Funding_5_a_file_store_may_fail_at_any_call_of_a_quarters_end_and_the_next_trigger_completes_it(Ending ending, InjectedFault fault, int step) =>
        AtEveryCallAsync(ending, fault, step, writesOnly: false, (pilot, injection) => pilot.OpenWithFault(injection, null, PreparedQuarters.Clock));

    [Theory]
    [InlineData(Ending.Closing, InjectedFault.Fails, 37)]
    [InlineData(Ending.Closing, InjectedFault.StaysOut, 53)]
    [InlineData(Ending.ClosingAndPublishing, InjectedFault.Fails, 83)]
    [InlineData(Ending.Approval, InjectedFault.Fails, 4)]
    [InlineData(Ending.Approval, InjectedFault.StaysOut, 7)]
    [InlineData(Ending.Revision, InjectedFault.Fails, 9)]
    public Task Funding_5_a_database_may_fail_at_any_statement_of_a_quarters_end_and_the_next_trigger_completes_it(Ending ending, InjectedFault fault, int step) =>
        AtEveryCallAsync(ending, fault, step, writesOnly: false, (pilot, injection) => pilot.OpenWithFault(null, new FaultyCommands(injection), PreparedQuarters.Clock));

    [Theory]
    [InlineData(Ending.Closing, 7)]
    [InlineData(Ending.ClosingAndPublishing, 11)]
    [InlineData(Ending.Approval, 2)]
    [InlineData(Ending.Revision, 3)]
    public Task Funding_5_an_answer_of_the_database_may_be_lost_after_any_write_of_a_quarters_end_and_the_next_trigger_completes_it(Ending ending, int step) =>
        AtEveryCallAsync(ending, InjectedFault.FailsAfterwards, step, writesOnly: false, (pilot, injection) => pilot.OpenWithFault(null, new LostCommitAnswers(injection), PreparedQuarters.Clock));

    /// <summary>A provisional run is as of the day that the clock says (workbooks.md section 6): it alone is drawn anew.</summary>
    [Fact]
    public async Task Funding_5_a_clock_that_jumps_back_after_a_closing_closes_nothing_twice_and_changes_nothing_closed()
    {
        using var pilot = prepared.Copy(Ending.Revision);
        var expected = await ClosedAsync(pilot);
        Assert.NotEmpty(expected);
        foreach (var days in new[] { -40, -5, -2, 0 })
        {
            var jumped = new FixedClock(PreparedQuarters.Clock.GetUtcNow().AddDays(days));
            Assert.All(await new CloseAndRefreshQuarters(pilot.Open(jumped)).RunAsync(CancellationToken.None), run => Assert.Equal(RunKind.Provisional, run.Record.Kind));
            var held = await ClosedAsync(pilot);
            Assert.Equal([], expected.Except(held).Concat(held.Except(expected)).Select(line => line.Length > 200 ? line[..200] : line));
        }
    }

    /// <summary>
    /// All that is held, but for the open quarter's provisional runs, what they wrote, and the note of what the newest was made from; its manifest is that of
    /// the newest one.
    /// </summary>
    private static async Task<IReadOnlyList<string>> ClosedAsync(SmallPilot pilot) =>
        [.. (await pilot.SnapshotAsync()).Where(line =>
            !line.Contains("provisional", StringComparison.OrdinalIgnoreCase) && !line.StartsWith($"Marks|inputs-known {SmallPilot.Period.Next.Id}", StringComparison.Ordinal) && !line.StartsWith($"reports/{SmallPilot.Period.Next.Id}/manifest.json", StringComparison.Ordinal))];

    private async Task AtEveryCallAsync(Ending ending, InjectedFault fault, int step, bool writesOnly, Func<SmallPilot, FaultInjection, PilotServices> open)
    {
        using var undisturbed = prepared.Copy(ending);
        using var counting = new FaultInjection(fault, 0, writesOnly);
        await PreparedQuarters.EndAsync(ending, open(undisturbed, counting));
        Assert.True(counting.Calls > 3, $"{counting.Calls} calls are too few for the whole way.");
        Tidy(undisturbed);
        var expected = await undisturbed.SnapshotAsync();
        Assert.NotEmpty(ReportsOf(expected));

        for (var at = 1; at <= counting.Calls; at += Full ? 1 : step)
        {
            using var pilot = prepared.Copy(ending);
            using var injection = new FaultInjection(fault, at, writesOnly);
            var failure = await Record.ExceptionAsync(() => PreparedQuarters.EndAsync(ending, open(pilot, injection)));
            var when = string.Create(CultureInfo.InvariantCulture, $"{ending}, {fault} at call {at} of {counting.Calls}");
            Assert.True(injection.HasFired, when);
            Assert.True(failure is null || fault != InjectedFault.HappensTwice, when);
            await NothingIsSaidTooEarlyAsync(pilot, expected, when);

            await pilot.ExpireLeasesOfKilledAsync();
            await PreparedQuarters.EndAsync(ending, pilot.Open(PreparedQuarters.Clock));
            Tidy(pilot);
            await BlobFaultTests.AssertSameAsync(expected, pilot, when);
        }
    }

    /// <summary>Whatever was cut short: a period has one closing run at most, and a run of which it is said that its files stand there has all of them.</summary>
    private static async Task NothingIsSaidTooEarlyAsync(SmallPilot pilot, IReadOnlyList<string> expected, string when)
    {
        var services = pilot.Open(PreparedQuarters.Clock);
        var closing = await new RunQuarter(services).FindLastAsync(SmallPilot.Period, RunKind.Closing, CancellationToken.None);
        var held = await pilot.SnapshotAsync();
        Assert.InRange(held.Count(line => line.StartsWith("Runs|", StringComparison.Ordinal) && line.Contains("|Closing|", StringComparison.Ordinal)), 0, 1);
        if (closing is { FilesAt: not null })
        {
            var suffix = $"-r{closing.Revision}.";
            var missing = ReportsOf(expected).Where(line => line.Contains(suffix, StringComparison.Ordinal)).Select(Name)
                .Except(ReportsOf(held).Select(Name)).ToList();
            Assert.True(missing.Count == 0, $"{when}: {string.Join(", ", missing)}");
        }
    }

    /// <summary>The provisional statement that went with a receipt is nobody's any more once its quarter has a final one: it may be of any day before.</summary>
    private static void Tidy(SmallPilot pilot)
    {
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(pilot.Folder, "statements", College.ToString()), $"{SmallPilot.Period.Id}-r1.xlsx"));
        File.Delete(Path.Combine(pilot.Folder, "statements", College.ToString(), $"{SmallPilot.Period.Id}-provisional.xlsx"));
    }

    private static IEnumerable<string> ReportsOf(IReadOnlyList<string> holdings) =>
        holdings.Where(line => line.StartsWith(Path.Combine("reports", SmallPilot.Period.Id), StringComparison.Ordinal));

    private static string Name(string line) => line[..line.LastIndexOf(' ')];
}

/// <summary>A pilot as it stands before each of the endings, made once.</summary>
public sealed class PreparedQuarters : IAsyncLifetime
{
    /// <summary>Three days after the closing date of the quarter.</summary>
    internal static readonly TimeProvider Clock = new FixedClock(new(2027, 2, 2, 12, 0, 0, TimeSpan.Zero));

    private readonly Dictionary<Ending, SmallPilot> _pilots = [];

    internal SmallPilot Copy(Ending ending) => _pilots[ending].Copy();

    internal static Task EndAsync(Ending ending, PilotServices services) => ending switch
    {
        Ending.Approval => new ApproveRun(services).RunAsync(SmallPilot.Period, "Olive Officer", CancellationToken.None),
        Ending.Revision => new RunQuarter(services).ReviseAsync(SmallPilot.Period, "A wrong rate", CancellationToken.None),
        _ => new CloseAndRefreshQuarters(services).RunAsync(CancellationToken.None),
    };

    public async Task InitializeAsync()
    {
        // One quarter is due: what comes before it in the calendar would be closed first.
        var settings = Small() with { Calendar = [.. Small().Calendar.Where(period => period.Period >= SmallPilot.Period)] };
        _pilots[Ending.Closing] = await SmallPilot.PrepareAsync(settings);
        _pilots[Ending.ClosingAndPublishing] = await SmallPilot.PrepareAsync(settings with { Scheme = settings.Scheme with { AutoPublish = true } });
        _pilots[Ending.Approval] = await AfterAsync(Ending.Closing);
        _pilots[Ending.Revision] = await AfterAsync(Ending.Approval);
        await SmallPilot.NewRateAsync(_pilots[Ending.Revision].Open(Clock));
    }

    public Task DisposeAsync()
    {
        foreach (var pilot in _pilots.Values)
        {
            pilot.Dispose();
        }

        return Task.CompletedTask;
    }

    private async Task<SmallPilot> AfterAsync(Ending ending)
    {
        var pilot = _pilots[ending].Copy();
        await EndAsync(ending, pilot.Open(Clock));
        return pilot;
    }
}
