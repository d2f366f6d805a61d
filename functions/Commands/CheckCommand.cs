using System.CommandLine;
using System.Text;
using Pilot.Functions.Returns;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Returns;

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
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (services, output) =>
        {
            var given = parsed.GetValue(file)!;
            await using var content = given.OpenRead();
            var receipt = await new CheckReturn(services).RunAsync(given.Name, content, null, cancellationToken);
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
            CheckedWorkbook.Write(content, copy, ReceiptMapping.CheckResultOf(receipt));
        }
        catch (UnreadableFileException)
        {
            output.Say("There is no checked copy: the file cannot be opened.");
            return;
        }

        await File.WriteAllBytesAsync(wanted.FullName, copy.ToArray(), cancellationToken);
    }
}
