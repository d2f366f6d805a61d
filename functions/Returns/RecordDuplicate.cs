using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>FILE_10: where an earlier receipt stands for these bytes, the submission points to it and nothing is judged.</summary>
internal sealed class RecordDuplicate(PilotServices services)
{
    /// <returns>Whether it is one.</returns>
    public async Task<bool> RunAsync(SubmissionRow submission, PilotSettings settings, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
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

        if (EarlierJudgement.InForceFor(earlier, settings.Version) is not { } first)
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
