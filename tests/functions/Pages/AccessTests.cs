using System.Net;
using Microsoft.AspNetCore.Routing;
using Pilot.Functions.Pages;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

/// <summary>functions.md section 4: every route as nobody, without a role, as a provider of another UKPRN, as its own provider, as an officer.</summary>
public sealed class AccessTests(OfficeSiteFixture fixture) : IClassFixture<OfficeSiteFixture>
{
    private static readonly string College = SettingsBuilder.College.ToString();

    public static TheoryData<string, string> Routes()
    {
        var data = new TheoryData<string, string>();
        foreach (var entry in RouteCases.All)
        {
            data.Add(entry.Method, entry.Route);
        }

        return data;
    }

    [Fact]
    public void Every_route_says_whom_it_is_for_and_is_tried_here()
    {
        var served = fixture.Site.Endpoints
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (Method: method, Route: endpoint.RoutePattern.RawText!, Access: endpoint.Metadata.GetMetadata<Access>())))
            .Where(entry => entry.Method != "HEAD")
            .ToList();
        Assert.All(served, entry => Assert.NotNull(entry.Access));
        Assert.Equal(["/api/health"], served.Where(entry => entry.Access!.Audience == RouteAudience.Everyone).Select(entry => entry.Route));
        Assert.Equal(
            RouteCases.All.Select(entry => $"{entry.Method} {entry.Route}").Append("GET /api/health").Order(StringComparer.Ordinal),
            served.Select(entry => $"{entry.Method} {entry.Route}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Functions_4_each_route_admits_whom_it_is_for(string method, string route)
    {
        var entry = RouteCases.All.Single(some => some.Method == method && some.Route == route);
        Assert.Equal(401, await StatusAsync(entry.Method, entry.Path, null));
        Assert.Equal(401, await StatusAsync(entry.Method, entry.Path, "bm90IEpTT04="));
        Assert.Equal(403, await StatusAsync(entry.Method, entry.Path, Principals.WithoutRole));
        Assert.Equal(route is "/api/rules" or "/api/openapi.json" or "/api/calendar" or "/api/contact" or "/api/accessibility" or "/api/privacy" ? 200 : 403, await StatusAsync(entry.Method, entry.Path, Principals.Other));
        Assert.Equal(entry.Own, await StatusAsync(entry.Method, entry.Path, Principals.Own));
        Assert.Equal(entry.Officer, await StatusAsync(entry.Method, entry.Path, Principals.Officer));
    }

    [Fact]
    public async Task Functions_4_a_provider_does_not_reach_anothers_submission_under_its_own_address()
    {
        var birch = Principals.Other;
        Assert.Equal(404, await StatusAsync("GET", $"/api/providers/{SettingsBuilder.Private}/submissions/1", birch));
        Assert.Equal(404, await StatusAsync("GET", $"/api/providers/{SettingsBuilder.Private}/submissions/1/receipt.json", birch));
        Assert.Equal(404, await StatusAsync("GET", $"/api/providers/{SettingsBuilder.Private}/statements/..%2F{College}%2F2026Q2-r1.xlsx", birch));
        Assert.Equal(404, await StatusAsync("GET", $"/api/providers/{SettingsBuilder.Private}/submissions/1/..%2F..%2F{College}%2F1%2Freceipt.json", birch));
    }

    [Fact]
    public async Task Functions_4_a_page_that_is_not_there_says_nothing_to_those_who_are_not_signed_in()
    {
        Assert.Equal(401, await StatusAsync("GET", "/api/nothing", null));
        Assert.Equal(404, await StatusAsync("GET", "/api/nothing", Principals.Own));
        Assert.Equal(405, await StatusAsync("POST", "/api/office", Principals.Officer));
    }

    [Fact]
    public async Task Where_sign_in_is_turned_off_in_Azure_nobody_is_taken_at_a_headers_word()
    {
        await using var exposed = await OfficeSite.StartEmptyAsync(isSignInOff: true);
        foreach (var path in new[] { "/api/office", "/api/rules", $"/api/providers/{College}" })
        {
            using var answer = await exposed.GetAsync(path, Principals.Officer);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var health = await exposed.GetAsync("/api/health", null);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Theory]
    [InlineData("Range", "bytes=9999999-", 416)]
    [InlineData("If-Match", "\"another\"", 412)]
    public async Task Functions_4_a_download_that_is_refused_says_why_as_every_error_does(string header, string value, int status)
    {
        using var answer = await fixture.Site.GetAsync($"/api/providers/{College}/submissions/1/receipt.json", Principals.Own, (header, value));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, (await OfficeSite.JsonAsync(answer)).GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 400)]
    [InlineData("Sec-Fetch-Site", "none", 400)]
    [InlineData("Origin", "https://elsewhere.example.org", 403)]
    [InlineData("Origin", "null", 403)]
    public async Task A_form_on_another_site_changes_nothing(string header, string value, int status)
    {
        using var answer = await fixture.Site.PostAsync($"/api/returns/{College}", Principals.Own, null, (header, value));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_form_of_our_own_page_is_taken()
    {
        using var answer = await fixture.Site.PostAsync($"/api/returns/{College}", Principals.Own, null, ("Origin", fixture.Site.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Functions_4_errors_are_problem_details_and_a_page_for_browsers()
    {
        using var answer = await fixture.Site.GetAsync("/api/office", Principals.Own);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await OfficeSite.JsonAsync(answer);
        Assert.Equal(403, problem.GetProperty("status").GetInt32());
        Assert.Equal("Forbidden", problem.GetProperty("title").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);

        using var page = await fixture.Site.GetAsync("/api/office", Principals.Own, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("<h1>You do not have access to this</h1>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/office")]
    [InlineData("/api/health")]
    [InlineData("/api/workbooks/2026Q2/medtech-htq-pilot-2026-27-q2-wmca-r1.xlsx")]
    public async Task Answers_are_never_kept_framed_or_guessed_at(string path)
    {
        using var answer = await fixture.Site.GetAsync(path, Principals.Officer);
        string Header(string name) => string.Join(",", answer.Headers.GetValues(name));
        Assert.Equal("no-store", Header("Cache-Control"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_one_machine_everybody_is_an_officer_and_only_its_own_names_are_answered()
    {
        await using var open = await OfficeSite.StartEmptyAsync(isOnThisMachine: true);
        Assert.Contains("This service is open.", await open.PageAsync("/api/office", null), StringComparison.Ordinal);
        using var elsewhere = await open.GetAsync("/api/office", null, ("Host", "elsewhere.example.org"));
        Assert.Equal(421, (int)elsewhere.StatusCode);
        using var local = await open.GetAsync("/api/office", null, ("Host", "localhost"));
        Assert.Equal(HttpStatusCode.OK, local.StatusCode);
    }

    private async Task<int> StatusAsync(string method, string path, string? principal)
    {
        using var answer = await fixture.Site.SendAsync(new HttpMethod(method), path, principal);
        return (int)answer.StatusCode;
    }
}
