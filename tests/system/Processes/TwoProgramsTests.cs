using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Startup;
using Pilot.Functions.Timers;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Faults;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Processes;

/// <summary>
/// Two programs over the same stores, as when a second one is started by mistake or Azure runs two instances: together they hold what one
/// alone would hold, and every upload has one final receipt.
/// </summary>
[Collection(ProcessTests.Name)]
public sealed class TwoProgramsTests(PreparedPilot prepared) : IClassFixture<PreparedPilot>
{
    private static readonly Ukprn[] Providers = [College, Private, University];
    private static readonly string Now = SmallPilot.Noon.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Returns_5_two_programs_that_serve_the_same_folder_answer_every_upload_once_and_take_every_settings_workbook_once()
    {
        using var alone = prepared.Copy();
        await SendAsync(alone);
        await new SweepUploads(alone.Open()).RunAsync(CancellationToken.None);
        using var pilot = prepared.Copy();
        OpenPilotServices.Remember(pilot.Folder, SmallPilot.Noon);
        using (var pilotProcess = Serve(pilot))
        using (var other = Serve(pilot))
        {
            await SendAsync(pilot);
            await UntilAsync(() => Count(pilot, "receipt.json") == Count(alone, "receipt.json"), pilotProcess, other);
            // Both go on for a while: what is answered stays as it is.
            await Task.Delay(TimeSpan.FromSeconds(5));
            Assert.False(pilotProcess.HasEnded || other.HasEnded, pilotProcess.Said + other.Said);
            Assert.DoesNotContain("failed", pilotProcess.Said + other.Said, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(await alone.FactsAsync(), await pilot.FactsAsync());
        await pilot.EachUploadHasOneFinalReceiptAsync();
        await using var context = pilot.Open().Database.Open();
        Assert.Equal([1, 2], await context.Settings.OrderBy(setting => setting.Version).Select(setting => setting.Version).ToListAsync());
        Assert.Equal(2, await context.OfficeFiles.CountAsync());
        var runs = await context.Runs.Select(run => run.InputsHash).ToListAsync();
        Assert.Equal(runs.Count, runs.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Returns_5_two_commands_that_ingest_the_same_files_at_once_store_each_row_once()
    {
        using var alone = prepared.Copy();
        await IngestAsync(alone, Files(alone));
        using var pilot = prepared.Copy();
        var files = Files(pilot);
        await Task.WhenAll(IngestAsync(pilot, files), IngestAsync(pilot, [.. files.Reverse()]));

        Assert.Equal(Rows(await alone.FactsAsync()), Rows(await pilot.FactsAsync()));
        await using var context = pilot.Open().Database.Open();
        var submissions = await context.Submissions.ToListAsync();
        Assert.All(submissions, submission => Assert.NotNull(submission.AnsweredAt));
        Assert.All(submissions, submission => Assert.True(File.Exists(Path.Combine(pilot.Folder, "receipts", submission.Folder, $"{submission.Number}", "receipt.json"))));
    }

    [Fact]
    public async Task Functions_6_two_commands_that_send_settings_at_once_make_one_version_after_the_other()
    {
        using var pilot = prepared.Copy();
        var settings = Small();
        var sent = await Task.WhenAll(new[] { "Alder College", "Beech College" }.Select(async name =>
        {
            var file = Path.Combine(pilot.Folder, name + ".bytes");
            await File.WriteAllBytesAsync(file, SettingsWorkbooks.Bytes(settings with { Providers = [settings.Providers[0] with { Name = name }, .. settings.Providers.Skip(1)] }));
            using var process = Start(pilot, "settings", file);
            return (await process.EndAsync(), process.Said);
        }));

        Assert.All(sent, pair => Assert.True(pair.Item1 is 0 or 1, pair.Said));
        await using var context = pilot.Open().Database.Open();
        Assert.Equal([1, 2, 3], await context.Settings.OrderBy(setting => setting.Version).Select(setting => setting.Version).ToListAsync());
        Assert.All(await context.OfficeFiles.ToListAsync(), officeFile => Assert.NotNull(officeFile.AnsweredAt));
    }

    /// <summary>Nine returns of three providers and a settings workbook, put where people put them.</summary>
    private static async Task SendAsync(SmallPilot pilot)
    {
        var services = pilot.Open();
        var settings = Small();
        await SmallPilot.WriteAsync(services, "settings", "more.xlsx", SettingsWorkbooks.Bytes(settings with { Contacts = [.. settings.Contacts.Reverse()] }));
        foreach (var provider in Providers)
        {
            foreach (var (name, file) in Returns(provider))
            {
                await SmallPilot.UploadAsync(services, name, file, provider);
            }
        }
    }

    private static IEnumerable<(string Name, ReturnBuilder File)> Returns(Ukprn provider)
    {
        var day = SmallPilot.PreparedOn.AddDays(1);
        yield return ("cmp.xlsx", SmallPilot.Completions(provider, 0, 1, 5).Declare("prepared_on", day).Declare("certified_on", day));
        yield return ("enr.xlsx", SmallPilot.Enrolments(5, provider).Declare("prepared_on", day).Declare("certified_on", day));
        yield return ("wrong.xlsx", SmallPilot.Enrolments(2, provider).Declare("data_row_count", 3));
    }

    private static string[] Files(SmallPilot pilot)
    {
        var folder = Directory.CreateDirectory(Path.Combine(pilot.Folder, "desk")).FullName;
        var paths = new List<string>();
        foreach (var provider in Providers)
        {
            foreach (var (name, file) in Returns(provider))
            {
                using var content = file.ToStream();
                paths.Add(Path.Combine(folder, $"{provider}-{name}"));
                File.WriteAllBytes(paths[^1], content.ToArray());
            }
        }

        return [.. paths];
    }

    private static async Task IngestAsync(SmallPilot pilot, string[] files)
    {
        using var process = Start(pilot, ["ingest", .. files]);
        Assert.True(await process.EndAsync() is 0 or 1, process.Said);
    }

    private static PilotProcess Start(SmallPilot pilot, params string[] args) =>
        PilotProcess.Start([.. args, "--data", pilot.Folder, "--now", Now, "--json"], (OpenPilotServices.SecretSetting, SmallPilot.Secret));

    private static PilotProcess Serve(SmallPilot pilot) =>
        PilotProcess.Start(["--data", pilot.Folder, "--port", "0"], (OpenPilotServices.SecretSetting, SmallPilot.Secret));

    private static int Count(SmallPilot pilot, string file) => Directory.EnumerateFiles(Path.Combine(pilot.Folder, "receipts"), file, SearchOption.AllDirectories).Count();

    private static async Task UntilAsync(Func<bool> done, params PilotProcess[] programs)
    {
        for (var i = 0; i < 600 && !done(); i++)
        {
            await Task.Delay(200);
        }

        Assert.True(done(), string.Concat(programs.Select(program => program.Said)));
    }

    private static IEnumerable<string> Rows(IEnumerable<string> facts) =>
        facts.Select(line => line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..]).Where(line => line.StartsWith("ENR ", StringComparison.Ordinal) || line.StartsWith("CMP ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
