using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>Why there is no course to explain: the provider, or the learner, is not among what is held.</summary>
internal sealed class ExplainMissingLearner(PilotServices services)
{
    /// <param name="learner">The learner reference that was asked for; null = all of the provider's.</param>
    public async Task<string> ExplainAsync(Ukprn ukprn, string? learner, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var provider = settings.Providers.FirstOrDefault(otherProvider => otherProvider.Ukprn == ukprn);
        if (provider is null)
        {
            return $"{ukprn} is not a provider of the pilot.";
        }

        if (learner is null)
        {
            return $"No enrolment of {provider.Name} is accepted yet.";
        }

        var nothing = $"{provider.Name} has no accepted enrolment with the learner reference {learner}.";
        if (new FactsReader(services.Database).ReadReturns(ukprn, DateTime.MaxValue).ToFacts().InErrorIn.Keys.Any(key => key.LearnerRef == LearnerReference.KeyOf(learner)))
        {
            return nothing + " The enrolment was accepted before and is now reported in error, so nothing is earned by it. "
                + "What would change it: an enrolment return in which Reported in error of that row is blank or N.";
        }

        return await RejectedAsync(ukprn, learner, cancellationToken) is { } rejected ? $"{nothing} {rejected}" : nothing;
    }

    /// <summary>What was wrong in the newest return that had a row of the learner rejected; null where none had.</summary>
    private async Task<string?> RejectedAsync(Ukprn ukprn, string learner, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var judged = await context.Submissions.AsNoTracking()
            .Where(submission => submission.JudgementId != null)
            .Join(context.Judgements.AsNoTracking().Where(judgement => judgement.Ukprn == ukprn.Value && judgement.Kind == ReturnKind.Enrolment), submission => submission.JudgementId, submission => submission.Id, (submission, judgement) => judgement)
            .Join(context.Receipts, row => row.Id, receipt => receipt.JudgementId, (row, receipt) => new { row.SubmissionNumber, Receipt = receipt.Text })
            .OrderByDescending(found => found.SubmissionNumber)
            .ToListAsync(cancellationToken);
        foreach (var item in judged)
        {
            var found = Receipt.FromJson(System.Text.Encoding.UTF8.GetBytes(item.Receipt)).Violations
                .Where(finding => finding.LearnerRef is { } reference && LearnerReference.KeyOf(reference) == LearnerReference.KeyOf(learner) && finding.Severity == nameof(Severity.E))
                .ToList();
            if (found.Count > 0)
            {
                return $"A row of the learner was rejected in submission {item.SubmissionNumber}: "
                    + string.Join(" ", found.Select(finding => $"{finding.Message} What would change it: {finding.Fix}"));
            }
        }

        return null;
    }
}
