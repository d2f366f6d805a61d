using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Returns.Held;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;
using static Pilot.Tests.Support.SmallReturns;

namespace Pilot.Tests.Processes;

/// <summary>returns.md section 5: a crash leaves all or nothing, and the same upload again is safe.</summary>
[Collection(ProcessTests.Name)]
public sealed class KilledIngestTests
{
    private const int Rows = 60;
    private const int Kills = 52;
    private const int KillsARound = 5;
    private const string Now = "2027-01-06";

    [Fact]
    public async Task Returns_5_killing_the_program_at_random_points_during_ingest_loses_and_doubles_nothing()
    {
        using var pilot = CommandLineRunner.OnSqlite();
        await pilot.SettingsAsync(Small());
        using var content = Enrolments(Rows).ToStream();
        var file = await pilot.FileAsync("return.xlsx", content.ToArray());
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();

        // Two at a time, each with folders of its own: most of a start is waiting.
        var killed = await Task.WhenAll(LaneAsync(pilot.Data, file, 1), LaneAsync(pilot.Data, file, 2));
        Assert.True(killed.Sum() >= 50, $"Only {killed.Sum()} kills.");
    }

    private static async Task<int> LaneAsync(string prepared, string file, int seed)
    {
        var random = new Random(seed);
        var kills = 0;
        while (kills < Kills / 2)
        {
            using var data = new DataCopy(prepared);
            var done = false;
            for (var i = 0; i < KillsARound && !done && kills < Kills / 2; i++)
            {
                done = !await data.KillAsync(random, 1_500, Now, "ingest", file);
                kills += done ? 0 : 1;
                await ExpectAllOrNothingAsync(data);
            }

            if (!done)
            {
                await data.FinishAsync(Now, "ingest", file);
            }

            await ExpectDoneAsync(data, file);
        }

        return kills;
    }

    private static async Task ExpectAllOrNothingAsync(DataCopy data)
    {
        var judged = await data.ReadAsync(context => context.Judgements.CountAsync());
        Assert.InRange(judged, 0, 1);
        Assert.Equal(judged * Rows, await data.ReadAsync(context => context.Enrolments.CountAsync()));
        Assert.Equal(judged, await data.ReadAsync(context => context.Submissions.CountAsync(submission => submission.JudgementId != null)));
        Assert.Equal(judged, await data.ReadAsync(context => context.Audit.CountAsync(row => row.What == "return judged")));
    }

    private static async Task ExpectDoneAsync(DataCopy data, string file)
    {
        await ExpectAllOrNothingAsync(data);
        var judged = await data.ReadAsync(context => context.Judgements.SingleAsync());
        Assert.Equal((SubmissionStatus.Accepted, Rows), (judged.Status, judged.AcceptedRows));
        // Where it was cut short after its answer, the same file again is a duplicate and nothing more.
        var submissions = await data.ReadAsync(context => context.Submissions.OrderBy(submission => submission.Number).ToListAsync());
        Assert.Equal(SubmissionStatus.Accepted, submissions[0].Status);
        Assert.All(submissions.Skip(1), submission => Assert.Equal(SubmissionStatus.Duplicate, submission.Status));
        Assert.All(submissions, submission => Assert.NotNull(submission.AnsweredAt));

        var folder = Path.Combine(data.Folder, "submissions", College.ToString());
        Assert.Equal(submissions.Select(submission => $"{submission.Number}.xlsx"), Directory.EnumerateFiles(folder, "*.xlsx").Select(text => Path.GetFileName(text)).Order(StringComparer.Ordinal));
        Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(Path.Combine(folder, "1.xlsx")));
        var receipts = Path.Combine(data.Folder, "receipts", College.ToString(), "1");
        Assert.Equal(3, Directory.EnumerateFiles(receipts).Count(text => !Path.GetFileName(text).StartsWith('.')));
        Assert.Contains("\"ACCEPTED\"", await File.ReadAllTextAsync(Path.Combine(receipts, "receipt.json")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(data.Folder, "outbox", "received-1-v1.json")));
    }
}
