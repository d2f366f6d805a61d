using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>What the returns so far have said of one enrolment.</summary>
internal sealed class MergedEnrolment
{
    /// <summary>The key that it is held under, for as long as it is held.</summary>
    public required RowKey Key { get; init; }
    public required Enrolment Row { get; set; }
    public int SubmissionNumber { get; set; }
    public int ExcelRow { get; set; }
    public DateOnly FirstPlannedEnd { get; set; }
    public DateOnly LastReportedOn { get; set; }
    public int LastReturn { get; set; }

    /// <summary>Null as long as it never stood with the temporary ULN.</summary>
    public HashSet<Quarter>? TemporaryPeriods { get; set; }
    public RowKey? DuplicateOf { get; set; }
    public IReadOnlyList<DateOnly> EarlierStarts { get; init; } = [];

    /// <summary>The one that began before it under the same learner_ref; likewise of the same person. Null where it is the first.</summary>
    public MergedEnrolment? EarlierOfReference { get; set; }
    public MergedEnrolment? EarlierOfPerson { get; set; }
}
