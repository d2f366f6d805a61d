using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Pilot.Functions.Blobs;
using Pilot.Functions.Hosting;
using Pilot.Functions.Timers;
using Pilot.Tests.Support;

namespace Pilot.Tests.Hosting;

/// <summary>What the Functions host reads: host.json, and the functions with their triggers as the build wrote them down.</summary>
public sealed class FunctionsMetadataTests
{
    private static readonly Dictionary<string, JsonElement> Triggers = ReadTriggers();

    /// <summary>functions.md section 2.</summary>
    [Fact]
    public void Functions_2_the_functions_are_those_of_the_table() => Assert.Equal(
        ["Pages", "PoisonAwards", "PoisonReturn", "PoisonSettings", "PurgeExpired", "QuarterlyWorkbooks", "ReceiveAwards", "ReceiveReturn", "ReceiveSettings", "RemindProviders", "SendMessages", "SweepUploads"],
        Triggers.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Functions_2_every_queue_and_its_poison_queue_has_a_function_that_listens_to_it_on_the_hosts_account()
    {
        var queues = Of("queueTrigger").Select(trigger => trigger.GetProperty("queueName").GetString()!);
        Assert.Equal(QueueNames.All.SelectMany(queue => new[] { queue, queue + QueueNames.Poison }).Order(StringComparer.Ordinal), queues.Order(StringComparer.Ordinal));
        Assert.All(Of("queueTrigger"), trigger => Assert.False(trigger.TryGetProperty("connection", out _)));
    }

    [Fact]
    public void Functions_2_every_schedule_has_a_timer_that_reads_it_and_no_timer_is_without_a_schedule() => Assert.Equal(
        Schedule.All.Select(schedule => (schedule.FunctionName, schedule.Setting is { } setting ? $"%{setting}%" : schedule.Default)).Order(),
        Triggers.Where(function => function.Value.GetProperty("type").GetString() == "timerTrigger")
            .Select(function => (function.Key, function.Value.GetProperty("schedule").GetString()!)).Order());

    /// <summary>A method without the attribute is no function, and nobody would notice.</summary>
    [Fact]
    public void Functions_2_every_method_of_the_functions_is_a_function_of_its_own_name() => Assert.All(
        typeof(PilotFunctions).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly),
        method => Assert.Equal(method.Name, method.GetCustomAttribute<FunctionAttribute>()?.Name));

    [Theory]
    [InlineData("SweepUploads", "2026-10-05T09:01:00Z", "2026-10-05T09:15:00Z")]
    [InlineData("QuarterlyWorkbooks", "2026-10-05T09:00:00Z", "2026-10-06T06:00:00Z")]
    [InlineData("RemindProviders", "2026-10-02T09:00:00Z", "2026-10-05T08:00:00Z")]
    [InlineData("PurgeExpired", "2026-10-05T09:00:00Z", "2026-10-06T03:00:00Z")]
    public void Functions_2_the_schedules_fire_when_they_should(string function, string from, string expected)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var schedule = Assert.Single(Schedule.All, schedule => schedule.FunctionName == function);
        Assert.Equal(DateTimeOffset.Parse(expected, culture), schedule.NextAfter(DateTimeOffset.Parse(from, culture)));
    }

    [Theory]
    [InlineData("0 30 7 * * *", "2026-10-06T07:30:00Z")]
    [InlineData("no schedule", "2026-10-06T06:00:00Z")]
    [InlineData("", "2026-10-06T06:00:00Z")]
    public void A_setting_moves_a_schedule_and_one_that_cannot_be_read_does_not(string inForce, string expected)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal(DateTimeOffset.Parse(expected, culture), Schedule.DailyQuarterCheck.NextAfter(DateTimeOffset.Parse("2026-10-05T09:00:00Z", culture), inForce));
    }

    [Fact]
    public void Functions_4_every_path_under_api_reaches_the_pages_whoever_asks_and_nothing_else_is_reached_by_a_request()
    {
        var trigger = Assert.Single(Of("httpTrigger"));
        Assert.Equal("{*path}", trigger.GetProperty("route").GetString());
        Assert.Equal("Anonymous", trigger.GetProperty("authLevel").GetString());
        Assert.Equal(["get", "head", "post"], trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()));
    }

    [Fact]
    public void Functions_3_the_host_file_says_what_the_program_relies_on()
    {
        var host = Read("host.json");
        Assert.Equal("OpenTelemetry", host.GetProperty("telemetryMode").GetString());
        Assert.False(host.TryGetProperty("customHandler", out _));
        Assert.False(host.TryGetProperty("extensionBundle", out _));
        Assert.Equal("api", host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        var queues = host.GetProperty("extensions").GetProperty("queues");
        Assert.Equal(5, queues.GetProperty("maxDequeueCount").GetInt32());
        Assert.Equal("base64", queues.GetProperty("messageEncoding").GetString());
    }

    /// <summary>A failed message is hidden for the visibility timeout, and the host may look for it one poll later.</summary>
    [Fact]
    public void Functions_2_who_sent_what_cannot_be_processed_is_told_within_two_minutes()
    {
        var queues = Read("host.json").GetProperty("extensions").GetProperty("queues");
        TimeSpan Span(string name) => TimeSpan.Parse(queues.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        var tries = queues.GetProperty("maxDequeueCount").GetInt32();
        Assert.InRange((tries - 1) * (Span("visibilityTimeout") + Span("maxPollingInterval")), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Functions_3_an_invocation_is_given_up_before_the_host_would_kill_the_program()
    {
        var hostLimit = TimeSpan.Parse(Read("host.json").GetProperty("functionTimeout").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(InvocationLimits.Default.Work + InvocationLimits.Default.Grace < hostLimit);
    }

    [Fact]
    public void The_example_of_local_settings_names_the_worker_and_every_schedule()
    {
        using var example = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "functions", "local.settings.example.json")));
        var values = example.RootElement.GetProperty("Values");
        Assert.Equal("dotnet-isolated", values.GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString());
        Assert.All(Schedule.All.Select(schedule => schedule.Setting).OfType<string>(), name => Assert.True(values.TryGetProperty(name, out _), name));
    }

    private static IEnumerable<JsonElement> Of(string type) => Triggers.Values.Where(trigger => trigger.GetProperty("type").GetString() == type);

    private static Dictionary<string, JsonElement> ReadTriggers() => Read("functions.metadata").EnumerateArray().ToDictionary(
        function => function.GetProperty("name").GetString()!,
        function => function.GetProperty("bindings").EnumerateArray().Single(binding => binding.GetProperty("direction").GetString()!.Equals("In", StringComparison.OrdinalIgnoreCase)),
        StringComparer.Ordinal);

    /// <summary>As it was built: what is published is what stands here.</summary>
    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)));
        return document.RootElement.Clone();
    }
}
