using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Hosting;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Office;

internal enum Audience
{
    /// <summary>Nobody need sign in.</summary>
    Everyone,

    /// <summary>Officers and providers' people.</summary>
    SignedIn,
    Officers,

    /// <summary>Officers, and the people of the provider that the route names.</summary>
    OwnProvider,
}

/// <summary>Whom a route is for. A route without it is for nobody.</summary>
internal sealed record Access(Audience Audience);

/// <summary>Stands before every route: who is asking, may they, does the request come from one of our own pages; and turns failures into answers.</summary>
internal sealed class Gate(World world, bool isOpen)
{
    public async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            await next(http);
            return;
        }

        Answers.Protect(http.Response);
        try
        {
            Admit(http);
            await next(http);
            if (!http.Response.HasStarted && http.Response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
            {
                throw Missing(http);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            http.Response.Headers.ContentLength = null;
            http.Response.Headers.ContentDisposition = default;
            await Problems.WriteAsync(http, isOpen, InWords(failure, http));
        }
    }

    private void Admit(HttpContext http)
    {
        if (isOpen && !IsLoopback(http.Request.Host.Host))
        {
            // A page elsewhere may give its own name this machine's address; its requests carry that name.
            throw new RefusedException(StatusCodes.Status421MisdirectedRequest, "Wrong address", "Use the address 127.0.0.1 or localhost.");
        }

        var access = http.GetEndpoint()?.Metadata.GetMetadata<Access>();
        var viewer = isOpen ? Viewer.OfThisMachine() : Viewer.Read(http.Request.Headers[Viewer.PrincipalHeader]);
        viewer?.Enter(http);
        if (access is { Audience: Audience.Everyone })
        {
            return;
        }

        if (viewer is null)
        {
            throw new RefusedException(StatusCodes.Status401Unauthorized, "Sign in", "Sign in to use this service.");
        }

        if (!IsFor(access, viewer, http))
        {
            throw RefusedException.NotAllowed(viewer.Role == ViewerRole.None
                ? "Your account is signed in but has no access to this service. Ask your funding officer to give your account a role."
                : "This page is for funding officers, or for another provider.");
        }

        if (SameSite.Refuses(http.Request))
        {
            throw RefusedException.NotAllowed("The request came from another site. Use the forms of this service.");
        }
    }

    private static bool IsFor(Access? access, Viewer viewer, HttpContext http) => access?.Audience switch
    {
        Audience.SignedIn or null => viewer.Role != ViewerRole.None,
        Audience.Officers => viewer.IsOfficer,
        Audience.OwnProvider => viewer.IsOfficer || (Ukprn.TryParse(http.Request.RouteValues["ukprn"] as string, out var ukprn) && viewer.MayReach(ukprn)),
        _ => false,
    };

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static RefusedException Missing(HttpContext http) => http.Response.StatusCode == StatusCodes.Status404NotFound
        ? RefusedException.NotFound("There is no such page.")
        : new RefusedException(StatusCodes.Status405MethodNotAllowed, "This cannot be done", "This address does not take requests of this kind.");

    private RefusedException InWords(Exception failure, HttpContext http)
    {
        switch (failure)
        {
            case RefusedException refused:
                return refused;
            case NotPossibleException or RunRefusedException:
                return RefusedException.Conflict(failure.Message);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new RefusedException(
                    StatusCodes.Status413PayloadTooLarge, "The file is too large", "The largest file that can be sent is 25 MB. Nothing was stored.");
            case BadHttpRequestException bad:
                return new RefusedException(bad.StatusCode, "The request cannot be understood", "The request was broken off or cannot be read. Nothing was stored.");
            case TimeoutException:
                http.Response.Headers.RetryAfter = "60";
                return new RefusedException(StatusCodes.Status503ServiceUnavailable, "The service is busy", "Other work is under way. Try again in a minute.");
            default:
                world.Log.LogError("{Method} {Route} failed: {Failure}", http.Request.Method, Route(http), FailureReport.Describe(failure));
                return new RefusedException(StatusCodes.Status500InternalServerError, "Something went wrong", "The fault is the service's, not yours, and has been recorded. Try again later.");
        }
    }

    /// <summary>The route's own pattern: what was asked for may hold anything.</summary>
    private static string Route(HttpContext http) => (http.GetEndpoint() as Microsoft.AspNetCore.Routing.RouteEndpoint)?.RoutePattern.RawText ?? "unknown route";
}
