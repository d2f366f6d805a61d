namespace Pilot.Functions.Pages;

/// <summary>The answer while the stores cannot be opened: nobody can be told more, since nobody can be known.</summary>
internal static class NotReady
{
    public static async Task AnswerAsync(HttpContext http)
    {
        HttpAnswer.Protect(http.Response);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = "60";
        if (http.Request.Path.StartsWithSegments("/api/health"))
        {
            await HttpAnswer.JsonAsync(http, new { status = "unhealthy", database = "not opened", blobs = "not opened", timers = "not known" });
            return;
        }

        await Problems.WriteAsync(http, isOnThisMachine: false, new HttpProblemException(
            StatusCodes.Status503ServiceUnavailable, "The service is not ready", "The service cannot reach its files or its database. Nothing was stored. Try again in a few minutes."));
    }
}
