using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Office;

namespace Pilot.Functions.Hosting;

/// <summary>The program as the Functions host's custom handler.</summary>
internal static class RunUnderHost
{
    private const string DefaultData = "pilot-data";

    public static async Task<int> RunAsync(int port)
    {
        // The host starts the program in the app's root, not beside the program.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        HostContract.Listen(builder, port);
        // One JSON object a line, so that numbers and states can be asked for. The web server's own lines repeat paths, in which a sender's
        // file name may stand: only its warnings are kept.
        builder.Logging.ClearProviders().AddJsonConsole().AddFilter("Microsoft", LogLevel.Warning);
        Telemetry.Log(builder.Logging, builder.Configuration);
        using var told = Telemetry.Export(builder.Configuration);
        var app = builder.Build();
        try
        {
            var folder = Path.GetFullPath(DataFolder(builder.Configuration));
            var world = await OpenWorld.RunAsync(builder.Configuration, folder, null, app.Logger, CancellationToken.None, underHost: true);
            HostContract.Map(app, PilotFunctions.All(world));
            Routes.Map(app, world, isOpen: false, IsSignInOff(builder.Configuration, app.Logger));
            app.Logger.LogInformation("Pilot is ready: {Database}, data folder {Folder}", world.Database.Name, folder);
            WarnOfSchedules(app.Logger, builder.Configuration);
        }
        catch (Exception fatal)
        {
            app.Logger.LogCritical("The program cannot start: {Failure}", FailureReport.Describe(fatal));
            await app.DisposeAsync();
            return HostContract.Ended;
        }

        return await HostContract.RunAsync(app);
    }

    /// <summary>
    /// Azure says whether App Service Authentication stands before the program. Where it says no, the header that names the person who asks
    /// comes from whoever asks.
    /// </summary>
    private static bool IsSignInOff(ConfigurationManager settings, ILogger log)
    {
        var isOff = string.Equals(settings["WEBSITE_AUTH_ENABLED"], "false", StringComparison.OrdinalIgnoreCase);
        if (isOff)
        {
            log.LogCritical("App Service Authentication is off: nobody is let in until it is on again");
        }

        return isOff;
    }

    /// <summary>The host leaves a timer out whose schedule is not set, and goes on without a word that anybody reads.</summary>
    private static void WarnOfSchedules(ILogger log, ConfigurationManager settings)
    {
        foreach (var schedule in Schedule.All.Where(schedule => schedule.Setting is { } name && string.IsNullOrEmpty(settings[name])))
        {
            log.LogWarning(
                "The setting {Setting} is missing: the host never calls {Function}. Set it, for example to {Default}",
                schedule.Setting, schedule.FunctionName, schedule.Default);
        }
    }

    /// <summary>Where the embedded database stands when no other is configured: outside the app's folder, which a deployment replaces.</summary>
    private static string DataFolder(ConfigurationManager settings) => settings[OpenWorld.DataSetting] is { Length: > 0 } given
        ? given
        : Path.Combine(Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : Path.GetTempPath(), DefaultData);
}
