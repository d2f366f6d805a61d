using System.Text;
using Pilot.Functions.Quarters;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Quarters;

/// <summary>funding.md section 5: who asks for a run finds its files, also where somebody removed them; closed ones never change.</summary>
public sealed class MissingFilesTests
{
    [Theory]
    [InlineData("reports/2026Q3")]
    [InlineData("reports/2026Q3/tables-provisional/earnings.csv")]
    [InlineData("reports/2026Q3/manifest.json")]
    [InlineData("reports/2026Q3/medtech-htq-pilot-2026-27-q3-wmca-provisional.xlsx")]
    [InlineData("statements/10000001/2026Q3-provisional.xlsx")]
    public async Task Funding_5_provisional_files_that_were_removed_are_there_again_for_who_asks_for_the_run(string removed)
    {
        using var pilot = await ReceivedAsync();
        var first = await pilot.RunAsync("2027-01-07", "run", "2026Q3");
        var files = Files(pilot);
        Remove(pilot, removed);

        var again = await pilot.RunAsync("2027-01-09", "run", "2026Q3");

        Assert.False(again.GetProperty("is_new").GetBoolean());
        Assert.Equal(first.GetProperty("run").GetInt32(), again.GetProperty("run").GetInt32());
        Assert.Equal(first.GetProperty("workbooks").GetArrayLength(), again.GetProperty("workbooks").GetArrayLength());
        Assert.Equal(files, Files(pilot));
    }

    [Theory]
    [InlineData("run", "2026Q3")]
    [InlineData("run", "2026Q3", "--close")]
    [InlineData("approve", "2026Q3", "--by", "Olive Officer")]
    public async Task Funding_5_closed_files_that_were_removed_come_back_as_they_were(params string[] asked)
    {
        using var pilot = await ClosedAsync();
        var files = Files(pilot);
        Remove(pilot, "reports/2026Q3/medtech-htq-pilot-2026-27-q3-skills-england-r1.xlsx");
        Remove(pilot, "statements/10000001/2026Q3-r1.xlsx");
        await pilot.RunAsync("2027-02-09", asked);
        Assert.Equal(files, Files(pilot));

        Remove(pilot, "reports/2026Q3");
        await pilot.RunAsync("2027-02-10", asked);
        Assert.Equal(files, Files(pilot));
    }

    [Fact]
    public async Task Funding_5_a_closed_file_that_would_not_be_what_it_was_is_not_written_and_one_that_is_there_is_not_touched()
    {
        using var pilot = await ClosedAsync();
        const string Wmca = "reports/2026Q3/medtech-htq-pilot-2026-27-q3-wmca-r1.xlsx";
        const string Casework = "reports/2026Q3/medtech-htq-pilot-2026-27-q3-wmca-casework-r1.xlsx";
        // As though another program had drawn it: the manifest tells what was published.
        foreach (var manifest in new[] { "reports/2026Q3/manifest.json", "reports/2026Q3/tables-r1/manifest.json" })
        {
            var text = await File.ReadAllTextAsync(PathOf(pilot, manifest));
            Replace(pilot, manifest, Encoding.UTF8.GetBytes(text.Replace(Files(pilot)[Wmca], new string('0', 64), StringComparison.Ordinal)));
        }

        // An officer has worked in this one.
        Replace(pilot, Casework, SettingsWorkbooks.Bytes(Small()));
        var files = Files(pilot);
        Remove(pilot, Wmca);
        Remove(pilot, "reports/2026Q3/tables-r1/earnings.csv");

        await new RunQuarter(await pilot.OpenAsync("2027-02-09")).ProvisionalAsync(Q3, CancellationToken.None);

        files.Remove(Wmca);
        Assert.Equal(files, Files(pilot));
        Assert.Contains("from a backup", pilot.Log.Said, StringComparison.Ordinal);
        var (_, _, said) = await pilot.TryAsync("2027-02-09", "run", Q3.Id);
        Assert.Contains("from a backup", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Funding_5_without_a_manifest_nothing_is_said_of_files_that_are_not_what_would_be_drawn()
    {
        using var pilot = await ClosedAsync();
        Replace(pilot, "reports/2026Q3/medtech-htq-pilot-2026-27-q3-wmca-r1.xlsx", SettingsWorkbooks.Bytes(Small()));
        Remove(pilot, "reports/2026Q3/manifest.json");
        Remove(pilot, "reports/2026Q3/tables-r1/manifest.json");
        var files = Files(pilot);

        await new RunQuarter(await pilot.OpenAsync("2027-02-09")).ProvisionalAsync(Q3, CancellationToken.None);

        Assert.Equal(files, Files(pilot));
    }

    private static async Task<CommandLineRunner> ReceivedAsync()
    {
        var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(10), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        return pilot;
    }

    private static async Task<CommandLineRunner> ClosedAsync()
    {
        var pilot = await ReceivedAsync();
        await pilot.RunAsync("2027-02-01", "run", "2026Q3", "--close");
        await pilot.RunAsync("2027-02-02", "approve", "2026Q3", "--by", "Olive Officer");
        return pilot;
    }

    private static SortedDictionary<string, string> Files(CommandLineRunner pilot) => new(
        PilotUnderTest.Hashes(pilot.Data, "reports", "statements").ToDictionary(hash => hash.Key.Replace(Path.DirectorySeparatorChar, '/'), hash => hash.Value), StringComparer.Ordinal);

    private static string PathOf(CommandLineRunner pilot, string name) => Path.Combine(pilot.Data, Path.Combine(name.Split('/')));

    private static void Replace(CommandLineRunner pilot, string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(pilot, name), content);
        // A folder's file that was written this second may still be on its way.
        File.SetLastWriteTimeUtc(PathOf(pilot, name), DateTime.UnixEpoch);
    }

    private static void Remove(CommandLineRunner pilot, string name)
    {
        if (Directory.Exists(PathOf(pilot, name)))
        {
            Directory.Delete(PathOf(pilot, name), recursive: true);
        }
        else
        {
            File.Delete(PathOf(pilot, name));
        }
    }
}
