using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pilot.Functions;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Startup;
using Pilot.Functions.Pages;
using Pilot.Functions.Quarters;
using Pilot.Functions.Retention;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Functions.Timers;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Data;

/// <summary>A pilot driven through everything it does, over a database of choice.</summary>
internal sealed class TSqlPilot : IDisposable
{
    private static readonly Quarter Period = new(2026, 3);
    private readonly string _folder = Directory.CreateTempSubdirectory("pilot-tsql-").FullName;
    private readonly ConcurrentDictionary<string, byte> _said = new(StringComparer.Ordinal);
    private PilotDatabase _database = null!;
    private LearnerKeySecret _keys = new(new string('k', 32));

    /// <summary>Every text that was sent to the server.</summary>
    public IReadOnlyCollection<string> Said => [.. _said.Keys];

    private string File => Path.Combine(_folder, "pilot.db");

    /// <summary>Over SQLite, as on one machine.</summary>
    public static async Task<TSqlPilot> OnSqliteAsync()
    {
        var pilot = new TSqlPilot();
        pilot._database = PilotDatabase.Sqlite(pilot.File);
        await pilot._database.MigrateAsync(CancellationToken.None);
        return pilot;
    }

    /// <summary>Over a database that is at this program's version, with nothing in it.</summary>
    public static TSqlPilot Over(PilotDatabase database) => new() { _database = database };

    /// <summary>The tables are SQLite's; whoever speaks to them speaks T-SQL from here on.</summary>
    public static async Task<TSqlPilot> OnServerAsync(int batchSize)
    {
        var pilot = await OnSqliteAsync();
        pilot._database = PilotDatabase.SqlServer(() => new TSqlConnection(pilot.File, pilot._said), batchSize);
        await using var context = pilot._database.Open();
        var migrations = context.Database.GetMigrations().ToList();
        await using var connection = new SqliteConnection($"Data Source={pilot.File};Pooling=False");
        await connection.OpenAsync();
        await using var history = connection.CreateCommand();
        history.CommandText = "DELETE FROM __EFMigrationsHistory; INSERT INTO __EFMigrationsHistory SELECT value, '10' FROM json_each(@names)";
        history.Parameters.AddWithValue("@names", System.Text.Json.JsonSerializer.Serialize(migrations));
        await history.ExecuteNonQueryAsync();
        return pilot;
    }

    public PilotServices At(string now)
    {
        Assert.True(OpenPilotServices.TryParseNow(now, out var moment));
        var clock = new FixedClock(moment);
        return new PilotServices(clock, true, new FolderBlobStore(_folder, clock), _database, _keys, NullLogger.Instance) { Address = "https://pilot.example.org", RoundingSecret = new RoundingSecret("the rounding secret of the tests"u8) };
    }

    /// <summary>A quarter sent, closed, approved and revised; what it was worked out from, and what stands in the lines.</summary>
    public async Task<IReadOnlyList<string>> AQuarterAsync()
    {
        Assert.True(await _database.IsCurrentAsync(CancellationToken.None));
        await _keys.CheckAsync(_database, CancellationToken.None);
        await SettingsAsync("settings.xlsx", SettingsWorkbooks.Bytes(OneQuarter()));
        await SendAsync("2027-01-06", Enrolments(8).With(2, "sex", "?"));
        await SendAsync("2027-01-06", Faults.SmallPilot.Completions(College, 0, 6));
        await SendAsync("2027-01-07", Enrolments(8, 1));
        await SendAsync("2027-01-07", Enrolments(8, 1));
        await new SweepUploads(At("2027-01-08")).RunAsync(CancellationToken.None);
        await new RemindProviders(At("2027-01-18")).RunAsync(CancellationToken.None);
        await new CloseAndRefreshQuarters(At("2027-01-18")).RunAsync(CancellationToken.None);
        var services = At("2027-02-01");
        var closed = (await new ClosePeriods(services).RunAsync(CancellationToken.None)).Single(run => run.Record.Period == Period);
        await new ApproveRun(services).RunAsync(Period, "Olive Officer", CancellationToken.None);
        await SettingsAsync("rate.xlsx", SettingsWorkbooks.Bytes(OneQuarter() with { Allocations = [.. OneQuarter().Allocations.Select(line => line with { UnitRateGbp = 3_200m })] }));
        var revised = await new RunQuarter(At("2027-02-02")).ReviseAsync(Period, "to see it", CancellationToken.None);
        return [closed.Record.InputsHash, revised.Record.InputsHash, .. closed.Lines.Concat(revised.Lines).Select(line => RunJson.Lines([line]))];
    }

    /// <summary>Pages, messages, failures, keys and the end of what is kept.</summary>
    public async Task EverythingElseAsync()
    {
        var services = At("2027-02-03");
        await new ApproveRun(services).RunAsync(Period, "Olive Officer", CancellationToken.None);
        await SettingsAsync("ledger.xlsx", SettingsWorkbooks.Bytes(SampleLedger.Lines()));
        await PagesAsync(services, "/api/health", "/api/office", $"/api/office?period={Period.Id}", "/api/workbooks", "/api/downloads", $"/api/providers/{College}", $"/api/providers/{College}/submissions/1", $"/api/providers/{College}/submissions/1/receipt.json", "/api/settings");
        await new RejudgeSubmission(services).RunAsync(1, CancellationToken.None);
        await new GiveUpUploads(services).RunAsync("returns", [$"{College}/gone.xlsx"], CancellationToken.None);
        await new GiveUpUploads(services).RunAsync("settings", ["gone.xlsx"], CancellationToken.None);
        var next = new LearnerKeySecret(new string('n', 32));
        await new RekeyLearners(services, _keys, next).RunAsync(keepUnmatched: false, _ => { }, CancellationToken.None);
        _keys = next;
        var whole = await new PurgeExpired(At("2040-01-01")).RunAsync(dryRun: true, CancellationToken.None);
        Assert.True(whole is { Submissions.Count: > 0, LearnerRows: > 0, Downloads: > 0 });
        Assert.Equal(whole with { DryRun = false }, await new PurgeExpired(At("2040-01-01")).RunAsync(dryRun: false, CancellationToken.None) with { Submissions = whole.Submissions });
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A pilot that is over when its one quarter is approved.</summary>
    private static PilotSettings OneQuarter()
    {
        var settings = Small();
        return settings with { Calendar = [.. settings.Calendar.Where(row => row.Period == Period)] };
    }

    private static ReturnBuilder Enrolments(int learners, int laterBy = 0)
    {
        var prepared = new DateOnly(2027, 1, 5).AddDays(laterBy);
        return ReturnBuilder.Enrolment(learners, College.ToString(), Hnc, Period, prepared, new(2026, 9, 14), new(2027, 6, 25))
            .With(0, "claim_start_gbp", 1350.5m);
    }

    private async Task SettingsAsync(string name, byte[] bytes)
    {
        var services = At("2026-07-01");
        using var content = new MemoryStream(bytes);
        await services.Blobs.ReplaceAsync("settings", name, content, ContentTypes.Workbook, CancellationToken.None);
        await new ReceiveOfficeFile(services).RunAsync(name, null, CancellationToken.None);
    }

    private async Task SendAsync(string now, ReturnBuilder file)
    {
        using var content = file.ToStream();
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        await new SubmitFile(At(now)).RunAsync("return.xlsx", bytes, College, "Petra Provider", CancellationToken.None);
    }

    private static async Task PagesAsync(PilotServices services, params string[] paths)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        KestrelLimits.OnLoopback(builder, 0);
        await using var app = builder.Build();
        app.Run(Routes.Pipeline(services, new TimerRunner(services), isOnThisMachine: true, isSignInOff: false, CancellationToken.None));
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        foreach (var path in paths)
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        }
    }
}
