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
        view.Title("T13", $"Forecast to 31 March {view.Period.FundingYear.LastDay.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)} by provider and qualification"),
        [
            Columns.Key<YearEndForecast>("Provider", 30, row => view.ProviderName(row.Line.Ukprn)),
            Columns.Key<YearEndForecast>("UKPRN", 12, row => row.Line.Ukprn.ToString()),
            Columns.Key<YearEndForecast>("Qualification", 16, row => row.Line.Qualification),
            Columns.Pounds<YearEndForecast>("Earned to date (£)", row => row.Line.EarnedYtd, Definitions.Earned),
            Columns.Count<YearEndForecast>("Milestones still open", row => row.OpenMilestones, YearEndForecast.Assumption),
            Columns.Pounds<YearEndForecast>("Forecast to year end (£)", row => row.ForecastGbp, YearEndForecast.Assumption),
            Columns.Pounds<YearEndForecast>("Accrual at 31 March (£)", row => row.AccrualGbp, Definitions.Accrual),
            Columns.Pounds<YearEndForecast>("Allocation (£)", row => row.Line.AllocationGbp, Definitions.Allocation) with { Settled = true },
            Columns.Pounds<YearEndForecast>("Headroom (£)", row => row.HeadroomGbp, Definitions.Headroom),
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
