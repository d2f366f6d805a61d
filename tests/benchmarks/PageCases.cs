using Microsoft.AspNetCore.Http;
using Pilot.Functions;
using Pilot.Functions.Pages;
using Pilot.Functions.Returns;
using Pilot.Functions.Timers;
using Pilot.Tests.Support;

namespace Pilot.Benchmarks;

/// <summary>Pages as they are asked for: through the routes, from the database and back as HTML.</summary>
internal static class PageCases
{
    /// <summary>The office's first page of a pilot of 500 providers, in a program that has answered before.</summary>
    public static Measurement Office(string folder, int learners) => Warm(RunCases.Open(folder, learners), "/api/office?period=" + PilotSample.LastPeriod.Previous.Id);

    /// <summary>The page of a return with 2,000 findings.</summary>
    public static Measurement Findings(string file)
    {
        using var world = new SampleServices();
        using (var content = File.OpenRead(file))
        {
            new SubmitFile(world.World).RunAsync("return.xlsx", content, SettingsBuilder.College, null, default).GetAwaiter().GetResult();
        }

        return Warm(world.World, $"/api/providers/{SettingsBuilder.College}/submissions/1");
    }

    private static Measurement Warm(PilotServices services, string path)
    {
        var pages = Routes.Pipeline(services, new TimerRunner(services), isOnThisMachine: true, isSignInOff: false, CancellationToken.None);
        Ask(pages, path);
        return Measure.Once(() => Ask(pages, path));
    }

    /// <returns>The page's length in bytes.</returns>
    private static long Ask(RequestDelegate pages, string path)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext();
        var at = path.Split('?');
        (http.Request.Method, http.Request.Scheme, http.Request.Host, http.Request.Path) = (HttpMethods.Get, "http", new HostString("127.0.0.1"), at[0]);
        http.Request.QueryString = at.Length > 1 ? new QueryString("?" + at[1]) : QueryString.Empty;
        http.Request.Headers.Accept = "text/html";
        http.Response.Body = body;
        pages(http).GetAwaiter().GetResult();
        return http.Response.StatusCode == StatusCodes.Status200OK ? body.Length : throw new InvalidOperationException($"{path}: {http.Response.StatusCode}");
    }
}
