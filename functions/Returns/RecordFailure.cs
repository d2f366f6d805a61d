using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Data;
using Pilot.Functions.Outbox;
using Pilot.Functions.Settings;
using Pilot.Reporting.Returns;

namespace Pilot.Functions.Returns;

/// <summary>
/// An upload that failed again and again: it gets a receipt that says so, it is recorded, and it shows on the office page. It may be
/// tried again: the sweep does not, an officer can.
/// </summary>
internal sealed class RecordFailure(World world)
{
    public async Task RunAsync(string container, IReadOnlyList<string> blobs, CancellationToken cancel)
    {
        if (blobs.Count == 0)
        {
            await AuditAsync(null, $"a message in the queue for {container} was no event", cancel);
            await TellAsync($"queue {container} {world.Today:O}", $"A message in the queue for {container} does not say which upload it is about.", cancel);
        }

        foreach (var blob in blobs)
        {
            await (container == ReceiveSettings.Uploads ? SettingsAsync(blob, cancel) : ReturnAsync(blob, cancel));
        }
    }

    private async Task ReturnAsync(string blob, CancellationToken cancel)
    {
        if (await new RegisterSubmission(world).RunAsync(blob, null, cancel) is not { } submission)
        {
            await AuditAsync(null, $"the upload {blob} is no longer there", cancel);
            await TellAsync($"gone {blob} {world.Today:O}", "A return that failed again and again is no longer where it was uploaded.", cancel);
            return;
        }

        // What was judged in the meantime stands: only an upload without any judgement has failed.
        SubmissionRow now;
        await using (var context = world.Database.Open())
        {
            await context.Submissions
                .Where(one => one.Number == submission.Number && one.Status == SubmissionStatus.Received)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.Status, SubmissionStatus.Failed), cancel);
            now = await context.Submissions.AsNoTracking().FirstAsync(one => one.Number == submission.Number, cancel);
        }

        if (now is not { Status: SubmissionStatus.Failed, AnsweredAt: null })
        {
            return;
        }

        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancel);
        await new AnswerProvider(world, settings).RunAsync(now, null, cancel);
        await AuditAsync(submission.Number, $"{submission.FileName} could not be processed", cancel);
    }

    private async Task SettingsAsync(string blob, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        await context.OfficeFiles
            .Where(one => one.BlobName == blob && one.Status == SubmissionStatus.Received)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Status, SubmissionStatus.Failed), cancel);
        var number = await context.OfficeFiles.Where(one => one.BlobName == blob).MaxAsync(one => (int?)one.Number, cancel);
        await AuditAsync(null, $"settings file {blob} could not be processed", cancel);
        await TellAsync($"settings {blob} {number}", $"The settings or ledger workbook {blob} failed again and again. Nothing was changed by it.", cancel);
    }

    private async Task TellAsync(string occasion, string what, CancellationToken cancel) =>
        await (await WriteMessages.OpenAsync(world, cancel)).RunAsync(ReturnMessages.OfficeFailure(occasion, what), cancel);

    private async Task AuditAsync(int? submission, string detail, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        context.Audit.Add(new AuditRow { At = world.UtcNow, Who = "pilot", What = "could not be processed", SubmissionNumber = submission, Detail = detail });
        await context.SaveChangesAsync(cancel);
        world.Log.LogError("Could not be processed: {Detail}", detail);
    }
}
