using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Template;

/// <summary>
/// Rows that a newer return left out and that overlap one of its rows: the same learner on the same aim. They are carried forward, and the
/// newer return was told so where it had to be (HIST_02); put into one file they would draw a finding that it did not bring (DUP_02).
/// </summary>
internal static class OverlapFilter
{
    /// <returns>Submission and Excel row of each row to leave out.</returns>
    public static HashSet<(int Submission, int ExcelRow)> FindOverlapping(ProviderFacts held)
    {
        var ends = held.Completions.ToDictionary(row => row.Newest.Key, row => row.Newest.ActualEndDate);
        // A row that ended is not owed again and not stale for being left out, so what counts is the last return that it stood in. Which return is
        // the newer goes by its day, and by the number that it got on arrival only within a day.
        var courses = held.Enrolments.Where(row => !row.Newest.TemporaryUln && !row.Newest.ReportedInError)
            .OrderByDescending(row => row.LastReportedOn).ThenByDescending(row => row.SubmissionNumber).GroupBy(row => (row.Newest.LearnerKey, row.Newest.AimRef));
        var found = new HashSet<(int, int)>();
        foreach (var course in courses)
        {
            var kept = new List<HeldEnrolment>();
            foreach (var row in course)
            {
                if (kept.Exists(newer => newer.SubmissionNumber != row.SubmissionNumber && Overlap(newer.Newest, row.Newest, ends)))
                {
                    found.Add((row.SubmissionNumber, row.ExcelRow));
                }
                else
                {
                    kept.Add(row);
                }
            }
        }

        return found;
    }

    private static bool Overlap(Enrolment newer, Enrolment older, Dictionary<RowKey, DateOnly> ends) =>
        !((newer.Restart || older.Restart) && CourseStart(newer) == CourseStart(older))
        && newer.StartDate <= ends.GetValueOrDefault(older.Key, older.PlannedEndDate) && older.StartDate <= ends.GetValueOrDefault(newer.Key, newer.PlannedEndDate);

    private static DateOnly CourseStart(Enrolment row) => row.Restart ? row.OriginalStartDate ?? row.StartDate : row.StartDate;
}
