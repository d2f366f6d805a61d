using System.Text;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Outbox;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>Writes what goes back to the provider (returns.md section 2), and notes that it was written.</summary>
internal sealed class AnswerProvider(World world, PilotSettings settings)
{
    public async Task RunAsync(SubmissionRow submission, JudgementRow? judged, CancellationToken cancel)
    {
        var folder = FormattableString.Invariant($"{submission.Folder}/{submission.Number}/");
        var answer = new WriteAnswer(world.Blobs);
        var receipt = judged is not null ? Receipts.Read(judged)
            : submission.Status == SubmissionStatus.Failed ? Receipt.OfFailure(Receipts.Origin(submission, world.Now, 1), settings)
            : Receipt.OfDuplicate(Receipts.Origin(submission, world.Now, 1), submission.DuplicateOf ?? 0, settings);
        await answer.WriteAsync(folder + "receipt.json", receipt.ToJson(), ContentTypes.Json, cancel);
        if (judged is { Version: > 1 })
        {
            await answer.WriteAsync(folder + FormattableString.Invariant($"receipt-v{judged.Version}.json"), receipt.ToJson(), ContentTypes.Json, cancel);
            await KeepFirstAsync(folder, submission.Number, answer, cancel);
        }

        await answer.WriteAsync(folder + "violations.csv", receipt.ViolationsCsv(), ContentTypes.Csv, cancel);
        if (judged is not null)
        {
            await using var content = await world.Blobs.OpenReadAsync(RegisterSubmission.Copies, RegisterSubmission.CopyName(submission), cancel);
            await answer.CheckedCopyAsync(folder, submission.FileName, content, Receipts.CheckResultOf(receipt), cancel);
        }

        await TellAsync(submission, receipt, cancel);
        await using var context = world.Database.Open();
        var now = world.UtcNow;
        await context.Submissions.Where(one => one.Number == submission.Number && one.JudgementId == submission.JudgementId)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.AnsweredAt, now), cancel);
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
        var first = await context.Judgements.AsNoTracking().FirstAsync(one => one.SubmissionNumber == number && one.Version == 1, cancel);
        await answer.WriteAsync(folder + "receipt-v1.json", Encoding.UTF8.GetBytes(first.Receipt), ContentTypes.Json, cancel);
    }
}
