using System.CommandLine;
using Pilot.Functions.Faults;
using Pilot.Functions.Startup;

namespace Pilot.Functions.Commands;

/// <summary>Options of every command.</summary>
internal sealed class GlobalOptions(IConfiguration settings)
{
    public IConfiguration Settings { get; } = settings;

    public Option<string> Data { get; } = new("--data")
    {
        Description = "The data folder: database, uploads, answers and workbooks.",
        DefaultValueFactory = _ => PilotCommands.DefaultData,
        Recursive = true,
    };

    public Option<string?> Now { get; } = new("--now")
    {
        Description = "A clock that stands still, for trying things out: 2027-01-15 (noon in London) or 2027-01-15T16:55.",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Print the answer as JSON and nothing else.", Recursive = true };

    public void AddTo(RootCommand root)
    {
        Now.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !OpenPilotServices.TryParseNow(text, out _))
            {
                result.AddError($"--now takes a date such as 2027-01-15 or a date with a time such as 2027-01-15T16:55, not '{text}'.");
            }
        });
        root.Options.Add(Data);
        root.Options.Add(Now);
        root.Options.Add(Json);
    }

    /// <summary>Opens the world and runs; what cannot be done is said in one sentence and is exit code 3.</summary>
    public async Task<int> RunAsync(
        ParseResult parsed, TextWriter answer, TextWriter progress, Func<PilotServices, Output, Task<int>> work, CancellationToken cancellationToken)
    {
        var output = new Output(answer, progress, parsed.GetValue(Json));
        try
        {
            var services = await OpenAsync(parsed, new ConsoleLog(progress), cancellationToken);
            return await work(services, output);
        }
        catch (CannotBeDoneException problem)
        {
            await progress.WriteLineAsync(problem.Message);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidOperationException or TimeoutException
            or ArgumentException or Reporting.Funding.RunRefusedException or System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            await progress.WriteLineAsync("It could not be done. " + problem.Message);
        }

        return ExitCode.CouldNotBeDone;
    }

    public Task<PilotServices> OpenAsync(ParseResult parsed, ILogger log, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = parsed.GetValue(Now) is { } text && OpenPilotServices.TryParseNow(text, out var moment) ? moment : null;
        return OpenPilotServices.RunAsync(Settings, parsed.GetValue(Data)!, now, log, cancellationToken);
    }

    /// <summary>Where a file of a container stands, for people: on one machine a path they can open.</summary>
    public static string PathOf(ParseResult parsed, GlobalOptions options, string blob) =>
        Path.Combine(parsed.GetValue(options.Data)!, blob.Replace('/', Path.DirectorySeparatorChar));
}
