using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>The completions of a provider, return by return, under the enrolments that they belong to.</summary>
internal sealed class MergeCompletions(Ukprn ukprn, MergeEnrolments enrolments)
{
    private readonly Dictionary<RowKey, (NumberedCompletion At, int Submission, int Return)> _held = [];
    private int _returns;

    public void Take(AcceptedReturn accepted)
    {
        _returns++;
        foreach (var at in accepted.Completions)
        {
            if (enrolments.Resolve(at.Completion.Key) is { } key)
            {
                var row = key == at.Completion.Key ? at.Completion : at.Completion with { StartDate = key.StartDate };
                _held[key] = (at with { Completion = row }, accepted.Submission.Number, _returns);
            }
        }
    }

    public List<HeldCompletion> Held() => _held
        .Where(pair => !pair.Value.At.Completion.ReportedInError && !enrolments.IsReportedInError(pair.Key))
        .OrderBy(pair => pair.Key)
        .Select(pair => new HeldCompletion
        {
            Ukprn = ukprn,
            Newest = pair.Value.At.Completion,
            SubmissionNumber = pair.Value.Submission,
            ExcelRow = pair.Value.At.ExcelRow,
            Stale = pair.Value.Return != _returns && (pair.Value.At.Completion.CompStatus == CompStatusCode.BreakInLearning || pair.Value.At.Completion.Outcome == OutcomeCode.NotYetKnown),
        })
        .ToList();
}
