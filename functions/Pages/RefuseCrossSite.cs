namespace Pilot.Functions.Pages;

/// <summary>
/// Requests that change something are taken from this service's own pages and from scripts, never from a form on another site, which a
/// signed-in person's browser would send with that person's rights.
/// </summary>
internal static class RefuseCrossSite
{
    public static bool Refuses(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return false;
        }

        // Browsers say where a request comes from, and no page can make them say otherwise; older ones name the page's origin. Scripts say
        // neither.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !IsOurs(origin, request);
    }

    /// <summary>Only the name is compared: in front of the program TLS ends, and the port may change.</summary>
    private static bool IsOurs(string origin, HttpRequest request) => Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && Names(request).Any(name => string.Equals(name, from.Authority, StringComparison.OrdinalIgnoreCase) || string.Equals(name, from.Host, StringComparison.OrdinalIgnoreCase));

    /// <summary>Under which names this request reached the service: a page elsewhere cannot set these headers.</summary>
    private static IEnumerable<string> Names(HttpRequest request) =>
        new[] { request.Host.Value, request.Headers["X-Forwarded-Host"].ToString(), request.Headers["X-Original-Host"].ToString() }
            .Where(name => !string.IsNullOrEmpty(name)).Select(name => name!);
}
