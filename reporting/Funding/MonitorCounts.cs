using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>What each monitor counts. An end, an achievement or a destination after the as-of day is not seen.</summary>
public static class MonitorCounts
{
    public static PatternCount LongBreaks(MonitoredProvider provider)
    {
        var breaks = Latest(provider).Where(course => Ended(provider, course) is { CompStatus: CompStatusCode.BreakInLearning }).ToList();
        return new PatternCount(
            breaks.FindAll(course => provider.AsOf.DayNumber - course.CourseRow.Completion!.Newest.ActualEndDate.DayNumber >= provider.Thresholds.BreakDays), breaks.Count);
    }

    /// <summary>Judged once the days are over. A start on a day after the withdrawn one began counts, also one shortly before the withdrawal.</summary>
    public static PatternCount MovedNowhere(MonitoredProvider provider)
    {
        var moved = Latest(provider).Where(course => Ended(provider, course) is { CompStatus: CompStatusCode.Withdrawn, WithdrawReason: WithdrawReasonCode.Moved }).ToList();
        var starts = provider.Courses.ToLookup(course => course.LearnerKey, course => course.StartDate);
        return new PatternCount(
            moved.FindAll(course =>
            {
                var lastDay = course.CourseRow.Completion!.Newest.ActualEndDate.AddDays(provider.Thresholds.MovedDays);
                return lastDay < provider.AsOf && !starts[course.Course.LearnerKey].Any(start => start > course.Course.StartDate && start <= lastDay);
            }),
            moved.Count);
    }

    public static PatternCount Missing(MonitoredProvider provider)
    {
        var continuing = Latest(provider).Where(course => course.CourseRow.Completion is null).ToList();
        return new PatternCount(
            continuing.FindAll(course => course.CourseRow.Enrolment.History is { } history && history.MissingQuarters >= provider.Thresholds.MissingReturns), continuing.Count);
    }

    public static PatternCount LeftSoon(MonitoredProvider provider)
    {
        var left = Latest(provider).Where(course => Ended(provider, course) is { CompStatus: CompStatusCode.Withdrawn }).ToList();
        return new PatternCount(
            left.FindAll(course => (course.CourseRow.Completion!.Newest.ActualEndDate.DayNumber - QualifyingDate.Of(course.CourseRow.Enrolment, provider.Settings).DayNumber) is var days
                && days >= 0 && days <= provider.Thresholds.LeftSoonDays),
            left.Count);
    }

    /// <summary>What a provider's first return holds was never passed over: a late first return is late, and that is said elsewhere.</summary>
    public static PatternCount ReportedLate(MonitoredProvider provider)
    {
        var starts = provider.Courses.Select(course => new MonitoredCourse(course, course.Rows[0])).ToList();
        return new PatternCount(
            starts.FindAll(start => start.CourseRow.Enrolment.History is { PassedOver: true } history
                && history.FirstReportedOn.DayNumber - start.Course.StartDate.DayNumber > provider.Thresholds.LateDays),
            starts.Count);
    }

    public static PatternCount OnTheLastDay(MonitoredProvider provider)
    {
        var destinations = Destinations(provider);
        return new PatternCount(destinations.FindAll(destination => destination.CourseRow.Completion!.Newest is var end
            && end.Destination!.StartDate == end.ActualEndDate.AddMonths(WindowMonths(provider, destination.Course))), destinations.Count);
    }

    public static PatternCount FromOutside(MonitoredProvider provider)
    {
        var inside = provider.Courses.Count(course => course.First.Newest.Delivery.InWmca);
        var known = provider.Courses.Where(course => course.First.Newest.Residence.Outward.Length > 0)
            .Select(course => new MonitoredCourse(course, course.Rows[0])).ToList();
        return new PatternCount(
            2 * inside > provider.Courses.Count ? known.FindAll(course => !course.Course.First.Newest.Residence.InWmca) : [], known.Count);
    }

    public static PatternCount SharedEvidence(MonitoredProvider provider)
    {
        var with = Destinations(provider).FindAll(destination => !string.IsNullOrEmpty(destination.CourseRow.Completion!.Newest.Destination!.EvidenceRef));
        var shared = with.GroupBy(course => course.CourseRow.Completion!.Newest.Destination!.EvidenceRef!, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Select(course => course.Course.LearnerKey).Distinct().Count() >= provider.Thresholds.SharedEvidenceMin)
            .SelectMany(group => group)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return new PatternCount(with.FindAll(shared.Contains), with.Count);
    }

    public static PatternCount NotPass(MonitoredProvider provider)
    {
        var graded = Latest(provider).Where(course => Ended(provider, course) is { Outcome: OutcomeCode.Achieved, Grade: not null }).ToList();
        return new PatternCount(graded.FindAll(course => course.CourseRow.Completion!.Newest.Grade != "PA"), graded.Count);
    }

    public static PatternCount PutOff(MonitoredProvider provider) => new(
        [
            .. provider.Courses
                .Select(course => (Course: course, Row: course.Rows.FirstOrDefault(row => row.Enrolment.History is { } history && history.PutOffQuarters >= provider.Thresholds.PutOffReturns)))
                .Where(pair => pair.Row is not null)
                .Select(pair => new MonitoredCourse(pair.Course, pair.Row!)),
        ],
        provider.Courses.Count);

    private static IEnumerable<MonitoredCourse> Latest(MonitoredProvider provider) =>
        provider.Courses.Select(course => new MonitoredCourse(course, course.Latest));

    private static Returns.Columns.Completion? Ended(MonitoredProvider provider, MonitoredCourse course) =>
        course.CourseRow.Completion?.Newest is { } end && end.ActualEndDate <= provider.AsOf ? end : null;

    private static List<MonitoredCourse> Destinations(MonitoredProvider provider) => Latest(provider)
        .Where(course => Ended(provider, course)?.Destination is { } destination && destination.StartDate <= provider.AsOf)
        .ToList();

    private static int WindowMonths(MonitoredProvider provider, Course course) =>
        provider.Settings.SchemeOf(FundingYear.Containing(course.StartDate)).OutcomeWindowMonths;
}
