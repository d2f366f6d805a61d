using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T09: where people went, counted among those whose time for a destination is over.</summary>
internal static class T09Destinations
{
    public static Sheet Draw(QuarterView view)
    {
        Column<ProviderQualification> Count(string heading, Func<MeasuredCourse, bool> which, string note) => Columns.Cells<ProviderQualification>(
            heading,
            Format.Whole,
            row => view.FromCompletions(row.Ukprn, view.AfterWindow(row.Courses, row.CountOf(one => one.WindowClosed && which(one)))),
            note,
            rows => view.AfterWindow(view.Courses, rows.Sum(row => row.CountOf(one => one.WindowClosed && which(one)))));

        Column<ProviderQualification> Rate(string heading, Func<MeasuredCourse, bool> which, string note) => Columns.Cells<ProviderQualification>(
            heading, Format.PercentOne, row => view.FromCompletions(row.Ukprn, Share(view, row.Courses, which)), note, _ => Share(view, view.Courses, which));

        return Sheet.From<ProviderQualification>(
            "T09",
            "destinations",
            view.Title("T09", "Destinations by provider and qualification"),
            [
                .. ProviderColumns.For(view),
                Count("Window closed (denominator of the rates)", _ => true, Definitions.WindowClosed),
                Count("Returned", one => one.DestinationKnown, Definitions.DestinationReturned),
                Count("Unknown", one => !one.DestinationKnown, Definitions.DestinationUnknown),
                Count("Positive", one => one.PositiveDestination, Definitions.PositiveDestination),
                Count("MedTech role", one => one.Destination?.MedtechRole == "Y", Definitions.MedtechRole),
                Count("In the WMCA area", one => one.Destination?.JobInWmca == "Y", Definitions.JobInWmca),
                Rate("Returned (%)", one => one.DestinationKnown, Definitions.DestinationRate),
                Rate("Positive (%)", one => one.PositiveDestination, Definitions.DestinationRate),
                Rate("MedTech role (%)", one => one.Destination?.MedtechRole == "Y", Definitions.DestinationRate),
                Rate("In the WMCA area (%)", one => one.Destination?.JobInWmca == "Y", Definitions.DestinationRate),
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
        var closed = courses.Count(one => one.WindowClosed);
        return view.WindowHasPassed(courses) ? Cell.Rate(courses.Count(one => one.WindowClosed && which(one)), closed) : Shorthand.NotApplicable;
    }
}
