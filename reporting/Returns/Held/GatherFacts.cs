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
    public static ProviderFacts Of(Ukprn ukprn, IEnumerable<JudgedSubmission> submissions, IReadOnlyList<AcceptedReturn> accepted)
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
            WithHistory(enrolments.Held(heldCompletions), new ReturnHistory(enrolmentReturns)),
            heldCompletions)
        {
            InErrorIn = enrolments.InErrorIn(),
        };
    }

    private static List<HeldEnrolment> WithHistory(List<HeldEnrolment> held, ReturnHistory history) =>
        held.ConvertAll(row => row with { History = history.Of(row) });
}
