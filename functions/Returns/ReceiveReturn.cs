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
    public async Task<int?> RunAsync(string blobName, string? sentBy, CancellationToken cancel)
    {
        using var receiving = Telemetry.Begin("receive");
        if (RegisterSubmission.FolderOf(blobName) is null)
        {
            await new RecordFailure(world).MisplacedAsync(RegisterSubmission.Uploads, blobName, cancel);
            return null;
        }

        if (await new RegisterSubmission(world).RunAsync(blobName, sentBy, cancel) is not { } submission)
        {
            return null;
        }

        receiving?.SetTag("pilot.submission", submission.Number);
        var failed = await AnswerFolderAsync(submission.Folder, cancel);
        if (failed.TryGetValue(submission.Number, out var failure))
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return submission.Number;
    }

    /// <summary>Goes on with every submission whose answer is still owed.</summary>
    /// <returns>How many folders had some, and the submissions that failed for a reason of their own: the others went on without them.</returns>
    public async Task<(int Folders, IReadOnlyCollection<int> Failed)> FinishAsync(CancellationToken cancel)
    {
        List<string> folders;
        await using (var context = world.Database.Open())
        {
            folders = await context.Submissions.AsNoTracking()
                .Where(one => one.AnsweredAt == null)
                .Select(one => one.Folder).Distinct().ToListAsync(cancel);
        }

        var failed = new List<int>();
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            failed.AddRange((await AnswerFolderAsync(folder, cancel)).Keys);
        }

        return (folders.Count, failed);
    }

    /// <summary>Judges a submission again under the settings now in force, from its kept copy, as of its own day.</summary>
    /// <returns>Whether anything was decided differently.</returns>
    /// <exception cref="NotPossibleException">There is no such submission, it was not judged, or its file is kept no more.</exception>
    public async Task<bool> JudgeAgainAsync(int number, CancellationToken cancel)
    {
        SubmissionRow? submission;
        await using (var context = world.Database.Open())
        {
            submission = await context.Submissions.AsNoTracking().FirstOrDefaultAsync(one => one.Number == number, cancel);
        }

        if (submission is { PurgedAt: { } gone })
        {
            throw new NotPossibleException($"The file of submission {number} was removed on {Words.Date(LondonTime.DateOf(new DateTimeOffset(gone)))}: its time was over. Its last judgement stands.");
        }

        if (submission is { Status: SubmissionStatus.Failed, JudgementId: null })
        {
            await new RetryFailed(world).OneAsync(submission, "office", cancel);
            return true;
        }

        if (submission is not { JudgementId: not null })
        {
            throw new NotPossibleException(submission is null
                ? $"There is no submission {number}."
                : $"Submission {number} was not judged: its status is {submission.Status.Code()}.");
        }

        bool changed;
        await using (await world.Leases.AcquireAsync("provider " + submission.Folder, Patience, cancel))
        {
            var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancel);
            changed = await JudgeAgainAsync(submission, settings, cancel);
        }

        await AnswerFolderAsync(submission.Folder, cancel);
        return changed;
    }

    private async Task<bool> JudgeAgainAsync(SubmissionRow submission, PilotSettings settings, CancellationToken cancel)
    {
        try
        {
            return await new JudgeSubmission(world, settings).AgainAsync(submission, world.UtcNow, cancel) is not null;
        }
        catch (CopyLostException)
        {
            throw new NotPossibleException($"The file of submission {submission.Number} is lost or damaged: its last judgement stands. Put it back from a backup first.");
        }
    }

    /// <summary>Answers every submission of a provider whose answer is owed, and draws the statement that is owed with it.</summary>
    /// <returns>What failed for a reason of its own, by number.</returns>
    internal async Task<IReadOnlyDictionary<int, Exception>> AnswerFolderAsync(string folder, CancellationToken cancel)
    {
        IReadOnlyDictionary<int, Exception> failed;
        await using (await world.Leases.AcquireAsync("provider " + folder, Patience, cancel))
        {
            failed = await AnswerInTurnAsync(folder, cancel);
        }

        // After the answers: they do not wait for it, and files that came together share one drawing.
        if (Ukprn.TryParse(folder, out var ukprn))
        {
            await new RefreshStatements(world).RunAsync(ukprn, cancel);
        }

        return failed;
    }

    /// <summary>
    /// Uploads of one provider are processed one after another, in the order of their numbers. One that fails for a reason of its own does
    /// not keep the later ones from their answers: the order of arrival changes no fact. Where a store is at fault, all stop.
    /// </summary>
    private async Task<IReadOnlyDictionary<int, Exception>> AnswerInTurnAsync(string folder, CancellationToken cancel)
    {
        var failed = new SortedDictionary<int, Exception>();
        while (true)
        {
            SubmissionRow? next;
            var skipped = failed.Keys.ToArray();
            await using (var context = world.Database.Open())
            {
                next = await context.Submissions.AsNoTracking()
                    .Where(one => one.Folder == folder && one.AnsweredAt == null && !skipped.Contains(one.Number))
                    .OrderBy(one => one.Number)
                    .FirstOrDefaultAsync(cancel);
            }

            if (next is null)
            {
                return failed;
            }

            try
            {
                await AnswerAsync(next, cancel);
            }
            catch (Exception failure) when (!PassingFault.Is(failure))
            {
                world.Log.LogError("Submission {Number} failed: {Failure}", next.Number, FailureReport.Describe(failure));
                Telemetry.Failed();
                failed[next.Number] = failure;
            }
        }
    }

    private async Task AnswerAsync(SubmissionRow submission, CancellationToken cancel)
    {
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancel);
        if (submission.Status == SubmissionStatus.Received && !await new RegisterSubmission(world).KeepCopyAsync(submission, cancel))
        {
            await new RecordFailure(world).MarkAsync(submission, "it was replaced or removed before it was read", cancel);
        }
        else if (submission.Status == SubmissionStatus.Received && !await SettleDuplicateAsync(submission, settings, cancel))
        {
            await new JudgeSubmission(world, settings).FirstTimeAsync(submission, cancel);
        }

        await using var context = world.Database.Open();
        var now = await context.Submissions.AsNoTracking().FirstAsync(one => one.Number == submission.Number, cancel);
        var judged = now.JudgementId is null ? null : await context.Judgements.AsNoTracking().FirstAsync(one => one.Id == now.JudgementId, cancel);
        if (judged is { Status: SubmissionStatus.Accepted or SubmissionStatus.PartlyAccepted })
        {
            var behind = judged.Kind == ReturnKind.Completion ? judged : null;
            await new JudgeSubmission(world, settings).CompletionsAgainAsync(judged.Ukprn, behind, judged.AsOf, cancel);
        }

        await new AnswerProvider(world, settings).RunAsync(now, judged, cancel);
        Telemetry.Answered(now.Status.Code());
        world.Log.LogInformation("Submission {Number} of {Ukprn}: {Status}", now.Number, now.Ukprn, now.Status);
    }

    /// <summary>FILE_10: where an earlier receipt stands for these bytes, it is pointed to and nothing is judged.</summary>
    private async Task<bool> SettleDuplicateAsync(SubmissionRow submission, PilotSettings settings, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var same = await context.Submissions.AsNoTracking()
            .Where(one => one.Folder == submission.Folder && one.Sha256 == submission.Sha256 && one.Number < submission.Number && one.JudgementId != null)
            .OrderBy(one => one.Number)
            .ToListAsync(cancel);
        var earlier = new List<EarlierJudgement>(same.Count);
        foreach (var one in same)
        {
            var judged = await context.Judgements.AsNoTracking().FirstAsync(row => row.Id == one.JudgementId, cancel);
            var fatal = await context.RuleCounts.Where(count => count.JudgementId == judged.Id && count.Severity == Severity.F).Select(count => count.RuleId).ToListAsync(cancel);
            earlier.Add(new EarlierJudgement(one.Number, judged.Status, judged.SettingsVersion, fatal));
        }

        if (EarlierJudgement.StandingFor(earlier, settings.Version) is not { } first)
        {
            return false;
        }

        await context.Submissions.Where(one => one.Number == submission.Number && one.Status == SubmissionStatus.Received)
            .ExecuteUpdateAsync(set => set
                .SetProperty(one => one.Status, SubmissionStatus.Duplicate)
                .SetProperty(one => one.DuplicateOf, first), cancel);
        return true;
    }
}
