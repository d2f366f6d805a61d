using System.CommandLine;
using Pilot.Functions.Quarters;
using Pilot.Functions.Retention;

namespace Pilot.Functions.Commands;

/// <summary><c>purge</c>: what the nightly timer does, or what it would do.</summary>
internal static class PurgeCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be removed, and remove nothing." };
        var command = new Command("purge", "Remove what the settings say is kept no longer. The program does it every night by itself; in Azure lines of the access log go only by this command.") { dryRun };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (services, output) =>
        {
            var report = await new PurgeExpired(services).RunAsync(parsed.GetValue(dryRun), cancellationToken);
            output.Json(
                new { report.DryRun, report.Submissions, report.Files, report.Waiting, report.LearnerRows, report.Downloads }, RunJson.Indented);
            output.Say(report.IsEmpty
                ? "Nothing's time is over."
                : $"{(report.DryRun ? "Would remove" : "Removed")}: {report.Words}.");
            return ExitCode.Success;
        }, cancellationToken));
        return command;
    }
}
