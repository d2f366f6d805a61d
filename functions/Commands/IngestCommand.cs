using System.CommandLine;
using System.Text;
using Pilot.Functions.Returns;
using Pilot.Reporting.Returns;

namespace Pilot.Functions.Commands;

/// <summary><c>ingest FILE...</c>: the path that uploads take.</summary>
internal static class IngestCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "Return files (.xlsx). The Declaration says whose they are.", Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(FileArgument.MustExist);
        var command = new Command("ingest", "Take return files as if their providers had uploaded them.") { files };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (services, output) =>
        {
            var receipts = new List<Receipt>();
            foreach (var file in parsed.GetValue(files)!)
            {
                await using var content = file.OpenRead();
                var (submission, receipt) = await new SubmitFile(services).RunAsync(file.Name, content, null, null, cancellationToken);
                receipts.Add(receipt);
                var folder = FormattableString.Invariant($"{WriteReceiptFiles.Container}/{submission.Folder}/{submission.Number}");
                ReceiptLines.Say(output, receipt, GlobalOptions.PathOf(parsed, options, folder));
            }

            output.Json(receipts.ConvertAll(receipt => Encoding.UTF8.GetString(receipt.ToJson()).TrimEnd()));
            return ReceiptLines.ExitCodeOf(receipts);
        }, cancellationToken));
        return command;
    }
}
