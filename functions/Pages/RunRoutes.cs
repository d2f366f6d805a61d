using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>Runs and approvals over HTTP.</summary>
internal sealed class RunRoutes(PilotServices services, bool isOnThisMachine, RunQueue asked)
{

    /// <summary>Most runs are done by then, and a browser goes straight back to the office page.</summary>
    private static readonly TimeSpan BrowserWaits = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ScriptWaits = TimeSpan.FromMilliseconds(200);

    /// <summary><c>POST /api/periods/{period}/runs</c>: a provisional run, or with a reason a revision.</summary>
    public async Task AskAsync(HttpContext http)
    {
        var period = await KnownPeriodAsync(http);
        var given = await FormFields.ReadAsync(http.Request, http.RequestAborted);
        if (given.GetValueOrDefault("reason")?.Trim() is not { } reason)
        {
            await AnswerAsync(http, asked.Start(period, null), ActionBanner.Run);
            return;
        }

        if (ApprovalRoutes.RevisionErrors(reason, given.GetValueOrDefault("by") ?? "") is [var first, ..])
        {
            throw HttpProblemException.BadRequest($"{first.Message}: send it in the field \"{first.Field}\". Leave both out for a provisional run.");
        }

        await ReviseAsync(http, period, reason, OfficerName.Tidy(given["by"]));
    }

    /// <summary>Asks for a revision that is confirmed.</summary>
    internal async Task ReviseAsync(HttpContext http, Quarter period, string reason, string name)
    {
        await RecordAsync(Viewer.Of(http), name, period, reason, http.RequestAborted);
        await AnswerAsync(http, asked.Start(period, reason, Viewer.Of(http).RecordedNameOf(name)), ActionBanner.Revised);
    }

    private static async Task AnswerAsync(HttpContext http, RunJob job, string done)
    {
        var html = ContentNegotiation.Prefer(http.Request, ContentNegotiation.Json, ContentNegotiation.Html) == ContentNegotiation.Html;
        await job.WaitAsync(html ? BrowserWaits : ScriptWaits, http.RequestAborted);
        if (job.Problem is { } problem)
        {
            throw problem;
        }

        if (html)
        {
            HttpAnswer.SeeOther(http, job.Made is null ? job.Path : $"/api/office?period={job.Period.Id}&done={(job.Note is null ? done : ActionBanner.NothingToRevise)}");
            return;
        }

        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers.Location = job.Path;
        http.Response.Headers.RetryAfter = "1";
        await HttpAnswer.JsonAsync(http, new { status = job.Made is null ? "running" : "done", note = job.Note, href = job.Path });
    }

    /// <summary><c>GET /api/runs/{id}</c>: a run by its number, or what has become of one that was asked for.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var order = asked.Find(id);
        if (order?.Problem is { } problem)
        {
            throw problem;
        }

        var number = order is null && int.TryParse(id, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var known) ? known : order?.Made;
        if (order is { Made: null })
        {
            await RunningAsync(http, order);
            return;
        }

        await using var context = services.Database.Open();
        var row = number is null ? null : await context.Runs.AsNoTracking().FirstOrDefaultAsync(run => run.Number == number, http.RequestAborted);
        await ShowAsync(http, row ?? throw HttpProblemException.NotFound("There is no such run. If you asked for it just now, ask again: a run whose figures are the same is not made twice."));
    }

    private async Task RunningAsync(HttpContext http, RunJob job)
    {
        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Json, ContentNegotiation.Html) == ContentNegotiation.Html)
        {
            await HttpAnswer.HtmlAsync(http, "The run is being made", isOnThisMachine, Markup.Join(
                new Tag("h1", "The run is being made"),
                Elements.P($"The figures of {job.Period.Words} are being worked out. ", Elements.Link("Look again", job.Path), ", or go to ", Elements.Link("the quarter's page", $"/api/office?period={job.Period.Id}"), ".")));
            return;
        }

        http.Response.Headers.RetryAfter = "1";
        await HttpAnswer.JsonAsync(http, new { status = "running", href = job.Path });
    }

    private async Task ShowAsync(HttpContext http, RunRow row)
    {
        var record = WriteWorkbooks.Record(row);
        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Json, ContentNegotiation.Html) == ContentNegotiation.Html)
        {
            HttpAnswer.SeeOther(http, $"/api/office?period={record.Period.Id}");
            return;
        }

        var files = await new WorkbookFiles(services).ListAsync(record.Period, [], http.RequestAborted);
        await HttpAnswer.JsonAsync(http, RunReport.Of(
            record, RunJson.ReadLines(row.Lines), null, files.Where(file => file.IsWorkbook && file.Revision == record.FileSuffix).Select(file => file.Path)));
    }

    internal async Task<Quarter> KnownPeriodAsync(HttpContext http)
    {
        var period = Routes.PeriodOf(http);
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted);
        return settings.FindPeriod(period) is null
            ? throw HttpProblemException.NotFound($"The calendar in the settings has no period {period.Id}.")
            : period;
    }

    private Task RecordAsync(Viewer viewer, string name, Quarter period, string reason, CancellationToken cancellationToken) => services.Database.AddAsync(
        new AuditRow { At = services.UtcNow, Who = viewer.RecordedNameOf(name), What = "revision asked for", Detail = $"{period.Id}: {reason}" }, cancellationToken);

    internal static IEnumerable<string> Links(IEnumerable<string> files) =>
        files.Select(file => "/api/workbooks/" + string.Join('/', file[(WorkbookFiles.Container.Length + 1)..].Split('/').Select(Uri.EscapeDataString)));
}
