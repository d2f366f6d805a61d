using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Pages;
using Pilot.Tests.Faults;

namespace Pilot.Tests.Pages;

/// <summary>Whatever fails behind the gate, the answer has the right status and says in words what to do.</summary>
public sealed class RequestPipelineTests
{
    public static TheoryData<string, int, string?> Failures() => new()
    {
        { "busy", 503, "60" }, { "busy after retries", 503, "60" }, { "slow", 503, "60" }, { "broken off", 503, "60" },
        { "full database", 507, "900" }, { "full disk", 507, "900" }, { "read-only database", 503, "900" }, { "read-only folder", 503, "900" },
        { "refused by the database", 500, null }, { "a fault of ours", 500, null },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_store_that_is_busy_full_or_read_only_is_told_in_words_with_when_to_try_again(string failure, int status, string? retryAfter)
    {
        await using var gate = await GateOverAsync(_ => throw Failed(failure));
        using var answer = await gate.Client.GetAsync(new Uri("/api/thing", UriKind.Relative));
        Assert.Equal((status, retryAfter), ((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        Assert.Contains("gain", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_in_pieces_that_is_too_long_is_read_off_before_the_answer_so_that_every_client_sees_it()
    {
        await using var gate = await GateOverAsync(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/thing", UriKind.Relative)) { Content = new Pieces(KestrelLimits.MaxRequestBody + 5_000_000) };

        using var answer = await gate.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("25 MB", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Exception Failed(string how) => how switch
    {
        "busy" => new SqliteException("busy", 5),
        "busy after retries" => new RetryLimitExceededException("many times", new SqliteException("busy", 5)),
        "slow" => new TimeoutException(),
        "broken off" => new IOException("The connection was lost."),
        "full database" => new DbUpdateException("no", new SqliteException("full", 13)),
        "full disk" => new IOException("No space left on device", 28),
        "read-only database" => new SqliteException("attempt to write a readonly database", 8),
        "read-only folder" => new UnauthorizedAccessException(),
        "refused by the database" => new DbUpdateException("no", new SqliteException("UNIQUE constraint failed", 19)),
        _ => new InvalidOperationException(),
    };

    private static async Task<Served> GateOverAsync(RequestDelegate answer)
    {
        var pilot = SmallPilot.Empty();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        KestrelLimits.OnLoopback(builder, 0);
        var app = builder.Build();
        app.Use(new RequestPipeline(pilot.Open(), isOnThisMachine: true).RunAsync);
        app.MapMethods("/api/thing", ["GET", "POST"], answer).WithMetadata(new Access(RouteAudience.SignedIn));
        await app.StartAsync();
        return new Served(app, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) }, pilot);
    }

    private sealed record Served(WebApplication App, HttpClient Client, SmallPilot Pilot) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await App.DisposeAsync();
            Pilot.Dispose();
        }
    }

    /// <summary>A body whose length is not told.</summary>
    private sealed class Pieces(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var piece = new byte[1_000_000];
            for (var left = length; left > 0; left -= piece.Length)
            {
                await stream.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
