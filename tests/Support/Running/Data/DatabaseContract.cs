using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Data;

/// <summary>What both databases promise, one method a promise; called by the tests of each.</summary>
internal sealed class DatabaseContract(PilotDatabase database)
{
    private static readonly LearnerKeySecret Keys = new(new string('k', 32));
    private static readonly DateTime Moment = new(2027, 1, 6, 12, 0, 0, DateTimeKind.Utc);

    public async Task MigratesFromNothingAndTwiceAsync()
    {
        Assert.NotEmpty(await database.MigrateAsync(CancellationToken.None));
        Assert.Empty(await database.MigrateAsync(CancellationToken.None));
        Assert.True(await database.IsCurrentAsync(CancellationToken.None));
    }

    public async Task MigratesFromEveryEarlierOneAsync()
    {
        await using var context = database.Open();
        var migrator = context.GetService<IMigrator>();
        foreach (var earlier in context.Database.GetMigrations().SkipLast(1))
        {
            await migrator.MigrateAsync(earlier);
            // The model of today does not fit these tables: rows as a program of that time stored them.
            await context.Database.ExecuteSqlRawAsync(
                "INSERT INTO Submissions (Folder, BlobName, ETag, FileName, Sha256, Length, ReceivedAt, Status) VALUES ('10000001', '10000001/a.xlsx', '1', 'a.xlsx', '0', 7, '2027-01-06 12:00:00', 'Received')");
            await context.Database.ExecuteSqlRawAsync("INSERT INTO Marks (Name, Value) VALUES ('a mark', 'as it was')");

            Assert.NotEmpty(await database.MigrateAsync(CancellationToken.None));

            Assert.True(await database.IsCurrentAsync(CancellationToken.None));
            var kept = await context.Submissions.AsNoTracking().SingleAsync();
            Assert.Equal(("10000001/a.xlsx", 7L, Moment, null), (kept.BlobName, kept.Length, kept.ReceivedAt, kept.PurgedAt));
            Assert.Equal("as it was", (await context.Marks.AsNoTracking().SingleAsync(mark => mark.Name == "a mark")).Value);
            await EmptyAsync(database);
        }
    }

    /// <summary>No table of the pilot is left.</summary>
    public static async Task EmptyAsync(PilotDatabase database)
    {
        await using var context = database.Open();
        foreach (var table in context.Model.GetEntityTypes().Select(type => type.GetTableName()!).Append("__EFMigrationsHistory"))
        {
            // Names of the model, never from outside.
#pragma warning disable EF1002
            await context.Database.ExecuteSqlRawAsync($"DROP TABLE IF EXISTS [{table}]");
#pragma warning restore EF1002
        }
    }

    public async Task GivesBackWhatWasStoredAsync()
    {
        await database.MigrateAsync(CancellationToken.None);
        var submission = await RegisterAsync();
        var judgement = Judgement(300);
        var stored = await StoreAsync(submission, judgement, null);
        Assert.NotNull(stored);

        var facts = new FactsReader(database).ReadReturns(SettingsBuilder.College, DateTime.MaxValue);

        var accepted = Assert.Single(facts.Accepted);
        Assert.Equal(judgement.Enrolments, accepted.Enrolments);
        Assert.Equal(submission.Number, accepted.Submission.Number);
        Assert.Equal(new DateOnly(2027, 1, 5), accepted.Submission.PreparedOn);
    }

    public async Task GivesEachProviderItsOwnAsync()
    {
        await database.MigrateAsync(CancellationToken.None);
        Ukprn[] providers = [SettingsBuilder.College, SettingsBuilder.Private];
        foreach (var (provider, rows) in providers.Zip([2, 3]))
        {
            Assert.NotNull(await StoreAsync(await RegisterAsync(provider), Judgement(rows, provider), null));
        }

        var all = new FactsReader(database).ReadAll(DateTime.MaxValue).ToList();

        Assert.Equal(providers.Order(), all.Select(provider => provider.Ukprn));
        Assert.Equal(5, all.Sum(provider => provider.Enrolments.Count));
        Assert.All(providers.Zip([2, 3]), pair => Assert.Equal(pair.Second, all.Single(facts => facts.Ukprn == pair.First).Enrolments.Count));
    }

    public async Task StoresAJudgementOnceAsync()
    {
        await database.MigrateAsync(CancellationToken.None);
        var submission = await RegisterAsync();
        var first = await StoreAsync(submission, Judgement(3), null);
        Assert.Null(await StoreAsync(submission, Judgement(3), null));
        Assert.Null(await StoreAsync(submission, Judgement(3), first));
        var second = await StoreAsync(submission, Judgement(2), first);

        Assert.Equal(2, second?.Version);
        await using var context = database.Open();
        Assert.Equal(5, await context.Enrolments.CountAsync());
        Assert.Equal(2, new FactsReader(database).ReadReturns(SettingsBuilder.College, DateTime.MaxValue).Accepted.Single().Enrolments.Count);
    }

    public async Task StoresNothingWhereSomethingFailsAsync()
    {
        await database.MigrateAsync(CancellationToken.None);
        var submission = await RegisterAsync();
        var twice = Judgement(2);
        twice = twice with { Enrolments = [twice.Enrolments[0], twice.Enrolments[1], twice.Enrolments[0]] };

        await Assert.ThrowsAnyAsync<Exception>(() => StoreAsync(submission, twice, null));

        await using var context = database.Open();
        Assert.Equal(0, await context.Enrolments.CountAsync() + await context.Judgements.CountAsync() + await context.RuleCounts.CountAsync());
        Assert.Equal(SubmissionStatus.Received, (await context.Submissions.SingleAsync()).Status);
    }

    public async Task LetsOneWorkAtATimeAsync()
    {
        await database.MigrateAsync(CancellationToken.None);
        var leases = new Leases(database);
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var turn = await leases.AcquireAsync("a name", TimeSpan.FromMinutes(1), CancellationToken.None);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Delay(20);
            Interlocked.Decrement(ref inside);
        }));

        Assert.Equal(1, most);
    }

    private async Task<SubmissionRow> RegisterAsync(Ukprn? of = null)
    {
        var ukprn = of ?? SettingsBuilder.College;
        await using var context = database.Open();
        var row = new SubmissionRow
        {
            Ukprn = ukprn.Value,
            Folder = ukprn.ToString(),
            BlobName = ukprn + "/a.xlsx",
            ETag = "1",
            FileName = "a.xlsx",
            Sha256 = new string('0', 64),
            ReceivedAt = Moment,
        };
        context.Submissions.Add(row);
        await context.SaveChangesAsync();
        return row;
    }

    private Task<JudgementRow?> StoreAsync(SubmissionRow submission, Judgement judgement, JudgementRow? replaces) =>
        new StoreJudgement(database, Keys).RunAsync(new JudgementToStore(submission, judgement, _ => "{}", Moment, Moment, 1, replaces), CancellationToken.None);

    private static Judgement Judgement(int rows, Ukprn? of = null)
    {
        var file = ReturnBuilder.Enrolment(
            rows, (of ?? SettingsBuilder.College).ToString(), SettingsBuilder.Hnc, new Quarter(2026, 3), new DateOnly(2027, 1, 5), new DateOnly(2026, 9, 14), new DateOnly(2027, 6, 25));
        file.With(0, "claim_start_gbp", 1350.5m).With(0, "credits_planned", 120);
        using var content = file.ToStream();
        var judgement = JudgeReturn.Judge(content, new JudgeContext
        {
            Settings = SettingsBuilder.Small(),
            FileName = "a.xlsx",
            ReceivedAt = new DateTimeOffset(Moment),
            Keys = Keys,
            LoadHistory = (ukprn, _, _, _) => new ProviderHistory(new ProviderFacts(ukprn, [], [], []), null),
        });
        Assert.Equal(rows, judgement.AcceptedRows);
        return judgement;
    }
}
