using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Timers;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

internal enum RouteAudience
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
/// <param name="IsLimited">It reads a workbook: an account may ask for so many a minute.</param>
internal sealed record Access(RouteAudience Audience, bool IsLimited = false);

/// <summary>How much a route takes that takes more than the others, in bytes.</summary>
internal sealed record LargestBody(long Bytes);

/// <summary>Stands before every route: who is asking, may they, does the request come from one of our own pages; and turns failures into answers.</summary>
/// <param name="isSignInOff">The platform says that nobody stands before the program: who a request says it is from is anybody's word.</param>
internal sealed class RequestPipeline(PilotServices services, bool isOnThisMachine, bool isSignInOff = false)
{
    /// <summary>The Functions host takes no larger request: what is refused is read to its end, so that a browser hears why, but not for ever.</summary>
    private const long MaxRefusedBytes = 220L * 1024 * 1024;

    /// <summary>Looks after the timers whenever somebody who signed in comes by; null looks after nothing.</summary>
    public TimerRunner? TimerRunner { get; init; }

    /// <summary>The program is about to end.</summary>
    public CancellationToken Stopping { get; init; }
    /// <summary>Workbooks that one account may have read in a minute: more than people send, and less than keeps the program from all others.</summary>
    internal const int WorkbooksAMinute = 60;

    private readonly PartitionedRateLimiter<string> _limit = PartitionedRateLimiter.Create<string, string>(account =>
        RateLimitPartition.GetFixedWindowLimiter(
            account, _ => new FixedWindowRateLimiterOptions { PermitLimit = WorkbooksAMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    public async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            await next(http);
            return;
        }

        HttpAnswer.Protect(http.Response);
        try
        {
            Admit(http);
            StartOverdueTimers(http);
            await RefuseTooLargeAsync(http);
            LimitChunkedBody(http);
            await next(http);
            if (!http.Response.HasStarted && http.Response.StatusCode >= StatusCodes.Status400BadRequest)
            {
                throw FromStatusCode(http);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            if (failure is BodyTooLargeException && http.Request.Body is LimitedBodyStream rest)
            {
                await rest.DrainAsync(http.RequestAborted);
            }

            http.Response.Headers.ContentLength = null;
            http.Response.Headers.ContentDisposition = default;
            await Problems.WriteAsync(http, isOnThisMachine, FromException(failure, http));
        }
    }

    private void Admit(HttpContext http)
    {
        if (isOnThisMachine && !IsLoopback(http.Request.Host.Host))
        {
            // A page elsewhere may give its own name this machine's address; its requests carry that name.
            throw new HttpProblemException(StatusCodes.Status421MisdirectedRequest, "Wrong address", "Use the address 127.0.0.1 or localhost.");
        }

        var access = http.GetEndpoint()?.Metadata.GetMetadata<Access>();
        var viewer = isOnThisMachine ? Viewer.OfThisMachine() : isSignInOff ? null : Viewer.Read(http.Request.Headers[Viewer.PrincipalHeader]);
        viewer?.AttachTo(http);
        if (access is { Audience: RouteAudience.Everyone })
        {
            return;
        }

        if (viewer is null)
        {
            throw new HttpProblemException(StatusCodes.Status401Unauthorized, "Sign in", "Sign in to use this service.");
        }

        if (!IsFor(access, viewer, http))
        {
            throw HttpProblemException.NotAllowed(viewer.Role == ViewerRole.None
                ? "Your account is signed in but has no access to this service. Ask your funding officer to give your account a role."
                : "This page is for funding officers, or for another provider.");
        }

        if (RefuseCrossSite.Refuses(http.Request))
        {
            throw HttpProblemException.NotAllowed("The request came from another site. Use the forms of this service.");
        }

        if (access is { IsLimited: true } && !isOnThisMachine)
        {
            Limit(viewer, http);
        }
    }

    private void Limit(Viewer viewer, HttpContext http)
    {
        using var lease = _limit.AttemptAcquire(viewer.Id);
        if (!lease.IsAcquired)
        {
            http.Response.Headers.RetryAfter = "60";
            throw new HttpProblemException(
                StatusCodes.Status429TooManyRequests, "Too many files at once",
                $"Your account has sent more than {WorkbooksAMinute} files in a minute. Nothing was stored. Wait a minute and send the rest.");
        }
    }

    /// <summary>Beside the answer: a closing takes minutes, and nobody should wait for one who only asked for a page.</summary>
    private void StartOverdueTimers(HttpContext http)
    {
        if (TimerRunner is { } timers && Viewer.MaybeOf(http) is not null)
        {
            timers.StartCatchUp(Stopping);
        }
    }

    private static bool IsFor(Access? access, Viewer viewer, HttpContext http) => access?.Audience switch
    {
        RouteAudience.SignedIn or null => viewer.Role != ViewerRole.None,
        RouteAudience.Officers => viewer.IsOfficer,
        RouteAudience.OwnProvider => viewer.IsOfficer || (Ukprn.TryParse(http.Request.RouteValues["ukprn"] as string, out var ukprn) && viewer.MayReach(ukprn)),
        _ => false,
    };

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Refused before the server does it: that would close the connection while the sender still sends, and a browser would show that
    /// instead of the reason. Who asks first whether to send is told at once.
    /// </summary>
    private static async Task RefuseTooLargeAsync(HttpContext http)
    {
        var largest = Largest(http);
        if (largest is not null)
        {
            http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = largest.Bytes;
        }

        if (http.Request.ContentLength is not { } length || length <= (largest?.Bytes ?? KestrelLimits.MaxRequestBody) || http.Request.Headers.Expect.Count > 0)
        {
            return;
        }

        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxRefusedBytes;
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        throw TooLarge(http);
    }

    /// <summary>A body in pieces tells no length: it is counted while it is read.</summary>
    private static void LimitChunkedBody(HttpContext http)
    {
        if (http.Request.ContentLength is null && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxRefusedBytes;
            http.Request.Body = new LimitedBodyStream(http.Request.Body, Largest(http)?.Bytes ?? KestrelLimits.MaxRequestBody);
        }
    }

    private static LargestBody? Largest(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<LargestBody>();

    private static HttpProblemException TooLarge(HttpContext http) => new(
        StatusCodes.Status413PayloadTooLarge, "The file is too large", $"The largest file that can be sent {(Largest(http) is { } largest ? $"here is {largest.Bytes / 1024 / 1024}" : "is 25")} MB. Nothing was stored.");

    private static HttpProblemException FromStatusCode(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => HttpProblemException.NotFound("There is no such page."),
        StatusCodes.Status405MethodNotAllowed => new(StatusCodes.Status405MethodNotAllowed, "This cannot be done", "This address does not take requests of this kind."),
        StatusCodes.Status412PreconditionFailed => new(StatusCodes.Status412PreconditionFailed, "The file has changed", "The file is no longer the one that was asked for. Download it again."),
        StatusCodes.Status416RangeNotSatisfiable => new(StatusCodes.Status416RangeNotSatisfiable, "The file is shorter", "The file ends before the part that was asked for. Download it again."),
        var status => new(status, "The request cannot be understood", "The request cannot be understood."),
    };

    private HttpProblemException FromException(Exception failure, HttpContext http)
    {
        switch (failure)
        {
            case HttpProblemException refused:
                return refused;
            case CannotBeDoneException or RunRefusedException:
                return HttpProblemException.Conflict(failure.Message);
            case BodyTooLargeException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return TooLarge(http);
            case BadHttpRequestException bad:
                return new HttpProblemException(bad.StatusCode, "The request cannot be understood", "The request was broken off or cannot be read. Nothing was stored.");
            default:
                services.Log.LogError("{Method} {Route} failed: {Failure}", http.Request.Method, Route(http), FailureReport.Describe(failure));
                return FromStoreFailure(StoreFailures.Of(failure), http) ?? new HttpProblemException(StatusCodes.Status500InternalServerError, "Something went wrong", "The fault is the service's, not yours, and has been recorded. Try again later.");
        }
    }

    /// <returns>Null where no store is at fault.</returns>
    private static HttpProblemException? FromStoreFailure(StoreFailure trouble, HttpContext http)
    {
        if (trouble == StoreFailure.None)
        {
            return null;
        }

        http.Response.Headers.RetryAfter = trouble == StoreFailure.Busy ? "60" : "900";
        return trouble switch
        {
            StoreFailure.Full => new(StatusCodes.Status507InsufficientStorage, "There is no room left",
                "The service has no room left to store anything. This has been recorded. What you sent may not have been stored: send it again later."),
            StoreFailure.ReadOnly => new(StatusCodes.Status503ServiceUnavailable, "Nothing can be stored",
                "The service may not write where it stores its files. This has been recorded. What you sent may not have been stored: send it again later."),
            _ => new(StatusCodes.Status503ServiceUnavailable, "The service is busy", "Other work is under way. Try again in a minute."),
        };
    }

    /// <summary>The route's own pattern: what was asked for may hold anything.</summary>
    private static string Route(HttpContext http) => (http.GetEndpoint() as Microsoft.AspNetCore.Routing.RouteEndpoint)?.RoutePattern.RawText ?? "unknown route";
}
