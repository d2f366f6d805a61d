using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>An accepted return with the rows that were accepted from it, in the order of the sheet.</summary>
public sealed record AcceptedReturn(
    JudgedSubmission Submission, IReadOnlyList<NumberedEnrolment> Enrolments, IReadOnlyList<NumberedCompletion> Completions)
{
    /// <summary>Returns of one provider and kind supersede in this order (returns.md section 5), whatever the order of their arrival.</summary>
    public static IComparer<JudgedSubmission> Supersession { get; } = Comparer<JudgedSubmission>.Create(static (submission, other) =>
    {
        var byPeriod = Nullable.Compare(submission.Period, other.Period);
        if (byPeriod != 0)
        {
            return byPeriod;
        }

        var byDate = Nullable.Compare(submission.PreparedOn, other.PreparedOn);
        return byDate != 0 ? byDate : submission.Number.CompareTo(other.Number);
    });

    /// <summary>Where a return stands in that order, without its number: comparable between the two kinds of return.</summary>
    internal (Quarter Period, DateOnly PreparedOn) Order => (Submission.Period!.Value, Submission.PreparedOn!.Value);
}
