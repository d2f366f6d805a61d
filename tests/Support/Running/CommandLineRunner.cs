using System.Globalization;
using System.Text.Json;
using ExcelDataReader;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Pilot.Functions.Commands;
using Pilot.Functions.Data;
using Pilot.Functions.Startup;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Data;
using Pilot.Tests.Workbooks;

namespace Pilot.Tests.Support;

/// <summary>
/// A pilot in a folder of its own, driven as people drive it: files in through the command line, workbooks out. Its database is SQLite, or one of
/// its own on the server that the environment names (<see cref="TestServer"/>).
/// </summary>
internal sealed class CommandLineRunner : IDisposable
{
    private readonly ServerDatabase? _server;
    private int _files;

    public CommandLineRunner()
        : this(TestServer.IsForAll ? ServerDatabase.OpenMigratedAsync().GetAwaiter().GetResult() : null)
    {
    }

    private CommandLineRunner(ServerDatabase? server)
    {
        _server = server;
        Settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new(OpenPilotServices.AddressSetting, "https://pilot.example.org/"), new(OpenPilotServices.DatabaseSetting, server?.ConnectionString)])
            .Build();
    }

    /// <summary>Whatever the environment names: for what copies or reads the database as a file, or starts the program as a process.</summary>
    public static CommandLineRunner OnSqlite() => new(null);

    public static async Task<CommandLineRunner> OnServerAsync() => new(await ServerDatabase.OpenMigratedAsync());

    /// <summary>What the program would read from its environment.</summary>
    public IConfiguration Settings { get; }

    public PilotDatabase Database => OpenPilotServices.Database(Settings, Data);

    public string Folder { get; } = Directory.CreateTempSubdirectory("pilot-test-").FullName;

    public string Data => Path.Combine(Folder, "data");

    /// <summary>What the program logged where a test opened its stores itself.</summary>
    public RecordingLogger Log { get; } = new();

    /// <summary>Runs a command with <c>--json</c>; its answer, or what it said where it could not be done.</summary>
    public async Task<(int ExitCode, string Answer, string Said)> TryAsync(string? now, params string[] args)
    {
        using var answer = new StringWriter(CultureInfo.InvariantCulture);
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        string[] clock = now is null ? [] : ["--now", now];
        var code = await PilotCommands.RunAsync([.. args, "--data", Data, "--json", .. clock], answer, said, Settings);
        PersonalData.AssertNoneIn(said.ToString(), "What a command said");
        PersonalData.AssertNoneIn(answer.ToString(), "What a command answered");
        return (code, answer.ToString(), said.ToString());
    }

    public async Task<JsonElement> RunAsync(string? now, params string[] args)
    {
        var (code, answer, said) = await TryAsync(now, args);
        Assert.True(code is 0 or 1, $"{string.Join(' ', args)}: exit code {code}: {said}");
        var told = JsonDocument.Parse(answer).RootElement;
        if (told.ValueKind == JsonValueKind.Object && told.TryGetProperty("workbooks", out var workbooks))
        {
            CheckForm([.. workbooks.EnumerateArray().Select(element => element.GetString()!)]);
        }

        return told;
    }

    /// <summary>Whatever a test is about: a workbook that a run wrote keeps the form (workbooks.md section 1), and T01 follows from its tables.</summary>
    private static void CheckForm(IEnumerable<string> paths)
    {
        foreach (var path in paths.Where(path => path.EndsWith(".xlsx", StringComparison.Ordinal) && File.Exists(path)))
        {
            var bytes = File.ReadAllBytes(path);
            var workedIn = path.Contains("casework", StringComparison.Ordinal);
            Assert.Equal([], FormChecks.Check(bytes, workedIn).Select(fault => $"{Path.GetFileName(path)}: {fault}"));
            if (!workedIn && path.Contains("-wmca-", StringComparison.Ordinal))
            {
                Assert.Equal([], Recomputed.Summary(new DrawnWorkbook(bytes)));
            }
        }
    }

    public async Task<JsonElement> SettingsAsync(PilotSettings settings, string now = "2026-07-01")
    {
        var receipt = await RunAsync(now, "settings", await FileAsync("settings.xlsx", SettingsWorkbooks.Bytes(settings)));
        if (_server is not null)
        {
            // A pilot on a server is shared, and an officer confirms what came past the page.
            await using var context = Database.Open();
            await context.OfficeFiles.ExecuteUpdateAsync(set => set.SetProperty(row => row.ConfirmedByAccount, "tests/officer"));
        }

        return receipt;
    }

    public async Task<JsonElement> LedgerAsync(Ledger ledger, string now) =>
        await RunAsync(now, "settings", await FileAsync("ledger.xlsx", SettingsWorkbooks.Bytes(ledger)));

    public async Task<JsonElement> IngestAsync(ReturnBuilder file, string now)
    {
        using var content = file.ToStream();
        return await RunAsync(now, "ingest", await FileAsync("return.xlsx", content.ToArray()));
    }

    /// <summary>The reconciliation line of a run as <c>run --json</c> prints it.</summary>
    public static JsonElement Line(JsonElement run, Ukprn ukprn, string qualification = "HNC", string year = "2026-27") =>
        run.GetProperty("lines").EnumerateArray().Single(line =>
            line.GetProperty("ukprn").GetString() == ukprn.ToString()
            && line.GetProperty("qualification").GetString() == qualification
            && line.GetProperty("funding_year").GetString() == year);

    /// <summary>A table of the WMCA workbook that the run wrote, read back by another library: heading to value, a row each.</summary>
    public static IReadOnlyList<Dictionary<string, object?>> Table(JsonElement run, string sheet)
    {
        var path = run.GetProperty("workbooks").EnumerateArray().Select(element => element.GetString()!)
            .Single(text => text.Contains("-wmca-", StringComparison.Ordinal) && !text.Contains("casework", StringComparison.Ordinal));
        return Sheet(path, sheet);
    }

    /// <summary>A table of a written workbook, read back by another library: heading to value, a row each.</summary>
    public static IReadOnlyList<Dictionary<string, object?>> Sheet(string path, string sheet)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var stream = File.OpenRead(path);
        using var reader = ExcelReaderFactory.CreateReader(stream);
        while (reader.Name != sheet)
        {
            Assert.True(reader.NextResult(), $"The workbook has no sheet {sheet}.");
        }

        string[]? headings = null;
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read())
        {
            if (headings is null)
            {
                // The intro lines stand in column A alone.
                headings = reader.FieldCount > 1 && reader.GetValue(1) is not null
                    ? Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "").ToArray()
                    : null;
                continue;
            }

            var names = headings;
            rows.Add(Enumerable.Range(0, names.Length).ToDictionary(i => names[i], i => (object?)reader.GetValue(i)));
        }

        return rows;
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        try
        {
            PersonalData.AssertNoneIn(Log.Said, "A log");
            PersonalData.AssertNoneInFilesOf(Data);
        }
        finally
        {
            Directory.Delete(Folder, recursive: true);
            _server?.Dispose();
        }
    }

    public async Task<string> FileAsync(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{++_files}-{name}"));
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }
}
