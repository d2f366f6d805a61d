using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>The completions of a provider, return by return, under the enrolments that they belong to.</summary>
internal sealed class HoldCompletions(Ukprn ukprn, HoldEnrolments enrolments)
{
    private readonly Dictionary<RowKey, (CompletionAt At, int Submission, int Return)> _held = [];
    private int _returns;

    public void Take(AcceptedReturn accepted)
    {
        _returns++;
        foreach (var at in accepted.Completions)
        {
            if (enrolments.Resolve(at.Row.Key) is { } key)
            {
                var row = key == at.Row.Key ? at.Row : at.Row with { StartDate = key.StartDate };
                _held[key] = (at with { Row = row }, accepted.Submission.Number, _returns);
            }
        }
    }

    public List<HeldCompletion> Held() => _held
        .Where(pair => !pair.Value.At.Row.ReportedInError && !enrolments.IsReportedInError(pair.Key))
        .OrderBy(pair => pair.Key)
        .Select(pair => new HeldCompletion
        {
            Ukprn = ukprn,
            Row = pair.Value.At.Row,
            SubmissionNumber = pair.Value.Submission,
            ExcelRow = pair.Value.At.ExcelRow,
            Stale = pair.Value.Return != _returns && (pair.Value.At.Row.CompStatus == "6" || pair.Value.At.Row.Outcome == "8"),
        })
        .ToList();
}
