using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>
/// From everything accepted of one provider to what is held of it (returns.md section 5): the newest version of each row, rows missing
/// from later files carried forward, temporary ULNs re-linked, corrected start dates followed, rows reported in error left out. The
/// result depends on the returns, not on the order in which they came.
/// </summary>
public static class GatherFacts
{
    /// <param name="submissions">Every submission of the provider as it stands, rejected ones too.</param>
    /// <param name="accepted">The accepted returns with their rows, in any order.</param>
    /// <param name="withHistory">What the returns said of each row, one after the other: monitors ask for it.</param>
    public static ProviderFacts Of(Ukprn ukprn, IEnumerable<JudgedSubmission> submissions, IReadOnlyList<AcceptedReturn> accepted, bool withHistory = true)
    {
        if (accepted.Count == 0)
        {
            return new ProviderFacts(ukprn, submissions.OrderBy(submission => submission.Number).ToList(), [], []);
        }

        var ordered = accepted.OrderBy(acceptedReturn => acceptedReturn.Submission, AcceptedReturn.Supersession).ToList();
        var enrolmentReturns = ordered.Where(acceptedReturn => acceptedReturn.Submission.Kind == ReturnKind.Enrolment).ToList();
        var completionReturns = ordered.Where(acceptedReturn => acceptedReturn.Submission.Kind == ReturnKind.Completion).ToList();

        var keys = LearnerKeyByReference.Link(enrolmentReturns);
        var ends = new EndHistory(completionReturns);
        var enrolments = new MergeEnrolments(ukprn, keys, ends);
        foreach (var enrolmentReturn in enrolmentReturns)
        {
            enrolments.Take(enrolmentReturn);
        }

        var completions = new MergeCompletions(ukprn, enrolments);
        foreach (var completionReturn in completionReturns)
        {
            completions.Take(completionReturn);
        }

        var heldCompletions = completions.Held();
        return new ProviderFacts(
            ukprn,
            submissions.OrderBy(submission => submission.Number).ToList(),
            enrolments.Held(heldCompletions, withHistory ? new ReturnHistory(enrolmentReturns) : null),
            heldCompletions)
        {
            InErrorIn = enrolments.InErrorIn(),
        };
    }
}
