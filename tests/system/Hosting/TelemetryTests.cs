using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Pilot.Functions.Faults;
using Pilot.Functions.Startup;
using Pilot.Functions.Returns;
using Pilot.Tests.Faults;
using Pilot.Tests.Support;

namespace Pilot.Tests.Hosting;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_submission_is_told_step_by_step_with_its_number_and_nothing_that_was_typed()
    {
        using var pilot = await SmallPilot.PrepareAsync();
        var steps = new ConcurrentQueue<Activity>();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = steps.Enqueue,
        };
        var counted = new ConcurrentQueue<string>();
        using var numbers = new MeterListener();
        numbers.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Telemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        numbers.SetMeasurementEventCallback<long>((instrument, amount, tags, _) => counted.Enqueue(
            FormattableString.Invariant($"{instrument.Name} {amount} {string.Join(',', tags.ToArray().Select(tag => tag.Value))}")));
        numbers.Start();
        ActivitySource.AddActivityListener(spans);
        using var own = new Activity("this test").Start();

        await new ReceiveReturn(pilot.Open()).RunAsync(SmallPilot.Upload, null, CancellationToken.None);

        var mine = steps.Where(step => step.TraceId == own.TraceId).ToList();
        Assert.Superset(new HashSet<string> { "receive", "judge", "store", "answer" }, mine.Select(step => step.OperationName).ToHashSet());
        Assert.Contains(mine, step => step.OperationName == "judge" && step.GetTagItem("pilot.submission") is 3);
        Assert.DoesNotContain(mine.SelectMany(step => step.TagObjects), tag => tag.Value is string);
        Assert.Contains("pilot.submissions 1 PARTLY_ACCEPTED", counted);
    }

    [Fact]
    public void Without_a_collector_nothing_is_told() => Assert.Null(Telemetry.Export(new ConfigurationBuilder().Build()));

    [Fact]
    public async Task With_a_collector_the_program_tells_it()
    {
        using var pilot = await SmallPilot.PrepareAsync();
        OpenPilotServices.Remember(pilot.Folder, SmallPilot.Noon);
        await File.WriteAllTextAsync(Path.Combine(pilot.Folder, "learner-key.secret"), new string('k', 32));
        using var collector = new HttpListener();
        var address = $"http://127.0.0.1:{PilotProcess.FreePort()}/";
        collector.Prefixes.Add(address);
        collector.Start();
        using var program = PilotProcess.Start(
            ["--data", pilot.Folder, "--port", "0"], (Telemetry.EndpointSetting, address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"));

        var told = "";
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!told.Contains("judge", StringComparison.Ordinal))
        {
            var asked = await collector.GetContextAsync().WaitAsync(limit.Token);
            using var body = new MemoryStream();
            await asked.Request.InputStream.CopyToAsync(body, limit.Token);
            asked.Response.Close();
            if (asked.Request.RawUrl == "/v1/traces")
            {
                told += Encoding.Latin1.GetString(body.ToArray());
            }
        }

        Assert.DoesNotContain("second.xlsx", told, StringComparison.Ordinal);
    }
}
