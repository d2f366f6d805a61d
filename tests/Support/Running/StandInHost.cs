using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Pilot.Tests.Support;

/// <summary>A function that failed, as the host hears of it.</summary>
internal sealed class InvocationFailedException(string message) : Exception(message);

/// <summary>
/// A Functions host of these tests' own: starts the real program as its isolated worker, asks it for its functions and calls them over gRPC as a genuine
/// host does; requests go to the worker's own web server beside their invocation.
/// </summary>
internal sealed class StandInHost : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private readonly Channel<JsonNode> _outgoing = Channel.CreateUnbounded<JsonNode>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode>> _awaited = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _logs = new();
    private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _functions = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication _app = null!;

    public PilotProcess Worker { get; private set; } = null!;

    /// <summary>The worker's web server.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>The names of the functions that the worker has told of.</summary>
    public IReadOnlyCollection<string> Functions => _functions.Keys;

    /// <summary>What the worker wrote into the host's log, exceptions and all.</summary>
    public string Log => string.Join('\n', _logs);

    public static async Task<StandInHost> StartAsync(params (string Name, string? Value)[] environment)
    {
        var host = new StandInHost();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        host._app = builder.Build();
        host._app.MapPost("/AzureFunctionsRpcMessages.FunctionRpc/EventStream", host.StreamAsync);
        await host._app.StartAsync();
        host.Worker = PilotProcess.Start(
            ["--functions-uri", host._app.Urls.Single(), "--functions-worker-id", "the-worker", "--functions-request-id", "start", "--functions-grpc-max-message-length", "67108864"],
            [("FUNCTIONS_APPLICATION_DIRECTORY", AppContext.BaseDirectory), ("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated"), .. environment]);
        await Task.WhenAny(host._ready.Task, host.Worker.EndAsync()).WaitAsync(Timeout);
        return host._ready.Task.IsCompletedSuccessfully ? host : throw new InvalidOperationException($"The worker does not start. It said: {host.Worker.Said}\n{host.Log}");
    }

    /// <summary>A queue message for a function.</summary>
    /// <exception cref="InvocationFailedException">The function failed, or the worker has gone.</exception>
    public Task QueueAsync(string function, string text, int dequeueCount = 1)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new
        {
            MessageId = "9aeb0fdf-c01e-0131-0922-9eb54906e209",
            PopReceipt = "AgAAAAMAAAAAAAAA",
            MessageText = text,
            DequeueCount = dequeueCount,
            InsertedOn = DateTimeOffset.UnixEpoch,
        });
        return InvokeAsync(function, Guid.NewGuid().ToString(), "message", new JsonObject
        {
            ["modelBindingData"] = new JsonObject
            {
                ["version"] = "1.0",
                ["source"] = "AzureStorageQueues",
                ["contentType"] = "application/json",
                ["content"] = Convert.ToBase64String(content),
            },
        });
    }

    /// <summary>A timer fires.</summary>
    public Task TickAsync(string function) => InvokeAsync(
        function, Guid.NewGuid().ToString(), "tick", new JsonObject { ["json"] = """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""" });

    /// <summary>Somebody asks for a page. What the worker's web server refuses by itself is the answer, and no function is waited for.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        var id = Guid.NewGuid().ToString();
        request.Headers.Add("x-ms-invocation-id", id);
        var called = InvokeAsync("Pages", id, "request", new JsonObject { ["http"] = new JsonObject { ["method"] = request.Method.Method, ["url"] = "http://localhost/api" } });
        _ = called.ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
        await WaitUntilListeningAsync();
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        Worker.Dispose();
        _outgoing.Writer.TryComplete();
        await _app.DisposeAsync();
        PersonalData.AssertNoneIn(Log, "What the host heard");
    }

    private async Task InvokeAsync(string function, string id, string binding, JsonObject data)
    {
        var answered = _awaited[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _outgoing.Writer.WriteAsync(new JsonObject
        {
            ["requestId"] = id,
            ["invocationRequest"] = new JsonObject
            {
                ["invocationId"] = id,
                ["functionId"] = _functions[function],
                ["inputData"] = new JsonArray(new JsonObject { ["name"] = binding, ["data"] = data }),
                ["traceContext"] = new JsonObject { ["traceParent"] = "00-abcdefabcdefabcdefabcdefabcdefab-abcdefabcdefabcd-01" },
            },
        });
        if (await Task.WhenAny(answered.Task, Worker.EndAsync()).WaitAsync(Timeout) != answered.Task)
        {
            throw new InvocationFailedException("The worker has gone.");
        }

        var result = (await answered.Task)["result"];
        if (result?["exception"] is { } failure)
        {
            throw new InvocationFailedException($"{failure["message"]}\n{failure["stackTrace"]}");
        }
    }

    private async Task StreamAsync(HttpContext http)
    {
        // A worker that has nothing to say for a while is at work, not slow.
        http.Features.GetRequiredFeature<IHttpMinRequestBodyDataRateFeature>().MinDataRate = null;
        http.Response.ContentType = "application/grpc";
        await http.Response.StartAsync();
        var sending = SendAsync(http.Response.Body, http.RequestAborted);
        try
        {
            while (await RpcMessages.ReadAsync(http.Request.Body, http.RequestAborted) is { } message)
            {
                await HearAsync(message.AsObject());
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The worker has been killed.
        }

        _outgoing.Writer.TryComplete();
        await Record.ExceptionAsync(() => sending);
    }

    /// <summary>The worker says its address before it listens there.</summary>
    private async Task WaitUntilListeningAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            using var socket = new System.Net.Sockets.TcpClient();
            try
            {
                await socket.ConnectAsync(Http.BaseAddress!.Host, Http.BaseAddress.Port);
                return;
            }
            catch (System.Net.Sockets.SocketException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task SendAsync(Stream to, CancellationToken cancellationToken)
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken))
        {
            await to.WriteAsync(RpcMessages.Frame(message), cancellationToken);
            await to.FlushAsync(cancellationToken);
        }
    }

    private async Task HearAsync(JsonObject message)
    {
        var (kind, body) = message.Where(member => member.Key != "requestId").Select(member => (member.Key, member.Value!)).Single();
        switch (kind)
        {
            case "startStream":
                await SayAsync("init", "workerInitRequest", new JsonObject { ["hostVersion"] = "4.1037.0", ["functionAppDirectory"] = AppContext.BaseDirectory });
                break;
            case "workerInitResponse":
                Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri((string)body["capabilities"]!["HttpUri"]!), Timeout = Timeout };
                await SayAsync("list", "functionsMetadataRequest", new JsonObject { ["functionAppDirectory"] = AppContext.BaseDirectory });
                break;
            case "functionMetadataResponse":
                await LoadAsync(body["functionMetadataResults"]!.AsArray());
                break;
            // The worker loads them side by side, so the last one asked for may be the first that is there.
            case "functionLoadResponse" when _loaded.Add((string)body["functionId"]!) && _loaded.Count == _functions.Count:
                _ready.TrySetResult();
                break;
            case "invocationResponse" when _awaited.TryRemove((string)body["invocationId"]!, out var answered):
                answered.TrySetResult(body);
                break;
            case "rpcLog":
                _logs.Enqueue($"{body["category"]}: {body["message"]} {body["exception"]}");
                break;
        }
    }

    private async Task LoadAsync(JsonArray functions)
    {
        foreach (var function in functions)
        {
            _functions[(string)function!["name"]!] = (string)function["functionId"]!;
        }

        foreach (var function in functions)
        {
            await SayAsync("load", "functionLoadRequest", new JsonObject { ["functionId"] = (string)function!["functionId"]!, ["metadata"] = function.DeepClone() });
        }
    }

    private ValueTask SayAsync(string id, string kind, JsonObject body) => _outgoing.Writer.WriteAsync(new JsonObject { ["requestId"] = id, [kind] = body });
}
