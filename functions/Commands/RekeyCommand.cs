using System.CommandLine;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Startup;
using Pilot.Functions.Quarters;
using Pilot.Functions.Retention;

namespace Pilot.Functions.Commands;

/// <summary><c>rekey</c>: exchanges the learner-key secret.</summary>
internal static class RekeyCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var next = new Option<FileInfo?>("--next") { Description = "A file that holds the new secret. On one machine it may be left out: one is made." };
        var keep = new Option<bool>("--keep-unmatched") { Description = "Go on although some learners' files were removed: they are not known again in later returns." };
        var command = new Command("rekey", "Make every learner key anew under another secret, from the kept copies. Stop the program that serves first.") { next, keep };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (services, output) =>
        {
            var inFolder = OpenPilotServices.SecretIsInFolder(options.Settings);
            var folder = parsed.GetValue(options.Data)!;
            var file = parsed.GetValue(next);
            if (file is null && !inFolder)
            {
                throw new CannotBeDoneException("The secret comes from a setting. Say with --next which file holds the new one, and change the setting afterwards.");
            }

            var after = inFolder ? PendingSecretFile.Prepare(folder, file) : new LearnerKeySecret((await File.ReadAllTextAsync(file!.FullName, cancellationToken)).Trim());
            var report = await new RekeyLearners(services, (LearnerKeySecret)services.Keys, after).RunAsync(parsed.GetValue(keep), output.Progress, cancellationToken);
            if (inFolder)
            {
                PendingSecretFile.MakeCurrent(folder);
            }

            output.Json(report, RunJson.Indented);
            output.Say($"{report.Learners} learners in {report.Rows} rows have new keys{(report.Unmatched > 0 ? $", {report.Unmatched} of them without a file that is still kept" : "")}.");
            output.Say(inFolder ? "The new secret is in the data folder." : "Put the new secret into the setting now: the program refuses to start with the earlier one.");
            return ExitCode.Success;
        }, cancellationToken));
        return command;
    }
}
