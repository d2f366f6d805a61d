using System.Diagnostics;
using System.Diagnostics.Metrics;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Pilot.Functions.Faults;

/// <summary>
/// Traces, metrics and the log: told to Azure Monitor where <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> names a resource of it, to a collector where
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one, and off otherwise. They carry numbers, states and periods: never a name, a file name or anything of a
/// learner, and no request of the web server, in whose path a file name may stand.
/// </summary>
public static class Telemetry
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string Name = "Pilot";

    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public const string MonitorSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    private static readonly ActivitySource Spans = new(Name);
    private static readonly Meter Numbers = new(Name);

    private static readonly Counter<long> Submissions =
        Numbers.CreateCounter<long>("pilot.submissions", "{submission}", "Submissions answered, by status.");

    private static readonly Counter<long> Runs = Numbers.CreateCounter<long>("pilot.runs", "{run}", "Runs made, by kind.");

    private static readonly Counter<long> Failures =
        Numbers.CreateCounter<long>("pilot.failures", "{failure}", "Submissions that failed and are tried again, or could not be processed.");

    /// <summary>A span around one step; null, at no cost, where nobody listens.</summary>
    /// <param name="step">receive, judge, store, answer or run.</param>
    public static Activity? Begin(string step, int? submission = null) =>
        Spans.StartActivity(step)?.SetTag("pilot.submission", submission);

    public static void Answered(string status) => Submissions.Add(1, new KeyValuePair<string, object?>("status", status));

    public static void RunMade(string kind) => Runs.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public static void Failed() => Failures.Add(1);

    /// <summary>Under the Functions host. What is logged there outside an invocation goes this way alone.</summary>
    public static void Add(IServiceCollection services, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var monitor = settings[MonitorSetting];
        if (!IsOn(settings) && string.IsNullOrEmpty(monitor))
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .ConfigureResource(resource => resource.AddService("pilot", autoGenerateServiceInstanceId: false))
            .WithTracing(traces => traces.AddSource(Name))
            .WithMetrics(metrics => metrics.AddMeter(Name));
        if (IsOn(settings))
        {
            telemetry.UseOtlpExporter();
        }

        if (!string.IsNullOrEmpty(monitor))
        {
            telemetry.UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = monitor;
                exporter.Credential = new DefaultAzureCredential();
            });
        }
    }

    /// <summary>Logs go where traces and metrics go; nothing changes where no collector is configured.</summary>
    public static void Log(ILoggingBuilder logging, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(logging);
        if (IsOn(settings))
        {
            logging.AddOpenTelemetry(options => options.SetResourceBuilder(Resource()).AddOtlpExporter());
        }
    }

    /// <summary>Starts telling the collector; what is left is told when the answer is disposed of. Null where none is configured.</summary>
    public static IDisposable? Export(IConfiguration settings)
    {
        if (!IsOn(settings))
        {
            return null;
        }

        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource()).AddSource(Name).AddOtlpExporter().Build();
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource()).AddMeter(Name).AddOtlpExporter().Build();
        return new Both(traces, metrics);
    }

    private static bool IsOn(IConfiguration settings) => settings[EndpointSetting] is { Length: > 0 };

    // Without an id of the machine or the process: the platform adds what it knows.
    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty().AddService("pilot", autoGenerateServiceInstanceId: false);

    private sealed class Both(IDisposable traces, IDisposable metrics) : IDisposable
    {
        public void Dispose()
        {
            traces.Dispose();
            metrics.Dispose();
        }
    }
}
