using System.Runtime.InteropServices;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>Where a course stands on the day that counts. Every course stands in exactly one place.</summary>
public enum CourseState
{
    InLearning,
    OnBreak,
    LeftBeforeQualifying,
    WithdrawnAfter,
    Completed,
}

/// <summary>
/// The one state of a course (workbooks.md section 6), as of the day that counts: the census date, or the day of a provisional run where
/// that comes first. What happened afterwards is not seen: no row that began later, no end, no result. Every sheet, page and statement
/// asks here.
/// </summary>
public sealed class MeasuredCourse
{
    private readonly DateOnly _asOf;

    public MeasuredCourse(Course course, PilotSettings settings, DateOnly asOf)
    {
        bool HasBegun(CourseRow row) => row.Enrolment.Newest.StartDate <= asOf;
        course = course.Rows.All(HasBegun) ? course : course with { Rows = [.. course.Rows.Where(HasBegun)] };
        Course = course;
        _asOf = asOf;
        var first = course.First;
        Cohort = Quarter.Containing(course.StartDate);
        QualifyingDate = course.Start.Date ?? Funding.QualifyingDate.Of(first, settings);
        End = EndOf(course, asOf);
        State = StateOf(settings);
        var window = settings.SchemeOf(FundingYear.Containing(course.StartDate)).OutcomeWindowMonths;
        WindowClosesOn = (End is { CompStatus: CompStatusCode.Completed } ? End.ActualEndDate : PlannedEnd).AddMonths(window);
        Destination = End?.Destination is { } destination && destination.CollectedOn <= asOf ? destination : null;
        HasPositiveDestination = Destination is { } at && Settings.PositiveDestination.IsPositive(settings, at.Type, at.Code, at.NewOrProgressed, first.Newest.EmploymentStatus);
    }

    public Course Course { get; }
    public Enrolment First => Course.First.Newest;
    public Quarter Cohort { get; }

    /// <summary>The day on which the start qualifies for funding if the learner is still in learning then: that of the row which earns it.</summary>
    public DateOnly QualifyingDate { get; }

    /// <summary>Of the latest row, as first accepted.</summary>
    public DateOnly PlannedEnd => Course.Latest.Enrolment.FirstPlannedEndDate;

    /// <summary>How the course ended or paused by the day that counts; null while in learning.</summary>
    public Completion? End { get; }
    public CourseState State { get; }

    /// <summary>Last day on which a destination still counts: months after the end, or after the planned end while in learning.</summary>
    public DateOnly WindowClosesOn { get; }
    public Destination? Destination { get; }
    public bool HasPositiveDestination { get; }

    /// <summary>Would be earned by the day that counts: earned or held.</summary>
    public bool HasQualifyingStart => IsReached(Course.Start);

    /// <summary>Completion and outcome milestones reached by the day that counts, earned or held.</summary>
    public bool CompletionReached => IsReached(Course.Completion);
    public bool OutcomeReached => IsReached(Course.Outcome);

    /// <summary>The planned end date, as first accepted, has passed: from here on a result is expected.</summary>
    public bool IsDue => PlannedEnd < _asOf;

    public bool Completed => State == CourseState.Completed;

    /// <summary>By the date of the assessment board.</summary>
    public bool Achieved => Completed && End!.Outcome == OutcomeCode.Achieved && End.AchievementDate <= _asOf;
    public bool IsPartial => End is { Outcome: OutcomeCode.Partial };
    public bool NoAchievement => Completed && End!.Outcome == OutcomeCode.NoAchievement;
    public bool NotYetKnown => Completed && !Achieved && !IsPartial && !NoAchievement;
    public string Grade => Achieved ? End!.Grade ?? "" : "";
    public bool HasLeft => State is CourseState.LeftBeforeQualifying or CourseState.WithdrawnAfter;

    /// <summary>Completed, and the time in which a destination counts is over.</summary>
    public bool WindowClosed => Completed && WindowClosesOn < _asOf;
    public bool DestinationKnown => Destination is not null && !(Destination.Type == DestTypeCode.Other && Destination.Code is ("3" or "4"));

    /// <summary>Each learner's first course: of several that start on one day the one of the lowest UKPRN, then qualification.</summary>
    public static Dictionary<LearnerKey, MeasuredCourse> FirstByLearner(IReadOnlyList<MeasuredCourse> courses)
    {
        var first = new Dictionary<LearnerKey, MeasuredCourse>(courses.Count);
        foreach (var course in courses)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(first, course.Course.LearnerKey, out var isKnown);
            if (!isKnown || CompareStarts(course.Course, known!.Course) < 0)
            {
                known = course;
            }
        }

        return first;
    }

    private static int CompareStarts(Course course, Course other)
    {
        var byStart = (course.StartDate, course.Ukprn).CompareTo((other.StartDate, other.Ukprn));
        return byStart != 0 ? byStart : string.CompareOrdinal(course.Qualification, other.Qualification);
    }

    private bool IsReached(Earning milestone) => milestone.IsQualifying && milestone.Date <= _asOf;

    /// <summary>The row that completed, an achieved one first; else where the latest row stands.</summary>
    private static Completion? EndOf(Course course, DateOnly asOf)
    {
        Completion[] ends = [.. course.Rows.Select(row => row.Completion?.Newest).OfType<Completion>().Where(end => end.ActualEndDate <= asOf)];
        return ends.FirstOrDefault(end => end.CompStatus == CompStatusCode.Completed && end.Outcome == OutcomeCode.Achieved)
            ?? ends.FirstOrDefault(end => end.CompStatus == CompStatusCode.Completed)
            ?? (course.Latest.Completion?.Newest is { } last && last.ActualEndDate <= asOf ? last : null);
    }

    private CourseState StateOf(PilotSettings settings) => End?.CompStatus switch
    {
        CompStatusCode.Completed => CourseState.Completed,
        CompStatusCode.BreakInLearning => CourseState.OnBreak,
        CompStatusCode.Withdrawn => Course.Rows.Any(row => Funding.QualifyingDate.Of(row.Enrolment, settings) <= _asOf && Funding.QualifyingDate.IsReached(row, settings))
            ? CourseState.WithdrawnAfter
            : CourseState.LeftBeforeQualifying,
        _ => CourseState.InLearning,
    };
}
