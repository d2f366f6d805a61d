using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Faults;
using Pilot.Functions.Startup;
using Pilot.Functions.Quarters;
using Pilot.Functions.Settings;
using Pilot.Functions.Timers;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Demo;

/// <summary>
/// Lives through the demo's story in a data folder, on the demo's own clock and along the path that uploads take. What stands there already
/// is left as it is: a demo that was cut short goes on where it stopped, and a finished one stays the same to the byte.
/// </summary>
internal sealed class RunDemo(string folder, ILogger log, Action<string> progress)
{
    private const string Marker = "demo.txt";
    private const string Finished = "The demo is complete.";

    private readonly IConfiguration _settings = new ConfigurationBuilder().Build();
    private readonly DemoClock _clock = new();
    private readonly PilotSettings _pilot = DemoSettings.Make();
    private readonly IReadOnlyList<DemoLearner> _learners = DemoCohorts.Make();

    /// <returns>Whether anything was done: false where the demo stood there complete.</returns>
    /// <exception cref="CannotBeDoneException">The folder holds something else.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var marker = Path.Combine(folder, Marker);
        if (File.Exists(marker) && (await File.ReadAllTextAsync(marker, cancellationToken)).Contains(Finished, StringComparison.Ordinal))
        {
            return false;
        }

        if (!File.Exists(marker) && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new CannotBeDoneException($"The folder {folder} holds something other than the demo. Name an empty folder with --data.");
        }

        // The folder is made by the store, which keeps it readable by its owner only.
        _ = OpenBlobStore.FromSettings(_settings, folder, TimeProvider.System);
        await File.WriteAllTextAsync(marker, "This folder holds the demo: invented providers and learners.\n", cancellationToken);
        var services = (await OpenAsync(cancellationToken)) with { Clock = _clock, Blobs = OpenBlobStore.FromSettings(_settings, folder, _clock) };
        foreach (var step in DemoStory.Steps)
        {
            _clock.Moment = step.At;
            progress($"{Display.Date(services.Today)}: {await ActAsync(services, step, cancellationToken)}");
        }

        OpenPilotServices.Remember(folder, DemoStory.Now);
        await File.AppendAllTextAsync(marker, Finished + "\n", cancellationToken);
        return true;
    }

    /// <summary>The demo's world on its last day. Settings of the environment do not reach it: no demo in a real database.</summary>
    public Task<PilotServices> OpenAsync(CancellationToken cancellationToken) => OpenPilotServices.RunAsync(_settings, folder, DemoStory.Now, log, cancellationToken);

    private async Task<string> ActAsync(PilotServices services, DemoStep step, CancellationToken cancellationToken)
    {
        switch (step.Act)
        {
            case DemoAct.SendSettings:
                await PutAsync(services, new DemoFile(ReceiveOfficeFile.Uploads, "pilot-settings-2026.xlsx", () => Bytes(to => SettingsWorkbook.Write(_pilot, DemoSettings.Officer, services.Today, to))), cancellationToken);
                return await OfficeAsync(services, cancellationToken);
            case DemoAct.SendLedger:
                var run = await new RunQuarter(services).ProvisionalAsync(step.Period!.Value, cancellationToken);
                var ledger = DemoLedger.Of(step.Period.Value, services.Today, run.Lines, _learners);
                await PutAsync(services, new DemoFile(ReceiveOfficeFile.Uploads, $"ledger-{Display.Iso(services.Today)}.xlsx", () => Bytes(to => SettingsWorkbook.Write(ledger, DemoSettings.Officer, services.Today, to))), cancellationToken);
                return await OfficeAsync(services, cancellationToken);
            case DemoAct.SendAwards:
                await PutAsync(services, new DemoFile(ReceiveOfficeFile.Awards, $"awards-{Display.Iso(services.Today)}.xlsx", () => DemoAwards.Of(_learners, services.Today)), cancellationToken);
                return await OfficeAsync(services, cancellationToken, DemoAwards.Sender);
            case DemoAct.CloseQuarters:
                var made = await new CloseAndRefreshQuarters(services).RunAsync(cancellationToken);
                return made.Count == 0 ? "nothing is due." : "the daily timer. " + string.Join("; ", made.Select(askedRun => $"{askedRun.Record.Period.Words}: {RunWords.StateOf(askedRun.Record)}")) + ".";
            case DemoAct.Approve:
                await new ApproveRun(services).RunAsync(step.Period!.Value, DemoSettings.Officer, cancellationToken);
                return $"{DemoSettings.Officer} approves {step.Period.Value.Words}.";
            default:
                return await ReceiveAsync(services, step, cancellationToken);
        }
    }

    private async Task<string> ReceiveAsync(PilotServices services, DemoStep step, CancellationToken cancellationToken)
    {
        var files = step.Returns.Select(sent => sent.FileOf(_pilot, _learners)).ToList();
        for (var i = 0; i < files.Count; i++)
        {
            // One after the other, as people do it: the sweep takes them in that order.
            _clock.Moment = step.At.AddMinutes(i - files.Count);
            await PutAsync(services, files[i], cancellationToken);
        }

        _clock.Moment = step.At;
        await new SweepUploads(services).RunAsync(cancellationToken);
        await using var context = services.Database.Open();
        var names = files.ConvertAll(file => file.Name);
        var answered = await context.Submissions.AsNoTracking().Where(submission => names.Contains(submission.BlobName)).OrderBy(submission => submission.Number).ToListAsync(cancellationToken);
        var sender = _pilot.FindProvider(step.Returns[0].Provider)!.Name;
        return $"{sender} sends {string.Join(" and ", answered.Select(row => $"{row.FileName} ({row.Status.Code()})"))}.";
    }

    private static async Task<string> OfficeAsync(PilotServices services, CancellationToken cancellationToken, string sender = DemoSettings.Officer)
    {
        await new SweepUploads(services).RunAsync(cancellationToken);
        await using var context = services.Database.Open();
        var last = await context.OfficeFiles.AsNoTracking().OrderBy(officeFile => officeFile.Number).LastAsync(cancellationToken);
        return $"{sender} sends {last.FileName} ({last.Status.Code()}).";
    }

    /// <summary>Where the provider or the office would put it; left alone where it lies there already.</summary>
    private static async Task PutAsync(PilotServices services, DemoFile file, CancellationToken cancellationToken)
    {
        if (await services.Blobs.FindAsync(file.Container, file.Name, cancellationToken) is null)
        {
            using var content = new MemoryStream(file.Content());
            await services.Blobs.CreateAsync(file.Container, file.Name, content, ContentTypes.Workbook, cancellationToken);
        }
    }

    private static byte[] Bytes(Action<Stream> write)
    {
        using var content = new MemoryStream();
        write(content);
        return content.ToArray();
    }
}

/// <summary>Stands still until it is set.</summary>
internal sealed class DemoClock : TimeProvider
{
    public DateTimeOffset Moment { get; set; }

    public override DateTimeOffset GetUtcNow() => Moment;
}
