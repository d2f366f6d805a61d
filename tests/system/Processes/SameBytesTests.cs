using Pilot.Tests.Pages;
using Pilot.Tests.Support;

namespace Pilot.Tests.Processes;

/// <summary>workbooks.md section 8: two processes, under different cultures and time zones, write the same bytes.</summary>
public sealed class SameBytesTests
{
    [Fact]
    public async Task Workbooks_8_two_processes_in_two_cultures_and_time_zones_write_equal_files()
    {
        using var pilot = CommandLineRunner.OnSqlite();
        await pilot.SettingsAsync(SettingsBuilder.Small());
        await pilot.IngestAsync(OfficeSite.Enrolments(OfficeSite.Closed, new(2026, 10, 5), learners: 12), "2026-10-06");
        await pilot.IngestAsync(OfficeSite.NoCompletions(OfficeSite.Closed, new(2026, 10, 5)), "2026-10-06");

        var english = await CloseAsync(pilot, "en_GB.UTF-8", "Europe/London");
        var german = await CloseAsync(pilot, "de_DE.UTF-8", "Pacific/Auckland");
        var turkish = await CloseAsync(pilot, "tr_TR.UTF-8", "America/Los_Angeles");

        Assert.Contains(english.Keys, name => name.EndsWith("-wmca-r1.xlsx", StringComparison.Ordinal));
        Assert.Contains(english.Keys, name => name.StartsWith("statements", StringComparison.Ordinal));
        Assert.Equal(english, german);
        Assert.Equal(english, turkish);
    }

    /// <summary>Closes the quarter in a copy of the pilot's folder, in a process of its own.</summary>
    private static async Task<SortedDictionary<string, string>> CloseAsync(CommandLineRunner pilot, string culture, string zone)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var copy = Path.Combine(pilot.Folder, culture);
        foreach (var from in Directory.EnumerateFiles(pilot.Data, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(pilot.Data, from));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }

        using var process = PilotProcess.Start(
            ["run", OfficeSite.Closed.Id, "--close", "--now", "2026-11-02", "--data", copy], ("LC_ALL", culture), ("LANG", culture), ("TZ", zone));
        Assert.True(await process.EndAsync() is 0 or 1, process.Said);
        return PilotUnderTest.Hashes(copy, "reports", "statements");
    }
}
