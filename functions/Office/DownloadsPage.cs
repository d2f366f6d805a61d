using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Office;

/// <summary><c>GET /api/downloads</c>: the access log, the newest first; as a page, or as JSON for whoever keeps it elsewhere.</summary>
internal sealed class DownloadsPage(World world, bool isOpen)
{
    private const int MostShown = 500;
    private const int MostTold = 10_000;

    public async Task ShowAsync(HttpContext http)
    {
        var asPage = Accepts.Prefer(http.Request, Accepts.Html, Accepts.Json) == Accepts.Html;
        var since = Since(http.Request.Query["since"].ToString());
        await using var context = world.Database.Open();
        var rows = await context.Downloads.AsNoTracking()
            .Where(download => download.At >= since)
            .OrderByDescending(download => download.Id)
            .Take(asPage ? MostShown : MostTold)
            .ToListAsync(http.RequestAborted);
        // Learners' pages stand in it by their reference: who reads it is written down as well.
        await new RecordDownload(world).RunAsync(http, "downloads");
        if (asPage)
        {
            await Answers.HtmlAsync(http, "Downloads", isOpen, Draw(rows), Components.Back("Back to the quarter", "/api/office"));
            return;
        }

        await Answers.JsonAsync(http, rows.Select(row => new
        {
            at = LondonTime.At(new DateTimeOffset(row.At)),
            who = row.Who,
            ukprn = row.Ukprn,
            what = row.What,
        }));
    }

    /// <exception cref="RefusedException">Not a date.</exception>
    private static DateTime Since(string text)
    {
        if (text.Length == 0)
        {
            return DateTime.UnixEpoch;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? LondonTime.On(day, TimeOnly.MinValue).UtcDateTime
            : throw new RefusedException(StatusCodes.Status400BadRequest, "Not a date", "Write since as a date such as 2027-01-15.");
    }

    private static Markup Draw(IReadOnlyList<DownloadRow> rows) => Markup.Join(
        new Tag("h1", "Downloads"),
        Elements.P($"Who was given which file, the newest first. The last {OfficePage.Text(MostShown)} are listed; everything since a day is under /api/downloads?since=2027-01-15, as JSON."),
        Elements.Table(
            "Files that were downloaded",
            [
                new TableColumn<DownloadRow>("When", row => Words.Moment(new DateTimeOffset(row.At))),
                new("Who", row => row.Who),
                new("Of provider", row => row.Ukprn?.ToString(CultureInfo.InvariantCulture) ?? "The office"),
                new("File", row => row.What),
            ],
            rows,
            "Nothing has been downloaded yet."));
}
