using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Quarters;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>settings FILE...</c>, <c>settings --export FILE</c> and <c>settings --awards-template FILE</c>.</summary>
internal static class SettingsCommand
{
    private static readonly Argument<FileInfo[]> Files = new("FILE") { Description = "Settings, ledger or awards workbooks (.xlsx).", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<FileInfo?> Export = new("--export") { Description = "Write the settings in force to this file." };
    private static readonly Option<bool> OnlyTry = new("--check") { Description = "Only try: say what each workbook would change, and store nothing." };
    private static readonly Option<FileInfo?> AwardsTemplate = new("--awards-template") { Description = "Write an empty awards workbook to this file, for the awarding body to fill in." };

    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var command = new Command("settings", "Take settings, ledger and awards workbooks, or write the settings in force as a workbook.") { Files, Export, AwardsTemplate, OnlyTry };
        command.Validators.Add(Check);
        command.SetAction((parsed, cancellationToken) => options.RunAsync(
            parsed, answer, progress, (services, output) => RunAsync(services, output, parsed, cancellationToken), cancellationToken));
        return command;
    }

    private static void Check(CommandResult result)
    {
        // An argument that may be left out is not validated by its own validators once the command has some.
        FileArgument.MustExist(result, result.GetResult(Files));
        if ((result.GetValue(Files)?.Length ?? 0) == 0 && result.GetValue(Export) is null && result.GetValue(AwardsTemplate) is null)
        {
            result.AddError("Name a settings, ledger or awards workbook, or --export FILE, or --awards-template FILE.");
        }
    }

    private static async Task<int> RunAsync(PilotServices services, Output output, ParseResult parsed, CancellationToken cancellationToken)
    {
        var receipts = new List<OfficeReceipt>();
        foreach (var file in parsed.GetValue(Files)!)
        {
            receipts.Add(await TakeAsync(services, file, parsed.GetValue(OnlyTry), cancellationToken));
            OfficeReceiptLines.Say(output, receipts[^1]);
        }

        var answers = receipts.ConvertAll(receipt => receipt.ToJson());
        if (parsed.GetValue(Export) is { } target)
        {
            var version = await ExportAsync(services, target, cancellationToken);
            output.Say($"The settings in force are in {target.FullName}.");
            answers.Add(JsonSerializer.Serialize(new { exported = target.FullName, settings_version = version }, RunJson.Indented));
        }

        if (parsed.GetValue(AwardsTemplate) is { } empty)
        {
            await using var stream = empty.Create();
            SettingsWorkbook.Write(Awards.None, "", services.Today, stream);
            output.Say($"An empty awards workbook is in {empty.FullName}.");
            answers.Add(JsonSerializer.Serialize(new { awards_template = empty.FullName }, RunJson.Indented));
        }

        output.Json(answers);
        return receipts.Exists(receipt => receipt.Status != SubmissionStatus.Accepted.Code()) ? ExitCode.SuccessWithFindings : ExitCode.Success;
    }

    private static async Task<OfficeReceipt> TakeAsync(PilotServices services, FileInfo file, bool onlyTry, CancellationToken cancellationToken)
    {
        await using var content = file.OpenRead();
        var name = SubmitFile.SafeName(file.Name);
        if (onlyTry)
        {
            return await new CheckOfficeFile(services).RunAsync(name, content, cancellationToken);
        }

        await services.Blobs.ReplaceAsync(ReceiveOfficeFile.Uploads, name, content, ContentTypes.Workbook, cancellationToken);
        return await new ReceiveOfficeFile(services).RunAsync(name, null, cancellationToken) ?? throw new IOException($"The upload {name} is no longer there.");
    }

    /// <summary>The version that was written.</summary>
    private static async Task<int> ExportAsync(PilotServices services, FileInfo target, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        if (settings.Version == 0)
        {
            throw new CannotBeDoneException("No settings have been accepted yet.");
        }

        await using var stream = target.Create();
        SettingsWorkbook.Write(settings, $"export of version {settings.Version}", services.Today, stream);
        return settings.Version;
    }
}
