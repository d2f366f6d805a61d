using Pilot.Reporting.Returns.Columns;
namespace Pilot.Reporting.Funding;

/// <summary>What a completed row's destination must be for the outcome to be earned (funding.md section 2, Outcome).</summary>
internal static class OutcomeConditions
{
    /// <summary>The first condition that is not met, or null.</summary>
    /// <param name="payer">The course whose rate year's scheme sets the window.</param>
    public static DecisionReason? Unmet(CourseDraft course, CourseRow row, CourseDraft payer, FundingTerms terms)
    {
        if (!EarnMilestones.HasCompleted(row))
        {
            return Explanation.NotCompleted(row);
        }

        var ended = row.Completion!.Newest.ActualEndDate;

        // AddMonths clamps to the month's end, as the window does.
        var lastDay = ended.AddMonths(terms.SchemeOf(payer).OutcomeWindowMonths);
        if (row.Completion.Newest.Destination is not { } destination)
        {
            return Explanation.NoDestination(lastDay);
        }

        if (!terms.IsPositive(destination, course.First.Newest.EmploymentStatus))
        {
            return Explanation.NotPositive(lastDay);
        }

        if (destination.Evidence is "" or DestEvidenceCode.None)
        {
            return Explanation.NoEvidence();
        }

        if (destination.CollectedOn < ended || destination.CollectedOn < destination.StartDate)
        {
            return Explanation.CollectedTooEarly(destination.CollectedOn, ended > destination.StartDate ? ended : destination.StartDate);
        }

        return destination.StartDate > lastDay ? Explanation.StartedTooLate(destination.StartDate, lastDay) : null;
    }
}
