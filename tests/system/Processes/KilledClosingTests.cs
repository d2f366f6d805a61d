using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Funding;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Processes;

/// <summary>funding.md section 5: two triggers at once make one run, and a closing that was cut short is finished by the next trigger.</summary>
[Collection(ProcessTests.Name)]
public sealed class KilledClosingTests
{
    private const int Kills = 20;
    private const int KillsARound = 4;
    private const string Now = "2027-02-01";
    private static readonly string[] Close = ["run", "2026Q3", "--close"];

    [Fact]
    public async Task Funding_5_two_processes_that_close_at_once_make_one_run()
    {
        using var pilot = await PreparedAsync();
        var expected = await ReferenceAsync(pilot.Data);
        for (var i = 0; i < 2; i++)
        {
            using var data = new DataCopy(pilot.Data);
            await Task.WhenAll(data.FinishAsync(Now, Close), data.FinishAsync(Now, Close));
            await ExpectClosedAsync(data, expected);
        }
    }

    [Fact]
    public async Task Funding_5_killing_a_closing_at_random_points_leaves_none_or_one_and_the_next_completes_it_with_the_same_bytes()
    {
        using var pilot = await PreparedAsync();
        var expected = await ReferenceAsync(pilot.Data);
        var killed = await Task.WhenAll(LaneAsync(pilot.Data, expected, 1), LaneAsync(pilot.Data, expected, 2));
        Assert.True(killed.Sum() >= Kills, $"Only {killed.Sum()} kills.");
    }

    private static async Task<int> LaneAsync(string prepared, SortedDictionary<string, string> expected, int seed)
    {
        var random = new Random(seed);
        var kills = 0;
        while (kills < Kills / 2)
        {
            using var data = new DataCopy(prepared);
            var done = false;
            for (var i = 0; i < KillsARound && !done && kills < Kills / 2; i++)
            {
                done = !await data.KillAsync(random, 2_500, Now, Close);
                kills += done ? 0 : 1;
                var runs = await data.ReadAsync(context => context.Runs.Select(run => new { run.Period, run.Kind }).ToListAsync());
                Assert.All(runs, run => Assert.Equal(RunKind.Closing, run.Kind));
                Assert.Equal(runs.Count, runs.Select(run => run.Period).Distinct().Count());
            }

            if (!done)
            {
                await data.FinishAsync(Now, Close);
            }

            await ExpectClosedAsync(data, expected);
        }

        return kills;
    }

    /// <summary>Settings and one provider's returns, before anything is closed.</summary>
    private static async Task<CommandLineRunner> PreparedAsync()
    {
        var pilot = CommandLineRunner.OnSqlite();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(12), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return pilot;
    }

    /// <summary>The files of a closing that nobody disturbed.</summary>
    private static async Task<SortedDictionary<string, string>> ReferenceAsync(string prepared)
    {
        using var data = new DataCopy(prepared);
        await data.FinishAsync(Now, Close);
        var files = Files(data);
        Assert.Contains(Path.Combine("reports", "2026Q3", "medtech-htq-pilot-2026-27-q3-wmca-r1.xlsx"), files.Keys);
        return files;
    }

    private static async Task ExpectClosedAsync(DataCopy data, SortedDictionary<string, string> expected)
    {
        var runs = await data.ReadAsync(context => context.Runs.OrderBy(run => run.Number).ToListAsync());
        Assert.Equal(["2026Q2", "2026Q3"], runs.Select(run => run.Period));
        Assert.All(runs, run => Assert.Equal((RunKind.Closing, RunState.AwaitingApproval, 1), (run.Kind, run.State, run.Revision)));
        Assert.All(runs, run => Assert.NotNull(run.FilesAt));
        Assert.Equal(expected, Files(data));
    }

    private static SortedDictionary<string, string> Files(DataCopy data) => PilotUnderTest.Hashes(data.Folder, "reports", "statements", "outbox");
}
