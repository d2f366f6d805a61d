using System.IO.Compression;
using System.Text.Json;
using Pilot.Functions.Commands;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Quarters;

/// <summary>workbooks.md, what one run writes: the evidence pack, the signed manifest, and the command that verifies a closed quarter.</summary>
public sealed class VerifyQuarterTests
{
    private const string Pack = "reports/2026Q3/evidence-pack-r1.zip";

    [Fact]
    public async Task A_closed_quarter_verifies_and_its_pack_holds_all_of_the_run_but_the_statements()
    {
        using var pilot = await ClosedAsync();
        var said = await pilot.RunAsync("2027-02-09", "verify", "2026Q3");

        Assert.True(said.GetProperty("holds").GetBoolean(), said.GetRawText());
        var files = Verified(said).Select(file => file.Name).ToList();
        using var pack = ZipFile.OpenRead(PathOf(pilot, Pack));
        var expected = files.Where(name => name.StartsWith("reports/2026Q3/", StringComparison.Ordinal) && name != Pack && name != "reports/2026Q3/tables-r1/manifest.json")
            .Select(name => name["reports/2026Q3/".Length..]).Order(StringComparer.Ordinal);
        var packed = pack.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("rests-on/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(expected, packed);
        var restsOn = pack.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("rests-on/", StringComparison.Ordinal)).ToList();
        Assert.Contains("rests-on/settings-version-1.xlsx", restsOn);
        Assert.Contains("rests-on/ledger.xlsx", restsOn);
        Assert.Equal(2, restsOn.Count(name => name.EndsWith("/receipt.json", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("reports/2026Q3/medtech-htq-pilot-2026-27-q3-wmca-r1.xlsx")]
    [InlineData("reports/2026Q3/tables-r1/earnings.csv")]
    [InlineData("reports/2026Q3/tables-r1/manifest.json")]
    [InlineData("reports/2026Q3/manifest.json")]
    [InlineData("statements/10000001/2026Q3-r1.xlsx")]
    [InlineData(Pack)]
    public async Task One_changed_byte_is_named_and_nothing_else_is(string changed)
    {
        using var pilot = await ClosedAsync();
        var bytes = await File.ReadAllBytesAsync(PathOf(pilot, changed));
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(PathOf(pilot, changed), bytes);
        File.SetLastWriteTimeUtc(PathOf(pilot, changed), DateTime.UnixEpoch);

        var (code, answer, _) = await pilot.TryAsync("2027-02-09", "verify", "2026Q3", "--json");

        Assert.Equal(ExitCode.SuccessWithFindings, code);
        using var said = JsonDocument.Parse(answer);
        Assert.Equal([changed], Verified(said.RootElement).Where(file => file.Problem is not null).Select(file => file.Name));
        // What stays behind is looked through for learners, and must open.
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(PathOf(pilot, changed), bytes);
    }

    [Fact]
    public async Task A_quarter_that_is_not_closed_cannot_be_verified()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        var (code, _, said) = await pilot.TryAsync("2027-02-09", "verify", "2026Q3");
        Assert.Equal(ExitCode.CouldNotBeDone, code);
        Assert.Contains("is not closed", said, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, string? Problem)> Verified(JsonElement said) => said.GetProperty("runs").EnumerateArray()
        .SelectMany(run => run.GetProperty("files").EnumerateArray())
        .Select(file => (file.GetProperty("name").GetString()!, file.TryGetProperty("problem", out var problem) ? problem.GetString() : null));

    private static string PathOf(CommandLineRunner pilot, string name) => Path.Combine(pilot.Data, Path.Combine(name.Split('/')));

    private static async Task<CommandLineRunner> ClosedAsync()
    {
        var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(10), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
        await pilot.RunAsync("2027-02-01", "run", "2026Q3", "--close");
        await pilot.RunAsync("2027-02-02", "approve", "2026Q3", "--by", "Olive Officer");
        return pilot;
    }
}
