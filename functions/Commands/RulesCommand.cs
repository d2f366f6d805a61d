using System.CommandLine;
using Pilot.Functions.Pages;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Returns.Rules;

namespace Pilot.Functions.Commands;

/// <summary><c>rules</c>: the catalogue.</summary>
internal static class RulesCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var command = new Command("rules", "List every rule that returns are judged by.");
        command.SetAction(parsed =>
        {
            var output = new Output(answer, progress, parsed.GetValue(options.Json));
            output.Json(RulesPage.Rows(), RunJson.Indented);
            foreach (var rule in RuleCatalogue.All)
            {
                output.Say($"{rule.Id} {rule.Severity}: {rule.Message} {rule.Fix}");
            }

            return ExitCode.Success;
        });
        return command;
    }
}
