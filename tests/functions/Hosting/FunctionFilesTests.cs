using System.Text.Json;
using NCrontab;
using Pilot.Functions.Blobs;
using Pilot.Functions.Hosting;
using Pilot.Tests.Support;

namespace Pilot.Tests.Hosting;

/// <summary>What the Functions host reads: host.json and the function.json of every function.</summary>
public sealed class FunctionFilesTests
{
    private static string FunctionsFolder => Path.Combine(Repository.Root, "functions");

    [Fact]
    public void S2_every_function_has_its_folder() => Assert.Equal(
        ["Http", "PoisonReturn", "PoisonSettings", "PurgeExpired", "QuarterlyWorkbooks", "ReceiveReturn", "ReceiveSettings", "RemindProviders", "SweepUploads"],
        FunctionNames());

    [Fact]
    public void S3_a_functions_folder_holds_function_json_alone() =>
        Assert.All(FunctionNames(), name =>
            Assert.Equal("function.json", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(Path.Combine(FunctionsFolder, name))))));

    [Theory]
    [InlineData("ReceiveReturn", "returns-received")]
    [InlineData("ReceiveSettings", "settings-received")]
    [InlineData("PoisonReturn", "returns-received-poison")]
    [InlineData("PoisonSettings", "settings-received-poison")]
    public void S2_a_queue_function_listens_to_its_queue(string function, string queue)
    {
        var binding = Bindings(function).Single();
        Assert.Equal("queueTrigger", binding.GetProperty("type").GetString());
        Assert.Equal("message", binding.GetProperty("name").GetString());
        Assert.Equal(queue, binding.GetProperty("queueName").GetString());
        Assert.Equal(Functions.Blobs.OpenBlobStore.HostSetting, binding.GetProperty("connection").GetString());
    }

    [Fact]
    public void S2_every_timer_reads_its_schedule_and_no_schedule_is_without_a_timer()
    {
        var timers = FunctionNames()
            .Select(name => (name, binding: Bindings(name)[0]))
            .Where(function => function.binding.GetProperty("type").GetString() == "timerTrigger")
            .Select(function => (function.name, schedule: function.binding.GetProperty("schedule").GetString(), binding: function.binding.GetProperty("name").GetString()));

        Assert.Equal(
            Schedule.All.Select(schedule => (schedule.FunctionName, (string?)(schedule.Setting is { } setting ? $"%{setting}%" : schedule.Default), (string?)TimerTick.BindingName)).Order(),
            timers.Order());
    }

    [Theory]
    [InlineData("SweepUploads", "2026-10-05T09:01:00", "2026-10-05T09:15:00")]
    [InlineData("QuarterlyWorkbooks", "2026-10-05T09:00:00", "2026-10-06T06:00:00")]
    [InlineData("RemindProviders", "2026-10-02T09:00:00", "2026-10-05T08:00:00")]
    [InlineData("PurgeExpired", "2026-10-05T09:00:00", "2026-10-06T03:00:00")]
    public void S2_the_schedules_fire_when_they_should(string function, string from, string expected)
    {
        var schedule = Assert.Single(Schedule.All, schedule => schedule.FunctionName == function);
        var cron = CrontabSchedule.Parse(schedule.Default, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal(DateTime.Parse(expected, culture), cron.GetNextOccurrence(DateTime.Parse(from, culture)));
    }

    [Fact]
    public void S4_every_path_under_api_reaches_the_program_whoever_asks()
    {
        var bindings = Bindings("Http");
        Assert.Equal(["httpTrigger", "http"], bindings.Select(binding => binding.GetProperty("type").GetString()));
        Assert.Equal("{*path}", bindings[0].GetProperty("route").GetString());
        Assert.Equal("anonymous", bindings[0].GetProperty("authLevel").GetString());
        Assert.Equal(["get", "head", "post"], bindings[0].GetProperty("methods").EnumerateArray().Select(method => method.GetString()));
    }

    [Fact]
    public void S3_the_host_file_says_what_the_program_relies_on()
    {
        var host = Read(Path.Combine(Repository.Root, "host.json"));
        var handler = host.GetProperty("customHandler");
        Assert.Equal("handler/Pilot.Functions", handler.GetProperty("description").GetProperty("defaultExecutablePath").GetString());
        Assert.True(handler.GetProperty("enableForwardingHttpRequest").GetBoolean());
        Assert.Equal("api", host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        var queues = host.GetProperty("extensions").GetProperty("queues");
        Assert.Equal(5, queues.GetProperty("maxDequeueCount").GetInt32());
        Assert.Equal("base64", queues.GetProperty("messageEncoding").GetString());
    }

    /// <summary>A failed message is hidden for the visibility timeout, and the host may look for it one poll later.</summary>
    [Fact]
    public void S2_who_sent_what_cannot_be_processed_is_told_within_two_minutes()
    {
        var queues = Read(Path.Combine(Repository.Root, "host.json")).GetProperty("extensions").GetProperty("queues");
        TimeSpan Span(string name) => TimeSpan.Parse(queues.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        var tries = queues.GetProperty("maxDequeueCount").GetInt32();
        Assert.InRange((tries - 1) * (Span("visibilityTimeout") + Span("maxPollingInterval")), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void S3_an_invocation_is_given_up_before_the_host_would_kill_the_program()
    {
        var limit = Read(Path.Combine(Repository.Root, "host.json")).GetProperty("functionTimeout").GetString()!;
        var hostLimit = TimeSpan.Parse(limit, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(InvocationLimits.Default.Work + InvocationLimits.Default.Grace < hostLimit);
    }

    private static IEnumerable<string> FunctionNames() =>
        Directory.GetDirectories(FunctionsFolder)
            .Where(folder => File.Exists(Path.Combine(folder, "function.json")))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal);

    private static List<JsonElement> Bindings(string function) =>
        [.. Read(Path.Combine(FunctionsFolder, function, "function.json")).GetProperty("bindings").EnumerateArray()];

    private static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }
}
