using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Demo;
using Pilot.Functions.Faults;
using Pilot.Functions.Quarters;
using Pilot.Functions.Returns;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Commands;

/// <summary><c>demo</c>: a believable pilot of invented providers, as real files along the path that uploads take.</summary>
internal static class DemoCommand
{
    /// <summary>The data folder where no option says otherwise.</summary>
    public const string DefaultData = ".pilot-demo";

    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var command = new Command("demo", $"Make a demo: five invented providers, 400 invented learners, three quarters. It goes into {DefaultData} unless --data says otherwise, and has its own clock.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = new Output(answer, progress, parsed.GetValue(options.Json));
            var folder = parsed.GetResult(options.Data) is { Implicit: false } ? parsed.GetValue(options.Data)! : DefaultData;
            try
            {
                var demo = new RunDemo(folder, new ConsoleLog(progress), output.Progress);
                var isNew = await demo.RunAsync(cancellationToken);
                await TellAsync(output, folder, isNew, await demo.OpenAsync(cancellationToken), cancellationToken);
                return ExitCode.Success;
            }
            catch (Exception problem) when (problem is CannotBeDoneException or IOException or UnauthorizedAccessException or InvalidOperationException
                or TimeoutException or Reporting.Funding.RunRefusedException or Microsoft.Data.Sqlite.SqliteException)
            {
                await progress.WriteLineAsync("The demo could not be made. " + problem.Message);
                return ExitCode.CouldNotBeDone;
            }
        });
        return command;
    }

    private static async Task TellAsync(Output output, string folder, bool isNew, PilotServices services, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var statuses = (await context.Submissions.AsNoTracking().Select(submission => submission.Status).ToListAsync(cancellationToken))
            .GroupBy(status => status.Code()).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count());
        var receipts = await PathsAsync(services, folder, WriteReceiptFiles.Container, name => name.EndsWith("/receipt.json", StringComparison.Ordinal), cancellationToken);
        var copies = await PathsAsync(services, folder, WriteReceiptFiles.Container, name => name.EndsWith("-checked.xlsx", StringComparison.Ordinal), cancellationToken);
        var workbooks = await PathsAsync(services, folder, QuarterlyWorkbooks.Reports, name => name.EndsWith(".xlsx", StringComparison.Ordinal), cancellationToken);
        var serve = $"dotnet run --project functions -- --data {folder}";
        output.Json(
            new { is_new = isNew, now = LondonTime.At(services.Now), submissions = statuses, receipts, checked_copies = copies, workbooks, serve }, RunJson.Indented);
        output.Say(isNew
            ? $"The demo is ready. {Display.Count(statuses.Values.Sum(), "return file")} came in."
            : "The demo was there already, complete: nothing was changed.");
        output.Say("  " + string.Join(", ", statuses.Select(status => string.Create(CultureInfo.InvariantCulture, $"{status.Value} {status.Key}"))));
        output.Say($"Receipts ({receipts.Count}) and checked copies ({copies.Count}), by provider and submission: {Path.Combine(folder, WriteReceiptFiles.Container)}");
        output.Say("Workbooks:");
        foreach (var workbook in workbooks)
        {
            output.Say("  " + workbook);
        }

        output.Say($"To look around on {Display.Date(services.Today)}, the demo's own day:");
        output.Say($"  {serve}");
        output.Say("To see why a pound was paid or not, for example:");
        output.Say($"  {serve} explain {DemoSettings.Kilnbridge} KB0030");
    }

    private static async Task<List<string>> PathsAsync(PilotServices services, string folder, string container, Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        var paths = new List<string>();
        await foreach (var entry in services.Blobs.ListAsync(container, "", cancellationToken))
        {
            if (wanted(entry.Name))
            {
                paths.Add(Path.Combine(folder, container, entry.Name.Replace('/', Path.DirectorySeparatorChar)));
            }
        }

        return paths;
    }
}
