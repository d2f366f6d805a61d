using System.Globalization;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>X07: patterns to ask about, with their learners.</summary>
internal static class X07Monitors
{
    private const string Here = "How many of the provider's own show the pattern, of all that could.";
    private const string Whole = "The same counted over all providers, this one included.";
    private const string Money = "What this course has been funded so far.";

    private sealed record MonitorRow(MonitorFinding Finding, MonitoredCourse At);

    public static Sheet Draw(QuarterView view) => Sheet.From<MonitorRow>(
        "X07",
        "monitors",
        view.Title("X07", "Monitors: patterns to ask about"),
        [
            Column.Key<MonitorRow>("Monitor", 12, row => row.Finding.Monitor.Id),
            Column.Key<MonitorRow>("Provider", 22, row => view.ProviderName(row.Finding.Ukprn)),
            Column.Key<MonitorRow>("UKPRN", 11, row => row.Finding.Ukprn.ToString()),
            Column.Key<MonitorRow>("Learner reference", 14, row => row.At.CourseRow.Enrolment.Newest.LearnerRef),
            Column.Key<MonitorRow>("Learning aim reference", 16, row => row.At.CourseRow.Enrolment.Newest.AimRef),
            Column.Cells<MonitorRow>("Start date", Format.Date, row => Cell.Of(row.At.CourseRow.Enrolment.Newest.StartDate), width: 20) with { Key = true },
            Column.Text<MonitorRow>("Pattern", 50, row => row.Finding.Words),
            Column.Text<MonitorRow>("At this provider", 26, row => Figure(row.Finding.Counted.Found.Count, row.Finding.Counted.OutOf, row.Finding.Counted.Percent), Here),
            Column.Text<MonitorRow>("In the pilot", 26, row => Figure(row.Finding.Pilot.Found, row.Finding.Pilot.OutOf, row.Finding.Pilot.Percent), Whole),
            Column.Pounds<MonitorRow>("Funded (£)", row => row.At.FundedGbp, Money),
            Column.Text<MonitorRow>("What to ask", 50, row => row.Finding.Monitor.Ask),
        ],
        [.. view.Monitors.SelectMany(finding => finding.Counted.Found.Select(at => new MonitorRow(finding, at)))],
        none: "No provider shows any of the patterns") with
    {
        Remarks = ["Facts to ask about, never accusations: each pattern has honest causes. A learner with several patterns stands here several times."],
    };

    private static string Figure(int found, int outOf, decimal? percent) => percent is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"{found:#,##0} of {outOf:#,##0} ({share:0}%)")
        : Shorthand.NotApplicable.Text;
}
