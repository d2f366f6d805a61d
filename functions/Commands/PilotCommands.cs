using System.CommandLine;

namespace Pilot.Functions.Commands;

/// <summary>The command line (functions.md section 5).</summary>
public static class PilotCommands
{
    /// <summary>The data folder where no option says otherwise.</summary>
    public const string DefaultData = ".pilot";

    /// <param name="settings">Null = the environment variables.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter answer, TextWriter progress, IConfiguration? settings = null)
    {
        var options = new GlobalOptions(settings ?? new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var root = new RootCommand("Pilot: funding and outcomes reporting for the MedTech Higher Technical Qualifications pilot. Without a command it serves the pages on this machine.");
        options.AddTo(root);
        foreach (var command in Commands(options, answer, progress))
        {
            root.Subcommands.Add(command);
        }

        ServeCommand.AddTo(root, options, answer, progress);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await progress.WriteLineAsync(error.Message);
            }

            await progress.WriteLineAsync("Add --help to see how the command is used.");
            return ExitCode.WrongUsage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = answer, Error = progress, EnableDefaultExceptionHandler = false });
    }

    private static IEnumerable<Command> Commands(GlobalOptions options, TextWriter answer, TextWriter progress) =>
    [
        DemoCommand.Make(options, answer, progress),
        CheckCommand.Make(options, answer, progress),
        IngestCommand.Make(options, answer, progress),
        SettingsCommand.Make(options, answer, progress),
        LedgerCommand.Make(options, answer, progress),
        RunCommand.Make(options, answer, progress),
        ApproveCommand.Make(options, answer, progress),
        ExplainCommand.Make(options, answer, progress),
        TemplateCommand.Make(options, answer, progress),
        VerifyCommand.Make(options, answer, progress),
        RejudgeCommand.Make(options, answer, progress),
        PurgeCommand.Make(options, answer, progress),
        RekeyCommand.Make(options, answer, progress),
        RulesCommand.Make(options, answer, progress),
        MigrateCommand.Make(options, answer, progress),
    ];
}
