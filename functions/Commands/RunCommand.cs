using System.CommandLine;
using Pilot.Functions.Quarters;
using Pilot.Functions.Settings;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary><c>run PERIOD</c>, with <c>--close</c> or <c>--revise --reason TEXT</c>.</summary>
internal static class RunCommand
{
    private const int MostAtOnce = 2;

    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var period = PeriodArgument();
        var close = new Option<bool>("--close") { Description = "Close every period that is due, and show this one's closing run." };
        var many = new Option<bool>("--many") { Description = "With --close: close even where more than two periods would close at once." };
        var revise = new Option<bool>("--revise") { Description = "Draw the latest closed period again under the settings now in force. Needs --reason." };
        var reason = new Option<string?>("--reason") { Description = "Why the period is revised." };
        var by = new Option<string?>("--by") { Description = "Your full name, for --revise: it confirms that a new revision is to be made." };
        var command = new Command("run", "Earn, reconcile and draw a period's workbooks.") { period, close, many, revise, reason, by };
        command.Validators.Add(result =>
        {
            if (result.GetValue(revise) && string.IsNullOrWhiteSpace(result.GetValue(reason)))
            {
                result.AddError("--revise needs --reason TEXT: it stands on the cover.");
            }

            if (result.GetValue(reason) is { Length: > RunQuarter.LongestReason })
            {
                result.AddError($"The reason is longer than {RunQuarter.LongestReason} characters. Say it in fewer words.");
            }

            if (result.GetValue(revise) && OfficerName.Problem(result.GetValue(by)) is { } problem)
            {
                result.AddError($"--revise needs --by NAME. {problem}.");
            }

            if (result.GetValue(revise) && result.GetValue(close))
            {
                result.AddError("--close and --revise do not go together.");
            }

            if (result.GetValue(many) && !result.GetValue(close))
            {
                result.AddError("--many goes with --close.");
            }
        });
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (world, output) =>
        {
            var quarter = Quarter.Parse(parsed.GetValue(period)!);
            if (parsed.GetValue(close) && !parsed.GetValue(many) && await TooManyAsync(world, cancellationToken) is { } tooMany)
            {
                progress.WriteLine(tooMany);
                return ExitCode.WrongUsage;
            }

            var run = await AskAsync(world, quarter, parsed.GetValue(close), parsed.GetValue(revise) ? (parsed.GetValue(reason)!, parsed.GetValue(by)!) : null, cancellationToken);
            Show(output, run, run.IsNew ? "" : ", nothing new", blob => GlobalOptions.PathOf(parsed, options, blob));
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }

    internal static Argument<string> PeriodArgument()
    {
        var period = new Argument<string>("PERIOD") { Description = "2026Q3 or '2026-27 Q3': October to December 2026." };
        period.Validators.Add(result =>
        {
            if (!Quarter.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError("A period is written like 2026Q3 or '2026-27 Q3'.");
            }
        });
        return period;
    }

    internal static void Show(Output output, AskedRun run, string news, Func<string, string> path)
    {
        var record = run.Record;
        output.Json(RunReport.Of(record, run.Lines, run.IsNew, run.Files.Select(path), run.Note), RunJson.Indented);
        if (run.Note is { } note)
        {
            output.Say(note);
        }

        output.Say($"{record.Period.Words}: run {record.Number}, {StateWords(record)}{news}.");
        foreach (var line in run.Lines)
        {
            output.Say($"  {line.Ukprn} {line.Qualification} {line.FundingYear}: {line.QualifyingStartsYtd} qualifying starts, earned {Money.Words(line.EarnedYtd)}, funded {Money.Words(line.FundedYtd)}, to pay {Money.Words(line.ToPay)} ({line.Status.Code()})");
        }

        foreach (var file in run.Files)
        {
            output.Say("  " + path(file));
        }
    }

    internal static string StateWords(RunRecord record) => (record.Kind, record.State) switch
    {
        (RunKind.Provisional, _) => "provisional",
        (_, RunState.AwaitingApproval) => $"closed as {record.FileSuffix} and awaiting approval",
        _ => $"published as {record.FileSuffix}, approved by {record.ApprovedBy}",
    };

    /// <summary>A closing cannot be undone, and a clock that is wrong makes many due at once. The timer never asks: its clock is the platform's.</summary>
    /// <returns>Why nothing was closed; null where no more than two are due.</returns>
    private static async Task<string?> TooManyAsync(World world, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var due = await new Periods(world).DueToCloseAsync(settings, cancellationToken);
        return due.Count <= MostAtOnce
            ? null
            : $"{due.Count} periods would close at once, from {due[0].Period.Words} to {due[^1].Period.Words}, because it is {Words.Date(world.Today)} by this machine's clock or --now. "
                + "Closing cannot be undone, and nothing was closed. If the date is right, say --many as well.";
    }

    private static async Task<AskedRun> AskAsync(World world, Quarter period, bool close, (string Reason, string By)? revise, CancellationToken cancellationToken)
    {
        if (revise is var (reason, by))
        {
            return await new RunQuarter(world).ReviseAsync(period, reason, cancellationToken, by.Trim());
        }

        if (!close)
        {
            return await new RunQuarter(world).ProvisionalAsync(period, cancellationToken);
        }

        var made = await new ClosePeriods(world).RunAsync(cancellationToken);
        return made.FirstOrDefault(run => run.Record.Period == period) is { } closing ? closing
            : (await new Periods(world).ClosedAsync(cancellationToken)).Contains(period) ? await new RunQuarter(world).ProvisionalAsync(period, cancellationToken)
            : throw new NotPossibleException($"{period.Words} is not due to close yet.");
    }
}

/// <summary><c>approve PERIOD --by NAME</c>.</summary>
internal static class ApproveCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var period = RunCommand.PeriodArgument();
        var by = new Option<string>("--by") { Description = "The officer who approves.", Required = true };
        by.Validators.Add(result =>
        {
            if (OfficerName.Problem(result.GetValueOrDefault<string>()) is { } problem)
            {
                result.AddError($"{problem}.");
            }
        });
        var command = new Command("approve", "Approve a closed period's workbooks: that publishes them.") { period, by };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (world, output) =>
        {
            var run = await new ApproveRun(world).RunAsync(Quarter.Parse(parsed.GetValue(period)!), parsed.GetValue(by)!, cancellationToken);
            // The run is not new, and yet it is published now: its state says all.
            RunCommand.Show(output, run, "", blob => GlobalOptions.PathOf(parsed, options, blob));
            return ExitCode.Done;
        }, cancellationToken));
        return command;
    }
}
