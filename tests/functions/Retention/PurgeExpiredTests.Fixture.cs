using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions;
using Pilot.Functions.Blobs;
using Pilot.Functions.Retention;
using Pilot.Reporting.Settings;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Retention;

/// <summary>A settled quarter, and what is left of it.</summary>
public sealed partial class PurgeExpiredTests
{
    /// <summary>Two enrolment returns and a completion return (1, 2, 3), closed and approved.</summary>
    private static async Task<CommandLineRunner> SettledAsync(PilotSettings? settings = null, bool approve = true)
    {
        var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(settings ?? Small());
        await pilot.IngestAsync(Enrolments(3, preparedOn: new DateOnly(2027, 1, 4)), "2027-01-05");
        await pilot.IngestAsync(Enrolments(4, preparedOn: new DateOnly(2027, 1, 5)), "2027-01-06");
        await pilot.IngestAsync(Nil(preparedOn: new DateOnly(2027, 1, 5)), "2027-01-06");
        await pilot.RunAsync("2027-02-01", "run", Period.Id, "--close");
        if (approve)
        {
            foreach (var period in (settings ?? Small()).Calendar.Where(row => row.Period <= Period))
            {
                await pilot.RunAsync("2027-02-01", "approve", period.Period.Id, "--by", "Olive Officer");
            }
        }

        return pilot;
    }

    private static PilotSettings OneQuarter()
    {
        var settings = Small();
        return settings with { Calendar = [.. settings.Calendar.Where(row => row.Period == Period)] };
    }

    /// <summary>As DENY does in Azure: no line of these tables is changed or removed.</summary>
    private static async Task RefuseAsync(PilotServices services, params string[] tables)
    {
        foreach (var (table, act) in tables.SelectMany(table => new[] { (table, "UPDATE"), (table, "DELETE") }))
        {
            await ExecuteAsync(services, $"CREATE TRIGGER Refuse{act}{table} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END");
        }
    }

    private static async Task AllowAsync(PilotServices services, params string[] tables)
    {
        foreach (var trigger in tables.SelectMany(table => new[] { $"RefuseUPDATE{table}", $"RefuseDELETE{table}" }))
        {
            await ExecuteAsync(services, $"DROP TRIGGER {trigger}");
        }
    }

    private static async Task ExecuteAsync(PilotServices services, string sql)
    {
        await using var context = services.Database.Open();
        await context.Database.ExecuteSqlRawAsync(sql);
    }

    private static async Task<PurgeReport> PurgeAsync(CommandLineRunner pilot, string now) =>
        await new PurgeExpired(await pilot.OpenAsync(now)).RunAsync(dryRun: false, CancellationToken.None);

    private static async Task<(int Enrolments, int Completions)> FactsAsync(CommandLineRunner pilot)
    {
        await using var context = (await pilot.OpenAsync("2027-02-01")).Database.Open();
        return (await context.Enrolments.CountAsync(), await context.Completions.CountAsync());
    }

    /// <summary>What belongs to the settings is kept for ever.</summary>
    private static List<string> Files(CommandLineRunner pilot, string container) =>
        [.. PilotUnderTest.Hashes(pilot.Data, container).Keys.Select(key => key.Replace(Path.DirectorySeparatorChar, '/')).Where(text => !text.Contains("/settings/", StringComparison.Ordinal))];

    /// <summary>As a write-once policy does whose time is not over.</summary>
    private sealed class ProtectsCopies(IBlobStore real) : IBlobStore
    {
        public IAsyncEnumerable<BlobEntry> ListAsync(string container, string prefix, CancellationToken cancellationToken) => real.ListAsync(container, prefix, cancellationToken);

        public Task<BlobEntry?> FindAsync(string container, string name, CancellationToken cancellationToken) => real.FindAsync(container, name, cancellationToken);

        public Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellationToken) => real.OpenReadAsync(container, name, cancellationToken);

        public Task<bool> CreateAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken) =>
            real.CreateAsync(container, name, content, contentType, cancellationToken);

        public Task ReplaceAsync(string container, string name, Stream content, string contentType, CancellationToken cancellationToken) =>
            real.ReplaceAsync(container, name, content, contentType, cancellationToken);

        public Task<bool> DeleteAsync(string container, string name, string eTag, CancellationToken cancellationToken) =>
            container == "submissions" ? Task.FromResult(false) : real.DeleteAsync(container, name, eTag, cancellationToken);
    }

    /// <summary>A learner's reference in a file as it stands, or in what is packed in it.</summary>
    private static bool ShowsALearner(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes is not [(byte)'P', (byte)'K', ..])
        {
            return Learner().IsMatch(Encoding.UTF8.GetString(bytes));
        }

        using var zip = new ZipArchive(new MemoryStream(bytes));
        return zip.Entries.Any(entry =>
        {
            using var content = entry.Open();
            using var text = new StreamReader(content);
            return Learner().IsMatch(text.ReadToEnd());
        });
    }

    [GeneratedRegex("\\bL[0-9]{6}\\b")]
    private static partial Regex Learner();
}
