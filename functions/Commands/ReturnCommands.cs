using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Quarters;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>check FILE</c>: a dry run.</summary>
internal static class CheckCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A return file (.xlsx)." };
        file.Validators.Add(FileArgument.MustExist);
        var copy = new Option<FileInfo?>("--out") { Description = "Write the checked copy, with every finding marked, to this file." };
        var command = new Command("check", "Check a return file against what is held. Nothing is stored.") { file, copy };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (world, output) =>
        {
            var given = parsed.GetValue(file)!;
            await using var content = given.OpenRead();
            var receipt = await new CheckReturn(world).RunAsync(given.Name, content, null, cancellationToken);
            output.Json([Encoding.UTF8.GetString(receipt.ToJson()).TrimEnd()]);
            ReceiptLines.Say(output, receipt, null);
            if (parsed.GetValue(copy) is { } wanted)
            {
                await WriteCopyAsync(content, receipt, wanted, output, cancellationToken);
            }

            return ReceiptLines.ExitCodeOf([receipt]);
        }, cancellationToken));
        return command;
    }

    /// <summary>What stands at the place already is left alone until there is a copy to put there.</summary>
    private static async Task WriteCopyAsync(Stream content, Receipt receipt, FileInfo wanted, Output output, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        try
        {
            CheckedWorkbook.Write(content, copy, Receipts.CheckResultOf(receipt));
        }
        catch (FileProblemException)
        {
            output.Say("There is no checked copy: the file cannot be opened.");
            return;
        }

        await File.WriteAllBytesAsync(wanted.FullName, copy.ToArray(), cancellationToken);
    }
}

/// <summary><c>ingest FILE...</c>: the path that uploads take.</summary>
internal static class IngestCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "Return files (.xlsx). The Declaration says whose they are.", Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(FileArgument.MustExist);
        var command = new Command("ingest", "Take return files as if their providers had uploaded them.") { files };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (world, output) =>
        {
            var receipts = new List<Receipt>();
            foreach (var file in parsed.GetValue(files)!)
            {
                await using var content = file.OpenRead();
                var (submission, receipt) = await new SubmitFile(world).RunAsync(file.Name, content, null, null, cancellationToken);
                receipts.Add(receipt);
                var folder = FormattableString.Invariant($"{WriteAnswer.Container}/{submission.Folder}/{submission.Number}");
                ReceiptLines.Say(output, receipt, GlobalOptions.PathOf(parsed, options, folder));
            }

            output.Json(receipts.ConvertAll(receipt => Encoding.UTF8.GetString(receipt.ToJson()).TrimEnd()));
            return ReceiptLines.ExitCodeOf(receipts);
        }, cancellationToken));
        return command;
    }
}

/// <summary><c>rejudge NUMBER</c>: judges a submission again, from its kept copy, as of its own day.</summary>
internal static class RejudgeCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var number = new Argument<int>("NUMBER") { Description = "The submission's number." };
        var command = new Command("rejudge", "Judge a submission again under the settings now in force.") { number };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (world, output) =>
        {
            var wanted = parsed.GetValue(number);
            var changed = await new ReceiveReturn(world).JudgeAgainAsync(wanted, cancellationToken);
            var (_, receipt) = await new SubmitFile(world).ReadAnswerAsync(wanted, cancellationToken);
            output.Json([Encoding.UTF8.GetString(receipt.ToJson()).TrimEnd()]);
            output.Say(changed ? "The new judgement differs from the one before, and is the one that counts now." : "Nothing is decided differently.");
            ReceiptLines.Say(output, receipt, null);
            return ReceiptLines.ExitCodeOf([receipt]);
        }, cancellationToken));
        return command;
    }
}

/// <summary><c>settings FILE...</c> and <c>settings --export FILE</c>.</summary>
internal static class SettingsCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "Settings, ledger or awards workbooks (.xlsx).", Arity = ArgumentArity.ZeroOrMore };
        var export = new Option<FileInfo?>("--export") { Description = "Write the settings in force to this file." };
        var check = new Option<bool>("--check") { Description = "Only try: say what each workbook would change, and store nothing." };
        var template = new Option<FileInfo?>("--awards-template") { Description = "Write an empty awards workbook to this file, for the awarding body to fill in." };
        var command = new Command("settings", "Take settings, ledger and awards workbooks, or write the settings in force as a workbook.") { files, export, template, check };
        command.Validators.Add(result =>
        {
            // An argument that may be left out is not validated by its own validators once the command has some.
            FileArgument.MustExist(result, result.GetResult(files));
            if ((result.GetValue(files)?.Length ?? 0) == 0 && result.GetValue(export) is null && result.GetValue(template) is null)
            {
                result.AddError("Name a settings, ledger or awards workbook, or --export FILE, or --awards-template FILE.");
            }
        });
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (world, output) =>
        {
            var receipts = new List<OfficeReceipt>();
            foreach (var file in parsed.GetValue(files)!)
            {
                await using var content = file.OpenRead();
                var name = SubmitFile.SafeName(file.Name);
                if (parsed.GetValue(check))
                {
                    receipts.Add(await new TryOfficeFile(world).RunAsync(name, content, cancellationToken));
                    Say(output, receipts[^1]);
                    continue;
                }

                await world.Blobs.ReplaceAsync(ReceiveSettings.Uploads, name, content, ContentTypes.Workbook, cancellationToken);
                var receipt = await new ReceiveSettings(world).RunAsync(name, null, cancellationToken) ?? throw new IOException($"The upload {name} is no longer there.");
                receipts.Add(receipt);
                Say(output, receipt);
            }

            var answers = receipts.ConvertAll(receipt => receipt.ToJson());
            if (parsed.GetValue(export) is { } target)
            {
                var version = await ExportAsync(world, target, cancellationToken);
                output.Say($"The settings in force are in {target.FullName}.");
                answers.Add(JsonSerializer.Serialize(new { exported = target.FullName, settings_version = version }, RunJson.Indented));
            }

            if (parsed.GetValue(template) is { } empty)
            {
                await using var stream = empty.Create();
                Reporting.Settings.SettingsWorkbook.Write(Reporting.Settings.Awards.None, "", world.Today, stream);
                output.Say($"An empty awards workbook is in {empty.FullName}.");
                answers.Add(JsonSerializer.Serialize(new { awards_template = empty.FullName }, RunJson.Indented));
            }

            output.Json(answers);

            return receipts.Exists(receipt => receipt.Status != SubmissionStatus.Accepted.Code()) ? ExitCode.DoneWithFindings : ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    /// <summary>The version that was written.</summary>
    private static async Task<int> ExportAsync(World world, FileInfo target, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        if (settings.Version == 0)
        {
            throw new NotPossibleException("No settings have been accepted yet.");
        }

        await using var stream = target.Create();
        Reporting.Settings.SettingsWorkbook.Write(settings, $"export of version {settings.Version}", world.Today, stream);
        return settings.Version;
    }

    private static void Say(Output output, OfficeReceipt receipt)
    {
        output.Say($"{receipt.FileName}: {receipt.Summary}");
        foreach (var change in receipt.Changes)
        {
            output.Say($"  {change.Sheet}, {change.Row}, {change.Column}: {change.Before ?? "(blank)"} -> {change.After ?? "(blank)"}");
        }

        foreach (var effect in receipt.Effects)
        {
            output.Say($"  {effect.Ukprn} {effect.Qualification} {effect.FundingYear}: earned {Money.Words(effect.EarnedBefore)} -> {Money.Words(effect.EarnedAfter)}, funded {Money.Words(effect.FundedBefore)} -> {Money.Words(effect.FundedAfter)}");
        }

        foreach (var effect in receipt.ProviderEffects)
        {
            output.Say($"  {effect.Ukprn}: earned {Money.Words(effect.EarnedBefore)} -> {Money.Words(effect.EarnedAfter)}, funded {Money.Words(effect.FundedBefore)} -> {Money.Words(effect.FundedAfter)}, held {Money.Words(effect.HeldBefore)} -> {Money.Words(effect.HeldAfter)}, to pay {Money.Words(effect.ToPayBefore)} -> {Money.Words(effect.ToPayAfter)}");
        }

        foreach (var change in receipt.DecisionChanges)
        {
            output.Say($"  {change.Ukprn} {change.LearnerRef} {change.Milestone.ToLowerInvariant()}: {change.Before ?? "none"} -> {change.After ?? "none"}, funded {Money.Words(change.FundedBefore)} -> {Money.Words(change.FundedAfter)}");
        }

        ReceiptLines.Say(output, receipt.Violations);
    }
}

/// <summary>Files that a command is given: a missing one, or a folder, is wrong usage, said before anything is done.</summary>
internal static class FileArgument
{
    public static void MustExist(ArgumentResult result) => MustExist(result, result);

    public static void MustExist(SymbolResult result, ArgumentResult? files)
    {
        foreach (var path in (files?.Tokens ?? []).Select(token => token.Value).Where(path => !File.Exists(path)))
        {
            result.AddError(Directory.Exists(path) ? $"{path} is a folder, not a file." : $"There is no file {path}.");
        }
    }
}

internal static class ReceiptLines
{
    private const int MostShown = 20;

    public static void Say(Output output, Receipt receipt, string? folder)
    {
        output.Say($"{receipt.FileName}{(receipt.Submission is { } number ? FormattableString.Invariant($" (submission {number})") : "")}: {receipt.StatusWords}");
        if (ReceiptWords.Changes(receipt.Changes) is { } changes)
        {
            output.Say($"  {changes}");
        }

        foreach (var thing in ThingsToDo.Of(receipt))
        {
            output.Say($"  {thing.Severity} {thing.Rule} {(thing.Rows.Length > 0 ? thing.Rows : thing.Places[0].Sheet)}: {thing.Message} {thing.Fix}"
                + (thing.Codes.Count == 0 ? "" : $" Accepted: {string.Join(", ", thing.Codes)}."));
        }

        if (folder is not null)
        {
            output.Say($"  The answer is in {folder}");
        }
    }

    public static void Say(Output output, IReadOnlyList<Violation> violations)
    {
        foreach (var violation in violations.Take(MostShown))
        {
            output.Say($"  {violation.Severity} {violation.Rule} {violation.Sheet} {violation.Cell}: {violation.Message} {violation.Fix}");
        }

        if (violations.Count > MostShown)
        {
            output.Say($"  ... and {Words.Count(violations.Count - MostShown, "more finding")}.");
        }
    }

    public static int ExitCodeOf(IEnumerable<Receipt> receipts) =>
        receipts.SelectMany(receipt => receipt.Violations).Any(finding => finding.Severity is "E" or "F") ? ExitCode.DoneWithFindings : ExitCode.Done;
}
