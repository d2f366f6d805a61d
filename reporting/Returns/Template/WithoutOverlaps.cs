using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;

namespace Pilot.Reporting.Returns.Template;

/// <summary>
/// Rows that a newer return left out and that overlap one of its rows: the same learner on the same aim. They are carried forward, and the
/// newer return was told so (HIST_02); put into one file they would draw a finding that it did not bring (DUP_02).
/// </summary>
internal static class WithoutOverlaps
{
    /// <returns>Submission and Excel row of each row to leave out.</returns>
    public static HashSet<(int Submission, int ExcelRow)> LeftOut(ProviderFacts held)
    {
        var ends = held.Completions.ToDictionary(row => row.Row.Key, row => row.Row.ActualEndDate);
        var courses = held.Enrolments.Where(row => !row.Row.TemporaryUln && !row.Row.ReportedInError).GroupBy(row => (row.Row.LearnerKey, row.Row.AimRef));
        var found = new HashSet<(int, int)>();
        foreach (var rows in courses.Select(rows => rows.OrderByDescending(row => row.SubmissionNumber).ToList()).Where(rows => rows.Count > 1))
        {
            for (var i = 1; i < rows.Count; i++)
            {
                var older = rows[i];
                if (rows.Take(i).Any(newer => newer.SubmissionNumber > older.SubmissionNumber
                    && !found.Contains((newer.SubmissionNumber, newer.ExcelRow)) && Overlap(newer.Row, older.Row, ends)))
                {
                    found.Add((older.SubmissionNumber, older.ExcelRow));
                }
            }
        }

        return found;
    }

    private static bool Overlap(Enrolment newer, Enrolment older, Dictionary<Vocabulary.RowKey, DateOnly> ends) =>
        !((newer.Restart || older.Restart) && CourseStart(newer) == CourseStart(older))
        && newer.StartDate <= ends.GetValueOrDefault(older.Key, older.PlannedEndDate) && older.StartDate <= ends.GetValueOrDefault(newer.Key, newer.PlannedEndDate);

    private static DateOnly CourseStart(Enrolment row) => row.Restart ? row.OriginalStartDate ?? row.StartDate : row.StartDate;
}
