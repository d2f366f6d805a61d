using System.Net.Http.Headers;
using System.Text;

namespace Pilot.Tests.Pages;

/// <summary>An attacker's script: every route, as everybody there is, asked in every way that no page of ours asks.</summary>
public sealed class AttackTests(OfficeSiteFixture fixture) : IClassFixture<OfficeSiteFixture>
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

    /// <summary>Paths that lead to routes by another spelling, out of the folder, or nowhere.</summary>
    private static readonly string[] Paths =
    [
        "/api/%252e%252e/office", "/api/%2e%2e/office", "/api//office", "/api/office/", "/api/OFFICE", "/api/office%00", "/api/office;a=b", "/api/office%0d%0aSet-Cookie:%20a=b",
        "/api/workbooks/2026Q2/..%2f..%2fpilot.db", "/api/workbooks/2026Q2/%2e%2e/%2e%2e/learner-key.secret", "/api/workbooks/2026Q2/.%2e%5c.%2e%5cpilot.db",
        "/api/providers/10000001%00/statements/a", "/api/providers/l0000001", "/api/providers/%EF%BC%910000001", "/api/providers/99999999999999999999",
        "/api/submissions/-1", "/api/submissions/2147483648", "/api/runs/%F0%9F%98%80", "/api/templates/10000001/2026Q3/%2e%2e", "/api/settings/files/1/%2e%2e%2f%2e%2e%2fpilot.db",
        "/api/periods/0000Q9/runs", "/api/settings/2147483648/confirmation", "/api/office?period=%ED%A0%80", "/api/downloads?since=%00",
    ];

    private static readonly (string Who, string? Principal)[] Identities =
    [
        ("nobody", null), ("nobody", ""), ("nobody", "%%%"), ("nobody", Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"claims\":[{\"typ\":\"\\ud800\",\"val\":\"Officer\"}]}"))),
        ("nobody", Principals.Encode(new { claims = new[] { new { typ = "name", val = "Olive Officer" }, new { typ = "roles", val = "Officer" } } })),
        ("without role", Principals.WithoutRole), ("another", Principals.Other), ("own", Principals.Own), ("officer", Principals.Officer),
    ];

    [Fact]
    public async Task No_route_answers_anybody_with_another_status_than_the_right_one()
    {
        var wrong = new List<string>();
        foreach (var (who, principal) in Identities)
        {
            foreach (var entry in RouteCases.All)
            {
                foreach (var method in Methods)
                {
                    await TryAsync(wrong, who, principal, method, entry.Path, null);
                }

                foreach (var body in Bodies())
                {
                    await TryAsync(wrong, who, principal, entry.Method == "GET" ? "GET" : "POST", entry.Path, body);
                }
            }

            foreach (var path in Paths)
            {
                await TryAsync(wrong, who, principal, "GET", path, null);
                await TryAsync(wrong, who, principal, "POST", path, null);
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} answers:\n{string.Join('\n', wrong.Take(40))}");
    }

    /// <summary>Bodies that no form of ours sends. None is a workbook, so that nothing changes.</summary>
    private static IEnumerable<HttpContent> Bodies()
    {
        yield return Of("reason=" + string.Join('&', Enumerable.Range(0, 1025).Select(i => $"f{i}=1")), "application/x-www-form-urlencoded");
        yield return Of("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\nhalf", "multipart/form-data; boundary=x");
        yield return Of("no boundary", "multipart/form-data");
        yield return Of("--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--", "multipart/form-data; boundary=x");
        yield return Of("{\"reason\":\"\\ud800\",\"by\":\"\\udfff\"}", "application/json");
        yield return Of("{\"\\ud800\":\"\\ud800\"}", "application/json");
        yield return Of("{\"reason\":1,\"reason\":2", "application/json");
        yield return Of(new string('[', 3000), "application/json");
        yield return Of("reason=%ED%A0%80&by=%00%0d%0a", "application/x-www-form-urlencoded");
    }

    private static ByteArrayContent Of(string body, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private async Task TryAsync(List<string> wrong, string who, string? principal, string method, string path, HttpContent? body)
    {
        // As it is written here: a client that is no attacker's would tidy it up.
        var address = new Uri(fixture.Site.Client.BaseAddress!.ToString().TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        request.Headers.TryAddWithoutValidation("Range", "bytes=99999999-");
        if (principal is not null)
        {
            request.Headers.TryAddWithoutValidation("X-MS-CLIENT-PRINCIPAL", principal);
        }

        using var answer = await fixture.Site.Client.SendAsync(request);
        var status = (int)answer.StatusCode;
        if (!IsRight(who, status) || answer.Headers.Contains("Set-Cookie"))
        {
            wrong.Add($"{who} {method} {path} {body?.Headers.ContentType}: {status}");
        }
    }

    /// <summary>Nobody is told anything; who has no role has no access; everybody else gets an answer in words, and never a fault of ours.</summary>
    private static bool IsRight(string who, int status) => who switch
    {
        // What is no address at all is refused before anybody is asked for.
        "nobody" => status is 401 or 400 or 404,
        "without role" => status is 403 or 400 or 404,
        _ => status is 200 or 201 or 202 or 303 or 400 or 403 or 404 or 405 or 406 or 409 or 412 or 413 or 415 or 416 or 422 or 429,
    };
}
