using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Pilot.Functions.Pages;

/// <summary>A request that is refused, and why, in words for the person who sent it.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="heading">What went wrong in a few words.</param>
/// <param name="message">Why, and what to do.</param>
internal sealed class HttpProblemException(int status, string heading, string message) : Exception(message)
{
    public int Status => status;

    public string Heading => heading;

    public static HttpProblemException NotFound(string message) => new(StatusCodes.Status404NotFound, "Page not found", message);

    public static HttpProblemException BadRequest(string message) => new(StatusCodes.Status400BadRequest, "The request cannot be understood", message);

    public static HttpProblemException NotAllowed(string message) => new(StatusCodes.Status403Forbidden, "You do not have access to this", message);

    public static HttpProblemException Conflict(string message) => new(StatusCodes.Status409Conflict, "This cannot be done", message);
}

/// <summary>Errors as problem details (RFC 9457), and as a page for browsers.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static async Task WriteAsync(HttpContext http, bool isOnThisMachine, HttpProblemException refused)
    {
        http.Response.StatusCode = refused.Status;
        if (ContentNegotiation.PrefersHtml(http.Request))
        {
            await HttpAnswer.HtmlAsync(http, refused.Heading, isOnThisMachine, Markup.Join(
                new Tag("h1", refused.Heading),
                Elements.P(refused.Message),
                refused.Status == StatusCodes.Status401Unauthorized ? Elements.P(Elements.Link("Sign in", "/.auth/login/aad?post_login_redirect_uri=/api/office")) : Markup.None), WayBack(http.Request));
            return;
        }

        http.Response.ContentType = ContentType;
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "about:blank",
            title = ReasonPhrases.GetReasonPhrase(refused.Status),
            status = refused.Status,
            detail = refused.Message,
        }), http.RequestAborted);
    }

    /// <summary>To the page whose form or link led here, where it is one of the pilot's own.</summary>
    private static Tag? WayBack(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == request.Host.Value
            && from.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal) && from.PathAndQuery != request.Path + request.QueryString
            ? Components.Back("Back to the page before", from.PathAndQuery)
            : null;
}
