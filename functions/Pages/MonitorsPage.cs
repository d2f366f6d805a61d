using System.Globalization;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary><c>GET /api/monitors</c>: patterns to ask providers about, as they stand now; as a page, or as JSON.</summary>
internal sealed class MonitorsPage(PilotServices services, bool isOnThisMachine)
{
    private const int MaxLearners = 10;

    public async Task ShowAsync(HttpContext http)
    {
        var now = await new FindMonitors(services).RunAsync(http.RequestAborted);
        if (now.Findings.Count > 0)
        {
            await new RecordDownload(services).RunAsync(http, $"monitors/{now.Period?.Id}");
        }

        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Html)
        {
            await HttpAnswer.HtmlAsync(http, "Monitors", isOnThisMachine, Draw(now), Components.Back("Back to the quarter", "/api/office"));
            return;
        }

        await HttpAnswer.JsonAsync(http, now.Findings.Select(finding => new
        {
            monitor = finding.Monitor.Id,
            ukprn = finding.Ukprn,
            pattern = finding.Words,
            count = finding.Counted.Found.Count,
            out_of = finding.Counted.OutOf,
            pilot_count = finding.Pilot.Found,
            pilot_out_of = finding.Pilot.OutOf,
            funded_gbp = finding.FundedGbp,
            ask = finding.Monitor.Ask,
            source = finding.Monitor.Source,
            learners = finding.Counted.Found.Select(course => new
            {
                learner_ref = course.CourseRow.Enrolment.Newest.LearnerRef,
                aim_ref = course.CourseRow.Enrolment.Newest.AimRef,
                start_date = course.CourseRow.Enrolment.Newest.StartDate,
                funded_gbp = course.FundedGbp,
            }),
        }));
    }

    private static Markup Draw(CurrentMonitors now) => Markup.Join(
        new Tag("h1", "Monitors: patterns to ask about"),
        Elements.P(now.Period is { } period
            ? $"Worked out from what is held now, for {period.Words}, to {Display.Date(now.AsOf)}. Each pattern is a fact with honest causes: a reason to ask, never an accusation."
            : "No period of the calendar has begun yet."),
        Elements.Table(
            "Providers that show a pattern",
            [
                new PageTableColumn<MonitorFinding>("Pattern", finding => $"{finding.Monitor.Id}: {finding.Words}"),
                new("Provider", finding => now.Settings.FindProvider(finding.Ukprn)?.Name ?? finding.Ukprn.ToString()),
                new("Here", finding => Figure(finding.Counted.Found.Count, finding.Counted.OutOf, finding.Counted.Percent, finding.Monitor.OutOf)),
                new("In the pilot", finding => Figure(finding.Pilot.Found, finding.Pilot.OutOf, finding.Pilot.Percent, finding.Monitor.OutOf)),
                new("Funded so far", finding => Elements.Pounds(finding.FundedGbp), IsNumber: true),
                new("Learners", Learners),
                new("What to ask", finding => finding.Monitor.Ask),
            ],
            now.Findings,
            "No provider shows any of the patterns."));

    /// <summary>The first of them, each with the way to its page.</summary>
    private static Markup Learners(MonitorFinding finding)
    {
        var references = finding.Counted.Found.Select(found => found.CourseRow.Enrolment.Newest.LearnerRef).Distinct(StringComparer.Ordinal).ToList();
        return Markup.Join(
            Markup.Join(references.Take(MaxLearners).Select((reference, at) => Markup.Join(at == 0 ? "" : ", ", Elements.Link(reference, LearnerPage.PathOf(finding.Ukprn, reference))))),
            references.Count > MaxLearners ? $" and {Display.Number(references.Count - MaxLearners)} others: sheet X07 of the casework workbook lists them" : "");
    }

    private static string Figure(int found, int outOf, decimal? percent, string of) => percent is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"{found:#,##0} of {outOf:#,##0} {of} ({share:0}%)")
        : Shorthand.NotApplicable.Text;
}
