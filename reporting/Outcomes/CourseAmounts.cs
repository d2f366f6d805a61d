using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>What the milestones of a course would pay at its rate: that of a clearance, else that of the line of the year in which it started.</summary>
internal static class CourseAmounts
{
    /// <summary>Pounds; null where the year in which the course started has no allocation line.</summary>
    public static (decimal Start, decimal Completion, decimal Outcome)? Of(Course course, PilotSettings settings, LedgerDecisions decisions)
    {
        var startYear = FundingYear.Containing(course.StartDate);
        if (settings.FindAllocation(course.Ukprn, course.Qualification, startYear) is not { } line)
        {
            return null;
        }

        var scheme = settings.SchemeOf(startYear);
        return Money.Split(Money.Round(decisions.RateOf(course.Rows) ?? line.UnitRateGbp), scheme.StartPct, scheme.CompletionPct);
    }
}
