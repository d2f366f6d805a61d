using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>A judgement as it is to be stored, with what is to stand beside it.</summary>
/// <param name="Receipt">Its text, of the judgement's version.</param>
/// <param name="AsOf">When the file that made this judgement due was received.</param>
/// <param name="Replaces">The judgement that was current when this one was made; null for the first.</param>
internal sealed record JudgementToStore(
    SubmissionRow Submission, Judgement Judgement, Func<int, string> Receipt, DateTime AsOf, DateTime Now, int SettingsVersion, JudgementRow? Replaces)
{
    /// <summary>The folder's provider; 0 where the folder is nobody's, whatever the Declaration says.</summary>
    public int Ukprn => Submission.Ukprn ?? 0;
}

/// <summary>
/// Stores a judgement with its rows, its submission's new state, the statement that it makes due and the audit line in one transaction:
/// after a crash there is all of it or nothing.
/// </summary>
/// <param name="keys">Those that the rows were keyed with.</param>
internal sealed class StoreJudgement(PilotDatabase database, ILearnerKeys keys)
{
    private static readonly TimeSpan LeaseTimeout = TimeSpan.FromMinutes(1);

    /// <returns>The stored row, or null where somebody else was faster or nothing was decided differently.</returns>
    public async Task<JudgementRow?> RunAsync(JudgementToStore made, CancellationToken cancellationToken)
    {
        var hash = HashDecisions(made.Judgement);
        if (made.Replaces?.DecisionsHash == hash)
        {
            return null;
        }

        // Folders that are nobody's share their numbers and have no turn in common.
        await using var turn = made.Ukprn == 0 ? await new Leases(database).AcquireAsync("files of nobody", LeaseTimeout, cancellationToken) : null;
        var isAgain = false;
        return await database.ExecuteWithRetryAsync(
            async (context, attemptToken) =>
            {
                var wasTried = isAgain;
                isAgain = true;
                return await StoreAsync(context, made, hash, attemptToken) ?? (wasTried ? await FindOwnAsync(context, made, hash, attemptToken) : null);
            },
            cancellationToken);
    }

    private async Task<JudgementRow?> StoreAsync(PilotDbContext context, JudgementToStore made, string hash, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (keys is LearnerKeySecret secret)
        {
            await secret.CheckAsync(context, cancellationToken);
        }

        var id = await NextIdAsync(context, made.Ukprn, cancellationToken);
        if (!await TryMakeCurrentAsync(context, made, id, cancellationToken))
        {
            return null;
        }

        var row = Row(id, hash, made);
        context.Judgements.Add(row);
        context.Receipts.Add(new ReceiptRow { JudgementId = id, Text = made.Receipt(row.Version) });
        context.RuleCounts.AddRange(RuleCounts(id, made.Judgement));
        context.Audit.Add(AuditLine(row, made));
        if (row.Ukprn > 0 && row.Period is { } period && (IsAccepted(row.Status) || IsAccepted(made.Replaces?.Status)))
        {
            await OwedStatements.AddAsync(context, row.Ukprn, period, id, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        await StoreRowsAsync(context.Database.GetDbConnection(), transaction.GetDbTransaction(), id, made.Judgement, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }

    /// <summary>This very judgement, stored by an earlier try whose answer was lost; null where it is another's.</summary>
    private static async Task<JudgementRow?> FindOwnAsync(PilotDbContext context, JudgementToStore made, string hash, CancellationToken cancellationToken)
    {
        var (number, version, now) = (made.Submission.Number, (made.Replaces?.Version ?? 0) + 1, made.Now);
        return await context.Judgements.AsNoTracking().FirstOrDefaultAsync(
            row => row.SubmissionNumber == number && row.Version == version && row.DecisionsHash == hash && row.JudgedAt == now, cancellationToken);
    }

    private static async Task<long> NextIdAsync(PilotDbContext context, int ukprn, CancellationToken cancellationToken)
    {
        var (first, end) = JudgementIds.Between(ukprn, ukprn);
        var last = await context.Judgements.Where(judgement => judgement.Id >= first && judgement.Id <= end).MaxAsync(judgement => (long?)judgement.Id, cancellationToken);
        return JudgementIds.After(last, ukprn);
    }

    /// <returns>False where another judgement took the place of the one that this one replaces.</returns>
    private static async Task<bool> TryMakeCurrentAsync(PilotDbContext context, JudgementToStore made, long id, CancellationToken cancellationToken)
    {
        var number = made.Submission.Number;
        var before = made.Replaces?.Id;
        var status = made.Judgement.Status;
        return await context.Submissions
            .Where(submission => submission.Number == number && submission.JudgementId == before)
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Status, status)
                .SetProperty(row => row.JudgementId, id)
                .SetProperty(row => row.AnsweredAt, (DateTime?)null), cancellationToken) == 1;
    }

    private static IEnumerable<RuleCountRow> RuleCounts(long id, Judgement judgement) => judgement.Tallies
        .Select(tally => new RuleCountRow
        {
            JudgementId = id,
            RuleId = tally.RuleId,
            Severity = tally.Severity,
            Rows = Math.Max(1, tally.Rows),
        });

    private static AuditRow AuditLine(JudgementRow row, JudgementToStore made) => new()
    {
        At = made.Now,
        Who = made.Submission.SentBy ?? "folder " + made.Submission.Folder,
        What = made.Replaces is null ? "return judged" : "return judged again",
        SubmissionNumber = made.Submission.Number,
        Detail = string.Create(
            CultureInfo.InvariantCulture, $"{row.Status}: {row.AcceptedRows} rows accepted, {row.RejectedRows} rejected, from {made.Submission.FileName}"),
    };

    private static async Task StoreRowsAsync(
        DbConnection connection, DbTransaction transaction, long id, Judgement judgement, CancellationToken cancellationToken)
    {
        if (judgement.Enrolments.Count > 0)
        {
            await BulkStore.InsertAsync(connection, transaction, RowMaps.Enrolments, Stored(judgement.Enrolments, id), cancellationToken);
        }

        if (judgement.Completions.Count > 0)
        {
            await BulkStore.InsertAsync(connection, transaction, RowMaps.Completions, Stored(judgement.Completions, id), cancellationToken);
        }
    }

    private static bool IsAccepted(SubmissionStatus? status) => status is SubmissionStatus.Accepted or SubmissionStatus.PartlyAccepted;

    // One after the other, as they are stored.
    private static IEnumerable<StoredRow<Enrolment>> Stored(IEnumerable<NumberedEnrolment> rows, long judgement) =>
        rows.Select(at => new StoredRow<Enrolment>(JudgementIds.Row(judgement, at.ExcelRow), at.Enrolment));

    private static IEnumerable<StoredRow<Completion>> Stored(IEnumerable<NumberedCompletion> rows, long judgement) =>
        rows.Select(at => new StoredRow<Completion>(JudgementIds.Row(judgement, at.ExcelRow), at.Completion));

    private static JudgementRow Row(long id, string hash, JudgementToStore made)
    {
        var judgement = made.Judgement;
        var version = (made.Replaces?.Version ?? 0) + 1;
        return new JudgementRow
        {
            Id = id,
            Ukprn = made.Ukprn,
            SubmissionNumber = made.Submission.Number,
            Version = version,
            AsOf = made.AsOf,
            JudgedAt = made.Now,
            SettingsVersion = made.SettingsVersion,
            Status = judgement.Status,
            Kind = judgement.Declaration.Kind,
            Period = judgement.Declaration.Period?.Id,
            PreparedOn = judgement.Declaration.PreparedOn,
            Nil = judgement.Declaration.Nil,
            Interim = judgement.Interim,
            Late = judgement.Late,
            PeriodClosed = judgement.PeriodClosed,
            Rows = judgement.Rows,
            AcceptedRows = judgement.AcceptedRows,
            RejectedRows = judgement.RejectedRows,
            Warnings = judgement.Warnings,
            ClaimedGbp = judgement.ClaimedGbp,
            AcceptedClaimGbp = judgement.AcceptedClaimGbp,
            RejectedLearners = string.Join('\n', judgement.RejectedLearners.Order(StringComparer.Ordinal)),
            DecisionsHash = hash,
        };
    }

    /// <summary>What a judgement decided: which rows it took, which findings it made where.</summary>
    private static string HashDecisions(Judgement judgement)
    {
        var text = new DecisionsHasher();
        text.Add(judgement.Status.ToString());
        foreach (var finding in judgement.Findings)
        {
            text.Add($"{finding.RuleId} {finding.Severity} {finding.Sheet} {finding.Cell} {finding.Message}");
        }

        // Beyond the findings that are kept, how many there were.
        foreach (var tally in judgement.FindingCount > judgement.Findings.Count ? judgement.Tallies : [])
        {
            text.Add($"{tally.RuleId} {tally.Findings}");
        }

        foreach (var row in judgement.Decided)
        {
            if (row is { Residence: { } residence, Delivery: { } delivery })
            {
                text.Add(row.ExcelRow, residence, delivery);
            }
            else
            {
                text.Add(row.ExcelRow);
            }
        }

        return text.Hash();
    }
}
