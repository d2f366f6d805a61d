using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// Milestones that held learners may still earn, by the funding year in which they would be dated at the latest: a start on its
/// qualifying date, a completion on the planned end, an outcome on the last day of its window (funding.md section 1).
/// </summary>
public static class FindOpenCommitments
{
    /// <param name="today">An outcome whose window had closed by then is not open any more.</param>
    public static IReadOnlyList<OpenCommitment> Run(FundingRun run, PilotSettings settings, DateOnly today) =>
        run.Courses
            .SelectMany(course => Open(course, settings, today).Select(open => (course.Ukprn, course.Qualification, Year: FundingYear.Containing(open.Date))))
            .GroupBy(entry => entry)
            .Select(group => new OpenCommitment(group.Key.Ukprn, group.Key.Qualification, group.Key.Year, group.Count()))
            .OrderBy(commitment => commitment.Ukprn).ThenBy(commitment => commitment.Qualification, StringComparer.Ordinal).ThenBy(commitment => commitment.FundingYear)
            .ToList();

    /// <summary>The milestones that one course may still earn, each with the latest day on which it would be dated.</summary>
    public static IEnumerable<(Milestone Milestone, DateOnly Date)> Open(Course course, PilotSettings settings, DateOnly today)
    {
        var latest = course.Latest;
        var inLearning = latest.Completion is null;
        var startsYet = course.Start.Decision == Decision.NotYet && course.Start.Date is not null && inLearning;
        if (!startsYet && !course.HasQualifyingStart)
        {
            yield break;
        }

        if (startsYet)
        {
            yield return (Milestone.Start, course.Start.Date!.Value);
        }

        var completesYet = course.Completion.Decision == Decision.NotYet && (inLearning || latest.Completion!.Newest is { CompStatus: CompStatusCode.Completed, Outcome: OutcomeCode.NotYetKnown });
        if (completesYet)
        {
            yield return (Milestone.Completion, latest.LastDay);
        }

        var windowCloses = latest.LastDay.AddMonths(settings.SchemeOf(FundingYear.Containing(course.StartDate)).OutcomeWindowMonths);
        if (course.Outcome.Decision == Decision.NotYet && windowCloses >= today && (completesYet || course.Completion.IsQualifying))
        {
            yield return (Milestone.Outcome, windowCloses);
        }
    }
}
