using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// Outcomes are at most completions, completions at most qualifying starts, qualifying starts at most starts, per cohort: courses by
/// the quarter of their first start, all milestones to date (funding.md section 2). A breach is a defect, and nothing is published.
/// </summary>
public static class CheckFunnel
{
    /// <exception cref="RunRefusedException">A cohort breaks the funnel.</exception>
    public static void Run(IEnumerable<Course> courses)
    {
        var cohorts = new Dictionary<Quarter, (int Starts, int Qualifying, int Completions, int Outcomes)>();
        foreach (var course in courses)
        {
            var cohort = Quarter.Containing(course.StartDate);
            var so = cohorts.GetValueOrDefault(cohort);
            cohorts[cohort] = (
                so.Starts + 1,
                so.Qualifying + (course.HasQualifyingStart ? 1 : 0),
                so.Completions + (course.Completion.IsQualifying ? 1 : 0),
                so.Outcomes + (course.Outcome.IsQualifying ? 1 : 0));
        }

        foreach (var (cohort, (starts, qualifying, completions, outcomes)) in cohorts)
        {
            if (outcomes > completions || completions > qualifying || qualifying > starts)
            {
                throw new RunRefusedException(
                    $"of the courses that started in {cohort.Words}, {starts} started, {qualifying} qualified, {completions} completed and {outcomes} had an outcome");
            }
        }
    }
}
