using System.Diagnostics;
using System.Globalization;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Outbox;
using Pilot.Functions.Quarters;
using Pilot.Functions.Settings;
using Pilot.Functions.Timers;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>The pages and routes for people and scripts, all under <c>/api</c> (functions.md section 4), each with whom it is for.</summary>
internal static class Routes
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Posts = [HttpMethods.Post];

    /// <summary>
    /// All of it as one delegate, with nothing of the server that it stands in: the local run serves it, and so does the one HTTP function.
    /// </summary>
    /// <param name="stopping">The program is about to end: background work stops.</param>
    /// <param name="isOnThisMachine">On one machine: nobody signs in, and the page says so.</param>
    /// <param name="isSignInOff">In Azure, where sign-in was turned off: then nobody is taken at a header's word.</param>
    public static RequestDelegate Pipeline(PilotServices services, TimerRunner timers, bool isOnThisMachine, bool isSignInOff, CancellationToken stopping)
    {
        // Routing asks for these services and no other; they are its own, so that no route of the server outside is seen from here.
        var routing = new ServiceCollection().AddLogging().AddRoutingCore().AddSingleton(new DiagnosticListener("Pilot.Pages"));
        var app = new ApplicationBuilder(routing.BuildServiceProvider());
        app.UseRouting();
        app.Use(new RequestPipeline(services, isOnThisMachine, isSignInOff) { TimerRunner = timers, Stopping = stopping }.RunAsync);
        app.UseEndpoints(routes => Map(routes, services, timers, isOnThisMachine, stopping));
        return app.Build();
    }

    /// <summary>Every route, with whom it is for.</summary>
    internal static void Map(IEndpointRouteBuilder app, PilotServices services, TimerRunner timers, bool isOnThisMachine, CancellationToken stopping)
    {
        if (isOnThisMachine)
        {
            app.MapMethods("/", Reads, http =>
            {
                http.Response.Redirect("/api/office");
                return Task.CompletedTask;
            });
        }

        var table = new RouteTable(app);
        var outbox = new ListOutbox(services);
        var figures = new LoadRunFigures(services);
        var office = new LoadOfficeView(services, figures, outbox);
        var providers = new ProviderRoutes(services, isOnThisMachine, figures);
        MapForEverybody(table, services, timers, isOnThisMachine);
        MapOffice(table, services, isOnThisMachine, office, outbox);
        MapQuarters(table, services, isOnThisMachine, office, stopping);
        MapProviders(table, services, isOnThisMachine, providers);
        MapUploads(table, services, isOnThisMachine, providers, stopping);
    }

    private static void MapForEverybody(RouteTable table, PilotServices services, TimerRunner timers, bool isOnThisMachine)
    {
        table.Get("/api/health", RouteAudience.Everyone, new CheckHealth(services, timers).RunAsync);
        table.Get(OpenApi.Route, RouteAudience.SignedIn, http => OpenApi.ShowAsync(http, table.App.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()));
        table.Get("/api/rules", RouteAudience.SignedIn, http => RulesPage.ShowAsync(http, isOnThisMachine));
        var help = new HelpPages(services, isOnThisMachine);
        table.Get(HelpPages.Contact, RouteAudience.SignedIn, help.ContactAsync);
        table.Get(HelpPages.Accessibility, RouteAudience.SignedIn, help.AccessibilityAsync);
        table.Get(HelpPages.Privacy, RouteAudience.SignedIn, help.PrivacyAsync);
    }

    private static void MapOffice(RouteTable table, PilotServices services, bool isOnThisMachine, LoadOfficeView office, ListOutbox outbox)
    {
        var lists = new OfficeLists(services, isOnThisMachine, office, outbox);
        table.Get(OfficeLists.Providers, RouteAudience.Officers, lists.ProvidersAsync);
        table.Get(OfficeLists.Submissions, RouteAudience.Officers, lists.SubmissionsAsync);
        table.Get(OfficeLists.Messages, RouteAudience.Officers, lists.MessagesAsync);
        table.Get(OfficeLists.Settings, RouteAudience.Officers, lists.SettingsAsync);
        table.Get("/api/office", RouteAudience.Officers, http => OfficeAsync(http, services, isOnThisMachine, office));
        table.Get(FilesPage.Route, RouteAudience.Officers, new WorkbookFiles(services, isOnThisMachine).ShowListAsync);
        table.Get(FilesPage.CheckRoute, RouteAudience.Officers, new FilesPage(services, isOnThisMachine).ShowCheckAsync);
        table.Post(FilesPage.CheckRoute, RouteAudience.Officers, new FilesPage(services, isOnThisMachine).CheckAsync, isLimited: true);
        table.Get("/api/workbooks/{period}/{**file}", RouteAudience.Officers, new WorkbookFiles(services).SendAsync);

        table.Get("/api/monitors", RouteAudience.Officers, new MonitorsPage(services, isOnThisMachine).ShowAsync);
        table.Get("/api/downloads", RouteAudience.Officers, new DownloadsPage(services, isOnThisMachine).ShowAsync);
    }

    private static void MapQuarters(RouteTable table, PilotServices services, bool isOnThisMachine, LoadOfficeView office, CancellationToken stopping)
    {
        var runs = new RunRoutes(services, isOnThisMachine, new RunQueue(services, stopping));
        table.Post("/api/periods/{period}/runs", RouteAudience.Officers, runs.AskAsync);
        var approvals = new ApprovalRoutes(services, isOnThisMachine, office, runs);
        table.Get("/api/periods/{period}/approval", RouteAudience.Officers, approvals.ShowApprovalAsync);
        table.Post("/api/periods/{period}/approval", RouteAudience.Officers, approvals.ApproveAsync);
        table.Get("/api/periods/{period}/revision", RouteAudience.Officers, approvals.ShowRevisionAsync);
        table.Post("/api/periods/{period}/revision", RouteAudience.Officers, approvals.ReviseAsync);
        table.Get("/api/periods/{period}/brief", RouteAudience.Officers, new BriefPage(runs, office, isOnThisMachine).ShowAsync);
        table.Get("/api/runs/{id}", RouteAudience.Officers, runs.ShowAsync);
    }

    private static void MapProviders(RouteTable table, PilotServices services, bool isOnThisMachine, ProviderRoutes providers)
    {
        table.Get("/api/providers/{ukprn}", RouteAudience.OwnProvider, providers.PageAsync);
        table.Get("/api/providers/{ukprn}/submissions/{number}", RouteAudience.OwnProvider, providers.SubmissionAsync);
        table.Get("/api/providers/{ukprn}/submissions/{number}/{file}", RouteAudience.OwnProvider, providers.AnswerFileAsync);
        table.Get("/api/providers/{ukprn}/statements/{file}", RouteAudience.OwnProvider, providers.StatementAsync);
        var templates = new TemplateRoutes(services);
        table.Get("/api/templates/{ukprn}/{period}/{kind}", RouteAudience.OwnProvider, templates.TemplateAsync);
        table.App.MapMethods("/api/templates/{ukprn}/{period}/ilr", Posts, templates.FromIlrAsync).WithMetadata(new Access(RouteAudience.OwnProvider), new LargestBody(TemplateRoutes.MaxIlr));
        var milestones = new MilestonesPage(services, isOnThisMachine);
        table.Get(MilestonesPage.Route, RouteAudience.Officers, milestones.ShowAllAsync);
        table.Get("/api/providers/{ukprn}/milestones", RouteAudience.OwnProvider, milestones.ShowOfProviderAsync);
        var learners = new LearnerRoutes(services, isOnThisMachine);
        table.Get("/api/learners", RouteAudience.Officers, learners.SearchAsync);
        table.Get("/api/providers/{ukprn}/learners", RouteAudience.OwnProvider, learners.FindAsync);
        table.Get("/api/providers/{ukprn}/learners/{**learner_ref}", RouteAudience.OwnProvider, learners.ShowAsync);
        table.Get(CalendarPage.Route, RouteAudience.SignedIn, new CalendarPage(services, isOnThisMachine).ShowAsync);
        table.Get("/api/audit", RouteAudience.Officers, new AuditPage(services, isOnThisMachine).ShowAsync);
        table.Get("/api/submissions/{number}", RouteAudience.Officers, providers.SubmissionAsync);
        table.Get("/api/submissions/{number}/{file}", RouteAudience.Officers, providers.AnswerFileAsync);
    }

    private static void MapUploads(RouteTable table, PilotServices services, bool isOnThisMachine, ProviderRoutes providers, CancellationToken stopping)
    {
        var uploads = new ReceiveUploads(services, isOnThisMachine, stopping);
        table.Post("/api/returns/{ukprn}", RouteAudience.OwnProvider, uploads.ReturnAsync, isLimited: true);
        table.Post("/api/check", RouteAudience.SignedIn, uploads.CheckAsync, isLimited: true);
        table.Get("/api/settings", RouteAudience.Officers, http => SettingsAsync(http, services));
        table.Post("/api/settings", RouteAudience.Officers, uploads.SettingsAsync, isLimited: true);
        table.Post("/api/settings/check", RouteAudience.Officers, uploads.TrySettingsAsync, isLimited: true);
        table.Get("/api/ledger", RouteAudience.Officers, http => LedgerAsync(http, services));
        table.Get("/api/ledger/draft/{period}", RouteAudience.Officers, http => LedgerDraftAsync(http, services));
        table.Post("/api/settings/{version}/confirmation", RouteAudience.Officers, new ConfirmSettings(services).RunAsync);
        table.Get("/api/settings/files/{number}", RouteAudience.Officers, new OfficeFilePage(services, isOnThisMachine).ShowAsync);
        table.Get("/api/settings/files/{number}/{file}", RouteAudience.Officers, providers.OfficeFileAsync);
    }

    /// <summary>Adds routes that say whom they are for.</summary>
    private sealed record RouteTable(IEndpointRouteBuilder App)
    {
        public void Get(string route, RouteAudience audience, RequestDelegate answer) => App.MapMethods(route, Reads, answer).WithMetadata(new Access(audience));

        public void Post(string route, RouteAudience audience, RequestDelegate answer, bool isLimited = false) =>
            App.MapMethods(route, Posts, answer).WithMetadata(new Access(audience, isLimited));
    }

    /// <exception cref="HttpProblemException">No period is written like that.</exception>
    internal static Quarter PeriodOf(HttpContext http) => Quarter.TryParse(http.Request.RouteValues["period"] as string, out var period)
        ? period
        : throw HttpProblemException.NotFound("There is no such period. A period is written like 2026Q3.");

    /// <exception cref="HttpProblemException">No UKPRN is written like that.</exception>
    internal static Ukprn UkprnOf(HttpContext http) => Ukprn.TryParse(http.Request.RouteValues["ukprn"] as string, out var ukprn)
        ? ukprn
        : throw HttpProblemException.NotFound("There is no such provider. A UKPRN has 8 digits and does not start with 0.");

    /// <exception cref="HttpProblemException">Not a number.</exception>
    internal static int NumberOf(HttpContext http) =>
        int.TryParse(http.Request.RouteValues["number"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw HttpProblemException.NotFound("There is no such number.");

    private static async Task OfficeAsync(HttpContext http, PilotServices services, bool isOnThisMachine, LoadOfficeView load)
    {
        Quarter? asked = null;
        if (http.Request.Query["period"].ToString() is { Length: > 0 } text)
        {
            asked = Quarter.TryParse(text, out var period) ? period : throw HttpProblemException.NotFound("There is no such period. A period is written like 2026Q3.");
        }

        var view = await load.RunAsync(asked, http.RequestAborted);
        await HttpAnswer.HtmlAsync(http, view.Period?.Words ?? "Office", isOnThisMachine, Markup.Join(ActionBanner.Banner(http.Request.Query["done"].ToString(), view), OfficePage.Draw(view)));
    }

    /// <summary>The settings in force as the workbook that an officer would send.</summary>
    private static async Task SettingsAsync(HttpContext http, PilotServices services)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted);
        if (settings.Version == 0)
        {
            throw HttpProblemException.NotFound("No settings have been accepted yet.");
        }

        using var workbook = new MemoryStream();
        SettingsWorkbook.Write(settings, FormattableString.Invariant($"export of version {settings.Version}"), services.Today, workbook);
        await new RecordDownload(services).RunAsync(http, FormattableString.Invariant($"settings/version {settings.Version}"));
        http.Response.Headers.ContentDisposition = FormattableString.Invariant($"attachment; filename=settings-version-{settings.Version}.xlsx");
        await HttpAnswer.BytesAsync(http, workbook.ToArray(), ContentTypes.Workbook);
    }

    /// <summary>Every ledger line as the workbook that an officer would send.</summary>
    private static async Task LedgerAsync(HttpContext http, PilotServices services)
    {
        using var workbook = new MemoryStream();
        await new ExportLedger(services).RunAsync(workbook, http.RequestAborted);
        await new RecordDownload(services).RunAsync(http, "ledger/all lines");
        http.Response.Headers.ContentDisposition = "attachment; filename=ledger.xlsx";
        await HttpAnswer.BytesAsync(http, workbook.ToArray(), ContentTypes.Workbook);
    }

    /// <summary>The holds, sampled milestones and amounts to pay of a period, for an officer to complete.</summary>
    private static async Task LedgerDraftAsync(HttpContext http, PilotServices services)
    {
        var period = PeriodOf(http);
        var (name, content) = await new DraftLedger(services).RunAsync(period, http.RequestAborted);
        await using (content)
        {
            await new RecordDownload(services).RunAsync(http, $"ledger/draft {period.Id}");
            http.Response.Headers.ContentDisposition = $"attachment; filename={name}";
            await HttpAnswer.BytesAsync(http, content.ToArray(), ContentTypes.Workbook);
        }
    }
}
