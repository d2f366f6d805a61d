using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Hosting;
using Pilot.Tests.Support;

namespace Pilot.Tests.Hosting;

/// <summary>Every line of functions.md section 3 that the program answers for, against a real server.</summary>
public sealed class HostContractTests : IAsyncLifetime, IDisposable
{
    private static readonly InvocationLimits Short = new(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300));

    private readonly HeardLog log = new();
    private readonly ConcurrentQueue<Invocation> received = new();
    private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication app = null!;
    private HttpClient host = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(log);
        HostContract.Listen(builder, 0);
        app = builder.Build();
        HostContract.Map(app, Functions(), Short);
        app.MapPost("/api/length", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return "read";
        });
        await app.StartAsync();
        host = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    public void Dispose()
    {
        host.Dispose();
        log.Dispose();
    }

    [Fact]
    public void S3_the_program_listens_on_the_loopback_address_only() =>
        Assert.Equal("127.0.0.1", new Uri(Assert.Single(app.Urls)).Host);

    [Fact]
    public async Task S3_the_question_whether_the_program_is_ready_is_answered()
    {
        using var answer = await host.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task S3_a_chunked_body_without_a_length_is_read_and_the_answer_is_never_empty()
    {
        var answer = await RawAsync("Takes", HostShapes.QueueMessage(HostShapes.EventGrid("returns", "10000001/a.xlsx"), dequeueCount: 3));

        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{}", answer, StringComparison.Ordinal);
        var invocation = Assert.Single(received);
        Assert.Equal("Takes", invocation.FunctionName);
        Assert.Equal("1e3b7c1a-0c5e-4f0e-8f5e-0d4a0b1c2d3e", invocation.InvocationId);
        Assert.Equal(3, invocation.DequeueCount);
        Assert.Equal("10000001/a.xlsx", Assert.Single(BlobCreated.Read(invocation.Binding("message"))).Name);
    }

    [Fact]
    public async Task S3_a_list_of_events_arrives_as_a_list()
    {
        await PostAsync("Takes", HostShapes.QueueMessage($"[{HostShapes.EventGrid("returns", "a.xlsx")},{HostShapes.CloudEvent("returns", "b.xlsx")}]"));
        Assert.Equal(2, BlobCreated.Read(Assert.Single(received).Binding("message")).Count);
    }

    [Fact]
    public async Task S3_a_timer_arrives_with_and_without_its_status()
    {
        await PostAsync("Takes", HostShapes.Timer());
        await PostAsync("Takes", HostShapes.Timer(true, """{"Last":"2026-10-05T09:00:00Z","Next":"2026-10-05T09:15:00Z"}"""));
        Assert.Equal([false, true], received.Select(invocation => TimerTick.Read(invocation).IsPastDue));
    }

    [Fact]
    public async Task S3_what_a_function_says_is_in_the_answers_logs()
    {
        var (status, body) = await PostAsync("Says", HostShapes.Timer());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"Logs":["2 returns found"]}""", body);
    }

    [Fact]
    public async Task S3_a_failure_is_500_with_JSON_and_is_logged_without_the_words_of_others()
    {
        var (status, body) = await PostAsync("Fails", HostShapes.Timer());

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.False(string.IsNullOrEmpty(JsonDocument.Parse(body).RootElement.GetProperty("error").GetString()));
        Assert.DoesNotContain("Acacia", body, StringComparison.Ordinal);
        var line = Assert.Single(log.Lines, line => line.Contains("Fails failed", StringComparison.Ordinal));
        Assert.Contains("1e3b7c1a-0c5e-4f0e-8f5e-0d4a0b1c2d3e", line, StringComparison.Ordinal);
        Assert.Contains("System.FormatException", line, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, heard => heard.Contains("Acacia", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("{}")]
    public async Task S3_a_call_that_cannot_be_read_is_a_failure_with_JSON(string body)
    {
        var (status, answer) = await PostAsync("Takes", body);
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.True(JsonDocument.Parse(answer).RootElement.TryGetProperty("error", out _));
        Assert.Empty(received);
    }

    [Fact]
    public async Task S3_a_function_that_takes_too_long_is_cancelled_and_has_failed()
    {
        var (status, body) = await PostAsync("Waits", HostShapes.Timer());
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.GatewayTimeout, status);
        Assert.True(JsonDocument.Parse(body).RootElement.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task S3_a_function_that_does_not_heed_its_cancellation_is_given_up()
    {
        var (status, _) = await PostAsync("Hangs", HostShapes.Timer());
        Assert.Equal(HttpStatusCode.GatewayTimeout, status);
        Assert.Contains(log.Lines, line => line.Contains("although it was cancelled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task S3_a_function_that_nobody_has_is_a_failure_with_JSON()
    {
        var (status, body) = await PostAsync("Unknown", HostShapes.Timer());
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.True(JsonDocument.Parse(body).RootElement.TryGetProperty("error", out _));

        using var called = await host.GetAsync(new Uri("/Takes", UriKind.Relative));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, called.StatusCode);
        Assert.True(JsonDocument.Parse(await called.Content.ReadAsStringAsync()).RootElement.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task S3_a_body_of_30_MB_is_read_and_one_byte_more_is_not()
    {
        using var read = await OfferAsync(30 * 1024 * 1024);
        using var refused = await OfferAsync((30 * 1024 * 1024) + 1);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task S4_a_long_header_of_a_person_of_many_groups_is_taken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", new string('A', 60 * 1024));
        using var answer = await host.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task S3_the_exit_code_is_never_0()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        Assert.NotEqual(0, await HostContract.RunAsync(Program(((IPEndPoint)taken.LocalEndpoint).Port)));

        var stopped = Program(0);
        stopped.Lifetime.ApplicationStarted.Register(stopped.Lifetime.StopApplication);
        Assert.NotEqual(0, await HostContract.RunAsync(stopped));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("1", 1)]
    [InlineData("65535", 65535)]
    public void S3_the_port_comes_from_the_hosts_variable(string? value, int? port) => Assert.Equal(port, HostContract.Port(value));

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("http")]
    public void S3_a_variable_that_holds_no_port_is_said_to_hold_none(string value) =>
        Assert.Throws<UnreadableInvocationException>(() => HostContract.Port(value));

    private Dictionary<string, Func<Invocation, CancellationToken, Task<InvocationResult>>> Functions() => new(StringComparer.Ordinal)
    {
        ["Takes"] = (invocation, _) =>
        {
            received.Enqueue(invocation);
            return Task.FromResult(InvocationResult.Done);
        },
        ["Says"] = (_, _) => Task.FromResult(InvocationResult.Saying("2 returns found")),
        ["Fails"] = (_, _) => throw new FormatException("'12 Acacia Avenue' is no number"),
        ["Waits"] = async (_, cancel) =>
        {
            using var told = cancel.Register(() => cancelled.TrySetResult());
            await Task.Delay(Timeout.Infinite, cancel);
            return InvocationResult.Done;
        },
        ["Hangs"] = async (_, _) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(20), CancellationToken.None);
            return InvocationResult.Done;
        },
    };

    private WebApplication Program(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        HostContract.Listen(builder, port);
        var program = builder.Build();
        HostContract.Map(program, Functions());
        return program;
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string function, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/{function}", UriKind.Relative));
        request.Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body)));
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-InvocationId", "1e3b7c1a-0c5e-4f0e-8f5e-0d4a0b1c2d3e");
        using var answer = await host.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks before it sends, so that a refusal is heard.</summary>
    private async Task<HttpResponseMessage> OfferAsync(int bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/length", UriKind.Relative));
        request.Content = new ByteArrayContent(new byte[bytes]);
        request.Headers.ExpectContinue = true;
        return await host.SendAsync(request);
    }

    /// <summary>Byte for byte what goes over the wire, in several small chunks.</summary>
    private async Task<string> RawAsync(string function, string body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.BaseAddress!.Port);
        await using var wire = client.GetStream();
        var head = $"POST /{function} HTTP/1.1\r\nHost: 127.0.0.1:{host.BaseAddress.Port}\r\nUser-Agent: Azure-Functions-Host/4.1037.0.0\r\n"
            + "X-Azure-Functions-InvocationId: 1e3b7c1a-0c5e-4f0e-8f5e-0d4a0b1c2d3e\r\nContent-Type: application/json; charset=utf-8\r\n"
            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        await wire.WriteAsync(Encoding.ASCII.GetBytes(head));
        foreach (var chunk in Encoding.UTF8.GetBytes(body).Chunk(97))
        {
            await wire.WriteAsync(Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"));
            await wire.WriteAsync(chunk);
            await wire.WriteAsync("\r\n"u8.ToArray());
            await wire.FlushAsync();
        }

        await wire.WriteAsync("0\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(wire, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private sealed class HeardLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();

        public IReadOnlyCollection<string> Lines => lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
