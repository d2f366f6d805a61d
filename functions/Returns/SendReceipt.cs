using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Outbox;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>Writes what goes back to the provider (returns.md section 2), and notes that it was written.</summary>
internal sealed class SendReceipt(PilotServices services, PilotSettings settings)
{
    public async Task RunAsync(SubmissionRow submission, JudgementRow? judged, CancellationToken cancellationToken)
    {
        using var answering = Telemetry.Begin("answer", submission.Number);
        var folder = FormattableString.Invariant($"{submission.Folder}/{submission.Number}/");
        var answer = new WriteReceiptFiles(services.Blobs);
        var receipt = judged is not null ? await ReceiptAsync(judged, cancellationToken)
            : submission.Status == SubmissionStatus.Failed ? await FailureAsync(submission, cancellationToken)
            : Receipt.OfDuplicate(ReceiptMapping.Origin(submission, services.Now, 1), submission.DuplicateOf ?? 0, settings);
        await answer.WriteAsync(folder + "receipt.json", receipt.WriteJson, ContentTypes.Json, cancellationToken);
        if (judged is { Version: > 1 })
        {
            await answer.WriteAsync(folder + FormattableString.Invariant($"receipt-v{judged.Version}.json"), receipt.WriteJson, ContentTypes.Json, cancellationToken);
            await KeepFirstAsync(folder, submission.Number, answer, cancellationToken);
        }

        await answer.WriteAsync(folder + "violations.csv", receipt.WriteViolationsCsv, ContentTypes.Csv, cancellationToken);
        if (judged is not null)
        {
            await CheckedCopyAsync(answer, folder, submission, receipt, cancellationToken);
        }

        await TellAsync(submission, receipt, cancellationToken);
        await using var context = services.Database.Open();
        var now = services.UtcNow;
        await context.Submissions.Where(row => row.Number == submission.Number && row.JudgementId == submission.JudgementId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AnsweredAt, now), cancellationToken);
    }

    private async Task CheckedCopyAsync(WriteReceiptFiles answer, string folder, SubmissionRow submission, Receipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await KeptCopy.OpenAsync(services.Blobs, ReceivedFile.Of(submission), cancellationToken);
            await answer.CheckedCopyAsync(folder, submission.FileName, content, ReceiptMapping.CheckResultOf(receipt), cancellationToken);
        }
        catch (CopyLostException)
        {
            // The judgement stands, and the receipt says all of it.
            await new RecordFailure(services).RecordLostCopyAsync(FormattableString.Invariant($"submission {submission.Number}"), cancellationToken);
        }
    }

    private async Task<Receipt> ReceiptAsync(JudgementRow judged, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        return await StoredReceipts.ReadAsync(context, judged.Id, cancellationToken);
    }

    private async Task<Receipt> FailureAsync(SubmissionRow submission, CancellationToken cancellationToken)
    {
        var receipt = Receipt.OfFailure(ReceiptMapping.Origin(submission, services.Now, 1), settings);
        if (await RefusedAsync(submission.Number, cancellationToken) is { } refused)
        {
            return receipt with { StatusWords = refused };
        }

        return await services.Blobs.FindAsync(RegisterSubmission.Copies, RegisterSubmission.CopyName(submission), cancellationToken) is not null ? receipt : receipt with
        {
            StatusWords = "The file was replaced or removed before we could read it. If you have not sent a newer file since, send it again.",
        };
    }

    /// <summary>The words for a file that the virus scan did not pass; null where something else was the matter.</summary>
    private async Task<string?> RefusedAsync(int number, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var detail = await context.Audit.AsNoTracking()
            .Where(row => row.SubmissionNumber == number && row.What == RecordFailure.Recorded)
            .OrderByDescending(row => row.Id).Select(row => row.Detail).FirstOrDefaultAsync(cancellationToken);
        return detail is null ? null : ScanWords.ForSender(detail, number);
    }

    /// <summary>Before the answer is noted as given: after a crash it is said again, and the outbox takes it once.</summary>
    private async Task TellAsync(SubmissionRow submission, Receipt receipt, CancellationToken cancellationToken)
    {
        var write = new WriteMessages(services, settings);
        Message?[] messages = receipt.Status == SubmissionStatus.Failed.Code()
            ? [.. await RefusedAsync(submission.Number, cancellationToken) is { } refused ? ReturnMessages.Refused(submission, refused) : ReturnMessages.CouldNotBeProcessed(submission)]
            : [ReturnMessages.Received(submission, receipt)];
        foreach (var message in messages.OfType<Message>())
        {
            await write.RunAsync(message, cancellationToken);
        }
    }

    /// <summary>The first receipt stood as receipt.json until now; it stays beside the newest under its own name.</summary>
    private async Task KeepFirstAsync(string folder, int number, WriteReceiptFiles answer, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var first = await context.Judgements.Where(judgement => judgement.SubmissionNumber == number && judgement.Version == 1).Select(judgement => judgement.Id).FirstAsync(cancellationToken);
        await answer.WriteAsync(folder + "receipt-v1.json", await StoredReceipts.BytesAsync(context, first, cancellationToken), ContentTypes.Json, cancellationToken);
    }
}
