using System.CommandLine;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>verify PERIOD</c>: is each file of a closed quarter what was published?</summary>
internal static class VerifyCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var period = PeriodArgument.Make();
        var command = new Command("verify", "Make a closed period's files again from what is kept, and say of each whether it is byte for byte what was published.") { period };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (services, output) =>
        {
            var quarter = Quarter.Parse(parsed.GetValue(period)!);
            output.Progress($"Making the files of {quarter.Words} again.");
            var runs = await new VerifyQuarter(services).RunAsync(quarter, cancellationToken);
            output.Json(new { period = quarter, holds = runs.All(run => run.IsIntact), runs }, RunJson.Indented);
            foreach (var run in runs)
            {
                foreach (var file in run.Files)
                {
                    output.Say($"  {file.Name}: {file.Problem ?? "as published"}");
                }

                var wrong = run.Files.Count(file => file.Problem is not null);
                output.Say($"{quarter.Words} {run.Revision}: {(wrong == 0 ? $"all {run.Files.Count} files are as published" : $"{wrong} of {run.Files.Count} files are not as published")}. {run.Note}".TrimEnd());
            }

            return runs.All(run => run.IsIntact) ? ExitCode.Success : ExitCode.SuccessWithFindings;
        }, cancellationToken));
        return command;
    }
}
