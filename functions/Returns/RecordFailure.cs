using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Outbox;
using Pilot.Reporting.Returns.Held;

namespace Pilot.Functions.Returns;

/// <summary>
/// An upload that failed again and again: it gets a receipt that says so, it is recorded, and it shows on the office page. A return may be
/// tried again (<see cref="RetryFailed"/>).
/// </summary>
internal sealed class RecordFailure(PilotServices services)
{
    public const string FailedOften = "it failed again and again";

    /// <summary>What the audit says of every failure that is recorded here.</summary>
    public const string Recorded = "could not be processed";

    /// <summary>How the audit's words begin where a settings or ledger workbook failed.</summary>
    public const string OfficeFileWords = "settings file ";

    /// <summary>
    /// A file that lies where no sender's files lie, or whose name is not to be opened. Nobody can be answered; the office is told, once.
    /// </summary>
    public Task RecordMisplacedAsync(string container, string blob, CancellationToken cancellationToken) => TellOnceAsync(
        $"misplaced {container} {blob}",
        $"a file in {container} has no place there",
        container == RegisterSubmission.Uploads
            ? "A file in the container returns lies outside the providers' folders, deeper than they are, or under a name that cannot be used. It was not read and nobody was answered: it belongs into the folder of its sender's UKPRN, under a plain name."
            : $"A file lies in a folder of the container {container}, or under a name that cannot be used. Nothing was read from it: workbooks lie there without folders.",
        cancellationToken);

    /// <summary>The kept copy of something that was judged is gone or damaged. The office is told, once.</summary>
    /// <param name="what"><c>submission 12</c>, <c>settings file 3</c></param>
    public Task RecordLostCopyAsync(string what, CancellationToken cancellationToken) => TellOnceAsync(
        $"copy lost {what}", $"the kept copy of {what} is lost or damaged: its last judgement stands",
        $"The kept copy of {what} is lost or damaged. Its last judgement stands, and nothing waits for it. When the copy has been put back from a backup, "
        + "a return can be judged again with the command rejudge.",
        cancellationToken);

    /// <summary>What lies in a container and is no upload. The office is told its name, once; no log repeats it.</summary>
    public async Task RecordIrregularAsync(string container, IrregularFile file, CancellationToken cancellationToken)
    {
        var words = $"{file.Name} in {container} is {file.What}: it was not opened, and nobody was answered.";
        if (await TellAsync($"irregular {container} {file.Name} {file.What}", words, cancellationToken))
        {
            await AuditAsync(null, words[..Math.Min(words.Length, 900)].TrimEnd('.'), cancellationToken, $"something in {container} is {file.What}");
        }
    }

    /// <summary>It cannot even be given a number. Whoever brought it here must not be brought here by it for ever.</summary>
    public async Task RecordUnreadableAsync(string container, string blob, Exception failure, CancellationToken cancellationToken)
    {
        services.Log.LogError("An upload in {Container} cannot be read: {Failure}", container, FailureReport.Describe(failure));
        await TellOnceAsync(
            $"unread {container} {blob}", $"an upload in {container} cannot be read",
            $"A file in the container {container} cannot be read by the service, so it has no number and nobody was answered.", cancellationToken);
    }

    /// <summary>A message in a poison queue that no function is given: what it says is not known, and not repeated.</summary>
    public Task RecordStrandedAsync(StrandedMessage message, CancellationToken cancellationToken) => TellOnceAsync(
        $"stranded {message.Queue} {message.Id}", $"a message in the queue {message.Queue} cannot be read",
        $"A message in the queue {message.Queue} cannot be read, so nobody knows which upload it is about. Uploads are found without it. It stays there until it is removed by hand or a week has passed.", cancellationToken);

    private async Task TellOnceAsync(string occasion, string detail, string words, CancellationToken cancellationToken)
    {
        if (await TellAsync(occasion, words, cancellationToken))
        {
            await AuditAsync(null, detail, cancellationToken);
        }
    }

    /// <summary>Gives up on a submission, unless it was judged in the meantime: what was judged stands.</summary>
    public async Task GiveUpAsync(SubmissionRow submission, string why, CancellationToken cancellationToken)
    {
        await using var turn = await services.Leases.AcquireProviderAsync(submission.Folder, cancellationToken);
        await SetFailedAsync(submission, why, cancellationToken);
        SubmissionRow now;
        await using (var context = services.Database.Open())
        {
            now = await context.Submissions.AsNoTracking().FirstAsync(row => row.Number == submission.Number, cancellationToken);
        }

        if (now is { Status: SubmissionStatus.Failed, AnsweredAt: null })
        {
            var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
            await new SendReceipt(services, settings).RunAsync(now, null, cancellationToken);
        }
    }

    /// <summary>Records that a submission without any judgement has failed, once. Its answer is still owed; the turn is the caller's.</summary>
    public async Task SetFailedAsync(SubmissionRow submission, string why, CancellationToken cancellationToken)
    {
        var marked = await services.Database.ExecuteWithRetryAsync(
            async (context, attemptToken) =>
            {
                await using var transaction = await context.Database.BeginTransactionAsync(attemptToken);
                if (await context.Submissions
                    .Where(row => row.Number == submission.Number && row.Status == SubmissionStatus.Received)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, SubmissionStatus.Failed), attemptToken) == 0)
                {
                    return false;
                }

                context.Audit.Add(Audit(submission.Number, DetailOf(submission.Number, why)));
                await context.SaveChangesAsync(attemptToken);
                await transaction.CommitAsync(attemptToken);
                return true;
            },
            cancellationToken);
        if (marked)
        {
            Telemetry.Failed();
            services.Log.LogError("Submission {Number} could not be processed: {Why}", submission.Number, why);
        }
    }

    /// <summary>What the audit says of a submission that failed.</summary>
    public static string DetailOf(int number, string why) => FormattableString.Invariant($"submission {number} could not be processed: {why}");

    public async Task<bool> TellAsync(string occasion, string what, CancellationToken cancellationToken) =>
        await (await WriteMessages.OpenAsync(services, cancellationToken)).RunAsync(ReturnMessages.OfficeFailure(occasion, what), cancellationToken);

    /// <param name="said">For the log, where the detail names what somebody typed.</param>
    public async Task AuditAsync(int? submission, string detail, CancellationToken cancellationToken, string? said = null)
    {
        await services.Database.AddAsync(Audit(submission, detail), cancellationToken);
        services.Log.LogError("Could not be processed: {Detail}", said ?? detail);
    }

    private AuditRow Audit(int? submission, string detail) =>
        new() { At = services.UtcNow, Who = "pilot", What = Recorded, SubmissionNumber = submission, Detail = detail };
}
