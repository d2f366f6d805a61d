using System.CommandLine;
using Pilot.Functions.Quarters;
using Pilot.Functions.Settings;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>template UKPRN PERIOD KIND</c>: a provider's own template for a return.</summary>
internal static class TemplateCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var ukprn = new Argument<string>("UKPRN") { Description = "The provider." };
        ukprn.Validators.Add(result =>
        {
            if (!Ukprn.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError("A UKPRN has 8 digits and does not start with 0.");
            }
        });
        var period = RunCommand.PeriodArgument();
        var kind = new Argument<string>("KIND") { Description = "ENR for the enrolment return, CMP for the completion return." };
        kind.Validators.Add(result =>
        {
            if (KindOf(result.GetValueOrDefault<string>()) is null)
            {
                result.AddError("KIND is ENR for the enrolment return or CMP for the completion return.");
            }
        });
        var target = new Option<FileInfo?>("--out") { Description = "Write the template to this file; otherwise it goes into the current folder, under the recommended name." };
        var command = new Command("template", "Write a provider's template for a quarter's return.") { ukprn, period, kind, target };
        command.SetAction((parsed, cancel) => options.RunAsync(parsed, answer, progress, async (world, output) =>
        {
            var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancel);
            var content = ContentOf(
                settings, Ukprn.Parse(parsed.GetValue(ukprn)!), Quarter.Parse(parsed.GetValue(period)!), KindOf(parsed.GetValue(kind))!.Value);
            var file = parsed.GetValue(target) ?? new FileInfo(content.FileName(world.Now));
            await using (var stream = file.Create())
            {
                TemplateWorkbook.Write(content, stream);
            }

            output.Json(new { file = file.FullName, ukprn = content.Ukprn, period = content.Period, due_on = content.DueOn }, RunJson.Indented);
            output.Say($"The template is in {file.FullName}.");
            return ExitCode.Done;
        }, cancel));
        return command;
    }

    private static TemplateContent ContentOf(Reporting.Settings.PilotSettings settings, Ukprn ukprn, Quarter period, ReturnKind kind)
    {
        if (settings.FindProvider(ukprn) is null)
        {
            throw new NotPossibleException($"{ukprn} is not a provider of the pilot.");
        }

        return settings.FindPeriod(period) is null
            ? throw new NotPossibleException($"The calendar in the settings has no period {period.Id}.")
            : TemplateContent.Of(settings, ukprn, period, kind);
    }

    private static ReturnKind? KindOf(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "ENR" or "MTHTQ-ENR" => ReturnKind.Enrolment,
        "CMP" or "MTHTQ-CMP" => ReturnKind.Completion,
        _ => null,
    };
}
