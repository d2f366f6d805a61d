using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Functions.Settings;
using Pilot.Reporting.Returns;
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
        if (await new RegisterSubmission(world).RunAsync(blobName, sentBy, cancel) is not { } submission)
        {
            return null;
        }

        await AnswerFolderAsync(submission.Folder, cancel);
        return submission.Number;
    }

    /// <summary>Goes on with every submission whose answer is still owed.</summary>
    public async Task<int> FinishAsync(CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var folders = await context.Submissions.AsNoTracking()
            .Where(one => one.AnsweredAt == null)
            .Select(one => one.Folder).Distinct().ToListAsync(cancel);
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            await AnswerFolderAsync(folder, cancel);
        }

        return folders.Count;
    }

    /// <summary>Judges a submission again under the settings now in force, from its kept copy, as of its own day.</summary>
    /// <returns>Whether anything was decided differently.</returns>
    /// <exception cref="NotPossibleException">There is no such submission, or it was not judged.</exception>
    public async Task<bool> JudgeAgainAsync(int number, CancellationToken cancel)
    {
        SubmissionRow? submission;
        await using (var context = world.Database.Open())
        {
            submission = await context.Submissions.AsNoTracking().FirstOrDefaultAsync(one => one.Number == number, cancel);
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
            changed = await new JudgeSubmission(world, settings).AgainAsync(submission, world.UtcNow, cancel) is not null;
        }

        await AnswerFolderAsync(submission.Folder, cancel);
        return changed;
    }

    /// <summary>Uploads of one provider are processed one after another, in the order of their numbers.</summary>
    private async Task AnswerFolderAsync(string folder, CancellationToken cancel)
    {
        await using var turn = await world.Leases.AcquireAsync("provider " + folder, Patience, cancel);
        while (true)
        {
            SubmissionRow? next;
            await using (var context = world.Database.Open())
            {
                next = await context.Submissions.AsNoTracking()
                    .Where(one => one.Folder == folder && one.AnsweredAt == null)
                    .OrderBy(one => one.Number)
                    .FirstOrDefaultAsync(cancel);
            }

            if (next is null)
            {
                return;
            }

            await AnswerAsync(next, cancel);
        }
    }

    private async Task AnswerAsync(SubmissionRow submission, CancellationToken cancel)
    {
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancel);
        if (submission.Status == SubmissionStatus.Received && !await SettleDuplicateAsync(submission, settings, cancel))
        {
            await new JudgeSubmission(world, settings).FirstTimeAsync(submission, cancel);
        }

        await using var context = world.Database.Open();
        var now = await context.Submissions.AsNoTracking().FirstAsync(one => one.Number == submission.Number, cancel);
        var judged = now.JudgementId is null ? null : await context.Judgements.AsNoTracking().FirstAsync(one => one.Id == now.JudgementId, cancel);
        if (judged is { Status: SubmissionStatus.Accepted or SubmissionStatus.PartlyAccepted })
        {
            var behind = judged.Kind == ReturnKind.Completion ? judged : null;
            await new JudgeSubmission(world, settings).CompletionsAgainAsync(judged.Ukprn, behind, submission.ReceivedAt, cancel);
        }

        await new AnswerProvider(world, settings).RunAsync(now, judged, cancel);
        world.Log.LogInformation("Submission {Number} of {Folder}: {Status}", now.Number, now.Folder, now.Status);
    }

    /// <summary>
    /// FILE_10. A file that was rejected because of the day on which it came (a period not begun, a date in the future) is judged again
    /// when it comes again: the same bytes may be right by then.
    /// </summary>
    private async Task<bool> SettleDuplicateAsync(SubmissionRow submission, PilotSettings settings, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var same = await context.Submissions.AsNoTracking()
            .Where(one => one.Folder == submission.Folder && one.Sha256 == submission.Sha256 && one.Number < submission.Number && one.JudgementId != null)
            .OrderBy(one => one.Number)
            .ToListAsync(cancel);
        foreach (var first in same)
        {
            var judged = await context.Judgements.AsNoTracking().FirstAsync(one => one.Id == first.JudgementId, cancel);
            var ofTheDay = judged.Status == SubmissionStatus.Rejected
                && await context.RuleCounts.AnyAsync(one => one.JudgementId == judged.Id && (one.RuleId == "DECL_04" || one.RuleId == "DECL_05"), cancel);
            if (judged.Status == SubmissionStatus.Accepted || (judged.SettingsVersion == settings.Version && !ofTheDay))
            {
                await context.Submissions.Where(one => one.Number == submission.Number && one.Status == SubmissionStatus.Received)
                    .ExecuteUpdateAsync(set => set
                        .SetProperty(one => one.Status, SubmissionStatus.Duplicate)
                        .SetProperty(one => one.DuplicateOf, first.Number), cancel);
                return true;
            }
        }

        return false;
    }
}
