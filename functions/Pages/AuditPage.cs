using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>Who did what, when: one line of the audit or of the access log.</summary>
internal sealed class AuditLine
{
    public DateTime At { get; init; }
    public string Who { get; init; } = "";
    public string What { get; init; } = "";
    public int? SubmissionNumber { get; init; }
    public string Detail { get; init; } = "";
}

/// <summary>What is asked of the audit; null or empty = everything.</summary>
/// <param name="TypedSince">The day as it was typed, which may be none.</param>
internal sealed record AuditFilter(string Who, string What, string Period, string TypedSince)
{
    public static AuditFilter Of(IQueryCollection query) => new(
        query["who"].ToString().Trim(), query["what"].ToString().Trim(), query["period"].ToString().Trim(), query["since"].ToString().Trim());

    public DateOnly? Since =>
        DateOnly.TryParseExact(TypedSince, ["yyyy-MM-dd", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public IReadOnlyList<FieldError> Errors => TypedSince.Length > 0 && Since is null ? [new FieldError("since", "Enter a day like 15/01/2027 or 2027-01-15")] : [];

    public string Query(int page) => string.Join('&', new[]
    {
        Pair("who", Who), Pair("what", What), Pair("period", Period), Pair("since", Since is { } day ? Display.Iso(day) : ""), page > 1 ? FormattableString.Invariant($"page={page}") : "",
    }.Where(part => part.Length > 0));

    private static string Pair(string name, string value) => value.Length == 0 ? "" : $"{name}={Uri.EscapeDataString(value)}";
}

/// <summary>
/// <c>GET /api/audit</c>: who sent, approved, changed and downloaded what, the newest first; as a page with filters, as CSV or as JSON.
/// </summary>
internal sealed class AuditPage(PilotServices services, bool isOnThisMachine)
{
    private const int PageLength = 50;
    private const int MaxListed = 10_000;

    public async Task ShowAsync(HttpContext http)
    {
        var filter = AuditFilter.Of(http.Request.Query);
        if (filter.Errors.Count > 0)
        {
            await RefuseAsync(http, filter);
            return;
        }

        await using var context = services.Database.Open();
        var lines = Filtered(context, filter);
        if (http.Request.Query["format"] == "csv" || ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentTypes.Csv, ContentNegotiation.Json) == ContentTypes.Csv)
        {
            await new RecordDownload(services).RunAsync(http, "audit.csv");
            http.Response.Headers.ContentDisposition = "attachment; filename=audit.csv";
            await HttpAnswer.BytesAsync(http, Csv(await NewestAsync(lines, 0, MaxListed, http.RequestAborted)), ContentTypes.Csv);
            return;
        }

        // Ledger lines and learners' pages stand in it by the learner's reference.
        await new RecordDownload(services).RunAsync(http, "audit");
        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Json)
        {
            await HttpAnswer.JsonAsync(http, (await NewestAsync(lines, 0, MaxListed, http.RequestAborted)).Select(line => new
            {
                at = LondonTime.At(new DateTimeOffset(line.At)),
                who = line.Who,
                what = line.What,
                submission = line.SubmissionNumber,
                detail = line.Detail,
            }));
            return;
        }

        var count = await lines.CountAsync(http.RequestAborted);
        var pages = Math.Max(1, (count + PageLength - 1) / PageLength);
        var page = Math.Clamp(int.TryParse(http.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 1, 1, pages);
        var shown = await NewestAsync(lines, (page - 1) * PageLength, PageLength, http.RequestAborted);
        await HttpAnswer.HtmlAsync(http, "Audit", isOnThisMachine, Draw(filter, shown, count, page, pages), Components.Back("Back to the quarter", "/api/office"));
    }

    /// <summary>On the page the form comes back with what was typed and what is wrong with it.</summary>
    /// <exception cref="HttpProblemException">A program asked.</exception>
    private Task RefuseAsync(HttpContext http, AuditFilter filter)
    {
        if (!ContentNegotiation.PrefersHtml(http.Request))
        {
            throw HttpProblemException.BadRequest(filter.Errors[0].Message + ".");
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return HttpAnswer.HtmlAsync(
            http, Components.Title("Audit", filter.Errors), isOnThisMachine, Markup.Join(Components.ErrorSummary(filter.Errors), new Tag("h1", "Audit"), Form(filter)),
            Components.Back("Back to the quarter", "/api/office"));
    }

    private static IQueryable<AuditLine> Filtered(PilotDbContext context, AuditFilter filter)
    {
        var lines = context.Audit.AsNoTracking()
            .Select(row => new AuditLine { At = row.At, Who = row.Who, What = row.What, SubmissionNumber = row.SubmissionNumber, Detail = row.Detail })
            .Concat(context.Downloads.AsNoTracking().Select(row => new AuditLine { At = row.At, Who = row.Who, What = "downloaded", SubmissionNumber = null, Detail = row.What }));
        if (filter.Who.Length > 0)
        {
            lines = lines.Where(line => line.Who.Contains(filter.Who));
        }

        if (filter.What.Length > 0)
        {
            lines = lines.Where(line => line.What.Contains(filter.What) || line.Detail.Contains(filter.What));
        }

        if (filter.Period.Length > 0)
        {
            var period = Quarter.TryParse(filter.Period, out var quarter) ? quarter.Id : filter.Period;
            lines = lines.Where(line => line.Detail.Contains(period));
        }

        if (filter.Since is { } day)
        {
            var since = LondonTime.On(day, TimeOnly.MinValue).UtcDateTime;
            lines = lines.Where(line => line.At >= since);
        }

        return lines;
    }

    private static Task<List<AuditLine>> NewestAsync(IQueryable<AuditLine> lines, int from, int most, CancellationToken cancellationToken) =>
        lines.OrderByDescending(line => line.At).ThenBy(line => line.What).ThenBy(line => line.Detail).Skip(from).Take(most).ToListAsync(cancellationToken);

    private static Markup Draw(AuditFilter filter, IReadOnlyList<AuditLine> shown, int count, int page, int pages) => Markup.Join(
        new Tag("h1", "Audit"),
        Elements.P("Who sent, approved, changed and downloaded what, and when. Nothing here can be changed or removed. Each settings file's page says which cells it changed."),
        Form(filter),
        Elements.P(
            $"{Display.Count(count, "line")}. ", Elements.Link("Download as CSV", "/api/audit?" + string.Join('&', new[] { filter.Query(1), "format=csv" }.Where(part => part.Length > 0))),
            count > MaxListed ? $", the newest {Display.Number(MaxListed)}." : "."),
        Elements.Table(
            "What was done, newest first",
            [
                new PageTableColumn<AuditLine>("When", line => Display.Moment(new DateTimeOffset(line.At))),
                new("Who", line => line.Who),
                new("What", line => PageText.Capitalise(line.What)),
                new("Submission", line => line.SubmissionNumber is { } number ? Display.Number(number) : "", true),
                new("Detail", line => line.Detail),
            ],
            shown,
            "Nothing that was done fits."),
        Components.Pages(page, pages, number => "/api/audit?" + filter.Query(number)));

    private static Tag Form(AuditFilter filter) => new Tag("form",
        Components.Field("who", "Who", "A name or account, or part of one.", filter.Who, []),
        Components.Field("what", "What", "For example approved, downloaded, rekeyed, or part of a file's name.", filter.What, []),
        Components.Field("period", "Quarter", "For example 2026Q3.", filter.Period, []),
        Components.Field("since", "Since", "For example 15/01/2027.", filter.TypedSince, filter.Errors),
        new Tag("button", "Show").With("type", "submit")).With("method", "get").With("action", "/api/audit").With("class", "filters").With("role", "search");

    private static string Field(string value) => "\"" + FreeText.Neutral(value).Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static byte[] Csv(IReadOnlyList<AuditLine> lines)
    {
        var text = new StringBuilder("at,who,what,submission,detail\r\n");
        foreach (var line in lines)
        {
            text.Append(string.Join(',', new[]
            {
                LondonTime.At(new DateTimeOffset(line.At)).ToString("O", CultureInfo.InvariantCulture), line.Who, line.What,
                line.SubmissionNumber?.ToString(CultureInfo.InvariantCulture) ?? "", line.Detail,
            }.Select(Field))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
