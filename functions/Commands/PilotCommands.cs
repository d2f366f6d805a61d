using System.CommandLine;

namespace Pilot.Functions.Commands;

/// <summary>The command line (functions.md section 5).</summary>
public static class PilotCommands
{
    /// <summary>The data folder where no option says otherwise.</summary>
    public const string DefaultData = ".pilot";

    /// <param name="settings">Null = the environment variables.</param>
    public static Task<int> RunAsync(string[] args, TextWriter answer, TextWriter progress, IConfiguration? settings = null)
    {
        var options = new GlobalOptions(settings ?? new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var root = new RootCommand("Pilot: funding and outcomes reporting for the MedTech Higher Technical Qualifications pilot. Without a command it serves the pages on this machine.");
        options.AddTo(root);
        var asked = Asked(args);
        foreach (var command in asked)
        {
            root.Subcommands.Add(command.Make(options, answer, progress));
        }

        if (asked.Length != 1)
        {
            ServeCommand.AddTo(root, options, answer, progress);
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                progress.WriteLine(error.Message);
            }

            progress.WriteLine("Add --help to see how the command is used.");
            return Task.FromResult(ExitCode.WrongUsage);
        }

        return parsed.InvokeAsync(new InvocationConfiguration { Output = answer, Error = progress, EnableDefaultExceptionHandler = false });
    }

    /// <summary>Whoever begins with the name of a command needs no other, nor the one without a name: to make them all takes longer than to read the line.</summary>
    private static NamedCommand[] Asked(string[] args) =>
        args.Length > 0 && Array.Find(All, command => command.Name == args[0]) is { } named ? [named] : All;

    private static readonly NamedCommand[] All =
    [
        new("demo", DemoCommand.Make),
        new("check", CheckCommand.Make),
        new("ingest", IngestCommand.Make),
        new("settings", SettingsCommand.Make),
        new("ledger", LedgerCommand.Make),
        new("run", RunCommand.Make),
        new("approve", ApproveCommand.Make),
        new("explain", ExplainCommand.Make),
        new("template", TemplateCommand.Make),
        new("verify", VerifyCommand.Make),
        new("rejudge", RejudgeCommand.Make),
        new("purge", PurgeCommand.Make),
        new("rekey", RekeyCommand.Make),
        new("rules", RulesCommand.Make),
        new("migrate", MigrateCommand.Make),
    ];

    private sealed record NamedCommand(string Name, Func<GlobalOptions, TextWriter, TextWriter, Command> Make);
}
