using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pilot.Functions;
using Pilot.Functions.Hosting;
using Pilot.Functions.Pages;
using Pilot.Functions.Timers;
using Pilot.Reporting.Funding;
using Pilot.Tests.Faults;
using Pilot.Tests.Support;

namespace Pilot.Tests.Timers;

/// <summary>A site whose timers stand still.</summary>
public sealed partial class TimerRunnerTests
{
    /// <summary>From here on every timer is expected to run.</summary>
    private static async Task<(PilotServices World, MovingClock Clock)> FirstLookAsync(SmallPilot pilot)
    {
        var clock = new MovingClock { Now = Deployed };
        var services = pilot.Open(clock);
        Assert.Empty(await new TimerRecords(services).OverdueAsync(CancellationToken.None));
        return (services, clock);
    }

    /// <summary>A message about a container that is nobody's: nothing but the look after the timers comes of it.</summary>
    private static async Task MessageAsync(PilotServices services)
    {
        using var opened = new LazyPilot(_ => Task.FromResult(services), false, CancellationToken.None);
        await new PilotFunctions(opened).ReceiveSettings(HostShapes.QueueMessage(HostShapes.EventGrid("other", "a.xlsx")), CancellationToken.None);
    }

    private static async Task<bool> IsAnsweredAsync(PilotServices services)
    {
        await using var context = services.Database.Open();
        return await context.Submissions.AnyAsync(row => row.BlobName == SmallPilot.Upload && row.AnsweredAt != null);
    }

    private static async Task<int> ClosingsAsync(PilotServices services)
    {
        await using var context = services.Database.Open();
        return await context.Runs.CountAsync(run => run.Kind == RunKind.Closing && run.FilesAt != null);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var tries = 0; tries < 600 && !await isSo(); tries++)
        {
            await Task.Delay(100);
        }

        Assert.True(await isSo());
    }

    private static async Task<Site> PagesAsync(PilotServices services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        KestrelLimits.OnLoopback(builder, 0);
        var app = builder.Build();
        var timers = new TimerRunner(services);
        app.Run(Routes.Pipeline(services, timers, isOnThisMachine: false, isSignInOff: false, CancellationToken.None));
        await app.StartAsync();
        return new Site(app, timers);
    }

    private static async Task<(int Status, string Timers)> HealthAsync(Site pages)
    {
        var (status, body) = await AskAsync(pages, "/api/health", null);
        return (status, JsonDocument.Parse(body).RootElement.GetProperty("timers").GetString()!);
    }

    private static async Task<(int Status, string Body)> AskAsync(Site pages, string path, string? principal)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (principal is not null)
        {
            request.Headers.Add(Viewer.PrincipalHeader, principal);
        }

        using var answer = await pages.Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The pages on a server of their own.</summary>
    private sealed class Site(WebApplication app, TimerRunner timers) : IAsyncDisposable
    {
        public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.Single()) };

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await app.DisposeAsync();
            await timers.BackgroundCatchUp;
        }
    }

    public sealed class MovingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    public sealed class Prepared : IAsyncLifetime
    {
        private SmallPilot _pilot = null!;

        internal SmallPilot Copy() => _pilot.Copy();

        public async Task InitializeAsync() => _pilot = await SmallPilot.PrepareAsync();

        public Task DisposeAsync()
        {
            _pilot.Dispose();
            return Task.CompletedTask;
        }
    }
}
