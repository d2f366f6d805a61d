using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>
/// The other course that a hold of double funding, transfer or possible duplicate is about: for officers, who decide between the two. A
/// provider is never told.
/// </summary>
public sealed class OtherCourseLookup(IEnumerable<Course> courses)
{
    private readonly ILookup<LearnerKey, Course> _byLearner = courses.ToLookup(course => course.LearnerKey);

    /// <summary>For the holds that the courses themselves have: few learners have one, and those of the others are left out.</summary>
    public static OtherCourseLookup ForHoldsOf(IReadOnlyList<Course> courses)
    {
        var learners = courses.Where(course => course.Milestones.Any(earning => earning.Holds.Any(ConcernsAnotherCourse))).Select(course => course.LearnerKey).ToHashSet();
        return new OtherCourseLookup(courses.Where(course => learners.Contains(course.LearnerKey)));
    }

    /// <summary>The hold is about another course of the same learner.</summary>
    public static bool ConcernsAnotherCourse(HoldKind hold) => hold is HoldKind.DoubleFunding or HoldKind.Transfer or HoldKind.PossibleDuplicate;

    /// <summary>The earliest course of the same learner that fits the hold; null where there is none, or the hold is about no other course.</summary>
    public Course? Of(Course course, HoldKind hold)
    {
        var others = _byLearner[course.LearnerKey].Where(other => !ReferenceEquals(other, course));
        var fitting = hold switch
        {
            HoldKind.DoubleFunding => others.Where(other => Overlap(course, other)),
            HoldKind.Transfer => others.Where(other => other.Ukprn != course.Ukprn && other.Qualification == course.Qualification),
            HoldKind.PossibleDuplicate => others,
            _ => [],
        };
        return fitting.OrderBy(other => other.StartDate).ThenBy(other => other.Ukprn).FirstOrDefault();
    }

    private static bool Overlap(Course course, Course other) => course.Rows.Any(mine => other.Rows.Any(mine.Overlaps));
}
