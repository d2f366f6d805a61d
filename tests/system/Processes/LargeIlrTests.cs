using System.Globalization;
using Pilot.Tests.Support;
using Pilot.Tests.Support.Ilr;

namespace Pilot.Tests.Processes;

/// <summary>returns.md section 7: an ILR of 50,000 learners, every one of them on a pilot aim, is turned into both templates by a process that stays under 128 MB.</summary>
public sealed class LargeIlrTests
{
    private const int Learners = 50_000;
    private const int MostMegabytes = 128;

    /// <summary>PILOT_TEST_ILR_LARGE=40 tries so many damaged ones beside the whole one.</summary>
    private static int Damaged => int.TryParse(Environment.GetEnvironmentVariable("PILOT_TEST_ILR_LARGE"), out var count) ? count : 0;

    [Fact]
    public async Task Returns_7_50000_learners_stay_under_128_MB()
    {
        using var pilot = CommandLineRunner.OnSqlite();
        await pilot.SettingsAsync(SettingsBuilder.Small());
        var whole = new IlrFile { Ukprn = SettingsBuilder.College.ToString(), Year = "2026-27" }.Write(Enumerable.Range(0, Learners).Select(Learner));
        await TryAsync(pilot, whole, [0]);
        for (var seed = 1; seed <= Damaged; seed++)
        {
            await TryAsync(pilot, IlrMutations.Of(whole, seed), [0, 3]);
        }
    }

    private static async Task TryAsync(CommandLineRunner pilot, byte[] ilr, int[] exitCodes)
    {
        var file = await pilot.FileAsync("ilr.xml", ilr);
        var folder = Path.Combine(pilot.Folder, "templates");
        using var program = PilotProcess.Start(
            ["template", SettingsBuilder.College.ToString(), "2026Q4", "--from-ilr", file, "--out", folder, "--data", pilot.Data, "--now", "2027-04-05"]);
        var most = 0L;
        while (!program.HasEnded)
        {
            most = Math.Max(most, Memory(program));
            await Task.Delay(20);
        }

        var code = await program.EndAsync();
        Assert.True(exitCodes.Contains(code), program.Said);
        Assert.True(most < MostMegabytes * 1024L * 1024, string.Create(CultureInfo.InvariantCulture, $"It took {most / 1024 / 1024} MB: {program.Said}"));
        File.Delete(file);
    }

    /// <summary>0 in the moment in which it ends.</summary>
    private static long Memory(PilotProcess program)
    {
        try
        {
            return program.MostMemoryBytes();
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static SampleLearner Learner(int number) => new(string.Create(CultureInfo.InvariantCulture, $"L{number:0000000}"), SampleUlns.Valid(number))
    {
        DateOfBirth = new DateOnly(1975, 1, 1).AddDays(number % 10_000),
        PriorLevels = [("4", new(2026, 9, 1))],
        Employment = [("11", new(2026, 9, 1))],
        Deliveries = [new(SettingsBuilder.Hnc, new(2026, 9, 14), new(2027, 6, 25)) { Mode = "1", CompStatus = "2", ActualEnd = new(2027, 3, 26), Outcome = "1", Grade = "PA", Fams = [("SOF", "112")] }],
    };
}
