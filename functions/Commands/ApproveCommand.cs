using System.CommandLine;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>approve PERIOD --by NAME</c>.</summary>
internal static class ApproveCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var period = PeriodArgument.Make();
        var by = new Option<string>("--by") { Description = "The officer who approves.", Required = true };
        by.Validators.Add(result =>
        {
            if (OfficerName.Problem(result.GetValueOrDefault<string>()) is { } problem)
            {
                result.AddError($"{problem}.");
            }
        });
        var command = new Command("approve", "Approve a closed period's workbooks: that publishes them.") { period, by };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (services, output) =>
        {
            var run = await new ApproveRun(services).RunAsync(Quarter.Parse(parsed.GetValue(period)!), parsed.GetValue(by)!, cancellationToken);
            // The run is not new, and yet it is published now: its state says all.
            RunCommand.Show(output, run, "", blob => GlobalOptions.PathOf(parsed, options, blob));
            return ExitCode.Success;
        }, cancellationToken));
        return command;
    }
}
