using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Benchmarks;

/// <summary>
/// A pilot of 500 providers in its eighth quarter, stored straight into a database: every provider has sent an enrolment and a completion
/// return each quarter, cumulative as they are. Learners begin over the first six quarters and most end three quarters later.
/// </summary>
internal sealed class PilotSample(int learners)
{
    public const int Providers = 500;
    public const int Quarters = 8;
    private const int FirstUkprn = 10_000_001;
    private static readonly PostcodeArea[] Homes = [new("B15", "Birmingham", true, false), new("CV1", "Coventry", true, true), new("ZZ99", "", false, false)];

    public static Quarter LastPeriod => Period(Quarters - 1);

    /// <summary>After the last return was sent, before its period closes.</summary>
    public static DateTimeOffset Now => new(LastPeriod.CensusDate.AddDays(12), new TimeOnly(12, 0), TimeSpan.Zero);

    public static PilotSettings Settings()
    {
        var small = SettingsBuilder.Small();
        var ukprns = Enumerable.Range(0, Providers).Select(i => Ukprn.Of(FirstUkprn + i)).ToList();
        return small with
        {
            Providers = [.. ukprns.Select((ukprn, i) => new Provider(ukprn, $"Sample provider {i + 1}", (ProviderKind)(i % 3), null, null))],
            Contacts = [small.Contacts[0]],
            Qualifications = [.. small.Qualifications.Select(qualification => qualification with { AvailableFrom = new(2026, 4, 1), AvailableTo = new(2029, 7, 31) })],
            Scheme = small.Scheme with { PilotFrom = new(2026, 4, 1), PilotTo = new(2029, 7, 31) },
            Calendar = [.. Enumerable.Range(0, Quarters).Select(Period).Select(period =>
                new CalendarPeriod(period, period.FirstDay, period.CensusDate.AddDays(20), period.CensusDate.AddDays(30), 15m))],
            Allocations = [.. ukprns.SelectMany(ukprn => Enumerable.Range(2026, 3).SelectMany(year => new[]
            {
                SettingsBuilder.Line(ukprn, "HNC", new FundingYear(year), 3_000m, 100, 300_000m, 2),
                SettingsBuilder.Line(ukprn, "HND", new FundingYear(year), 6_000m, 60, 300_000m, 2),
            }))],
        };
    }

    /// <returns>How many rows were stored.</returns>
    public long Store(PilotDatabase database)
    {
        var rows = 0L;
        var number = 0;
        for (var provider = 0; provider < Providers; provider++)
        {
            rows += database.ExecuteWithRetryAsync(
                async (context, cancellationToken) =>
                {
                    await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
                    var stored = 0L;
                    for (var quarter = 0; quarter < Quarters; quarter++)
                    {
                        foreach (var kind in new[] { ReturnKind.Enrolment, ReturnKind.Completion })
                        {
                            stored += StoreReturn(context, transaction, FirstUkprn + provider, provider, quarter, kind, ++number);
                        }
                    }

                    await context.SaveChangesAsync(cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                    return stored;
                },
                default).GetAwaiter().GetResult();
        }

        return rows;
    }

    private int StoreReturn(PilotDbContext context, IDbContextTransaction transaction, int ukprn, int provider, int quarter, ReturnKind kind, int number)
    {
        var id = JudgementIds.Of(ukprn, (quarter * 2) + (kind == ReturnKind.Enrolment ? 1 : 2));
        var period = Period(quarter);
        var received = period.CensusDate.AddDays(6).ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);
        var rows = StoreRows(context, transaction, id, provider, quarter, kind);
        context.Submissions.Add(new SubmissionRow
        {
            Number = number,
            Ukprn = ukprn,
            Folder = $"{ukprn}",
            BlobName = $"{ukprn}/{number}.xlsx",
            ETag = "1",
            FileName = "return.xlsx",
            Sha256 = new string('0', 64),
            ReceivedAt = received,
            Status = SubmissionStatus.Accepted,
            JudgementId = id,
            AnsweredAt = received,
        });
        context.Judgements.Add(new JudgementRow
        {
            Id = id,
            Ukprn = ukprn,
            SubmissionNumber = number,
            Version = 1,
            AsOf = received,
            JudgedAt = received,
            SettingsVersion = 1,
            Status = SubmissionStatus.Accepted,
            Kind = kind,
            Period = period.Id,
            PreparedOn = period.CensusDate.AddDays(5),
            Nil = rows == 0,
            Rows = rows,
            AcceptedRows = rows,
        });
        context.Receipts.Add(new ReceiptRow { JudgementId = id, Text = "{}" });
        return rows;
    }

    private int StoreRows(PilotDbContext context, IDbContextTransaction transaction, long id, int provider, int quarter, ReturnKind kind)
    {
        var connection = context.Database.GetDbConnection();
        if (kind == ReturnKind.Enrolment)
        {
            var enrolments = Started(provider, quarter).Select((learner, i) => new StoredRow<Enrolment>(JudgementIds.Row(id, i + 2), Enrolment(learner))).ToArray();
            BulkStore.InsertAsync(connection, transaction.GetDbTransaction(), RowMaps.Enrolments, enrolments, default).GetAwaiter().GetResult();
            return enrolments.Length;
        }

        var completions = Started(provider, quarter).Where(learner => HasEnded(learner, quarter))
            .Select((learner, i) => new StoredRow<Completion>(JudgementIds.Row(id, i + 2), Completion(learner))).ToArray();
        BulkStore.InsertAsync(connection, transaction.GetDbTransaction(), RowMaps.Completions, completions, default).GetAwaiter().GetResult();
        return completions.Length;
    }

    private static Quarter Period(int fromFirst)
    {
        var period = new Quarter(2026, 2);
        for (var i = 0; i < fromFirst; i++)
        {
            period = period.Next;
        }

        return period;
    }

    private IEnumerable<int> Started(int provider, int quarter)
    {
        var each = learners / Providers;
        return Enumerable.Range(provider * each, each).Where(learner => learner % 6 <= quarter);
    }

    private static DateOnly Start(int learner) => Period(learner % 6).FirstDay.AddDays(learner % 40);

    // Nine in ten end, three quarters after they began.
    private static bool HasEnded(int learner, int quarter) => learner % 10 != 0 && (learner % 6) + 3 <= quarter;

    private static string Aim(int learner) => learner % 3 == 0 ? SettingsBuilder.Hnd : SettingsBuilder.Hnc;

    private static Enrolment Enrolment(int learner) => new()
    {
        LearnerRef = ReturnBuilder.LearnerRef(learner),
        AimRef = Aim(learner),
        StartDate = Start(learner),
        LearnerKey = Key(learner),
        AgeAtStart = 18 + (learner % 30),
        Sex = learner % 2 == 0 ? "F" : "M",
        Ethnicity = $"{31 + (learner % 17)}",
        Lldd = "2",
        PriorAttainment = "L3",
        EmploymentStatus = learner % 4 == 0 ? "11" : "10",
        Residence = Homes[learner % 3],
        Delivery = Homes[learner % 2],
        Mode = "FT",
        PlannedEndDate = Start(learner).AddDays(280),
        FundingRoute = "SELF",
        IzFunded = learner % 20 != 0,
        StartEvidenceRef = $"EV/{learner:D6}",
    };

    private static Completion Completion(int learner)
    {
        var end = Start(learner).AddDays(270);
        var achieved = learner % 7 != 0;
        return new Completion
        {
            LearnerRef = ReturnBuilder.LearnerRef(learner),
            AimRef = Aim(learner),
            StartDate = Start(learner),
            CompStatus = achieved ? "2" : "3",
            ActualEndDate = achieved ? end : Start(learner).AddDays(30 + (learner % 100)),
            WithdrawReason = achieved ? null : "98",
            Outcome = achieved ? "1" : "3",
            AchievementDate = achieved ? end : null,
            Grade = achieved ? "PA" : null,
            CreditsAchieved = achieved ? 240 : null,
            AchievementEvidenceRef = achieved ? $"AC/{learner:D6}" : null,
            Destination = achieved && learner % 2 == 0
                ? new Destination("EMP", "1", end, end.AddDays(3), "Y", "3213", "Y", "NEW_JOB", "EMPLOYER", $"DE/{learner:D6}")
                : null,
        };
    }

    private static LearnerKey Key(int learner)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, learner);
        return LearnerKey.FromBytes(System.Security.Cryptography.SHA256.HashData(number));
    }
}
