using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pilot.Functions.Faults;
using Pilot.Functions.Startup;
using Pilot.Functions.Pages;
using Pilot.Functions.Timers;

namespace Pilot.Functions.Commands;

/// <summary>Without a command: the pages on loopback, the sweep in place of events, the timers in-process.</summary>
internal static class ServeCommand
{
    public static void AddTo(RootCommand root, GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var port = new Option<int>("--port") { Description = "The port of 127.0.0.1 to listen on; 0 takes a free one.", DefaultValueFactory = _ => OpenPilotServices.DefaultPort };
        root.Options.Add(port);
        root.SetAction((parsed, cancellationToken) => RunAsync(parsed, options, parsed.GetValue(port), answer, progress, cancellationToken));
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, GlobalOptions options, int port, TextWriter answer, TextWriter progress, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        KestrelLimits.OnLoopback(builder, port);
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Pilot", LogLevel.Information);
        Telemetry.Log(builder.Logging, options.Settings);
        using var export = Telemetry.Export(options.Settings);
        await using var app = builder.Build();
        try
        {
            var services = await options.OpenAsync(parsed, app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Pilot"), cancellationToken);
            var timers = new TimerRunner(services);
            app.Run(Routes.Pipeline(services, timers, isOnThisMachine: true, isSignInOff: false, app.Lifetime.ApplicationStopping));
            await app.StartAsync(cancellationToken);
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            await answer.WriteLineAsync($"The office page: {address}/api/office");
            await answer.WriteLineAsync($"To upload a return, copy it into {Path.Combine(Path.GetFullPath(parsed.GetValue(options.Data)!), "returns", "{ukprn}")}");
            await answer.WriteLineAsync("Stop with Ctrl+C.");
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, app.Lifetime.ApplicationStopping);
            await new LocalTimers(services, timers).RunAsync(stop.Token);
            await app.StopAsync(CancellationToken.None);
            await timers.BackgroundCatchUp;
            return ExitCode.Success;
        }
        catch (Exception problem) when (problem is CannotBeDoneException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            await progress.WriteLineAsync("The pages cannot be served. " + problem.Message);
            return ExitCode.CouldNotBeDone;
        }
    }
}
