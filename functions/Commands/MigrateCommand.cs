using System.CommandLine;
using Pilot.Functions.Data;
using Pilot.Functions.Startup;
using Pilot.Functions.Quarters;

namespace Pilot.Functions.Commands;

/// <summary><c>migrate</c>: brings the database to this program's version.</summary>
internal static class MigrateCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var command = new Command("migrate", "Bring the database to this program's version.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = new Output(answer, progress, parsed.GetValue(options.Json));
            try
            {
                var data = parsed.GetValue(options.Data)!;
                Blobs.PrivateFiles.MakeFolder(data);
                var database = OpenPilotServices.Database(options.Settings, data);
                var applied = await database.MigrateAsync(cancellationToken);
                await new NormaliseReferences(database, await OpenPilotServices.KeysAsync(options.Settings, data, database, cancellationToken)).RunAsync(cancellationToken);
                output.Json(new { database = database.Name, applied }, RunJson.Indented);
                output.Say(applied.Count == 0 ? $"{database.Name} is at this program's version." : $"{database.Name}: applied {string.Join(", ", applied)}.");
                return ExitCode.Success;
            }
            catch (Exception problem) when (problem is InvalidOperationException or System.Data.Common.DbException or IOException)
            {
                await progress.WriteLineAsync("The database could not be brought to this program's version. " + problem.Message);
                return ExitCode.CouldNotBeDone;
            }
        });
        return command;
    }
}
