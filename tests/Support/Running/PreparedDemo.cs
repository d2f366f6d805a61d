using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Pilot.Functions;
using Pilot.Functions.Commands;
using Pilot.Functions.Data;
using Pilot.Functions.Startup;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Support;

/// <summary>The demo as <c>demo</c> makes it, once for all tests of a class.</summary>
public sealed class PreparedDemo : IAsyncLifetime
{
    public string Folder { get; } = Path.Combine(Directory.CreateTempSubdirectory("pilot-demo").FullName, "data");
    public int Code { get; private set; }
    public string Answer { get; private set; } = "";
    public string Progress { get; private set; } = "";
    public Dictionary<string, string> States { get; } = [];

    public async Task InitializeAsync()
    {
        (Code, Answer, Progress) = await RunAsync("demo", "--data", Folder);
        await using var context = Database().Open();
        foreach (var run in await context.Runs.AsNoTracking().OrderBy(run => run.Number).ToListAsync())
        {
            States[run.Period] = run.State.Code();
        }
    }

    public Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
        return Task.CompletedTask;
    }

    public static async Task<(int Code, string Answer, string Progress)> RunAsync(params string[] args)
    {
        using var answer = new StringWriter();
        using var progress = new StringWriter();
        var code = await PilotCommands.RunAsync(args, answer, progress);
        return (code, answer.ToString(), progress.ToString());
    }

    internal PilotDatabase Database() => PilotDatabase.Sqlite(Path.Combine(Folder, "pilot.db"));

    public IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>Every file with its hash and time, and what the database holds; how the database keeps it on the disk is its own affair.</summary>
    public async Task<List<string>> StateAsync()
    {
        var state = Files().Where(file => !Path.GetFileName(file).StartsWith("pilot.db", StringComparison.Ordinal))
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O} {Convert.ToHexString(SHA256.HashData(ReadShared(file)))}").ToList();
        await using var context = Database().Open();
        state.AddRange((await context.Submissions.AsNoTracking().OrderBy(submission => submission.Number).ToListAsync()).Select(submission => JsonSerializer.Serialize(submission)));
        state.AddRange((await context.Judgements.AsNoTracking().OrderBy(judgement => judgement.Id).ToListAsync()).Select(judgement => JsonSerializer.Serialize(judgement)));
        state.AddRange((await context.Runs.AsNoTracking().OrderBy(run => run.Number).ToListAsync()).Select(run => JsonSerializer.Serialize(run)));
        state.AddRange((await context.OfficeFiles.AsNoTracking().OrderBy(officeFile => officeFile.Number).ToListAsync()).Select(officeFile => JsonSerializer.Serialize(officeFile)));
        state.Add($"{await context.Audit.CountAsync()} {await context.LedgerLines.CountAsync()} {await context.Enrolments.CountAsync()} {await context.Completions.CountAsync()}");
        return state;
    }

    /// <summary>Its stores, on the demo's own clock.</summary>
    internal Task<PilotServices> OpenAsync() => OpenPilotServices.RunAsync(new ConfigurationBuilder().Build(), Folder, null, NullLogger.Instance, CancellationToken.None);

    /// <summary>By SQLite itself: the files beside the database come and go with the connections of others.</summary>
    internal void CopyDatabase(string path)
    {
        using var from = new SqliteConnection($"Data Source={Path.Combine(Folder, "pilot.db")}");
        using var to = new SqliteConnection($"Data Source={path};Pooling=False");
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>A file that the program may have open.</summary>
    public static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
