using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Outbox;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>The officer's lists, each a page of its own: providers, submissions, messages, settings and ledger files.</summary>
internal sealed class OfficeLists(PilotServices services, bool isOnThisMachine, LoadOfficeView office, ListOutbox outbox)
{
    public const string Providers = "/api/providers";
    public const string Submissions = "/api/submissions";
    public const string Messages = "/api/messages";
    public const string Settings = "/api/settings/files";
    private const int PageLength = 50;

    /// <summary><c>GET /api/providers</c>: how each stands in the quarter that the office page shows.</summary>
    public async Task ProvidersAsync(HttpContext http)
    {
        var view = await office.RunAsync(null, http.RequestAborted);
        var asked = http.Request.Query["name"].ToString().Trim();
        var rows = view.Settings.Providers
            .Where(provider => asked.Length == 0 || provider.Name.Contains(asked, StringComparison.OrdinalIgnoreCase) || provider.Ukprn.ToString().Contains(asked, StringComparison.Ordinal))
            .OrderBy(provider => provider.Name, StringComparer.Ordinal).ToList();
        var (shown, page, pages) = Paged(http, rows);
        await HttpAnswer.HtmlAsync(http, "Providers", isOnThisMachine, Markup.Join(
            new Tag("h1", view.Period is { } period ? new Tag("span", period.Words).With("class", "caption") : Markup.None, "Providers"),
            Filter(Providers, "name", "Provider", "Part of a name or UKPRN.", asked),
            Elements.Table(
                "Returns and money to date of each provider",
                [
                    new PageTableColumn<Provider>("Provider", provider => Elements.Link(provider.Name, $"/api/providers/{provider.Ukprn}")),
                    new("Enrolment return", provider => StatusOf(view, provider.Ukprn, ReturnKind.Enrolment)),
                    new("Completion return", provider => StatusOf(view, provider.Ukprn, ReturnKind.Completion)),
                    new("Earned", provider => Sum(view, provider.Ukprn, line => line.EarnedYtd), true),
                    new("Funded", provider => Sum(view, provider.Ukprn, line => line.FundedYtd), true),
                    new("Adjusted", provider => Sum(view, provider.Ukprn, line => line.ManualAdjustmentsYtd), true),
                    new("Paid", provider => Sum(view, provider.Ukprn, line => line.PaidYtd), true),
                    new("To pay", provider => Sum(view, provider.Ukprn, line => line.ToPay), true),
                    new("Held", provider => Sum(view, provider.Ukprn, line => line.HeldGbp), true),
                ],
                shown,
                "No provider fits."),
            Components.Pages(page, pages, number => Address(Providers, ("name", asked), number))), Back());
    }

    /// <summary><c>GET /api/submissions</c>: everything that was sent, the newest first.</summary>
    public async Task SubmissionsAsync(HttpContext http)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted);
        var asked = http.Request.Query["provider"].ToString().Trim();
        var folders = settings.Providers
            .Where(provider => asked.Length > 0 && (provider.Name.Contains(asked, StringComparison.OrdinalIgnoreCase) || provider.Ukprn.ToString() == asked))
            .Select(provider => provider.Ukprn.ToString()).ToList();
        await using var context = services.Database.Open();
        var all = context.Submissions.AsNoTracking().Where(row => asked.Length == 0 || folders.Contains(row.Folder));
        var pages = Math.Max(1, (await all.CountAsync(http.RequestAborted) + PageLength - 1) / PageLength);
        var page = PageOf(http, pages);
        var shown = await SubmissionSummary.LoadAsync(
            context,
            rows => rows.Where(row => asked.Length == 0 || folders.Contains(row.Folder)).OrderByDescending(row => row.Number).Skip((page - 1) * PageLength).Take(PageLength),
            http.RequestAborted);
        await HttpAnswer.HtmlAsync(http, "Submissions", isOnThisMachine, Markup.Join(
            new Tag("h1", "Submissions"),
            Filter(Submissions, "provider", "Provider", "Part of a name, or a UKPRN.", asked),
            Elements.Table(
                "Files that providers sent, newest first",
                [
                    new PageTableColumn<SubmissionSummary>("Submission", sent => Elements.Link($"{Display.Number(sent.Number)}: {sent.FileName}", sent.Path)),
                    new("Provider", sent => sent.Provider is { } ukprn ? settings.FindProvider(ukprn)?.Name ?? ukprn.ToString() : "Not known"),
                    new("Return", sent => sent.KindWords),
                    new("Quarter", sent => sent.PeriodWords),
                    new("Received", sent => Display.Moment(new DateTimeOffset(sent.ReceivedAt))),
                    new("Status", sent => sent.StatusWords),
                    new("Rows", sent => Display.Number(sent.Rows), true),
                    new("Rejected", sent => Display.Number(sent.RejectedRows), true),
                ],
                shown,
                asked.Length == 0 ? "No return has been received yet." : "No provider that fits has sent a return."),
            Components.Pages(page, pages, number => Address(Submissions, ("provider", asked), number))), Back());
    }

    /// <summary><c>GET /api/messages</c>: what people were told, and what waits to be told them.</summary>
    public async Task MessagesAsync(HttpContext http)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted);
        var all = await outbox.AllAsync(http.RequestAborted);
        var waitingOnly = http.Request.Query["show"] != "all";
        var rows = all.Where(message => !waitingOnly || message.SentAt is null).Reverse().ToList();
        var (shown, page, pages) = Paged(http, rows);
        await HttpAnswer.HtmlAsync(http, "Messages", isOnThisMachine, Markup.Join(
            new Tag("h1", "Messages"),
            Elements.P(waitingOnly
                ? Markup.Join($"{Display.Count(rows.Count, "message")} waiting to be sent. ", Elements.Link("Show sent messages too", Messages + "?show=all"), ".")
                : Markup.Join("Sent and waiting. ", Elements.Link("Show only what waits", Messages), ".")),
            Elements.Table(
                waitingOnly ? "Messages that wait to be sent, newest first" : "Messages, newest first",
                [
                    new PageTableColumn<OutboxLine>("Subject", message => message.Subject),
                    new("About", message => message.Ukprn is { } ukprn ? settings.FindProvider(ukprn)?.Name ?? ukprn.ToString() : "The office"),
                    new("To", message => message.To.Count == 0 ? "Nobody: the settings name no contact" : string.Join(", ", message.To)),
                    new("Written", message => Display.Moment(message.MadeAt)),
                    new("Sent", message => message.SentAt is { } sent ? Display.Moment(sent) : "Waiting"),
                ],
                shown,
                "No message is waiting."),
            Components.Pages(page, pages, number => Address(Messages, ("show", waitingOnly ? "" : "all"), number))), Back());
    }

    /// <summary><c>GET /api/settings/files</c>: what officers sent, the form that sends and the one that tries.</summary>
    public async Task SettingsAsync(HttpContext http)
    {
        var view = await office.RunAsync(null, http.RequestAborted);
        await HttpAnswer.HtmlAsync(http, "Settings and ledger", isOnThisMachine, Markup.Join(
            ActionBanner.Banner(http.Request.Query["done"].ToString(), view), new Tag("h1", "Settings and ledger"), OfficeTasks.SettingsFiles(view)), Back());
    }

    private static Markup StatusOf(OfficeView view, Ukprn ukprn, ReturnKind kind) =>
        view.Returns.FirstOrDefault(owed => owed.Provider.Ukprn == ukprn && owed.Kind == kind) is { } owed ? OfficeFigures.TimelinessWords(owed.Timeliness) : "Not owed";

    private static Markup Sum(OfficeView view, Ukprn ukprn, Func<Reporting.Funding.ReconciliationLine, decimal> of) =>
        view.Figures is { } figures ? Money.Words(figures.Lines.Where(line => line.Ukprn == ukprn).Sum(of)) : "Not yet";

    private static Tag Filter(string action, string id, string label, string hint, string value) => new Tag("form",
        Components.Field(id, label, hint, value, []), new Tag("button", "Show").With("type", "submit"))
        .With("method", "get").With("action", action).With("class", "filters").With("role", "search");

    private static (IReadOnlyList<T> Shown, int Page, int Pages) Paged<T>(HttpContext http, List<T> rows)
    {
        var pages = Math.Max(1, (rows.Count + PageLength - 1) / PageLength);
        var page = PageOf(http, pages);
        return ([.. rows.Skip((page - 1) * PageLength).Take(PageLength)], page, pages);
    }

    internal static int PageOf(HttpContext http, int pages) =>
        Math.Clamp(int.TryParse(http.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 1, 1, pages);

    private static string Address(string path, (string Name, string Value) asked, int page) =>
        $"{path}?{(asked.Value.Length == 0 ? "" : $"{asked.Name}={Uri.EscapeDataString(asked.Value)}&")}page={page.ToString(CultureInfo.InvariantCulture)}";

    private static Tag Back() => Components.Back("Back to the quarter", "/api/office");
}
