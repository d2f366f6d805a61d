using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>
/// One return from its upload to its answer (returns.md sections 2 and 5): numbered and kept, judged, stored, other returns of the
/// provider judged again where it matters to them, answered. Every step can be run again; a crash leaves all of a step or nothing.
/// </summary>
public sealed class ReceiveReturn(PilotServices services)
{
    /// <returns>The submission's number; null where the blob is no longer there or no provider's.</returns>
    public async Task<int?> RunAsync(string blobName, string? sentBy, CancellationToken cancellationToken)
    {
        using var receiving = Telemetry.Begin("receive");
        if (RegisterSubmission.FolderOf(blobName) is null)
        {
            await new RecordFailure(services).RecordMisplacedAsync(RegisterSubmission.Uploads, blobName, cancellationToken);
            return null;
        }

        if (await new RegisterSubmission(services).RunAsync(blobName, sentBy, cancellationToken) is not { } submission)
        {
            return null;
        }

        receiving?.SetTag("pilot.submission", submission.Number);
        var failed = await AnswerFolderAsync(submission.Folder, cancellationToken);
        if (failed.TryGetValue(submission.Number, out var failure))
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return submission.Number;
    }

    /// <summary>Goes on with every submission whose answer is still owed.</summary>
    /// <returns>How many folders had some, and the submissions that failed for a reason of their own: the others went on without them.</returns>
    public async Task<(int Folders, IReadOnlyCollection<int> Failed)> FinishAsync(CancellationToken cancellationToken)
    {
        List<string> folders;
        await using (var context = services.Database.Open())
        {
            folders = await context.Submissions.AsNoTracking()
                .Where(submission => submission.AnsweredAt == null)
                .Select(submission => submission.Folder).Distinct().ToListAsync(cancellationToken);
        }

        var failed = new List<int>();
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            failed.AddRange((await AnswerFolderAsync(folder, cancellationToken)).Keys);
        }

        return (folders.Count, failed);
    }

    /// <summary>Answers every submission of a provider whose answer is owed, and draws the statement that is owed with it.</summary>
    /// <returns>What failed for a reason of its own, by number.</returns>
    internal async Task<IReadOnlyDictionary<int, Exception>> AnswerFolderAsync(string folder, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<int, Exception> failed;
        await using (await services.Leases.AcquireProviderAsync(folder, cancellationToken))
        {
            failed = await AnswerInTurnAsync(folder, cancellationToken);
        }

        // After the answers: they do not wait for it, and files that came together share one drawing.
        if (Ukprn.TryParse(folder, out var ukprn))
        {
            await new RefreshStatements(services).RunAsync(ukprn, cancellationToken);
        }

        return failed;
    }

    /// <summary>
    /// Uploads of one provider are processed one after another, in the order of their numbers. One that fails for a reason of its own does
    /// not keep the later ones from their answers: the order of arrival changes no fact. Where a store is at fault, all stop.
    /// </summary>
    private async Task<IReadOnlyDictionary<int, Exception>> AnswerInTurnAsync(string folder, CancellationToken cancellationToken)
    {
        var failed = new SortedDictionary<int, Exception>();
        var waiting = new List<int>();
        while (true)
        {
            if (await NextAsync(folder, [.. failed.Keys, .. waiting], cancellationToken) is not { } next)
            {
                return failed;
            }

            try
            {
                if (!await AnswerAsync(next, cancellationToken))
                {
                    waiting.Add(next.Number);
                }
            }
            catch (Exception failure) when (!TransientFault.Is(failure))
            {
                services.Log.LogError("Submission {Number} failed: {Failure}", next.Number, FailureReport.Describe(failure));
                Telemetry.Failed();
                failed[next.Number] = failure;
            }
        }
    }

    private async Task<SubmissionRow?> NextAsync(string folder, int[] skipped, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        return await context.Submissions.AsNoTracking()
            .Where(submission => submission.Folder == folder && submission.AnsweredAt == null && !skipped.Contains(submission.Number))
            .OrderBy(submission => submission.Number)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <returns>False where it waits for the store's virus scan: the sweep takes it up again.</returns>
    private async Task<bool> AnswerAsync(SubmissionRow submission, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        if (submission.Status == SubmissionStatus.Received && !await DecideAsync(submission, settings, cancellationToken))
        {
            return false;
        }

        var (decided, judgement) = await DecidedAsync(submission.Number, cancellationToken);
        await JudgeCompletionsAgainAsync(judgement, settings, cancellationToken);
        await new SendReceipt(services, settings).RunAsync(decided, judgement, cancellationToken);
        Telemetry.Answered(decided.Status.Code());
        services.Log.LogInformation("Submission {Number} of {Ukprn}: {Status}", decided.Number, decided.Ukprn, decided.Status);
        return true;
    }

    /// <summary>Kept, found to be a duplicate, or judged; each is stored before the next step.</summary>
    /// <returns>False where nothing can be decided yet.</returns>
    private async Task<bool> DecideAsync(SubmissionRow submission, PilotSettings settings, CancellationToken cancellationToken)
    {
        var keeping = await new CopyUpload(services).RunAsync(ReceivedFile.Of(submission), cancellationToken);
        if (keeping == UploadCopyResult.WaitsForScan)
        {
            return false;
        }

        if (keeping != UploadCopyResult.Copied)
        {
            await new RecordFailure(services).SetFailedAsync(submission, ScanWords.Why(keeping), cancellationToken);
        }
        else if (!await new RecordDuplicate(services).RunAsync(submission, settings, cancellationToken))
        {
            await new JudgeSubmission(services, settings).JudgeFirstAsync(submission, cancellationToken);
        }

        return true;
    }

    private async Task<(SubmissionRow Submission, JudgementRow? Judgement)> DecidedAsync(int number, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var submission = await context.Submissions.AsNoTracking().FirstAsync(row => row.Number == number, cancellationToken);
        return (submission, submission.JudgementId is null
            ? null
            : await context.Judgements.AsNoTracking().FirstAsync(judgement => judgement.Id == submission.JudgementId, cancellationToken));
    }

    /// <summary>An accepted return may change what completion returns are judged against.</summary>
    private async Task JudgeCompletionsAgainAsync(JudgementRow? judgement, PilotSettings settings, CancellationToken cancellationToken)
    {
        if (judgement is { Status: SubmissionStatus.Accepted or SubmissionStatus.PartlyAccepted })
        {
            var behind = judgement.Kind == ReturnKind.Completion ? judgement : null;
            await new JudgeSubmission(services, settings).RejudgeCompletionsAsync(judgement.Ukprn, behind, judgement.AsOf, cancellationToken);
        }
    }
}
