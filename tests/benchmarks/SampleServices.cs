using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Pilot.Functions;
using Pilot.Functions.Data;
using Pilot.Functions.Startup;
using Pilot.Functions.Returns;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Tests.Support;

namespace Pilot.Benchmarks;

/// <summary>The program's own stores in a folder that is thrown away, holding one submission after the other.</summary>
internal sealed class SampleServices : IDisposable
{
    private static readonly FileLimits Lifted = new()
    {
        FileBytes = 1L << 32,
        InflatedBytes = 1L << 32,
        InflationRatio = 1_000,
        Rows = 1_000_000,
    };

    private readonly string _folder;

    public SampleServices()
        : this(Directory.CreateTempSubdirectory("pilot-benchmark-").FullName)
    {
        using var context = World.Database.Open();
        context.Settings.Add(new SettingsRow { Version = 1, Json = SettingsJson.Write(Settings), AcceptedAt = Samples.ReceivedAt.UtcDateTime.AddDays(-30) });
        context.SaveChanges();
    }

    private SampleServices(string folder)
    {
        _folder = folder;
        World = OpenPilotServices.RunAsync(new ConfigurationBuilder().Build(), _folder, Samples.ReceivedAt, NullLogger.Instance, default)
            .GetAwaiter().GetResult() with
        { Limits = Lifted };
        Settings = Samples.Settings();
    }

    /// <summary>Puts a data folder beside the file, with its return numbered and kept: the program is started on what is there, as it is every day.</summary>
    public static void MakeReceived(string file)
    {
        using var made = new SampleServices();
        made.Receive(file);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Move(made._folder, FolderOf(file));
    }

    /// <summary>Opens that folder, once: what is stored there stays until this is disposed of, with the folder.</summary>
    public static SampleServices Received(string file) => Directory.Exists(FolderOf(file))
        ? new(FolderOf(file))
        : throw new InvalidOperationException($"Nothing is received yet: run the case that begins with received- on {Path.GetFileName(file)} first.");

    private static string FolderOf(string file) => file + ".received";

    public PilotServices World { get; }
    public PilotSettings Settings { get; }

    /// <summary>Where the kept copy of a submission stands as a file.</summary>
    public void Keep(SubmissionRow submission, string file)
    {
        using var content = File.OpenRead(file);
        World.Blobs.ReplaceAsync(RegisterSubmission.Copies, RegisterSubmission.CopyName(submission), content, "application/octet-stream", default)
            .GetAwaiter().GetResult();
    }

    private static string HashOf(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
    }

    public SubmissionRow Receive(string file)
    {
        var row = new SubmissionRow
        {
            Ukprn = SettingsBuilder.College.Value,
            Folder = SettingsBuilder.College.ToString(),
            BlobName = $"{SettingsBuilder.College}/{Guid.NewGuid():N}.xlsx",
            ETag = "1",
            FileName = "return.xlsx",
            Sha256 = HashOf(file),
            Length = new FileInfo(file).Length,
            ReceivedAt = Samples.ReceivedAt.UtcDateTime,
            Status = SubmissionStatus.Received,
        };
        using var context = World.Database.Open();
        context.Submissions.Add(row);
        context.SaveChanges();
        Keep(row, file);
        return row;
    }

    /// <summary>The only submission there is.</summary>
    public SubmissionRow TheOne()
    {
        using var context = World.Database.Open();
        return context.Submissions.AsNoTracking().Single();
    }

    /// <summary>Takes back all that was judged, so that the next round begins where the first one did.</summary>
    public void Forget(int exceptUpTo = 0)
    {
        using var context = World.Database.Open();
        var keep = context.Submissions.Where(submission => submission.Number <= exceptUpTo).Max(submission => (long?)submission.JudgementId) ?? 0;
        var firstRow = JudgementIds.Row(keep + 1, 0);
        context.Enrolments.Where(row => EF.Property<long>(row, "Id") >= firstRow).ExecuteDelete();
        context.Judgements.Where(judgement => judgement.Id > keep).ExecuteDelete();
        context.RuleCounts.Where(ruleCount => ruleCount.JudgementId > keep).ExecuteDelete();
        context.Receipts.Where(receipt => receipt.JudgementId > keep).ExecuteDelete();
        context.Submissions.Where(submission => submission.Number > exceptUpTo).ExecuteDelete();
        context.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
