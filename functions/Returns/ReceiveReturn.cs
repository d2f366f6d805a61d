using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Hosting;
using Pilot.Functions.Quarters;
using Pilot.Functions.Settings;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>
/// One return from its upload to its answer (returns.md sections 2 and 5): numbered and kept, judged, stored, other returns of the
/// provider judged again where it matters to them, answered. Every step can be run again; a crash leaves all of a step or nothing.
/// </summary>
public sealed class ReceiveReturn(World world)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <returns>The submission's number; null where the blob is no longer there or no provider's.</returns>
    public async Task<int?> RunAsync(string blobName, string? sentBy, CancellationToken cancellationToken)
    {
        using var receiving = Telemetry.Begin("receive");
        if (RegisterSubmission.FolderOf(blobName) is null)
        {
            await new RecordFailure(world).MisplacedAsync(RegisterSubmission.Uploads, blobName, cancellationToken);
            return null;
        }

        if (await new RegisterSubmission(world).RunAsync(blobName, sentBy, cancellationToken) is not { } submission)
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
        await using (var context = world.Database.Open())
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

    /// <summary>Judges a submission again under the settings now in force, from its kept copy, as of its own day.</summary>
    /// <returns>Whether anything was decided differently.</returns>
    /// <exception cref="NotPossibleException">There is no such submission, it was not judged, or its file is kept no more.</exception>
    public async Task<bool> JudgeAgainAsync(int number, CancellationToken cancellationToken)
    {
        SubmissionRow? submission;
        await using (var context = world.Database.Open())
        {
            submission = await context.Submissions.AsNoTracking().FirstOrDefaultAsync(row => row.Number == number, cancellationToken);
        }

        if (submission is { PurgedAt: { } gone })
        {
            throw new NotPossibleException($"The file of submission {number} was removed on {Words.Date(LondonTime.DateOf(new DateTimeOffset(gone)))}: its time was over. Its last judgement stands.");
        }

        if (submission is { Status: SubmissionStatus.Failed, JudgementId: null })
        {
            await new RetryFailed(world).OneAsync(submission, "office", cancellationToken);
            return true;
        }

        if (submission is not { JudgementId: not null })
        {
            throw new NotPossibleException(submission is null
                ? $"There is no submission {number}."
                : $"Submission {number} was not judged: its status is {submission.Status.Code()}.");
        }

        bool changed;
        await using (await world.Leases.AcquireAsync("provider " + submission.Folder, Patience, cancellationToken))
        {
            var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
            changed = await JudgeAgainAsync(submission, settings, cancellationToken);
        }

        await AnswerFolderAsync(submission.Folder, cancellationToken);
        return changed;
    }

    private async Task<bool> JudgeAgainAsync(SubmissionRow submission, PilotSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await new JudgeSubmission(world, settings).AgainAsync(submission, world.UtcNow, cancellationToken) is not null;
        }
        catch (CopyLostException)
        {
            throw new NotPossibleException($"The file of submission {submission.Number} is lost or damaged: its last judgement stands. Put it back from a backup first.");
        }
    }

    /// <summary>Answers every submission of a provider whose answer is owed, and draws the statement that is owed with it.</summary>
    /// <returns>What failed for a reason of its own, by number.</returns>
    internal async Task<IReadOnlyDictionary<int, Exception>> AnswerFolderAsync(string folder, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<int, Exception> failed;
        await using (await world.Leases.AcquireAsync("provider " + folder, Patience, cancellationToken))
        {
            failed = await AnswerInTurnAsync(folder, cancellationToken);
        }

        // After the answers: they do not wait for it, and files that came together share one drawing.
        if (Ukprn.TryParse(folder, out var ukprn))
        {
            await new RefreshStatements(world).RunAsync(ukprn, cancellationToken);
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
        while (true)
        {
            SubmissionRow? next;
            var skipped = failed.Keys.ToArray();
            await using (var context = world.Database.Open())
            {
                next = await context.Submissions.AsNoTracking()
                    .Where(submission => submission.Folder == folder && submission.AnsweredAt == null && !skipped.Contains(submission.Number))
                    .OrderBy(submission => submission.Number)
                    .FirstOrDefaultAsync(cancellationToken);
            }

            if (next is null)
            {
                return failed;
            }

            try
            {
                await AnswerAsync(next, cancellationToken);
            }
            catch (Exception failure) when (!PassingFault.Is(failure))
            {
                world.Log.LogError("Submission {Number} failed: {Failure}", next.Number, FailureReport.Describe(failure));
                Telemetry.Failed();
                failed[next.Number] = failure;
            }
        }
    }

    private async Task AnswerAsync(SubmissionRow submission, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        if (submission.Status == SubmissionStatus.Received && !await new RegisterSubmission(world).KeepCopyAsync(submission, cancellationToken))
        {
            await new RecordFailure(world).MarkAsync(submission, "it was replaced or removed before it was read", cancellationToken);
        }
        else if (submission.Status == SubmissionStatus.Received && !await SettleDuplicateAsync(submission, settings, cancellationToken))
        {
            await new JudgeSubmission(world, settings).FirstTimeAsync(submission, cancellationToken);
        }

        await using var context = world.Database.Open();
        var now = await context.Submissions.AsNoTracking().FirstAsync(row => row.Number == submission.Number, cancellationToken);
        var judged = now.JudgementId is null ? null : await context.Judgements.AsNoTracking().FirstAsync(judgement => judgement.Id == now.JudgementId, cancellationToken);
        if (judged is { Status: SubmissionStatus.Accepted or SubmissionStatus.PartlyAccepted })
        {
            var behind = judged.Kind == ReturnKind.Completion ? judged : null;
            await new JudgeSubmission(world, settings).CompletionsAgainAsync(judged.Ukprn, behind, judged.AsOf, cancellationToken);
        }

        await new AnswerProvider(world, settings).RunAsync(now, judged, cancellationToken);
        Telemetry.Answered(now.Status.Code());
        world.Log.LogInformation("Submission {Number} of {Ukprn}: {Status}", now.Number, now.Ukprn, now.Status);
    }

    /// <summary>FILE_10: where an earlier receipt stands for these bytes, it is pointed to and nothing is judged.</summary>
    private async Task<bool> SettleDuplicateAsync(SubmissionRow submission, PilotSettings settings, CancellationToken cancellationToken)
    {
        await using var context = world.Database.Open();
        var same = await context.Submissions.AsNoTracking()
            .Where(row => row.Folder == submission.Folder && row.Sha256 == submission.Sha256 && row.Number < submission.Number && row.JudgementId != null)
            .OrderBy(row => row.Number)
            .ToListAsync(cancellationToken);
        var earlier = new List<EarlierJudgement>(same.Count);
        foreach (var submissionRow in same)
        {
            var judged = await context.Judgements.AsNoTracking().FirstAsync(row => row.Id == submissionRow.JudgementId, cancellationToken);
            var fatal = await context.RuleCounts.Where(count => count.JudgementId == judged.Id && count.Severity == Severity.F).Select(count => count.RuleId).ToListAsync(cancellationToken);
            earlier.Add(new EarlierJudgement(submissionRow.Number, judged.Status, judged.SettingsVersion, fatal));
        }

        if (EarlierJudgement.StandingFor(earlier, settings.Version) is not { } first)
        {
            return false;
        }

        await context.Submissions.Where(row => row.Number == submission.Number && row.Status == SubmissionStatus.Received)
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Status, SubmissionStatus.Duplicate)
                .SetProperty(row => row.DuplicateOf, first), cancellationToken);
        return true;
    }
}
