using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Pilot.Functions.Faults;
using Pilot.Functions.Startup;
using Pilot.Functions.Pages;
using Pilot.Functions.Timers;

namespace Pilot.Functions.Hosting;

/// <summary>The program as the isolated worker of a Functions host.</summary>
internal static class RunUnderHost
{
    /// <summary>
    /// The exit code of a program that ran under the host, however it ended: "could not be done" (functions.md section 5). The host does not start a
    /// program again that ended with 0, and while the host runs there is no good reason to end.
    /// </summary>
    public const int Ended = 3;

    private const string WorkerArgument = "--functions-worker-id";

    /// <summary>What the host's own start of a process leaves behind, where it starts one before it knows the app and gives no arguments.</summary>
    private const string NativeHost = "AZURE_FUNCTIONS_NATIVE_HOST";

    private const string DefaultData = "pilot-data";

    /// <summary>The Functions host started the program.</summary>
    public static bool IsAsked(string[] args) =>
        args.Any(arg => arg == WorkerArgument || arg.StartsWith(WorkerArgument + "=", StringComparison.Ordinal)) || AppContext.GetData(NativeHost) is not null;

    /// <summary>Runs until the host ends it or goes; the answer is its exit code, and it is never 0.</summary>
    /// <param name="error">What is written to a log outside an invocation is heard by nobody; this the host repeats in its own.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter error)
    {
        try
        {
            using var host = Build(args, error);
            await host.RunAsync();
            await error.WriteLineAsync("The program ends: the Functions host has ended it.");
        }
        catch (Exception fatal)
        {
            await error.WriteLineAsync(
                "The program was started as the worker of a Functions host, and no host answers. Without " + WorkerArgument + " it is the command line.\n"
                + FailureReport.Describe(fatal));
        }

        return Ended;
    }

    private static IHost Build(string[] args, TextWriter error)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<LimitInvocation>();
        // The web server's own lines repeat paths, in which a sender's file name may stand: only its warnings are kept.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        Telemetry.Add(builder.Services, builder.Configuration);
        builder.Services.Configure<KestrelServerOptions>(KestrelLimits.Limit);
        builder.Services.AddSingleton(InvocationLimits.Default);
        var isSignInOff = IsSignInOff(builder.Configuration, error);
        builder.Services.AddSingleton(services => new LazyPilot(
            cancellationToken => OpenAsync(builder.Configuration, services, cancellationToken),
            isSignInOff,
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        WarnOfSchedules(builder.Configuration, error);
        return builder.Build();
    }

    private static Task<PilotServices> OpenAsync(IConfiguration settings, IServiceProvider services, CancellationToken cancellationToken) => OpenPilotServices.RunAsync(
        settings, Path.GetFullPath(DataFolder(settings)), null, services.GetRequiredService<ILoggerFactory>().CreateLogger("Pilot"), cancellationToken, underHost: true);

    /// <summary>
    /// Azure says whether App Service Authentication stands before the program. Where it says no, the header that names the person who asks comes from
    /// whoever asks.
    /// </summary>
    private static bool IsSignInOff(ConfigurationManager settings, TextWriter error)
    {
        var isOff = string.Equals(settings["WEBSITE_AUTH_ENABLED"], "false", StringComparison.OrdinalIgnoreCase);
        if (isOff)
        {
            error.WriteLine("App Service Authentication is off: nobody is let in until it is on again.");
        }

        return isOff;
    }

    /// <summary>The host leaves a timer out whose schedule is not set, and goes on without a word that anybody reads.</summary>
    private static void WarnOfSchedules(ConfigurationManager settings, TextWriter error)
    {
        foreach (var schedule in Schedule.All.Where(schedule => schedule.Setting is { } name && string.IsNullOrEmpty(settings[name])))
        {
            error.WriteLine($"The setting {schedule.Setting} is missing: the host never calls {schedule.FunctionName}. Set it, for example to {schedule.Default}");
        }
    }

    /// <summary>Where the embedded database stands when no other is configured: outside the app's folder, which a deployment replaces.</summary>
    private static string DataFolder(IConfiguration settings) => settings[OpenPilotServices.DataSetting] is { Length: > 0 } given
        ? given
        : Path.Combine(Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : Path.GetTempPath(), DefaultData);
}
