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
            Columns.Pounds<YearEndForecast>("Earned to date (£)", row => row.Line.EarnedYtd, Definitions.Earned),
            Columns.Count<YearEndForecast>("Milestones still open", row => row.OpenMilestones, YearEndForecast.Assumption),
            Columns.Pounds<YearEndForecast>("Forecast to year end (£)", row => row.ForecastGbp, YearEndForecast.Assumption),
            Columns.Pounds<YearEndForecast>("Accrual at 31 March (£)", row => row.AccrualGbp, Definitions.Accrual),
            Columns.Pounds<YearEndForecast>("Allocation (£)", row => row.Line.AllocationGbp, Definitions.Allocation) with { Settled = true },
            Columns.Pounds<YearEndForecast>("Unused allocation (£)", row => row.UnusedGbp, Definitions.Unused),
            Columns.Pounds<YearEndForecast>("Over allocation (£)", row => row.OverGbp, Definitions.OverAllocation),
        ],
        [
            .. view.Figures.Funding.Lines.Where(line => line.FundingYear == view.Period.FundingYear).Select(line => YearEndForecast.For(
                line,
                view.CoursesOf(line.Ukprn, line.Qualification),
                view.Figures.Settings,
                view.Figures.Ledger)),
        ],
        total: true) with
    {
        Source = view.Source,
    };
}
