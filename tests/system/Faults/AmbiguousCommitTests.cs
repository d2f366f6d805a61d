using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Pilot.Functions;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Functions.Retention;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Functions.Timers;
using Pilot.Tests.Data;
using Pilot.Tests.Data.StandIn;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Faults;

/// <summary>
/// The connection to the server is cut at a commit, before it is done or after it was done and before its answer: nobody notices, every fact is
/// what it would have been, and nothing is there twice. Some of the commits in the gate; all of them with PILOT_TEST_COMMITS=all.
/// </summary>
[Collection(SqlServerTests.Name)]
public sealed partial class AmbiguousCommitTests : IDisposable
{
    private static readonly DateTimeOffset Closing = new(2027, 2, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly StandInServer _server = new();
    private readonly List<string> _folders = [];
    private int _copies;

    public void Dispose()
    {
        Microsoft.Data.SqlClient.SqlConnection.ClearAllPools();
        _server.Dispose();
        _folders.ForEach(folder => Directory.Delete(folder, recursive: true));
    }

    [Fact]
    public Task Returns_5_at_every_commit_of_receiving_a_return() => AtEveryCommitAsync(
        services => new ReceiveReturn(services).RunAsync(SmallPilot.Upload, null, CancellationToken.None), SmallPilot.Noon);

    [Fact]
    public Task Funding_1_at_every_commit_of_receiving_a_ledger() => AtEveryCommitAsync(
        services => new ReceiveOfficeFile(services).RunAsync("ledger.xlsx", null, CancellationToken.None), SmallPilot.Noon);

    [Fact]
    public Task Funding_5_at_every_commit_of_closing_and_approving() => AtEveryCommitAsync(
        async services =>
        {
            await new ClosePeriods(services).RunAsync(CancellationToken.None);
            await new ApproveRun(services).RunAsync(SmallPilot.Period, "Olive Officer", CancellationToken.None);
        },
        Closing, step: 7);

    [Fact]
    public Task Funding_1_at_every_commit_of_receiving_an_awards_workbook() => AtEveryCommitAsync(
        services => new ReceiveOfficeFile(services, ReceiveOfficeFile.Awards).RunAsync("awards.xlsx", null, CancellationToken.None),
        SmallPilot.Noon,
        before: services => SmallPilot.WriteAsync(services, ReceiveOfficeFile.Awards, "awards.xlsx", SettingsWorkbooks.Awards(
            [["RG1", SampleUlns.Valid(0), College, Hnc, SmallPilot.Period.FirstDay, null]], [["RG1", null, College, Hnc, SmallPilot.Period.FirstDay.AddDays(80), "PA", 120, "HNC"]])));

    [Fact]
    public Task Funding_5_at_every_commit_of_a_revision() => AtEveryCommitAsync(
        services => new RunQuarter(services).ReviseAsync(SmallPilot.Period, "The rate was wrong.", CancellationToken.None),
        Closing.AddDays(1),
        step: 7,
        before: async services =>
        {
            await new ClosePeriods(services with { Clock = new FixedClock(Closing) }).RunAsync(CancellationToken.None);
            await new ApproveRun(services with { Clock = new FixedClock(Closing) }).RunAsync(SmallPilot.Period, "Olive Officer", CancellationToken.None);
            await SmallPilot.WriteAsync(services, "settings", "rate.xlsx", SettingsWorkbooks.Bytes(Small() with { Allocations = [.. Small().Allocations.Select(line => line with { UnitRateGbp = 3_200m })] }));
            await new ReceiveOfficeFile(services).RunAsync("rate.xlsx", null, CancellationToken.None);
        });

    [Fact]
    public Task At_every_commit_of_new_learner_keys() => AtEveryCommitAsync(
        services => new RekeyLearners(services, new LearnerKeySecret(SmallPilot.Secret), new LearnerKeySecret(new string('n', 32))).RunAsync(keepUnmatched: false, _ => { }, CancellationToken.None),
        SmallPilot.Noon,
        before: services => new LearnerKeySecret(SmallPilot.Secret).CheckAsync(services.Database, CancellationToken.None));

    [Fact]
    public Task At_every_commit_of_the_end_of_what_is_kept() => AtEveryCommitAsync(
        async services => Assert.False((await new PurgeExpired(services).RunAsync(dryRun: false, CancellationToken.None)).IsEmpty),
        new DateTimeOffset(2040, 1, 1, 12, 0, 0, TimeSpan.Zero),
        before: async services =>
        {
            var then = services with { Clock = new FixedClock(Closing) };
            await SmallPilot.WriteAsync(then, "settings", "short.xlsx", SettingsWorkbooks.Bytes(Small() with { Calendar = [.. Small().Calendar.Where(row => row.Period == SmallPilot.Period)] }));
            await new ReceiveOfficeFile(then).RunAsync("short.xlsx", null, CancellationToken.None);
            await new ClosePeriods(then).RunAsync(CancellationToken.None);
            await new ApproveRun(then).RunAsync(SmallPilot.Period, "Olive Officer", CancellationToken.None);
        });

    [Fact]
    public async Task Functions_6_a_stream_of_facts_that_is_cut_goes_on_behind_the_last_provider()
    {
        var (database, folder) = await PrepareAsync();
        await new ReceiveReturn(Open(database, folder, SmallPilot.Noon)).RunAsync(SmallPilot.Upload, null, CancellationToken.None);
        var reader = new FactsReader(Open(database, folder, SmallPilot.Noon).Database);
        var expected = reader.ReadAll(DateTime.MaxValue).Select(provider => (provider.Ukprn, provider.Enrolments.Count)).ToList();
        Assert.Equal(2, expected.Count);

        var read = new List<(Reporting.Vocabulary.Ukprn, int)>();
        foreach (var provider in reader.ReadAll(DateTime.MaxValue))
        {
            read.Add((provider.Ukprn, provider.Enrolments.Count));
            _server.CutAll();
        }

        Assert.Equal(expected, read);
    }

    /// <param name="before">What is done undisturbed.</param>
    private async Task AtEveryCommitAsync(Func<PilotServices, Task> work, DateTimeOffset now, int step = 3, Func<PilotServices, Task>? before = null)
    {
        var (prepared, folder) = await PrepareAsync();
        await (before?.Invoke(Open(prepared, folder, now)) ?? Task.CompletedTask);
        var counting = new ServerCut(0, false);
        var (expected, refused) = await WorkAsync(prepared, folder, work, now, counting);
        Assert.Null(refused);
        Assert.True(counting.Commits > 2, $"{counting.Commits} commits are too few for the whole way.");
        step = Environment.GetEnvironmentVariable("PILOT_TEST_COMMITS") == "all" ? 1 : step;
        foreach (var isAfterwards in new[] { false, true })
        {
            for (var at = isAfterwards ? 1 : 2; at <= counting.Commits; at += step)
            {
                var (held, failure) = await WorkAsync(prepared, folder, work, now, new ServerCut(at, isAfterwards));
                var where = $"{(isAfterwards ? "after" : "before")} commit {at} of {counting.Commits}";
                Assert.True(failure is null, $"Cut {where}: {failure}");
                Assert.True(expected.SequenceEqual(held), $"Cut {where}:\n- {string.Join("\n- ", expected.Except(held))}\n+ {string.Join("\n+ ", held.Except(expected))}");
            }
        }
    }

    private async Task<(List<string> Held, Exception? Failure)> WorkAsync(string prepared, string folder, Func<PilotServices, Task> work, DateTimeOffset now, ServerCut cut)
    {
        var (database, copy) = (string.Create(CultureInfo.InvariantCulture, $"copy{++_copies}"), MakeFolder());
        _server.Copy(prepared, database);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var services = Open(database, copy, now);
        _server.Cut = cut;
        var failure = await Record.ExceptionAsync(() => work(services));
        _server.Cut = null;
        return (await HeldAsync(services), failure);
    }

    /// <summary>Every row of every table but the leases.</summary>
    private static async Task<List<string>> HeldAsync(PilotServices services)
    {
        await using var context = services.Database.Open();
        var lines = new List<string>();
        foreach (var type in context.Model.GetEntityTypes().Where(type => type.ClrType != typeof(LeaseRow)))
        {
            var columns = string.Join(", ", type.GetProperties().Select(property => $"[{property.GetColumnName()}]"));
            lines.AddRange(await services.Database.ReadAsync(
                (connection, attemptToken) => connection.ListAsync(
                    $"SELECT {columns} FROM {type.GetTableName()}",
                    row => type.GetTableName() + "|" + string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row.GetValue(i) switch
                    {
                        byte[] bytes => Convert.ToHexString(bytes),
                        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
                    })), attemptToken),
                CancellationToken.None));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines.ConvertAll(line => ChangeOfFile().Replace(line, "|$1|"));
    }

    /// <summary>As a pilot stands before a second return, with a ledger that waits and another provider's return held.</summary>
    private async Task<(string Database, string Folder)> PrepareAsync()
    {
        var (database, folder) = (string.Create(CultureInfo.InvariantCulture, $"pilot{++_copies}"), MakeFolder());
        _server.Make(database);
        var services = Open(database, folder, SmallPilot.Noon);
        await services.Database.MigrateAsync(CancellationToken.None);
        await SmallPilot.WriteAsync(services, "settings", "settings.xlsx", SettingsWorkbooks.Bytes(Small()));
        await new ReceiveOfficeFile(services).RunAsync("settings.xlsx", null, CancellationToken.None);
        await SmallPilot.UploadAsync(services, "first.xlsx", SmallPilot.Enrolments(3));
        await SmallPilot.UploadAsync(services, "completions.xlsx", SmallPilot.Completions(College, 0, 2));
        await SmallPilot.UploadAsync(services, "other.xlsx", SmallPilot.Enrolments(2, Private), Private);
        await new SweepUploads(services).RunAsync(CancellationToken.None);
        await SmallPilot.UploadAsync(services, "second.xlsx", SmallPilot.Enrolments(4).With(3, "sex", "?"));
        await SmallPilot.WriteAsync(services, "settings", "ledger.xlsx", SettingsWorkbooks.Bytes(SampleLedger.Lines()));
        return (database, folder);
    }

    private PilotServices Open(string database, string folder, DateTimeOffset now)
    {
        var clock = new FixedClock(now);
        return new PilotServices(
            clock, true, new FolderBlobStore(folder, clock), PilotDatabase.SqlServer($"{_server.ConnectionString};Database={database}"),
            new LearnerKeySecret(SmallPilot.Secret), NullLogger.Instance);
    }

    private string MakeFolder()
    {
        var folder = Directory.CreateTempSubdirectory("pilot-commit-").FullName;
        _folders.Add(folder);
        return folder;
    }

    /// <summary>The third part of a folder's ETag is when the file was last changed in any way, and a copy is changed when it is made.</summary>
    [GeneratedRegex(@"\|([0-9a-f]+-[0-9a-f]+)-[0-9a-f]+\|", RegexOptions.CultureInvariant)]
    private static partial Regex ChangeOfFile();
}
