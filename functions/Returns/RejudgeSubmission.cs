using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>Judges a submission again under the settings now in force, from its kept copy, as of its own day.</summary>
internal sealed class RejudgeSubmission(PilotServices services)
{
    /// <returns>Whether anything was decided differently.</returns>
    /// <exception cref="CannotBeDoneException">There is no such submission, it was not judged, or its file is no longer kept.</exception>
    public async Task<bool> RunAsync(int number, CancellationToken cancellationToken)
    {
        SubmissionRow? submission;
        await using (var context = services.Database.Open())
        {
            submission = await context.Submissions.AsNoTracking().FirstOrDefaultAsync(row => row.Number == number, cancellationToken);
        }

        if (submission is { PurgedAt: { } gone })
        {
            throw new CannotBeDoneException($"The file of submission {number} was removed on {Display.Date(LondonTime.DateOf(new DateTimeOffset(gone)))}: its time was over. Its last judgement stands.");
        }

        if (submission is { Status: SubmissionStatus.Failed, JudgementId: null })
        {
            await new RetryFailed(services).RetryAsync(submission, "office", cancellationToken);
            return true;
        }

        if (submission is not { JudgementId: not null })
        {
            throw new CannotBeDoneException(submission is null
                ? $"There is no submission {number}."
                : $"Submission {number} was not judged: its status is {submission.Status.Code()}.");
        }

        bool changed;
        await using (await services.Leases.AcquireProviderAsync(submission.Folder, cancellationToken))
        {
            var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
            changed = await JudgeAsync(submission, settings, cancellationToken);
        }

        await new ReceiveReturn(services).AnswerFolderAsync(submission.Folder, cancellationToken);
        return changed;
    }

    private async Task<bool> JudgeAsync(SubmissionRow submission, PilotSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await new JudgeSubmission(services, settings).JudgeAgainAsync(submission, services.UtcNow, cancellationToken) is not null;
        }
        catch (CopyLostException)
        {
            throw new CannotBeDoneException($"The file of submission {submission.Number} is lost or damaged: its last judgement stands. Put it back from a backup first.");
        }
    }
}
