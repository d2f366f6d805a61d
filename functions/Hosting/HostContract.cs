using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Pilot.Functions.Hosting;

/// <summary>
/// The program's side of the Azure Functions custom handler contract (functions.md section 3, seen with host 4.1037). The host starts the
/// program, asks <c>GET /</c> until something answers, then posts every invocation that is not HTTP to <c>/{FunctionName}</c>.
/// </summary>
public static class HostContract
{
    /// <summary>The host passes the port to listen on in this environment variable.</summary>
    public const string PortVariable = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>Return files have up to 25 MB (rule FILE_04), and a form adds its own parts. In bytes.</summary>
    public const long LargestRequestBody = 30L * 1024 * 1024;

    /// <summary>Sign-in adds headers of its own: a person of many groups has a long one. In bytes.</summary>
    private const int LongestHeaders = 64 * 1024;

    /// <summary>
    /// The exit code of a program that ran under the host, however it ended: "could not be done" (functions.md section 5). The host never
    /// starts a program again that ended with 0, and while the host runs there is no good reason to end.
    /// </summary>
    public const int Ended = 3;

    private const string InvocationIdHeader = "X-Azure-Functions-InvocationId";

    /// <summary>The port that the host gave, from the variable's value; null where the program was started without the host.</summary>
    /// <exception cref="UnreadableInvocationException">The value is no port.</exception>
    public static int? Port(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort
            ? port
            : throw new UnreadableInvocationException($"The environment variable {PortVariable} holds no port number.");
    }

    /// <summary>Listens on 127.0.0.1 only, whatever other settings say.</summary>
    /// <param name="port">0 takes a free one.</param>
    public static void Listen(WebApplicationBuilder builder, int port)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.UseUrls();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = LongestHeaders;
        });
    }

    /// <summary>Maps <c>GET /</c> for the host's question whether the program is ready, and <c>POST /{FunctionName}</c> for every function.</summary>
    /// <param name="functions">By the name of their folder. Each ends soon after its token is cancelled, and is safe to run again.</param>
    /// <param name="limits">How long they may take; null for <see cref="InvocationLimits.Default"/>.</param>
    public static void Map(
        WebApplication app,
        IReadOnlyDictionary<string, Func<Invocation, CancellationToken, Task<InvocationResult>>> functions,
        InvocationLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(functions);
        app.Use(NeverEmptyAsync);
        app.MapGet("/", () => "Pilot is ready.").AllowAnonymous();
        foreach (var (name, function) in functions)
        {
            var run = new RunInvocation(name, function, limits ?? InvocationLimits.Default, app.Logger, app.Lifetime.ApplicationStopping);
            app.MapPost($"/{name}", http => AnswerAsync(http, run)).AllowAnonymous();
        }
    }

    /// <summary>Runs until the program is stopped or fails; the answer is its exit code, and it is never 0.</summary>
    public static async Task<int> RunAsync(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        await using (app)
        {
            try
            {
                await app.StartAsync();
                await app.WaitForShutdownAsync();
            }
            catch (Exception fatal)
            {
                app.Logger.LogCritical("The program ends: {Failure}", FailureReport.Describe(fatal));
            }
        }

        return Ended;
    }

    /// <summary>Whatever else the host may ask for is refused in JSON, as a function that failed is: an answer without a body hangs in the host.</summary>
    private static async Task NeverEmptyAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest } refused && !HttpMethods.IsHead(http.Request.Method))
        {
            refused.ContentType = "application/json";
            await refused.Body.WriteAsync("{\"error\":\"There is no such function, or it is not called like this.\"}"u8.ToArray(), http.RequestAborted);
        }
    }

    private static async Task AnswerAsync(HttpContext http, RunInvocation run)
    {
        var (status, body) = await run.RunAsync(InvocationId(http.Request), http.Request.Body, http.RequestAborted);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>It goes to the log: nothing but what an id is made of.</summary>
    private static string InvocationId(HttpRequest request)
    {
        var id = request.Headers[InvocationIdHeader].ToString();
        return id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? id : "none";
    }
}
