using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T08: what became of the qualifying starts of each start cohort.</summary>
internal static class T08Achievement
{
    /// <summary>Qualifying starts of one provider, qualification and quarter of start.</summary>
    private sealed record CohortRow(Ukprn Ukprn, string Qualification, Quarter Cohort, MeasuredCourse[] Courses)
    {
        public int Of(Func<MeasuredCourse, bool> which) => Courses.Count(which);
    }

    public static Sheet Draw(QuarterView view) => Sheet.From<CohortRow>(
        "T08",
        "achievement",
        view.Title("T08", "Retention and achievement by provider and cohort"),
        [.. Columns(view)],
        [
            .. from row in view.Groups
               from cohort in row.Courses.Where(course => course.HasQualifyingStart).GroupBy(course => course.Cohort).OrderBy(some => some.Key)
               select new CohortRow(row.Ukprn, row.Qualification, cohort.Key, [.. cohort]),
        ],
        total: true,
        none: "No qualifying starts") with
    {
        Remarks =
        [
            $"Counts are of qualifying starts only, as at {Display.Date(view.AsOf)}. Rates, and the total of each, are of the cohorts whose first planned end date has passed.",
            T06Starts.EarlyResults,
            .. view.ReturnsNote(),
        ],
        Source = view.Source,
    };

    private static Column<CohortRow>[] Columns(QuarterView view) =>
    [
            ProviderColumns.Name<CohortRow>(view, row => row.Ukprn),
            ProviderColumns.Ukprn<CohortRow>(row => row.Ukprn),
            ProviderColumns.Qualification<CohortRow>(row => row.Qualification),
            ProviderColumns.Quarter<CohortRow>("Start cohort", row => row.Cohort),
            Column.Count<CohortRow>("Qualifying starts", row => row.Courses.Length, MeasureNotes.QualifyingStarts),
            Column.Count<CohortRow>("Leavers", row => row.Of(course => course.HasLeft), (row, count) => view.OrNotAvailable(row.Ukprn, Cell.Of(count)), MeasureNotes.Leavers),
            After(view, "Completed", course => course.Completed, MeasureNotes.Completed),
            After(view, "Achieved", course => course.Achieved, MeasureNotes.Achieved),
            After(view, "Partial", course => course.IsPartial, MeasureNotes.Partial),
            After(view, "None", course => course.NoAchievement, MeasureNotes.NoAchievement),
            After(view, "Not yet known", course => course.NotYetKnown, MeasureNotes.NotYetKnown),
            After(view, "Pass", course => course.Grade == "PA", MeasureNotes.Grades),
            After(view, "Merit", course => course.Grade == "ME", MeasureNotes.Grades),
            After(view, "Distinction", course => course.Grade == "DS", MeasureNotes.Grades),
            PartOfRate(view, "Retained (numerator)", course => !course.HasLeft, MeasureNotes.Retention),
            PartOfRate(view, "Qualifying starts (retention denominator)", _ => true),
            Rate(view, "Retention rate (%)", course => !course.HasLeft, MeasureNotes.Retention),
            PartOfRate(view, "Achieved (numerator)", course => course.Achieved, MeasureNotes.Achievement),
            PartOfRate(view, "Qualifying starts (achievement denominator)", _ => true),
            Rate(view, "Achievement rate (%)", course => course.Achieved, MeasureNotes.Achievement),
    ];

    private static Column<CohortRow> After(QuarterView view, string heading, Func<MeasuredCourse, bool> which, string? note = null) => Column.Cells<CohortRow>(
        heading,
        Format.Whole,
        row => view.OrNotAvailable(row.Ukprn, QuarterView.CountAfterEnd(row.Courses, row.Of(which))),
        note,
        rows => QuarterView.CountAfterEnd(All(rows), All(rows).Count(which)));

    private static Column<CohortRow> Rate(QuarterView view, string heading, Func<MeasuredCourse, bool> which, string note) => Column.Cells<CohortRow>(
        heading,
        Format.PercentOne,
        row => view.OrNotAvailable(row.Ukprn, QuarterView.RateAfterEnd(row.Courses, row.Of(which), row.Courses.Length)),
        note,
        rows => QuarterView.RateAfterEnd(All(Due(rows)), All(Due(rows)).Count(which), All(Due(rows)).Length));

    /// <summary>The total would otherwise divide by courses of which nobody can have achieved yet.</summary>
    private static IReadOnlyList<CohortRow> Due(IReadOnlyList<CohortRow> rows) => [.. rows.Where(row => QuarterView.EndHasPassed(row.Courses))];

    private static Column<CohortRow> PartOfRate(QuarterView view, string heading, Func<MeasuredCourse, bool> which, string? note = null) => Column.Cells<CohortRow>(
        heading,
        Format.Whole,
        row => view.OrNotAvailable(row.Ukprn, QuarterView.EndHasPassed(row.Courses) ? Cell.Of(row.Of(which)) : Shorthand.NotApplicable),
        note,
        rows => Due(rows).Count > 0 ? Cell.Of(All(Due(rows)).Count(which)) : Shorthand.NotApplicable);

    private static MeasuredCourse[] All(IReadOnlyList<CohortRow> rows) => [.. rows.SelectMany(row => row.Courses)];
}
