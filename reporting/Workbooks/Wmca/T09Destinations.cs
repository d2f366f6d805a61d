using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T09: where people went, counted among those whose time for a destination is over.</summary>
internal static class T09Destinations
{
    public static Sheet Draw(QuarterView view)
    {
        Column<ProviderQualification> Count(string heading, Func<MeasuredCourse, bool> which, string note) => Column.Cells<ProviderQualification>(
            heading,
            Format.Whole,
            row => view.OrNotAvailable(row.Ukprn, view.CountAfterWindow(row.Courses, row.CountOf(course => course.WindowClosed && which(course)))),
            note,
            rows => view.CountAfterWindow(view.Courses, rows.Sum(row => row.CountOf(course => course.WindowClosed && which(course)))));

        Column<ProviderQualification> Rate(string heading, Func<MeasuredCourse, bool> which, string note) => Column.Cells<ProviderQualification>(
            heading, Format.PercentOne, row => view.OrNotAvailable(row.Ukprn, Share(view, row.Courses, which)), note, _ => Share(view, view.Courses, which));

        return Sheet.From<ProviderQualification>(
            "T09",
            "destinations",
            view.Title("T09", "Destinations by provider and qualification"),
            [
                .. ProviderColumns.For(view),
                Count("Window closed (denominator of the rates)", _ => true, MeasureNotes.WindowClosed),
                Count("Returned", course => course.DestinationKnown, MeasureNotes.DestinationReturned),
                Count("Unknown", course => !course.DestinationKnown, MeasureNotes.DestinationUnknown),
                Count("Positive", course => course.HasPositiveDestination, MeasureNotes.PositiveDestination),
                Count("MedTech role", course => course.Destination?.MedtechRole == "Y", MeasureNotes.MedtechRole),
                Count("In the WMCA area", course => course.Destination?.JobInWmca == "Y", MeasureNotes.JobInWmca),
                Rate("Returned (%)", course => course.DestinationKnown, MeasureNotes.DestinationRate),
                Rate("Positive (%)", course => course.HasPositiveDestination, MeasureNotes.DestinationRate),
                Rate("MedTech role (%)", course => course.Destination?.MedtechRole == "Y", MeasureNotes.DestinationRate),
                Rate("In the WMCA area (%)", course => course.Destination?.JobInWmca == "Y", MeasureNotes.DestinationRate),
            ],
            view.Groups,
            total: true) with
        {
            Remarks = ["The numerator of each rate is the count of the same name in the row.", .. view.ReturnsNote()],
            Source = view.Source,
        };
    }

    private static Cell Share(QuarterView view, IReadOnlyList<MeasuredCourse> courses, Func<MeasuredCourse, bool> which)
    {
        var closed = courses.Count(course => course.WindowClosed);
        return view.WindowHasPassed(courses) ? Cell.Rate(courses.Count(course => course.WindowClosed && which(course)), closed) : Shorthand.NotApplicable;
    }
}
