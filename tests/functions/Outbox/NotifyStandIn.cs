using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Pilot.Tests.Outbox;

/// <summary>
/// Stands in for the mail service's HTTP interface on this machine: takes e-mails, is asked for references, and can refuse, limit, break down, or take
/// a message and lose the answer.
/// </summary>
internal sealed class NotifyStandIn : IDisposable
{
    /// <summary>As Notify writes its keys: a name, the service's id, the secret. Made up.</summary>
    public const string Key = "pilot-11111111-2222-3333-4444-555555555555-66666666-7777-8888-9999-000000000000";

    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public NotifyStandIn()
    {
        Address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public string Address { get; }

    /// <summary>What was taken: the address, the reference, the subject, the text.</summary>
    public ConcurrentQueue<(string To, string Reference, string Subject, string Body)> Taken { get; } = new();

    /// <summary>Calls of any kind.</summary>
    public int Calls => _calls;

    private int _calls;

    public Func<string, Behaviour> MoodFor { get; set; } = _ => Behaviour.Well;

    public enum Behaviour
    {
        Well,
        NotAnAddress,
        TooManyRequests,
        BrokenDown,
        TakesAndLosesTheAnswer,
        WrongKey,
        NoSuchTemplate,
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            Interlocked.Increment(ref _calls);
            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        if (context.Request.HttpMethod == "GET")
        {
            await AnswerQuestionAsync(context);
            return;
        }

        var sent = (await JsonDocument.ParseAsync(context.Request.InputStream)).RootElement;
        var to = sent.GetProperty("email_address").GetString()!;
        switch (MoodFor(to))
        {
            case Behaviour.NotAnAddress:
                await SayAsync(context, 400, """{"status_code":400,"errors":[{"error":"ValidationError","message":"email_address Not a valid email address"}]}""");
                break;
            case Behaviour.TooManyRequests:
                await SayAsync(context, 429, """{"status_code":429,"errors":[{"error":"RateLimitError","message":"Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"}]}""");
                break;
            case Behaviour.BrokenDown:
                await SayAsync(context, 500, """{"status_code":500,"errors":[{"error":"Exception","message":"Internal server error"}]}""");
                break;
            case Behaviour.WrongKey:
                await SayAsync(context, 403, """{"status_code":403,"errors":[{"error":"AuthError","message":"Invalid token: API key not found"}]}""");
                break;
            case Behaviour.NoSuchTemplate:
                await SayAsync(context, 400, """{"status_code":400,"errors":[{"error":"BadRequestError","message":"Template not found"}]}""");
                break;
            case Behaviour.TakesAndLosesTheAnswer:
                Take(sent, to);
                await BreakOffAsync(context);
                break;
            default:
                Take(sent, to);
                await SayAsync(context, 201, """{"id":"740e5834-3a29-46b4-9a6f-16142fde533a","reference":"","content":{},"uri":"","template":{}}""");
                break;
        }
    }

    /// <summary>Begins an answer and hangs up.</summary>
    private static async Task BreakOffAsync(HttpListenerContext context)
    {
        context.Response.StatusCode = 201;
        context.Response.ContentLength64 = 1000;
        await context.Response.OutputStream.WriteAsync("{\"id\":"u8.ToArray());
        await context.Response.OutputStream.FlushAsync();
        context.Response.Abort();
    }

    private async Task AnswerQuestionAsync(HttpListenerContext context)
    {
        var reference = context.Request.QueryString["reference"];
        var mood = MoodFor("");
        await (mood == Behaviour.BrokenDown
            ? SayAsync(context, 503, """{"status_code":503,"errors":[{"error":"Exception","message":"Internal server error"}]}""")
            : SayAsync(context, 200, JsonSerializer.Serialize(new
            {
                notifications = Taken.Where(taken => taken.Reference == reference).Select(taken => new { id = "1", reference = taken.Reference }),
                links = new { current = "" },
            })));
    }

    private void Take(JsonElement sent, string to)
    {
        var text = sent.GetProperty("personalisation");
        Taken.Enqueue((to, sent.GetProperty("reference").GetString()!, text.GetProperty("subject").GetString()!, text.GetProperty("body").GetString()!));
    }

    private static async Task SayAsync(HttpListenerContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using (var body = new StreamWriter(context.Response.OutputStream))
        {
            await body.WriteAsync(json);
        }

        context.Response.Close();
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait(TimeSpan.FromSeconds(5));
    }
}
