using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Funding;

/// <summary>The day on which a row's start qualifies (funding.md section 2): the threshold of its first accepted planned length, the first day being day 1.</summary>
public static class QualifyingDate
{
    public static DateOnly Of(HeldEnrolment row, PilotSettings settings)
    {
        var plannedDays = row.FirstPlannedEndDate.DayNumber - row.Newest.StartDate.DayNumber + 1;
        return row.Newest.StartDate.AddDays(settings.QualifyingDaysOf(plannedDays) - 1);
    }

    /// <summary>The learner was in learning on that day, as far as is known: no end before it, or the course was completed.</summary>
    public static bool IsReached(CourseRow row, PilotSettings settings) =>
        row.Completion?.Newest is not { } end || end.CompStatus == CompStatusCode.Completed || end.ActualEndDate >= Of(row.Enrolment, settings);
}
