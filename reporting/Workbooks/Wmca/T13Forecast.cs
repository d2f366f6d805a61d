using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T13: what the year may come to.</summary>
internal static class T13Forecast
{
    public static Sheet Draw(QuarterView view) => Sheet.From<YearEndForecast>(
        "T13",
        "forecast",
        view.Title("T13", $"Forecast to 31 March {view.Period.FundingYear.LastDay.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)} by provider"),
        [
            ProviderColumns.Name<YearEndForecast>(view, row => row.Line.Ukprn),
            ProviderColumns.Ukprn<YearEndForecast>(row => row.Line.Ukprn),
            ProviderColumns.Qualification<YearEndForecast>( row => row.Line.Qualification),
            Column.Pounds<YearEndForecast>("Earned to date (£)", row => row.Line.EarnedYtd, MeasureNotes.Earned),
            Column.Count<YearEndForecast>("Milestones still open", row => row.OpenMilestones, YearEndForecast.Assumption),
            Column.Pounds<YearEndForecast>("Forecast to year end (£)", row => row.ForecastGbp, YearEndForecast.Assumption),
            Column.Pounds<YearEndForecast>("Accrual at 31 March (£)", row => row.AccrualGbp, MeasureNotes.Accrual),
            Column.Pounds<YearEndForecast>("Allocation (£)", row => row.Line.AllocationGbp, MeasureNotes.Allocation) with { IsFinal = true },
            Column.Pounds<YearEndForecast>("Unused allocation (£)", row => row.UnusedGbp, MeasureNotes.Unused),
            Column.Pounds<YearEndForecast>("Over allocation (£)", row => row.OverGbp, MeasureNotes.OverAllocation),
        ],
        [
            .. view.Figures.Funding.Lines.Where(line => line.FundingYear == view.Period.FundingYear).Select(line => YearEndForecast.For(
                line,
                view.CoursesOf(line.Ukprn, line.Qualification),
                view.Figures.Settings,
                view.Decisions)),
        ],
        total: true) with
    {
        Source = view.Source,
    };
}
