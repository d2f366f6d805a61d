using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T06: where the people who started are now. Standing columns add up to the starts.</summary>
internal static class T06Starts
{
    /// <summary>workbooks.md section 6 has nothing counted as zero before its time; what is there to be counted already is not zero.</summary>
    public const string EarlyResults = "Before the first planned end date has passed, completions and results are counted only where there are early ones.";

    public static Sheet Draw(QuarterView view) => Sheet.From<ProviderQualification>(
        "T06",
        "starts",
        view.Title("T06", "Starts by provider and qualification"),
        Columns(view),
        view.Groups,
        total: true) with
    {
        // Early completions are paid, and counted in T01 and T05; without them the columns would not add up.
        Remarks =
        [
            $"Since the pilot began, as at {Display.Date(view.AsOf)}. The last five columns add up to the starts where no [x] stands; [z] counts as zero.",
            EarlyResults,
            .. view.ReturnsNote(),
        ],
        Source = view.Source,
    };

    private static List<Column<ProviderQualification>> Columns(QuarterView view)
    {
        Column<ProviderQualification> Count(string heading, Func<MeasuredCourse, bool> which, string? note = null) => Column.Count<ProviderQualification>(
            heading, row => row.CountOf(which), (row, count) => view.Counted(row.Ukprn, count), note);

        Column<ProviderQualification> State(string heading, Func<MeasuredCourse, bool> which, string note) => Column.Count<ProviderQualification>(
            heading, row => row.CountOf(which), (row, count) => view.OrNotAvailable(row.Ukprn, Cell.Of(count)), note);

        return
        [
            .. ProviderColumns.For(view),
            Count("Starts", _ => true, MeasureNotes.Starts),
            Count("Qualifying starts", course => course.HasQualifyingStart, MeasureNotes.QualifyingStarts),
            Column.Cells<ProviderQualification>(
                "Distinct learners",
                Format.Whole,
                row => view.Counted(row.Ukprn, Distinct(row.Courses)),
                MeasureNotes.DistinctLearners,
                rows => Cell.Of(Distinct(rows.SelectMany(row => row.Courses)))),
            State("In learning", course => course.State == CourseState.InLearning, MeasureNotes.InLearning),
            State("On break", course => course.State == CourseState.OnBreak, MeasureNotes.OnBreak),
            State("Left before qualifying", course => course.State == CourseState.LeftBeforeQualifying, MeasureNotes.LeftBefore),
            State("Withdrawn after", course => course.State == CourseState.WithdrawnAfter, MeasureNotes.WithdrawnAfter),
            Column.Cells<ProviderQualification>(
                "Completed",
                Format.Whole,
                row => view.OrNotAvailable(row.Ukprn, QuarterView.CountAfterEnd(row.Courses, row.CountOf(course => course.Completed))),
                MeasureNotes.Completed,
                rows => QuarterView.CountAfterEnd(view.Courses, rows.Sum(row => row.CountOf(course => course.Completed)))),
        ];
    }

    private static int Distinct(IEnumerable<MeasuredCourse> courses) => courses.Select(course => course.Course.LearnerKey).Distinct().Count();
}
