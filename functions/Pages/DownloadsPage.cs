using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary><c>GET /api/downloads</c>: the access log, the newest first; as a page, or as JSON for whoever keeps it elsewhere.</summary>
internal sealed class DownloadsPage(PilotServices services, bool isOnThisMachine)
{
    private const int MaxShown = 500;
    private const int MaxListed = 10_000;

    public async Task ShowAsync(HttpContext http)
    {
        var asPage = ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Html;
        var since = Since(http.Request.Query["since"].ToString());
        await using var context = services.Database.Open();
        var rows = await context.Downloads.AsNoTracking()
            .Where(download => download.At >= since)
            .OrderByDescending(download => download.Id)
            .Take(asPage ? MaxShown : MaxListed)
            .ToListAsync(http.RequestAborted);
        // Learners' pages stand in it by their reference: who reads it is written down as well.
        await new RecordDownload(services).RunAsync(http, "downloads");
        if (asPage)
        {
            await HttpAnswer.HtmlAsync(http, "Downloads", isOnThisMachine, Draw(rows), Components.Back("Back to the quarter", "/api/office"));
            return;
        }

        await HttpAnswer.JsonAsync(http, rows.Select(row => new
        {
            at = LondonTime.At(new DateTimeOffset(row.At)),
            who = row.Who,
            ukprn = row.Ukprn,
            what = row.What,
        }));
    }

    /// <exception cref="HttpProblemException">Not a date.</exception>
    private static DateTime Since(string text)
    {
        if (text.Length == 0)
        {
            return DateTime.UnixEpoch;
        }

        return IsoDay.TryParse(text, out var day)
            ? LondonTime.On(day, TimeOnly.MinValue).UtcDateTime
            : throw new HttpProblemException(StatusCodes.Status400BadRequest, "Not a date", "Write since as a date such as 2027-01-15.");
    }

    private static Markup Draw(IReadOnlyList<DownloadRow> rows) => Markup.Join(
        new Tag("h1", "Downloads"),
        Elements.P($"Who was given which file, the newest first. The last {Display.Number(MaxShown)} are listed; everything since a day is under /api/downloads?since=2027-01-15, as JSON."),
        Elements.Table(
            "Files that were downloaded",
            [
                new PageTableColumn<DownloadRow>("When", row => Display.Moment(new DateTimeOffset(row.At))),
                new("Who", row => row.Who),
                new("Of provider", row => row.Ukprn?.ToString(CultureInfo.InvariantCulture) ?? "The office"),
                new("File", row => row.What),
            ],
            rows,
            "Nothing has been downloaded yet."));
}
