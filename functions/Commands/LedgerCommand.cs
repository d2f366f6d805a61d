using System.CommandLine;
using Pilot.Functions.Quarters;
using Pilot.Functions.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>ledger --export FILE</c>, <c>ledger --draft PERIOD FILE</c>.</summary>
internal static class LedgerCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var export = new Option<string?>("--export") { Description = "Write every ledger line to this workbook." };
        var draft = new Option<string[]>("--draft")
        {
            Description = "PERIOD FILE: write the holds, sampled milestones and amounts to pay of the period to this workbook, for you to complete.",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("ledger", "Write the ledger, or a draft of new lines for a period, as a workbook.") { export, draft };
        command.Validators.Add(result =>
        {
            var asked = result.GetValue(draft);
            if (result.GetValue(export) is null == (asked is not { Length: 2 }))
            {
                result.AddError("Say either --export FILE or --draft PERIOD FILE.");
            }
            else if (asked is { Length: 2 } && !Quarter.TryParse(asked[0], out _))
            {
                result.AddError("A period is written like 2026Q3 or '2026-27 Q3'.");
            }
        });
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (world, output) =>
        {
            if (parsed.GetValue(export) is { } file)
            {
                await using var to = File.Create(file);
                var lines = await new ExportLedger(world).RunAsync(to, cancellationToken);
                output.Json(new { exported = Path.GetFullPath(file), lines }, RunJson.Indented);
                output.Say($"{Words.Count(lines, "ledger line")} written to {Path.GetFullPath(file)}.");
                return ExitCode.Done;
            }

            var asked = parsed.GetValue(draft)!;
            var (_, content) = await new DraftLedger(world).RunAsync(Quarter.Parse(asked[0]), cancellationToken);
            await using (content)
            {
                await File.WriteAllBytesAsync(asked[1], content.ToArray(), cancellationToken);
            }

            output.Json(new { draft = Path.GetFullPath(asked[1]), period = Quarter.Parse(asked[0]) }, RunJson.Indented);
            output.Say($"The draft for {Quarter.Parse(asked[0]).Words} is in {Path.GetFullPath(asked[1])}. Fill in what is decided and send it as a ledger workbook; rows left as they are add nothing.");
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }
}
