using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Pilot.Reporting.Returns;

namespace Pilot.Functions.Data;

/// <summary>
/// Stores a judgement with its rows, its submission's new state, the statement that it makes due and the audit line in one transaction:
/// after a crash there is all of it or nothing.
/// </summary>
/// <param name="keys">Those that the rows were keyed with.</param>
internal sealed class StoreJudgement(PilotDatabase database, ILearnerKeys keys)
{
    /// <param name="asOf">When the file that made this judgement due was received.</param>
    /// <param name="replaces">The judgement that was current when this one was made; null for the first.</param>
    /// <returns>The stored row, or null where somebody else was faster or nothing was decided differently.</returns>
    public async Task<JudgementRow?> RunAsync(
        SubmissionRow submission, Judgement judgement, Func<int, string> receipt, DateTime asOf, DateTime now, int settingsVersion,
        JudgementRow? replaces, CancellationToken cancel)
    {
        var hash = Decisions(judgement);
        if (replaces?.DecisionsHash == hash)
        {
            return null;
        }

        return await database.AsOneAsync(
            (context, again) => StoreAsync(context, submission, judgement, receipt, asOf, now, settingsVersion, replaces, hash, again), cancel);
    }

    private async Task<JudgementRow?> StoreAsync(
        PilotDbContext context, SubmissionRow submission, Judgement judgement, Func<int, string> receipt, DateTime asOf, DateTime now,
        int settingsVersion, JudgementRow? replaces, string hash, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        if (keys is LearnerKeySecret secret)
        {
            await secret.CheckAsync(context, cancel);
        }

        var before = replaces?.Id;
        var ukprn = submission.Ukprn ?? judgement.Declaration.Ukprn?.Value ?? 0;
        var last = await context.Judgements.Where(one => one.Ukprn == ukprn).MaxAsync(one => (long?)one.Id, cancel);
        var id = JudgementIds.Of(ukprn, last is null ? 1 : JudgementIds.SequenceOf(last.Value) + 1);
        var taken = await context.Submissions
            .Where(one => one.Number == submission.Number && one.JudgementId == before)
            .ExecuteUpdateAsync(set => set
                .SetProperty(one => one.Status, judgement.Status)
                .SetProperty(one => one.JudgementId, id)
                .SetProperty(one => one.AnsweredAt, (DateTime?)null), cancel);
        if (taken != 1)
        {
            return null;
        }

        var row = Row(id, ukprn, submission.Number, (replaces?.Version ?? 0) + 1, judgement, asOf, now, settingsVersion, hash);
        row.Receipt = receipt(row.Version);
        context.Judgements.Add(row);
        context.RuleCounts.AddRange(judgement.Findings
            .GroupBy(one => one.RuleId)
            .Select(group => new RuleCountRow
            {
                JudgementId = id,
                RuleId = group.Key,
                Severity = group.First().Severity,
                Rows = Math.Max(1, group.Where(one => one.Row is not null).Select(one => one.Row).Distinct().Count()),
            }));
        context.Audit.Add(new AuditRow
        {
            At = now,
            Who = submission.SentBy ?? "folder " + submission.Folder,
            What = replaces is null ? "return judged" : "return judged again",
            SubmissionNumber = submission.Number,
            Detail = string.Create(CultureInfo.InvariantCulture, $"{row.Status}: {row.AcceptedRows} rows accepted, {row.RejectedRows} rejected, from {submission.FileName}"),
        });
        if (ukprn > 0 && row.Period is { } period && (IsAccepted(row.Status) || IsAccepted(replaces?.Status)))
        {
            await OwedStatements.OweAsync(context, ukprn, period, id, cancel);
        }

        await context.SaveChangesAsync(cancel);
        var connection = context.Database.GetDbConnection();
        var open = transaction.GetDbTransaction();
        if (judgement.Enrolments.Count > 0)
        {
            await BulkStore.InsertAsync(connection, open, RowMaps.Enrolments, Stored(judgement.Enrolments, id), cancel);
        }

        if (judgement.Completions.Count > 0)
        {
            await BulkStore.InsertAsync(connection, open, RowMaps.Completions, Stored(judgement.Completions, id), cancel);
        }

        await transaction.CommitAsync(cancel);
        return row;
    }

    private static bool IsAccepted(SubmissionStatus? status) => status is SubmissionStatus.Accepted or SubmissionStatus.PartlyAccepted;

    // One after the other, as they are stored.
    private static IEnumerable<Stored<Enrolment>> Stored(IEnumerable<EnrolmentAt> rows, long judgement) =>
        rows.Select(at => new Stored<Enrolment>(JudgementIds.Row(judgement, at.ExcelRow), at.Row));

    private static IEnumerable<Stored<Completion>> Stored(IEnumerable<CompletionAt> rows, long judgement) =>
        rows.Select(at => new Stored<Completion>(JudgementIds.Row(judgement, at.ExcelRow), at.Row));

    private static JudgementRow Row(
        long id, int ukprn, int number, int version, Judgement judgement, DateTime asOf, DateTime now, int settingsVersion, string hash) => new()
        {
            Id = id,
            Ukprn = ukprn,
            SubmissionNumber = number,
            Version = version,
            AsOf = asOf,
            JudgedAt = now,
            SettingsVersion = settingsVersion,
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
            Warnings = judgement.Findings.Count(one => one.Severity == Severity.W),
            ClaimedGbp = judgement.ClaimedGbp,
            AcceptedClaimGbp = judgement.AcceptedClaimGbp,
            RejectedLearners = string.Join('\n', judgement.RejectedLearners.Order(StringComparer.Ordinal)),
            DecisionsHash = hash,
        };

    /// <summary>What a judgement decided: which rows it took, which findings it made where.</summary>
    private static string Decisions(Judgement judgement)
    {
        var text = new DecisionsText();
        text.Add(judgement.Status.ToString());
        foreach (var finding in judgement.Findings)
        {
            text.Add($"{finding.RuleId} {finding.Severity} {finding.Sheet} {finding.Cell} {finding.Message}");
        }

        foreach (var at in judgement.Enrolments)
        {
            // What the settings add to a row can change while the row stays as it was sent.
            text.Add(at.ExcelRow, at.Row.Residence, at.Row.Delivery);
        }

        foreach (var at in judgement.Completions)
        {
            text.Add(at.ExcelRow);
        }

        return text.Hash();
    }
}
