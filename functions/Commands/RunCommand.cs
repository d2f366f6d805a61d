using System.CommandLine;
using System.CommandLine.Parsing;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Quarters;
using Pilot.Functions.Timers;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>run PERIOD</c>, with <c>--close</c> or <c>--revise --reason TEXT</c>.</summary>
internal static class RunCommand
{
    private const int MaxAtOnce = 2;

    private static readonly Argument<string> Period = PeriodArgument.Make();
    private static readonly Option<bool> Close = new("--close") { Description = "Close every period that is due, and show this one's closing run." };
    private static readonly Option<bool> Many = new("--many") { Description = "With --close: close even where more than two periods would close at once." };
    private static readonly Option<bool> Revise = new("--revise") { Description = "Draw the latest closed period again under the settings now in force. Needs --reason." };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why the period is revised." };
    private static readonly Option<string?> By = new("--by") { Description = "Your full name, for --revise: it confirms that a new revision is to be made." };

    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var command = new Command("run", "Earn, reconcile and draw a period's workbooks.") { Period, Close, Many, Revise, Reason, By };
        command.Validators.Add(Check);
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (services, output) =>
        {
            if (parsed.GetValue(Close) && !parsed.GetValue(Many) && await TooManyAsync(services, cancellationToken) is { } tooMany)
            {
                progress.WriteLine(tooMany);
                return ExitCode.WrongUsage;
            }

            var run = await AskAsync(services, parsed, cancellationToken);
            Show(output, run, run.IsNew ? "" : ", nothing new", blob => GlobalOptions.PathOf(parsed, options, blob));
            return ExitCode.Success;
        }, cancellationToken));
        return command;
    }

    private static void Check(CommandResult result)
    {
        if (result.GetValue(Revise) && string.IsNullOrWhiteSpace(result.GetValue(Reason)))
        {
            result.AddError("--revise needs --reason TEXT: it stands on the cover.");
        }

        if (result.GetValue(Reason) is { Length: > RunQuarter.MaxReasonLength })
        {
            result.AddError($"The reason is longer than {RunQuarter.MaxReasonLength} characters. Say it in fewer words.");
        }

        if (result.GetValue(Revise) && OfficerName.Problem(result.GetValue(By)) is { } problem)
        {
            result.AddError($"--revise needs --by NAME. {problem}.");
        }

        if (result.GetValue(Revise) && result.GetValue(Close))
        {
            result.AddError("--close and --revise do not go together.");
        }

        if (result.GetValue(Many) && !result.GetValue(Close))
        {
            result.AddError("--many goes with --close.");
        }
    }

    internal static void Show(Output output, RunResult run, string whatIsNew, Func<string, string> path)
    {
        var record = run.Record;
        output.Json(RunReport.Of(record, run.Lines, run.IsNew, run.Files.Select(path), run.Note), RunJson.Indented);
        if (run.Note is { } note)
        {
            output.Say(note);
        }

        output.Say($"{record.Period.Words}: run {record.Number}, {RunWords.StateOf(record)}{whatIsNew}.");
        foreach (var line in run.Lines)
        {
            output.Say($"  {line.Ukprn} {line.Qualification} {line.FundingYear}: {line.QualifyingStartsYtd} qualifying starts, earned {Money.Words(line.EarnedYtd)}, funded {Money.Words(line.FundedYtd)}, to pay {Money.Words(line.ToPay)} ({line.Status.Code()})");
        }

        foreach (var file in run.Files)
        {
            output.Say("  " + path(file));
        }
    }

    /// <summary>A closing cannot be undone, and a clock that is wrong makes many due at once. The timer never asks: its clock is the platform's.</summary>
    /// <returns>Why nothing was closed; null where no more than two are due.</returns>
    private static async Task<string?> TooManyAsync(PilotServices services, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var due = await new Periods(services).DueToCloseAsync(settings, cancellationToken);
        return due.Count <= MaxAtOnce
            ? null
            : $"{due.Count} periods would close at once, from {due[0].Period.Words} to {due[^1].Period.Words}, because it is {Display.Date(services.Today)} by this machine's clock or --now. "
                + "Closing cannot be undone, and nothing was closed. If the date is right, say --many as well.";
    }

    private static async Task<RunResult> AskAsync(PilotServices services, ParseResult parsed, CancellationToken cancellationToken)
    {
        var period = Quarter.Parse(parsed.GetValue(Period)!);
        if (parsed.GetValue(Revise))
        {
            return await new RunQuarter(services).ReviseAsync(period, parsed.GetValue(Reason)!, cancellationToken, parsed.GetValue(By)!.Trim());
        }

        if (!parsed.GetValue(Close))
        {
            return await new RunQuarter(services).ProvisionalAsync(period, cancellationToken);
        }

        var made = await new ClosePeriods(services).RunAsync(cancellationToken);
        return made.FirstOrDefault(run => run.Record.Period == period) is { } closing ? closing
            : (await new Periods(services).ClosedAsync(cancellationToken)).Contains(period) ? await new RunQuarter(services).ProvisionalAsync(period, cancellationToken)
            : throw new CannotBeDoneException($"{period.Words} is not due to close yet.");
    }
}
