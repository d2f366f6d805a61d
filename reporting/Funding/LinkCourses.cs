using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// Joins the rows of one learner key, aim and provider that restart and original_start_date link into courses (funding.md section 2).
/// A restart belongs to the row that began on its original start date, under any start date that row had, and to the other restarts of
/// the same original date.
/// </summary>
internal static class LinkCourses
{
    /// <summary>In the order of UKPRN, learner_ref, aim_ref, first start date.</summary>
    public static List<CourseDraft> Run(IReadOnlyList<ProviderFacts> providers, FundingTerms terms)
    {
        var courses = new List<CourseDraft>();
        foreach (var provider in providers)
        {
            var ends = provider.Completions.ToDictionary(held => held.Newest.Key);
            var byLearner = new Dictionary<(LearnerKey, string), List<CourseRow>>();
            foreach (var held in provider.Enrolments)
            {
                var key = (held.Newest.LearnerKey, terms.QualificationOf(held.Newest.AimRef).AimRef);
                byLearner.AddTo(key, new CourseRow(held, ends.GetValueOrDefault(held.Newest.Key)), capacity: 1);
            }

            foreach (var ((learner, aim), rows) in byLearner)
            {
                var qualification = terms.QualificationOf(aim);
                courses.AddRange(Linked(rows).Select(linked => new CourseDraft(provider.Ukprn, learner, qualification, linked)));
            }
        }

        courses.Sort(InOrder);
        return courses;
    }

    private static IEnumerable<IReadOnlyList<CourseRow>> Linked(List<CourseRow> rows)
    {
        if (rows.Count == 1)
        {
            return [rows];
        }

        rows.Sort((left, right) => ByStart(left.Enrolment.Newest, right.Enrolment.Newest));
        var course = Enumerable.Range(0, rows.Count).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < rows.Count; j++)
            {
                if (i != j && course[i] != course[j] && Continues(rows[i].Enrolment, rows[j].Enrolment))
                {
                    var (kept, joined) = (Math.Min(course[i], course[j]), Math.Max(course[i], course[j]));
                    for (var k = 0; k < course.Length; k++)
                    {
                        course[k] = course[k] == joined ? kept : course[k];
                    }
                }
            }
        }

        return rows.Select((row, index) => (row, index)).GroupBy(pair => course[pair.index], pair => pair.row).Select(group => group.ToList());
    }

    private static bool Continues(HeldEnrolment restart, HeldEnrolment other)
    {
        if (!restart.Newest.Restart || restart.Newest.OriginalStartDate is not { } original)
        {
            return false;
        }

        return other.Newest.StartDate == original
            || other.EarlierStartDates.Contains(original)
            || (other.Newest.Restart && other.Newest.OriginalStartDate == original);
    }

    private static int ByStart(Enrolment left, Enrolment right)
    {
        var byDate = left.StartDate.CompareTo(right.StartDate);
        return byDate != 0 ? byDate : string.CompareOrdinal(left.LearnerRef, right.LearnerRef);
    }

    private static int InOrder(CourseDraft left, CourseDraft right)
    {
        var byProvider = left.Ukprn.CompareTo(right.Ukprn);
        return byProvider != 0 ? byProvider : left.First.Newest.Key.CompareTo(right.First.Newest.Key);
    }
}
