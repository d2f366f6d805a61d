using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pilot.Functions.Hosting;
using Pilot.Functions.Pages;

namespace Pilot.Tests.Pages;

/// <summary>The pages as one delegate: on a server of their own, and inside another that has its own ideas of routes.</summary>
public sealed class PipelineTests(OfficeSiteFixture fixture) : IClassFixture<OfficeSiteFixture>
{
    public static TheoryData<string> Spellings { get; } =
    [
        "/", "/PoisonReturn", "/SweepUploads", "/api", "/api/", "/api//office", "/api/PoisonReturn", "/API/OFFICE", "/api/office/", "/api/%6fffice", "/api/./office",
        "/api/../PoisonReturn", "/api/%2e%2e/PoisonReturn", "/api/..%2fPoisonReturn", "/api/%252e%252e/PoisonReturn", "/api/%252e%252e%252fPoisonReturn",
        "/api/health/../office", "/api/health/%2e%2e/office", "/api/health/..%2foffice", "/api/health/%252e%252e/office", "/api/health;/office", "/api/health%00/office",
        "/api/health/office", "/api\\office", "/api/..;/office", "/admin/functions/PoisonReturn", "/runtime/webhooks/blobs", "/api/workbooks/2026Q2/..%2f..%2fsettings",
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task No_spelling_of_a_path_reaches_anything_without_signing_in(string path)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            var address = new Uri(fixture.Site.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            using var request = new HttpRequestMessage(method, address);
            using var answer = await fixture.Site.Client.SendAsync(request);
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{method} {path}: {answer.StatusCode}");
        }
    }

    /// <summary>The outer server has found a function for the request and noted what stands in its route; none of it is the pages' business.</summary>
    [Fact]
    public async Task Functions_4_what_the_server_outside_found_out_about_a_request_is_not_seen_by_the_pages()
    {
        using var opened = new LazyPilot(_ => Task.FromResult(fixture.Site.Services), false, CancellationToken.None);
        var http = new DefaultHttpContext { Request = { Method = "GET", Path = $"/api/providers/{Support.SettingsBuilder.Private}" } };
        http.SetEndpoint(new Endpoint(_ => throw new InvalidOperationException("The function was called from within itself."), new EndpointMetadataCollection(new Access(RouteAudience.Everyone)), "Pages"));
        http.Request.RouteValues = new RouteValueDictionary { ["ukprn"] = Support.SettingsBuilder.College.ToString(), ["path"] = "providers" };
        http.Request.Headers[Viewer.PrincipalHeader] = Principals.Own;

        await new PilotFunctions(opened).Pages(http.Request);
        Assert.Equal(StatusCodes.Status403Forbidden, http.Response.StatusCode);
    }

    [Fact]
    public async Task Functions_4_stores_that_cannot_be_opened_are_a_503_that_says_nothing_of_them_and_are_tried_again()
    {
        var tries = 0;
        using var opened = new LazyPilot(
            _ => ++tries == 1 ? throw new InvalidOperationException("Server=secret-server") : Task.FromResult(fixture.Site.Services), false, CancellationToken.None);
        var functions = new PilotFunctions(opened);
        var statuses = new List<int>();
        for (var i = 0; i < 2; i++)
        {
            var http = new DefaultHttpContext { Request = { Method = "GET", Path = "/api/health" } };
            using var body = new MemoryStream();
            http.Response.Body = body;
            await functions.Pages(http.Request);
            statuses.Add(http.Response.StatusCode);
            Assert.DoesNotContain("secret-server", System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
        }

        Assert.Equal([503, 200], statuses);
        Assert.Equal(2, tries);
    }
}
