using System.CommandLine;
using System.CommandLine.Parsing;
using Pilot.Functions.Quarters;
using Pilot.Functions.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>ledger --export FILE</c>, <c>ledger --draft PERIOD FILE</c>.</summary>
internal static class LedgerCommand
{
    private static readonly Option<string?> Export = new("--export") { Description = "Write every ledger line to this workbook." };

    private static readonly Option<string[]> Draft = new("--draft")
    {
        Description = "PERIOD FILE: write the holds, sampled milestones and amounts to pay of the period to this workbook, for you to complete.",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var command = new Command("ledger", "Write the ledger, or a draft of new lines for a period, as a workbook.") { Export, Draft };
        command.Validators.Add(Check);
        command.SetAction((parsed, cancellationToken) => options.RunAsync(
            parsed,
            answer,
            progress,
            (services, output) => parsed.GetValue(Export) is { } file
                ? ExportAsync(services, output, file, cancellationToken)
                : DraftAsync(services, output, Quarter.Parse(parsed.GetValue(Draft)![0]), parsed.GetValue(Draft)![1], cancellationToken),
            cancellationToken));
        return command;
    }

    private static void Check(CommandResult result)
    {
        var draft = result.GetValue(Draft);
        if (result.GetValue(Export) is null == (draft is not { Length: 2 }))
        {
            result.AddError("Say either --export FILE or --draft PERIOD FILE.");
        }
        else if (draft is { Length: 2 })
        {
            PeriodArgument.Check(result, draft[0]);
        }
    }

    private static async Task<int> ExportAsync(PilotServices services, Output output, string file, CancellationToken cancellationToken)
    {
        await using var to = File.Create(file);
        var lines = await new ExportLedger(services).RunAsync(to, cancellationToken);
        output.Json(new { exported = Path.GetFullPath(file), lines }, RunJson.Indented);
        output.Say($"{Display.Count(lines, "ledger line")} written to {Path.GetFullPath(file)}.");
        return ExitCode.Success;
    }

    private static async Task<int> DraftAsync(PilotServices services, Output output, Quarter period, string file, CancellationToken cancellationToken)
    {
        var (_, content) = await new DraftLedger(services).RunAsync(period, cancellationToken);
        await using (content)
        {
            await File.WriteAllBytesAsync(file, content.ToArray(), cancellationToken);
        }

        output.Json(new { draft = Path.GetFullPath(file), period }, RunJson.Indented);
        output.Say($"The draft for {period.Words} is in {Path.GetFullPath(file)}. Fill in what is decided and send it as a ledger workbook; rows left as they are add nothing.");
        return ExitCode.Success;
    }
}
