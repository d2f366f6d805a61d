using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>What one reconciliation line may come to by 31 March. Money in pounds.</summary>
public sealed record YearEndForecast(ReconciliationLine Line, int OpenMilestones, decimal OpenGbp)
{
    /// <summary>The assumption, in the words that stand on Notes.</summary>
    public const string Assumption =
        "Earned to date, and the start and completion payments still open that are expected by 31 March, if everyone in learning stays, qualifies "
        + "on time, completes on the planned end date and achieves. Held amounts, breaks in learning, outcomes still to come and new starts are not in it.";

    public decimal ForecastGbp => Line.EarnedYtd + OpenGbp;

    /// <summary>What is still to be paid for the year on 31 March, never above the allocation.</summary>
    public decimal AccrualGbp => Math.Min(ForecastGbp, Line.AllocationGbp) + Line.ManualAdjustmentsYtd - Line.PaidYtd;

    /// <summary>What the forecast leaves of the allocation; never below 0.</summary>
    public decimal UnusedGbp => Math.Max(0, Line.AllocationGbp - ForecastGbp);

    /// <summary>What the forecast comes to above the allocation, and would not be funded.</summary>
    public decimal OverGbp => Math.Max(0, ForecastGbp - Line.AllocationGbp);

    /// <param name="courses">Of the line's provider and qualification.</param>
    internal static YearEndForecast For(ReconciliationLine line, IEnumerable<MeasuredCourse> courses, PilotSettings settings, LedgerDecisions decisions)
    {
        decimal[] open = [.. courses.SelectMany(course => Open(course, line.FundingYear, settings, decisions))];
        return new YearEndForecast(line, open.Length, open.Sum());
    }

    private static IEnumerable<decimal> Open(MeasuredCourse course, FundingYear year, PilotSettings settings, LedgerDecisions decisions)
    {
        if (course.State != CourseState.InLearning || course.Course.Start.Decision is not (Decision.NotYet or Decision.Funded or Decision.PartFunded or Decision.UnfundedCap))
        {
            yield break;
        }

        if (CourseAmounts.Of(course.Course, settings, decisions) is not { } worth)
        {
            yield break;
        }

        if (course.Course.Start.Decision == Decision.NotYet && year.Contains(course.QualifyingDate))
        {
            yield return worth.Start;
        }

        if (course.Course.Completion.Decision == Decision.NotYet && year.Contains(course.PlannedEnd))
        {
            yield return worth.Completion;
        }
    }
}
