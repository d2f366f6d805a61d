using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary><c>GET /api/calendar</c>: the quarters of the pilot, when each opens, is due and closes, and how it stands; as a page or as JSON.</summary>
internal sealed class CalendarPage(PilotServices services, bool isOnThisMachine)
{
    public const string Route = "/api/calendar";

    public async Task ShowAsync(HttpContext http)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted);
        var closed = await new Periods(services).ClosedAsync(http.RequestAborted);
        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Json)
        {
            await HttpAnswer.JsonAsync(http, settings.Calendar.Select(row => new
            {
                period = row.Period,
                period_words = row.Period.Words,
                opens_on = row.OpensOn,
                census_date = row.Period.CensusDate,
                due_on = row.DueOn,
                closes_on = row.ClosesOn,
                closed = closed.Contains(row.Period),
            }));
            return;
        }

        var viewer = Viewer.Of(http);
        await HttpAnswer.HtmlAsync(http, "Calendar", isOnThisMachine, Draw(settings, closed, viewer.IsOfficer), viewer.Ukprn is { } ukprn
            ? Components.Back("Back to your returns", $"/api/providers/{ukprn}")
            : Components.Back("Back to the quarter", "/api/office"));
    }

    private Markup Draw(PilotSettings settings, IReadOnlySet<Quarter> closed, bool isOfficer) => Markup.Join(
        new Tag("h1", "Calendar"),
        Elements.P($"Today is {Display.Date(services.Today)}. Each day ends at 23:59:59, London time. The dates come from the settings in force."),
        Elements.Table(
            "Quarters of the pilot",
            [
                new PageTableColumn<CalendarPeriod>("Quarter", row => isOfficer && row.OpensOn <= services.Today
                    ? Elements.Link(row.Period.Words, $"/api/office?period={row.Period.Id}") : row.Period.Words),
                new("Opens", row => Display.Date(row.OpensOn)),
                new("Census date", row => Display.Date(row.Period.CensusDate)),
                new("Returns due by", row => Display.Date(row.DueOn)),
                new("Closes", row => Display.Date(row.ClosesOn)),
                new("How it stands", row => StatusOf(row, closed)),
            ],
            settings.Calendar,
            "The calendar in the settings is empty."));

    private string StatusOf(CalendarPeriod row, IReadOnlySet<Quarter> closed) =>
        closed.Contains(row.Period) ? "Closed"
        : services.Today < row.OpensOn ? $"Opens in {Display.Count(row.OpensOn.DayNumber - services.Today.DayNumber, "day")}"
        : services.Today <= row.DueOn ? $"Open: returns are due in {Display.Count(row.DueOn.DayNumber - services.Today.DayNumber, "day")}"
        : services.Today <= row.ClosesOn ? $"Open: returns were due {Display.Count(services.Today.DayNumber - row.DueOn.DayNumber, "day")} ago"
        : "To be closed";
}
