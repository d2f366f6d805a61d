using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Pilot.Functions;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Functions.Timers;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Faults;

/// <summary>
/// A pilot in a folder: settings are in force, a first enrolment return and a completion return are answered, and a second enrolment return
/// lies there. Taking it up goes every way there is: numbered, kept, judged, stored, the completions judged again, answered.
/// </summary>
internal sealed partial class SmallPilot : IDisposable
{
    public static readonly Quarter Period = new(2026, 3);
    public static readonly DateOnly PreparedOn = new(2027, 1, 5);
    public static readonly DateTimeOffset Noon = new(2027, 1, 6, 12, 0, 0, TimeSpan.Zero);
    public const string Secret = "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";
    private static readonly DateOnly Start = new(2026, 9, 14);
    private static readonly DateOnly PlannedEnd = new(2027, 6, 25);

    /// <summary>What was logged by whoever brought no log of its own.</summary>
    private readonly RecordingLogger _log = new();

    private SmallPilot(string folder) => Folder = folder;

    public string Folder { get; }

    public string DatabaseFile => Path.Combine(Folder, "pilot.db");

    public static string Upload => $"{College}/second.xlsx";

    public static SmallPilot Empty() => new(Directory.CreateTempSubdirectory("pilot-fault-").FullName);

    /// <summary>Made once; each test works on a copy.</summary>
    /// <param name="settings">Null = the small ones of every test.</param>
    public static async Task<SmallPilot> PrepareAsync(PilotSettings? settings = null)
    {
        var pilot = Empty();
        var services = pilot.Open();
        await services.Database.MigrateAsync(CancellationToken.None);
        await WriteAsync(services, "settings", "settings.xlsx", SettingsWorkbooks.Bytes(settings ?? Small()));
        var received = await new ReceiveOfficeFile(services).RunAsync("settings.xlsx", null, CancellationToken.None);
        Assert.Equal("ACCEPTED", received?.Status);
        await UploadAsync(services, "first.xlsx", Enrolments(4));
        await UploadAsync(services, "completions.xlsx", Completions(College, 0, 6));
        await new ReceiveReturn(services).RunAsync($"{College}/first.xlsx", null, CancellationToken.None);
        await new ReceiveReturn(services).RunAsync($"{College}/completions.xlsx", null, CancellationToken.None);
        await UploadAsync(services, "second.xlsx", Enrolments(8).With(7, "sex", "?").Declare("prepared_on", PreparedOn.AddDays(1)).Declare("certified_on", PreparedOn.AddDays(1)));
        return pilot;
    }

    /// <summary>Settings with another rate, so that a revision has something to change.</summary>
    public static async Task NewRateAsync(PilotServices services)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, CancellationToken.None);
        await WriteAsync(services, "settings", "rate.xlsx", SettingsWorkbooks.Bytes(
            settings with { Allocations = [.. settings.Allocations.Select(line => line with { UnitRateGbp = 3_200m })] }));
        Assert.Equal("ACCEPTED", (await new ReceiveOfficeFile(services).RunAsync("rate.xlsx", null, CancellationToken.None))?.Status);
    }

    /// <summary>An enrolment return of that many learners.</summary>
    public static ReturnBuilder Enrolments(int count, Ukprn? of = null) =>
        ReturnBuilder.Enrolment(count, (of ?? College).ToString(), Hnc, Period, PreparedOn, Start, PlannedEnd);

    /// <summary>A completion return of those learners.</summary>
    public static ReturnBuilder Completions(Ukprn of, params int[] learners)
    {
        var file = new ReturnBuilder(ReturnTemplate.Completion, of.ToString(), Period, PreparedOn);
        foreach (var learner in learners)
        {
            file.AddCompletion(learner, Hnc, Start, new(2026, 12, 1), new(2026, 12, 15), 120);
        }

        return file;
    }

    public static async Task UploadAsync(PilotServices services, string name, ReturnBuilder file, Ukprn? of = null)
    {
        using var content = file.ToStream();
        await WriteAsync(services, "returns", $"{of ?? College}/{name}", content.ToArray());
    }

    public static async Task WriteAsync(PilotServices services, string container, string name, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await services.Blobs.ReplaceAsync(container, name, content, "application/octet-stream", CancellationToken.None);
    }

    public SmallPilot Copy()
    {
        SqliteConnection.ClearAllPools();
        var copy = Empty();
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Folder, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    public PilotServices Open(TimeProvider? clock = null, Func<IBlobStore, IBlobStore>? blobs = null, ILogger? log = null, params IInterceptor[] database)
    {
        clock ??= new FixedClock(Noon);
        IBlobStore store = new FolderBlobStore(Folder, clock);
        return new PilotServices(
            clock, true, blobs is null ? store : blobs(store), PilotDatabase.Sqlite(DatabaseFile, database),
            new LearnerKeySecret(Secret), log ?? _log)
        {
            RoundingSecret = new RoundingSecret("the rounding secret of the tests"u8),
        };
    }

    /// <summary>The stores with a fault at one call of the blobs, or of the database.</summary>
    public PilotServices OpenWithFault(FaultInjection? blobs = null, IInterceptor? database = null, TimeProvider? clock = null) =>
        Open(clock, blobs is null ? null : store => new FaultyBlobs(store, blobs), null, database is null ? [] : [database]);

    /// <summary>The stores of a process that is killed at one call, whichever store it goes to: nothing of what it would have done after it is done.</summary>
    public PilotServices OpenKilled(FaultInjection injection, TimeProvider? clock = null) => OpenWithFault(injection, new FaultyCommands(injection), clock);

    /// <summary>
    /// What a killed process held looks to the next one as it does after a kill: the process that took it is no more. (Here it is the test's own,
    /// which lives.)
    /// </summary>
    public async Task ExpireLeasesOfKilledAsync()
    {
        await using var context = PilotDatabase.Sqlite(DatabaseFile).Open();
        var gone = LeaseOwner.Of(int.MaxValue, "20270101000000", "killed") + "/1";
        await context.Leases.Where(lease => lease.Owner != "").ExecuteUpdateAsync(set => set.SetProperty(row => row.Owner, gone));
    }

    /// <summary>Takes the upload up, as an event and a sweep after it do: whatever had happened, this goes on to the end.</summary>
    public async Task ResumeAsync()
    {
        var services = Open();
        await new ReceiveReturn(services).RunAsync(Upload, null, CancellationToken.None);
        await new SweepUploads(services).RunAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        try
        {
            PersonalData.AssertNoneIn(_log.Said, "A log");
            PersonalData.AssertNoneInFilesOf(Folder);
        }
        finally
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}

/// <summary>The prepared pilot of a class of tests.</summary>
public sealed class PreparedPilot : IAsyncLifetime
{
    private SmallPilot? _pilot;

    internal SmallPilot Copy() => _pilot!.Copy();

    public async Task InitializeAsync() => _pilot = await SmallPilot.PrepareAsync();

    public Task DisposeAsync()
    {
        _pilot?.Dispose();
        return Task.CompletedTask;
    }
}
