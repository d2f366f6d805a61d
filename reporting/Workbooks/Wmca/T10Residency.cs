using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T10: where learners live and where the course is taught.</summary>
internal static class T10Residency
{
    private const string Zone = "In the Investment Zone";
    private const string Area = "In the WMCA area";
    private const string Outside = "Outside, remote or not known";

    private sealed record AreaRow(string Residence, string Delivery, IReadOnlyList<MeasuredCourse> Courses);

    public static Sheet Draw(QuarterView view) => Sheet.From<AreaRow>(
        "T10",
        "residency",
        view.Title("T10", "Starts by residence and delivery area"),
        [
            Column.Key<AreaRow>("Residence", 32, row => row.Residence),
            Column.Key<AreaRow>("Delivery area", 32, row => row.Delivery),
            Column.Count<AreaRow>("Starts", row => row.Courses.Count, MeasureNotes.Starts),
            Column.Count<AreaRow>("Qualifying starts", row => row.Courses.Count(course => course.HasQualifyingStart), MeasureNotes.QualifyingStarts),
            Column.Cells<AreaRow>(
                "Share of starts (%)", Format.PercentOne, row => Cell.Rate(row.Courses.Count, view.Courses.Count), MeasureNotes.ShareOfStarts,
                rows => Cell.Rate(rows.Sum(row => row.Courses.Count), view.Courses.Count)),
        ],
        [
            .. from residence in new[] { Area, Outside }
               from delivery in new[] { Zone, Area, Outside }
               select new AreaRow(
                   residence, delivery, [.. view.Courses.Where(course => Residence(course.First.Residence) == residence && Delivery(course.First.Delivery) == delivery)]),
        ],
        total: true) with
    {
        Remarks = ["Since the pilot began, every provider and qualification. A delivery area in the Investment Zone is counted there only."],
        Source = view.Source,
    };

    private static string Residence(PostcodeArea place) => place.InWmca ? Area : Outside;

    private static string Delivery(PostcodeArea place) => place.InZone ? Zone : place.InWmca ? Area : Outside;
}
