using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pilot.Functions;
using Pilot.Functions.Blobs;
using Pilot.Functions.Startup;
using Pilot.Functions.Pages;
using Pilot.Functions.Timers;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

/// <summary>
/// The routes on a real server over a small pilot of its own: July to September 2026 is closed and awaits approval, October to December is
/// open with one provider's returns in it, and it is 12 January 2027.
/// </summary>
public sealed class OfficeSite : IAsyncDisposable
{
    public const string Now = "2027-01-12";
    public static readonly Quarter Closed = new(2026, 2);
    public static readonly Quarter Open = new(2026, 3);

    private readonly CommandLineRunner _pilot = new();
    private WebApplication _app = null!;

    internal PilotServices Services { get; private set; } = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal TimerRunner TimerRunner { get; private set; } = null!;

    /// <summary>The routes as they are mapped.</summary>
    internal IEnumerable<RouteEndpoint> Endpoints
    {
        get
        {
            IEndpointRouteBuilder routes = WebApplication.CreateSlimBuilder().Build();
            Routes.Map(routes, Services, TimerRunner, isOnThisMachine: false, CancellationToken.None);
            return [.. routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
        }
    }

    /// <param name="isOnThisMachine">On one machine: nobody signs in.</param>
    /// <param name="scansUploads">From now on uploads wait for a virus scan, which on one machine never comes.</param>
    internal static async Task<OfficeSite> StartAsync(bool isOnThisMachine = false, bool scansUploads = false)
    {
        var site = new OfficeSite();
        await site.FillAsync();
        await site.ServeAsync(isOnThisMachine, scansUploads: scansUploads);
        return site;
    }

    internal static async Task<OfficeSite> StartEmptyAsync(bool isOnThisMachine = false, bool isSignInOff = false)
    {
        var site = new OfficeSite();
        await site.ServeAsync(isOnThisMachine, isSignInOff);
        return site;
    }

    /// <summary>Three learners of the college who started in September.</summary>
    internal static ReturnBuilder Enrolments(Quarter period, DateOnly preparedOn, Ukprn? ukprn = null, int learners = 3) => ReturnBuilder.Enrolment(
        learners, (ukprn ?? SettingsBuilder.College).ToString(), SettingsBuilder.Hnc, period, preparedOn, new(2026, 9, 14), new(2027, 6, 25));

    internal static ReturnBuilder NoCompletions(Quarter period, DateOnly preparedOn) =>
        new ReturnBuilder(ReturnTemplate.Completion, SettingsBuilder.College.ToString(), period, preparedOn).Declare("submission_kind", "NIL");

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? principal, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (principal is not null)
        {
            request.Headers.Add("X-MS-CLIENT-PRINCIPAL", principal);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    internal Task<HttpResponseMessage> GetAsync(string path, string? principal, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, principal, null, headers);

    internal Task<HttpResponseMessage> PostAsync(string path, string? principal, HttpContent? content, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, principal, content, headers);

    internal async Task<string> PageAsync(string path, string? principal)
    {
        using var answer = await GetAsync(path, principal, ("Accept", "text/html"));
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    internal static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;

    internal static MultipartFormDataContent Form(byte[] file, string name)
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue(ContentTypes.Workbook);
        return new MultipartFormDataContent { { part, "file", name } };
    }

    internal static byte[] Bytes(ReturnBuilder builder)
    {
        using var stream = builder.ToStream();
        return stream.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await TimerRunner.BackgroundCatchUp;
        _pilot.Dispose();
    }

    private async Task FillAsync()
    {
        await _pilot.SettingsAsync(SettingsBuilder.Small());
        await SentByAsync(Principals.OfficerWhoSentSettings);
        await _pilot.IngestAsync(Enrolments(Closed, new(2026, 10, 5)), "2026-10-06");
        await _pilot.IngestAsync(NoCompletions(Closed, new(2026, 10, 5)), "2026-10-06");
        await _pilot.RunAsync("2026-11-02", "run", Closed.Id, "--close");
        await _pilot.IngestAsync(Enrolments(Open, new(2027, 1, 8)), "2027-01-11");
        await _pilot.IngestAsync(NoCompletions(Open, new(2027, 1, 8)), "2027-01-11");
        await _pilot.RunAsync(Now, "run", Open.Id);
    }

    /// <summary>The settings came through the page, from this officer; null = straight into the store, from nobody known.</summary>
    internal async Task SentByAsync(string? principal)
    {
        var officer = principal is null ? null : Viewer.Read(principal);
        await using var context = _pilot.Database.Open();
        await context.OfficeFiles.ExecuteUpdateAsync(set => set.SetProperty(row => row.SentBy, officer?.RecordedName).SetProperty(row => row.SentByAccount, officer?.Id));
    }

    private async Task ServeAsync(bool isOnThisMachine, bool isSignInOff = false, bool scansUploads = false)
    {
        Assert.True(OpenPilotServices.TryParseNow(Now, out var now));
        Services = (await OpenPilotServices.RunAsync(_pilot.Settings, _pilot.Data, now, _pilot.Log, CancellationToken.None)) with { ScansUploads = scansUploads };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        KestrelLimits.OnLoopback(builder, 0);
        _app = builder.Build();
        TimerRunner = new TimerRunner(Services);
        _app.Run(Routes.Pipeline(Services, TimerRunner, isOnThisMachine, isSignInOff, _app.Lifetime.ApplicationStopping));
        await _app.StartAsync();
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(_app.Urls.Single()) };
    }
}

/// <summary>People as App Service Authentication tells of them.</summary>
internal static class Principals
{
    public static string Officer { get; } = Of("Otto Other", "otto@example.org", ["Officer"]);

    /// <summary>Who sent the settings, and whose name stands on them.</summary>
    public static string OfficerWhoSentSettings { get; } = Of("Olive Officer", "olive.officer@example.org", ["Officer"]);

    public static string Own { get; } = Provider(SettingsBuilder.College);

    public static string Other { get; } = Provider(SettingsBuilder.Private);

    public static string WithoutRole { get; } = Of("Nora Norole", "nora@example.org", []);

    public static string Provider(Ukprn ukprn) => Of("Petra Provider", $"petra@{ukprn}.example.org", ["Provider"], ukprn.ToString());

    /// <summary>As Entra tells of a person, with the numbers of tenant and account.</summary>
    public static string OfEntra(string name, string tenant, string account, params string[] roles) => Encode(new
    {
        claims = new[]
        {
            new { typ = "name", val = name }, new { typ = "http://schemas.microsoft.com/identity/claims/tenantid", val = tenant },
            new { typ = "http://schemas.microsoft.com/identity/claims/objectidentifier", val = account },
        }.Concat(roles.Select(role => new { typ = "roles", val = role })),
    });

    public static string Of(string name, string account, string[] roles, params string[] ukprns) => Encode(new
    {
        auth_typ = "aad",
        claims = new[] { new { typ = "name", val = name }, new { typ = "preferred_username", val = account } }
            .Concat(roles.Select(role => new { typ = "roles", val = role }))
            .Concat(ukprns.Select(ukprn => new { typ = "ukprn", val = ukprn })),
        name_typ = "name",
        role_typ = "roles",
    });

    public static string Encode(object principal) => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(principal)));
}

/// <summary>One site for tests that change nothing.</summary>
public sealed class OfficeSiteFixture : IAsyncLifetime
{
    public OfficeSite Site { get; private set; } = null!;

    public async Task InitializeAsync() => Site = await OfficeSite.StartAsync();

    public async Task DisposeAsync() => await Site.DisposeAsync();
}
