using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// Judges the courses of one learner, at all providers, in the order of their starts, because what pays for a later course depends on
/// the earlier ones (funding.md section 2): a start is earned once per aim and provider, overlapping courses are paid once, a course
/// carried on elsewhere is held, and an HND after a paid HNC is a part programme.
/// </summary>
internal static class HoldDoubleFunding
{
    public static void Run(IEnumerable<CourseDraft> courses, FundingTerms terms)
    {
        var learners = new Dictionary<LearnerKey, List<CourseDraft>>();
        foreach (var course in courses)
        {
            learners.AddTo(course.LearnerKey, course, capacity: 1);
        }

        foreach (var list in learners.Values)
        {
            JudgeLearner(list, terms);
        }
    }

    private static void JudgeLearner(List<CourseDraft> courses, FundingTerms terms)
    {
        courses.Sort(ByStart);
        for (var from = 0; from < courses.Count;)
        {
            var to = from + 1;
            while (to < courses.Count && courses[to].StartDate == courses[from].StartDate)
            {
                to++;
            }

            JudgeTogether(courses.GetRange(from, to - from), courses.GetRange(0, from), terms);
            from = to;
        }
    }

    /// <summary>
    /// Courses that start on one day hold each other. Whether each is live is asked first as though it stood alone, so that two of them
    /// do not release each other by both being held.
    /// </summary>
    private static void JudgeTogether(List<CourseDraft> together, List<CourseDraft> earlier, FundingTerms terms)
    {
        foreach (var course in together)
        {
            CompareWithEarlier(course, earlier);
            EarnMilestones.Start(course, earlier, terms);
        }

        if (together.Count > 1)
        {
            var live = together.Where(course => course.StartIsLive).ToList();
            foreach (var course in together)
            {
                course.IsDoubleFunded |= live.Any(other => !ReferenceEquals(other, course) && other.Overlaps(course));
            }
        }

        var sooner = new List<CourseDraft>(earlier);
        foreach (var course in together.Count > 1 ? PayersFirst(together, earlier, terms) : together)
        {
            if (together.Count > 1)
            {
                EarnMilestones.Start(course, sooner, terms);
            }

            EarnMilestones.Completion(course, sooner, terms);
            EarnMilestones.Outcome(course, terms);
            sooner.Add(course);
        }
    }

    /// <summary>
    /// The same course may be reported under several references. The first of them that earns its start comes first, so that its start is the one
    /// that is paid and the others count as earned already. Where officers cleared one of them, that one earns it; where they cleared several, the
    /// one with the lowest reference.
    /// </summary>
    private static List<CourseDraft> PayersFirst(List<CourseDraft> together, List<CourseDraft> earlier, FundingTerms terms)
    {
        foreach (var course in together)
        {
            EarnMilestones.Start(course, earlier, terms);
        }

        var payers = together.Where(course => together.Find(other => other.Start.IsEarned && (ReferenceEquals(other, course) || other.IsSameCourseAs(course))) == course);
        return payers.Concat(together).Distinct().ToList();
    }

    private static void CompareWithEarlier(CourseDraft course, List<CourseDraft> earlier)
    {
        foreach (var other in earlier)
        {
            var overlaps = other.Overlaps(course);
            course.IsDoubleFunded |= overlaps && other.StartIsLive;
            course.IsTransferred |= !overlaps && other.StartIsEarned && other.Ukprn != course.Ukprn && other.HasSameAim(course)
                && other.IsClaimed && course.IsClaimed;
            if (other.Qualification.Code == "HNC" && other.Completion.IsEarned)
            {
                var ended = other.Completion.RestsOn.Completion!.Newest.ActualEndDate;
                course.FundedHncEnded = course.FundedHncEnded is { } known && known < ended ? known : ended;
            }
        }
    }

    private static int ByStart(CourseDraft left, CourseDraft right)
    {
        var byDate = left.StartDate.CompareTo(right.StartDate);
        if (byDate != 0)
        {
            return byDate;
        }

        var byProvider = left.Ukprn.CompareTo(right.Ukprn);
        return byProvider != 0 ? byProvider : left.First.Newest.Key.CompareTo(right.First.Newest.Key);
    }
}
