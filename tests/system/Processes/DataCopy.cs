using Pilot.Functions.Data;
using Pilot.Tests.Support;

namespace Pilot.Tests.Processes;

/// <summary>A data folder of its own for each round, copied from one that was prepared once.</summary>
internal sealed class DataCopy : IDisposable
{
    public DataCopy(string prepared)
    {
        Folder = Directory.CreateTempSubdirectory("pilot-copy-").FullName;
        foreach (var folder in Directory.EnumerateDirectories(prepared, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(Folder, Path.GetRelativePath(prepared, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(prepared, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetRelativePath(prepared, file)));
        }
    }

    public string Folder { get; }

    public async Task<T> ReadAsync<T>(Func<PilotDbContext, Task<T>> read)
    {
        await using var context = PilotDatabase.Sqlite(Path.Combine(Folder, "pilot.db")).Open();
        return await read(context);
    }

    public PilotProcess Start(string now, params string[] args) => PilotProcess.Start([.. args, "--data", Folder, "--now", now, "--json"]);

    /// <summary>Runs a command to its end.</summary>
    public async Task FinishAsync(string now, params string[] args)
    {
        using var process = Start(now, args);
        Assert.True(await process.EndAsync() == 0, process.Said);
    }

    /// <summary>Starts a command and kills it after a random time.</summary>
    /// <returns>False where it was done before that.</returns>
    public async Task<bool> KillAsync(Random random, int withinMilliseconds, string now, params string[] args)
    {
        using var process = Start(now, args);
        await Task.Delay(random.Next(withinMilliseconds));
        if (process.HasEnded)
        {
            Assert.True(await process.EndAsync() == 0, process.Said);
            return false;
        }

        process.Kill();
        return true;
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        try
        {
            PersonalData.AssertNoneInFilesOf(Folder);
        }
        finally
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
