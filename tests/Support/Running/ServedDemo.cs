using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pilot.Functions.Startup;
using Pilot.Functions.Pages;
using Pilot.Functions.Timers;

namespace Pilot.Tests.Support;

/// <summary>The pages over a copy of the demo, on the demo's own clock; whoever asks is the officer of this machine.</summary>
public sealed class ServedDemo : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _app;
    private readonly TimerRunner _clockwork;

    private ServedDemo(string folder, WebApplication app, TimerRunner timers) => (_folder, _app, _clockwork) = (folder, app, timers);

    public HttpClient Client { get; private set; } = null!;

    public static async Task<ServedDemo> StartAsync(PreparedDemo made)
    {
        var folder = Directory.CreateTempSubdirectory("pilot-served-").FullName;
        foreach (var file in made.Files().Where(file => !Path.GetFileName(file).StartsWith("pilot.db", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(made.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await File.WriteAllBytesAsync(copy, PreparedDemo.ReadShared(file));
            // As old as what it is a copy of: the store leaves out what was written this second, since somebody may still be writing to it.
            File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(file));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(copy, File.GetUnixFileMode(file));
            }
        }

        made.CopyDatabase(Path.Combine(folder, "pilot.db"));
        var services = await OpenPilotServices.RunAsync(new ConfigurationBuilder().Build(), folder, null, NullLogger.Instance, CancellationToken.None);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        KestrelLimits.OnLoopback(builder, 0);
        var app = builder.Build();
        var timers = new TimerRunner(services);
        app.Run(Routes.Pipeline(services, timers, isOnThisMachine: true, isSignInOff: false, app.Lifetime.ApplicationStopping));
        await app.StartAsync();
        return new ServedDemo(folder, app, timers)
        {
            Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) },
        };
    }

    public Task<string> PageAsync(string path) => TextAsync(path, "text/html");

    public async Task<JsonElement> JsonAsync(string path) => JsonDocument.Parse(await TextAsync(path, "application/json")).RootElement;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await _clockwork.BackgroundCatchUp;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> TextAsync(string path, string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", form);
        using var answer = await Client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync();
    }
}
