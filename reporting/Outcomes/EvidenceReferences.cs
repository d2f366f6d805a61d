using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>What providers call the evidence of a milestone: where it is to be looked for.</summary>
public sealed class EvidenceReferences
{
    private readonly Dictionary<(Ukprn, RowKey), CourseRow> _rows = [];

    public EvidenceReferences(IEnumerable<Course> courses)
    {
        foreach (var course in courses)
        {
            foreach (var row in course.Rows)
            {
                _rows[(course.Ukprn, row.Enrolment.Newest.Key)] = row;
            }
        }
    }

    /// <summary>Of the row that the milestone rests on; null where the provider gave none.</summary>
    public string? Of(Earning earning)
    {
        if (!_rows.TryGetValue((earning.Ukprn, new RowKey(earning.LearnerRef, earning.AimRef, earning.StartDate)), out var row))
        {
            return null;
        }

        var reference = earning.Milestone switch
        {
            Milestone.Start => row.Enrolment.Newest.StartEvidenceRef,
            Milestone.Completion => row.Completion?.Newest.AchievementEvidenceRef,
            _ => row.Completion?.Newest.Destination?.EvidenceRef,
        };
        return string.IsNullOrWhiteSpace(reference) ? null : reference;
    }
}
