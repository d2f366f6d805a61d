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

    internal static void Map(IEndpointRouteBuilder app, PilotServices services, TimerRunner timers, bool isOnThisMachine, CancellationToken stopping)
    {
        void Get(string route, Audience audience, RequestDelegate answer) => app.MapMethods(route, Reads, answer).WithMetadata(new Access(audience));
        void Post(string route, Audience audience, RequestDelegate answer, bool isLimited = false) =>
            app.MapMethods(route, Posts, answer).WithMetadata(new Access(audience, isLimited));

        if (isOnThisMachine)
        {
            app.MapMethods("/", Reads, http =>
            {
                http.Response.Redirect("/api/office");
                return Task.CompletedTask;
            });
        }

        Get("/api/health", Audience.Everyone, new CheckHealth(services, timers).RunAsync);
        Get(OpenApi.Route, Audience.SignedIn, http => OpenApi.ShowAsync(http, app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()));
        Get("/api/rules", Audience.SignedIn, http => RulesPage.ShowAsync(http, isOnThisMachine));
        var help = new HelpPages(services, isOnThisMachine);
        Get(HelpPages.Contact, Audience.SignedIn, help.ContactAsync);
        Get(HelpPages.Accessibility, Audience.SignedIn, help.AccessibilityAsync);
        Get(HelpPages.Privacy, Audience.SignedIn, help.PrivacyAsync);

        var outbox = new ReadOutbox(services);
        var figures = new LoadRunFigures(services);
        var office = new LoadOffice(services, figures, outbox);
        var lists = new OfficeLists(services, isOnThisMachine, office, outbox);
        Get(OfficeLists.Providers, Audience.Officers, lists.ProvidersAsync);
        Get(OfficeLists.Submissions, Audience.Officers, lists.SubmissionsAsync);
        Get(OfficeLists.Messages, Audience.Officers, lists.MessagesAsync);
        Get(OfficeLists.Settings, Audience.Officers, lists.SettingsAsync);
        Get("/api/office", Audience.Officers, http => OfficeAsync(http, services, isOnThisMachine, office));
        Get(FilesPage.Route, Audience.Officers, new WorkbookFiles(services, isOnThisMachine).ShowListAsync);
        Get(FilesPage.CheckRoute, Audience.Officers, new FilesPage(services, isOnThisMachine).ShowCheckAsync);
        Post(FilesPage.CheckRoute, Audience.Officers, new FilesPage(services, isOnThisMachine).CheckAsync, isLimited: true);
        Get("/api/workbooks/{period}/{**file}", Audience.Officers, new WorkbookFiles(services).SendAsync);

        Get("/api/monitors", Audience.Officers, new MonitorsPage(services, isOnThisMachine).ShowAsync);
        Get("/api/downloads", Audience.Officers, new DownloadsPage(services, isOnThisMachine).ShowAsync);

        var runs = new RunRoutes(services, isOnThisMachine, new RunQueue(services, stopping));
        Post("/api/periods/{period}/runs", Audience.Officers, runs.AskAsync);
        var approvals = new ApprovalRoutes(services, isOnThisMachine, office, runs);
        Get("/api/periods/{period}/approval", Audience.Officers, approvals.ShowApprovalAsync);
        Post("/api/periods/{period}/approval", Audience.Officers, approvals.ApproveAsync);
        Get("/api/periods/{period}/revision", Audience.Officers, approvals.ShowRevisionAsync);
        Post("/api/periods/{period}/revision", Audience.Officers, approvals.ReviseAsync);
        Get("/api/periods/{period}/brief", Audience.Officers, new BriefPage(runs, office, isOnThisMachine).ShowAsync);
        Get("/api/runs/{id}", Audience.Officers, runs.ShowAsync);

        var providers = new ProviderRoutes(services, isOnThisMachine, figures);
        Get("/api/providers/{ukprn}", Audience.OwnProvider, providers.PageAsync);
        Get("/api/providers/{ukprn}/submissions/{number}", Audience.OwnProvider, providers.SubmissionAsync);
        Get("/api/providers/{ukprn}/submissions/{number}/{file}", Audience.OwnProvider, providers.AnswerFileAsync);
        Get("/api/providers/{ukprn}/statements/{file}", Audience.OwnProvider, providers.StatementAsync);
        var templates = new TemplateRoutes(services);
        Get("/api/templates/{ukprn}/{period}/{kind}", Audience.OwnProvider, templates.TemplateAsync);
        app.MapMethods("/api/templates/{ukprn}/{period}/ilr", Posts, templates.FromIlrAsync).WithMetadata(new Access(Audience.OwnProvider), new LargestBody(TemplateRoutes.MaxIlr));
        var milestones = new MilestonesPage(services, isOnThisMachine);
        Get(MilestonesPage.Route, Audience.Officers, milestones.ShowAllAsync);
        Get("/api/providers/{ukprn}/milestones", Audience.OwnProvider, milestones.ShowOfProviderAsync);
        var learners = new LearnerRoutes(services, isOnThisMachine);
        Get("/api/learners", Audience.Officers, learners.SearchAsync);
        Get("/api/providers/{ukprn}/learners", Audience.OwnProvider, LearnerRoutes.FindAsync);
        Get("/api/providers/{ukprn}/learners/{**learner_ref}", Audience.OwnProvider, learners.ShowAsync);
        Get(CalendarPage.Route, Audience.SignedIn, new CalendarPage(services, isOnThisMachine).ShowAsync);
        Get("/api/audit", Audience.Officers, new AuditPage(services, isOnThisMachine).ShowAsync);
        Get("/api/submissions/{number}", Audience.Officers, providers.SubmissionAsync);
        Get("/api/submissions/{number}/{file}", Audience.Officers, providers.AnswerFileAsync);

        var uploads = new ReceiveUploads(services, isOnThisMachine, stopping);
        Post("/api/returns/{ukprn}", Audience.OwnProvider, uploads.ReturnAsync, isLimited: true);
        Post("/api/check", Audience.SignedIn, uploads.CheckAsync, isLimited: true);
        Get("/api/settings", Audience.Officers, http => SettingsAsync(http, services));
        Post("/api/settings", Audience.Officers, uploads.SettingsAsync, isLimited: true);
        Post("/api/settings/check", Audience.Officers, uploads.TrySettingsAsync, isLimited: true);
        Get("/api/ledger", Audience.Officers, http => LedgerAsync(http, services));
        Get("/api/ledger/draft/{period}", Audience.Officers, http => LedgerDraftAsync(http, services));
        Post("/api/settings/{version}/confirmation", Audience.Officers, new ConfirmSettings(services).RunAsync);
        Get("/api/settings/files/{number}", Audience.Officers, new OfficeFilePage(services, isOnThisMachine).ShowAsync);
        Get("/api/settings/files/{number}/{file}", Audience.Officers, providers.OfficeFileAsync);
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

    private static async Task OfficeAsync(HttpContext http, PilotServices services, bool isOnThisMachine, LoadOffice load)
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
