using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>What each monitor counts. An end, an achievement or a destination after the as-of day is not seen.</summary>
public static class MonitorCounts
{
    public static Counted LongBreaks(MonitoredProvider provider)
    {
        var breaks = Latest(provider).Where(course => Ended(provider, course) is { CompStatus: "6" }).ToList();
        return new Counted(
            breaks.FindAll(course => provider.AsOf.DayNumber - course.Row.Completion!.Row.ActualEndDate.DayNumber >= provider.Limits.BreakDays), breaks.Count);
    }

    /// <summary>Judged once the days are over. A start on a day after the withdrawn one began counts, also one shortly before the withdrawal.</summary>
    public static Counted MovedNowhere(MonitoredProvider provider)
    {
        var moved = Latest(provider).Where(course => Ended(provider, course) is { CompStatus: "3", WithdrawReason: "40" }).ToList();
        var starts = provider.Courses.ToLookup(course => course.LearnerKey, course => course.StartDate);
        return new Counted(
            moved.FindAll(course =>
            {
                var lastDay = course.Row.Completion!.Row.ActualEndDate.AddDays(provider.Limits.MovedDays);
                return lastDay < provider.AsOf && !starts[course.Course.LearnerKey].Any(start => start > course.Course.StartDate && start <= lastDay);
            }),
            moved.Count);
    }

    public static Counted Missing(MonitoredProvider provider)
    {
        var continuing = Latest(provider).Where(course => course.Row.Completion is null).ToList();
        return new Counted(
            continuing.FindAll(course => course.Row.Enrolment.History is { } history && history.MissingQuarters >= provider.Limits.MissingReturns), continuing.Count);
    }

    public static Counted LeftSoon(MonitoredProvider provider)
    {
        var left = Latest(provider).Where(course => Ended(provider, course) is { CompStatus: "3" }).ToList();
        return new Counted(
            left.FindAll(course => (course.Row.Completion!.Row.ActualEndDate.DayNumber - QualifyingDate(provider, course.Row).DayNumber) is var days
                && days >= 0 && days <= provider.Limits.LeftSoonDays),
            left.Count);
    }

    /// <summary>What a provider's first return holds was never passed over: a late first return is late, and that is said elsewhere.</summary>
    public static Counted ReportedLate(MonitoredProvider provider)
    {
        var starts = provider.Courses.Select(course => new MonitoredCourse(course, course.Rows[0])).ToList();
        return new Counted(
            starts.FindAll(start => start.Row.Enrolment.History is { PassedOver: true } history
                && history.FirstReportedOn.DayNumber - start.Course.StartDate.DayNumber > provider.Limits.LateDays),
            starts.Count);
    }

    public static Counted OnTheLastDay(MonitoredProvider provider)
    {
        var destinations = Destinations(provider);
        return new Counted(destinations.FindAll(destination => destination.Row.Completion!.Row is var end
            && end.Destination!.StartDate == end.ActualEndDate.AddMonths(WindowMonths(provider, destination.Course))), destinations.Count);
    }

    public static Counted FromOutside(MonitoredProvider provider)
    {
        var inside = provider.Courses.Count(course => course.First.Row.Delivery.InWmca);
        var known = provider.Courses.Where(course => course.First.Row.Residence.Outward.Length > 0)
            .Select(course => new MonitoredCourse(course, course.Rows[0])).ToList();
        return new Counted(
            2 * inside > provider.Courses.Count ? known.FindAll(course => !course.Course.First.Row.Residence.InWmca) : [], known.Count);
    }

    public static Counted SharedEvidence(MonitoredProvider provider)
    {
        var with = Destinations(provider).FindAll(destination => !string.IsNullOrEmpty(destination.Row.Completion!.Row.Destination!.EvidenceRef));
        var shared = with.GroupBy(course => course.Row.Completion!.Row.Destination!.EvidenceRef!, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Select(course => course.Course.LearnerKey).Distinct().Count() >= provider.Limits.SharedEvidenceMin)
            .SelectMany(group => group)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return new Counted(with.FindAll(shared.Contains), with.Count);
    }

    public static Counted NotPass(MonitoredProvider provider)
    {
        var graded = Latest(provider).Where(course => Ended(provider, course) is { Outcome: "1", Grade: not null }).ToList();
        return new Counted(graded.FindAll(course => course.Row.Completion!.Row.Grade != "PA"), graded.Count);
    }

    public static Counted PutOff(MonitoredProvider provider) => new(
        [
            .. provider.Courses
                .Select(course => (Course: course, Row: course.Rows.FirstOrDefault(row => row.Enrolment.History is { } history && history.PutOffQuarters >= provider.Limits.PutOffReturns)))
                .Where(pair => pair.Row is not null)
                .Select(pair => new MonitoredCourse(pair.Course, pair.Row!)),
        ],
        provider.Courses.Count);

    private static IEnumerable<MonitoredCourse> Latest(MonitoredProvider provider) =>
        provider.Courses.Select(course => new MonitoredCourse(course, course.Latest));

    private static Returns.Columns.Completion? Ended(MonitoredProvider provider, MonitoredCourse course) =>
        course.Row.Completion?.Row is { } end && end.ActualEndDate <= provider.AsOf ? end : null;

    private static List<MonitoredCourse> Destinations(MonitoredProvider provider) => Latest(provider)
        .Where(course => Ended(provider, course)?.Destination is { } destination && destination.StartDate <= provider.AsOf)
        .ToList();

    private static int WindowMonths(MonitoredProvider provider, Course course) =>
        provider.Settings.SchemeOf(FundingYear.Containing(course.StartDate)).OutcomeWindowMonths;

    private static DateOnly QualifyingDate(MonitoredProvider provider, CourseRow row)
    {
        var start = row.Enrolment.Row.StartDate;
        return start.AddDays(provider.Settings.QualifyingDaysOf(row.Enrolment.FirstPlannedEndDate.DayNumber - start.DayNumber + 1) - 1);
    }
}
