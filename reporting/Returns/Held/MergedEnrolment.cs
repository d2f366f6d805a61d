using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>What the returns so far have said of one enrolment.</summary>
internal sealed class MergedEnrolment
{
    public required Enrolment Row { get; set; }
    public int SubmissionNumber { get; set; }
    public int ExcelRow { get; set; }
    public DateOnly FirstPlannedEnd { get; set; }
    public DateOnly LastReportedOn { get; set; }
    public int LastReturn { get; set; }
    public HashSet<Quarter> TemporaryPeriods { get; } = [];
    public RowKey? DuplicateOf { get; set; }
    public List<DateOnly> EarlierStarts { get; init; } = [];
}
