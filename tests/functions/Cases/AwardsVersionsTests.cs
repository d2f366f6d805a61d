using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Settings;
using Pilot.Functions.Timers;
using Pilot.Reporting.Returns.Held;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Cases;

/// <summary>funding.md section 7: versions of the awarding body's record, the container of its own, and what is kept of ULNs.</summary>
public sealed class AwardsVersionsTests
{
    private static readonly DateOnly Start = new(2026, 9, 14);

    [Fact]
    public async Task A_closing_uses_the_version_received_by_its_closing_date_and_a_revision_keeps_it()
    {
        using var pilot = new CommandLineRunner();
        await ReceivedAsync(pilot);
        await AwardsAsync(pilot, "2027-01-20", withdrawn: null);
        // After 30 January, the closing date.
        await AwardsAsync(pilot, "2027-01-31", withdrawn: Start.AddDays(20));

        await pilot.RunAsync("2027-02-01", "run", "2026Q3", "--close");
        Assert.Equal("CORROBORATED", await SaysAsync(pilot, "2026Q3"));
        await pilot.SettingsAsync(Small() with { Allocations = [.. Small().Allocations.Select(line => line with { UnitRateGbp = line.UnitRateGbp + 100 })] }, "2027-02-10");
        await pilot.RunAsync("2027-02-11", "run", "2026Q3", "--revise", "--reason", "The rate was wrong", "--by", "Olive Officer");
        Assert.Equal("CORROBORATED", await SaysAsync(pilot, "2026Q3"));
        Assert.Equal("CONTRADICTED", await SaysAsync(pilot, "2026Q4"));
    }

    [Fact]
    public async Task The_same_record_again_is_the_same_run_and_another_is_another()
    {
        using var pilot = new CommandLineRunner();
        await ReceivedAsync(pilot);
        var first = await pilot.RunAsync("2027-01-20", "run", "2026Q3");
        Assert.False((await pilot.RunAsync("2027-01-20", "run", "2026Q3")).GetProperty("is_new").GetBoolean());
        await AwardsAsync(pilot, "2027-01-20", withdrawn: null);

        var second = await pilot.RunAsync("2027-01-20", "run", "2026Q3");
        Assert.True(second.GetProperty("is_new").GetBoolean());
        Assert.NotEqual(first.GetProperty("inputs_hash").GetString(), second.GetProperty("inputs_hash").GetString());
    }

    [Fact]
    public async Task What_lies_in_the_container_of_awards_is_an_awards_workbook_or_refused()
    {
        using var pilot = new CommandLineRunner();
        await ReceivedAsync(pilot);
        var folder = Directory.CreateDirectory(Path.Combine(pilot.Data, "awards")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "sneaky.xlsx"), SettingsWorkbooks.Bytes(Small() with { Scheme = Small().Scheme with { AutoPublish = true } }));
        await File.WriteAllBytesAsync(Path.Combine(folder, "awards.xlsx"), Awards(null));
        // A file that was written a moment ago may still grow, and is left alone.
        Assert.All(Directory.EnumerateFiles(folder), path => File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-20)));
        var services = await pilot.OpenAsync("2027-01-20");
        await new SweepUploads(services).RunAsync(CancellationToken.None);

        await using var context = pilot.Database.Open();
        var files = await context.OfficeFiles.AsNoTracking().Where(row => row.Container == ReceiveOfficeFile.Awards).ToDictionaryAsync(row => row.BlobName, row => row.Status);
        Assert.Equal((SubmissionStatus.Accepted, SubmissionStatus.Rejected), (files["awards.xlsx"], files["sneaky.xlsx"]));
        Assert.Equal(1, await context.Settings.CountAsync());
        Assert.Equal(1, await context.AwardsVersions.CountAsync());
    }

    [Fact]
    public async Task Keyed_anew_the_record_still_knows_its_learners()
    {
        using var pilot = new CommandLineRunner();
        await ReceivedAsync(pilot);
        await AwardsAsync(pilot, "2027-01-20", withdrawn: null);
        var before = await KeysAsync(pilot);
        await pilot.RunAsync("2027-01-21", "rekey");

        Assert.Empty(before.Intersect(await KeysAsync(pilot)));
        Assert.Equal("CORROBORATED", await SaysAsync(pilot, "2026Q3"));
    }

    private static async Task ReceivedAsync(CommandLineRunner pilot)
    {
        await pilot.SettingsAsync(Small());
        await pilot.IngestAsync(Enrolments(1), "2027-01-06");
        await pilot.IngestAsync(Nil(), "2027-01-06");
    }

    private static byte[] Awards(DateOnly? withdrawn) =>
        SettingsWorkbooks.Awards([["RG1", SampleUlns.Valid(0), College, Hnc, Start.AddDays(10), withdrawn], ["RG2", SampleUlns.Valid(90), Private, Hnc, Start, null]], []);

    private static async Task AwardsAsync(CommandLineRunner pilot, string now, DateOnly? withdrawn)
    {
        var receipt = await pilot.RunAsync(now, "settings", await pilot.FileAsync("awards.xlsx", Awards(withdrawn)));
        Assert.Equal("ACCEPTED", receipt.GetProperty("status").GetString());
    }

    private static async Task<string?> SaysAsync(CommandLineRunner pilot, string period)
    {
        var told = await pilot.RunAsync("2027-02-15", "explain", College.ToString(), "--period", period);
        return told.EnumerateArray().Single(element => element.GetProperty("milestone").GetString() == "START").GetProperty("corroboration").GetString();
    }

    private static async Task<List<string>> KeysAsync(CommandLineRunner pilot)
    {
        await using var context = pilot.Database.Open();
        return (await context.Registrations.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).ConvertAll(row => Convert.ToHexString(row.LearnerKey!));
    }
}
