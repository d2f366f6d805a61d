using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Hosting;
using Pilot.Functions.Outbox;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>Writes what goes back to the provider (returns.md section 2), and notes that it was written.</summary>
internal sealed class AnswerProvider(World world, PilotSettings settings)
{
    public async Task RunAsync(SubmissionRow submission, JudgementRow? judged, CancellationToken cancel)
    {
        using var answering = Telemetry.Begin("answer", submission.Number);
        var folder = FormattableString.Invariant($"{submission.Folder}/{submission.Number}/");
        var answer = new WriteAnswer(world.Blobs);
        var receipt = judged is not null ? await ReceiptAsync(judged, cancel)
            : submission.Status == SubmissionStatus.Failed ? await FailureAsync(submission, cancel)
            : Receipt.OfDuplicate(Receipts.Origin(submission, world.Now, 1), submission.DuplicateOf ?? 0, settings);
        await answer.WriteAsync(folder + "receipt.json", receipt.WriteJson, ContentTypes.Json, cancel);
        if (judged is { Version: > 1 })
        {
            await answer.WriteAsync(folder + FormattableString.Invariant($"receipt-v{judged.Version}.json"), receipt.WriteJson, ContentTypes.Json, cancel);
            await KeepFirstAsync(folder, submission.Number, answer, cancel);
        }

        await answer.WriteAsync(folder + "violations.csv", receipt.WriteViolationsCsv, ContentTypes.Csv, cancel);
        if (judged is not null)
        {
            await CheckedCopyAsync(answer, folder, submission, receipt, cancel);
        }

        await TellAsync(submission, receipt, cancel);
        await using var context = world.Database.Open();
        var now = world.UtcNow;
        await context.Submissions.Where(one => one.Number == submission.Number && one.JudgementId == submission.JudgementId)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.AnsweredAt, now), cancel);
    }

    private async Task CheckedCopyAsync(WriteAnswer answer, string folder, SubmissionRow submission, Receipt receipt, CancellationToken cancel)
    {
        try
        {
            await using var content = await KeptCopy.OpenAsync(world.Blobs, KeptFile.Of(submission), cancel);
            await answer.CheckedCopyAsync(folder, submission.FileName, content, Receipts.CheckResultOf(receipt), cancel);
        }
        catch (CopyLostException)
        {
            // The judgement stands, and the receipt says all of it.
            await new RecordFailure(world).CopyLostAsync(FormattableString.Invariant($"submission {submission.Number}"), cancel);
        }
    }

    private async Task<Receipt> ReceiptAsync(JudgementRow judged, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        return await Receipts.ReadAsync(context, judged.Id, cancel);
    }

    private async Task<Receipt> FailureAsync(SubmissionRow submission, CancellationToken cancel)
    {
        var receipt = Receipt.OfFailure(Receipts.Origin(submission, world.Now, 1), settings);
        return await world.Blobs.FindAsync(RegisterSubmission.Copies, RegisterSubmission.CopyName(submission), cancel) is not null ? receipt : receipt with
        {
            StatusWords = "The file was replaced or removed before we could read it. If you have not sent a newer file since, send it again.",
        };
    }

    /// <summary>Before the answer is noted as given: after a crash it is said again, and the outbox takes it once.</summary>
    private async Task TellAsync(SubmissionRow submission, Receipt receipt, CancellationToken cancel)
    {
        var write = new WriteMessages(world, settings);
        Message?[] messages = receipt.Status == SubmissionStatus.Failed.Code()
            ? [.. ReturnMessages.CouldNotBeProcessed(submission)]
            : [ReturnMessages.Received(submission, receipt)];
        foreach (var message in messages.OfType<Message>())
        {
            await write.RunAsync(message, cancel);
        }
    }

    /// <summary>The first receipt stood as receipt.json until now; it stays beside the newest under its own name.</summary>
    private async Task KeepFirstAsync(string folder, int number, WriteAnswer answer, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var first = await context.Judgements.Where(one => one.SubmissionNumber == number && one.Version == 1).Select(one => one.Id).FirstAsync(cancel);
        await answer.WriteAsync(folder + "receipt-v1.json", await Receipts.BytesAsync(context, first, cancel), ContentTypes.Json, cancel);
    }
}
