using System.CommandLine;
using System.CommandLine.Parsing;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Quarters;
using Pilot.Functions.Returns;
using Pilot.Reporting.Returns.Ilr;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>template UKPRN PERIOD [KIND]</c>: a provider's own templates, empty or filled in from its last return or its ILR file.</summary>
internal static class TemplateCommand
{
    private static readonly ReturnKind[] Both = [ReturnKind.Enrolment, ReturnKind.Completion];

    private static readonly Argument<string> Provider = UkprnArgument.Make();

    private static readonly Argument<string?> Kind = Checked(
        new Argument<string?>("KIND") { Description = "ENR for the enrolment return, CMP for the completion return. With --from-ilr it may be left out: then both are written.", Arity = ArgumentArity.ZeroOrOne },
        text => text is null || KindOf(text) is not null ? null : "KIND is ENR for the enrolment return or CMP for the completion return.");

    private static readonly Option<bool> FromLast = new("--from-last") { Description = "Fill in every row that is held of the provider, as it was sent." };
    private static readonly Option<FileInfo?> FromIlr = new("--from-ilr") { Description = "Fill in what an ILR file (XML) says of the pilot's aims, laid over the rows of --from-last." };
    private static readonly Option<string?> Out = new("--out") { Description = "Write the template to this file, or both templates into this folder; otherwise they go into the current folder, under the recommended names." };

    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var period = PeriodArgument.Make();
        var command = new Command("template", "Write a provider's template for a quarter's return, empty or filled in.") { Provider, period, Kind, FromLast, FromIlr, Out };
        command.Validators.Add(Check);
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (services, output) =>
        {
            var asked = new Asked(Ukprn.Parse(parsed.GetValue(Provider)!), Quarter.Parse(parsed.GetValue(period)!), parsed.GetValue(Kind) is { } kind ? [KindOf(kind)!.Value] : Both);
            var contents = await ContentsAsync(services, asked, parsed, cancellationToken);
            foreach (var content in contents.Where(content => content.Prefill is not null))
            {
                var from = parsed.GetValue(FromIlr) is null ? "from the last return" : "from an ILR";
                await services.Database.AddAsync(new DownloadRow { At = services.UtcNow, Who = "command line", What = PrepareTemplate.NameOf(content, from) }, cancellationToken);
            }

            var files = contents.Select(content => Write(content, FileOf(content, contents.Count, parsed.GetValue(Out), services))).ToList();
            Tell(output, contents, files, asked);
            return ExitCode.Success;
        }, cancellationToken));
        return command;
    }

    private static void Check(CommandResult result)
    {
        if (result.GetValue(Kind) is null && result.GetValue(FromIlr) is null)
        {
            result.AddError("Name the return: ENR for the enrolment return, CMP for the completion return.");
        }

        if (result.GetValue(FromIlr) is { Exists: false } missing)
        {
            result.AddError($"There is no file {missing.FullName}.");
        }
    }

    private static async Task<IReadOnlyList<TemplateContent>> ContentsAsync(PilotServices services, Asked asked, ParseResult parsed, CancellationToken cancellationToken)
    {
        var start = new PrepareTemplate(services);
        if (parsed.GetValue(FromIlr) is { } file)
        {
            await using var ilr = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            try
            {
                return await start.FromIlrAsync(asked.Ukprn, asked.Period, asked.Kinds, ilr, cancellationToken);
            }
            catch (IlrRefusedException refused)
            {
                throw new CannotBeDoneException($"{file.Name}: {refused.Message}");
            }
        }

        return
        [
            parsed.GetValue(FromLast)
                ? await start.FromLastAsync(asked.Ukprn, asked.Period, asked.Kinds[0], cancellationToken)
                : await start.EmptyAsync(asked.Ukprn, asked.Period, asked.Kinds[0], cancellationToken),
        ];
    }

    /// <summary>One template goes to the file that was named; two go into the folder that was named.</summary>
    private static string FileOf(TemplateContent content, int count, string? wanted, PilotServices services) => (wanted, count) switch
    {
        (null, _) => Path.GetFullPath(content.FileName(services.Now)),
        (_, 1) => Path.GetFullPath(wanted),
        _ => Path.Combine(Directory.CreateDirectory(wanted).FullName, content.FileName(services.Now)),
    };

    private static string Write(TemplateContent content, string file)
    {
        using var stream = File.Create(file);
        TemplateWorkbook.Write(content, stream);
        return file;
    }

    private static void Tell(Output output, IReadOnlyList<TemplateContent> contents, List<string> files, Asked asked)
    {
        if (contents.Count == 1)
        {
            output.Json(new { file = files[0], ukprn = asked.Ukprn, period = asked.Period, due_on = contents[0].DueOn, rows = contents[0].Prefill?.Rows.Count, started_from = contents[0].Prefill?.Words }, RunJson.Indented);
        }
        else
        {
            output.Json(new { files, ukprn = asked.Ukprn, period = asked.Period, due_on = contents[0].DueOn, rows = contents.Select(content => content.Prefill?.Rows.Count), started_from = contents.Select(content => content.Prefill?.Words) }, RunJson.Indented);
        }

        for (var i = 0; i < files.Count; i++)
        {
            output.Say($"The template is in {files[i]}.");
            if (contents[i].Prefill is { } start)
            {
                output.Say("  " + start.Words);
            }
        }
    }

    private static Argument<T> Checked<T>(Argument<T> argument, Func<T?, string?> problem)
    {
        argument.Validators.Add(result =>
        {
            if (problem(result.GetValueOrDefault<T>()) is { } words)
            {
                result.AddError(words);
            }
        });
        return argument;
    }

    private static ReturnKind? KindOf(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "ENR" or "MTHTQ-ENR" => ReturnKind.Enrolment,
        "CMP" or "MTHTQ-CMP" => ReturnKind.Completion,
        _ => null,
    };

    private sealed record Asked(Ukprn Ukprn, Quarter Period, IReadOnlyList<ReturnKind> Kinds);
}
