using System.Text;
using Pilot.Functions.Hosting;
using Pilot.Tests.Support;

namespace Pilot.Tests.Hosting;

public sealed class TimerTickTests
{
    [Fact]
    public async Task S3_a_first_tick_has_no_status() =>
        Assert.Equal(new TimerTick(false, null, null), await ReadAsync(HostShapes.Timer()));

    [Fact]
    public async Task S3_a_status_tells_the_last_and_the_next_tick()
    {
        var tick = await ReadAsync(HostShapes.Timer(isPastDue: true,
            """{"Last":"2026-10-05T09:00:00.0012+01:00","Next":"2026-10-05T09:15:00+01:00","LastUpdated":"2026-10-05T09:00:00+01:00"}"""));

        Assert.True(tick.IsPastDue);
        Assert.Equal(new DateTimeOffset(2026, 10, 5, 8, 0, 0, TimeSpan.Zero), tick.Last!.Value.AddTicks(-12000));
        Assert.Equal(new DateTimeOffset(2026, 10, 5, 8, 15, 0, TimeSpan.Zero), tick.Next);
    }

    [Fact]
    public async Task The_first_day_of_the_calendar_means_never() =>
        Assert.Null((await ReadAsync(HostShapes.Timer(scheduleStatus: """{"Last":"0001-01-01T00:00:00","Next":"2026-10-05T09:15:00Z"}"""))).Last);

    [Fact]
    public async Task A_tick_in_a_JSON_string_is_a_tick() =>
        Assert.True((await ReadAsync("""{"Data":{"tick":"{\"IsPastDue\":true}"}}""")).IsPastDue);

    [Theory]
    [InlineData("""{"Data":{}}""")]
    [InlineData("""{"Data":{"tick":null}}""")]
    public async Task A_call_without_a_timer_is_said_to_be_none(string body) =>
        await Assert.ThrowsAsync<UnreadableInvocationException>(() => ReadAsync(body));

    private static async Task<TimerTick> ReadAsync(string body) =>
        TimerTick.Read(await Invocation.ReadAsync("SweepUploads", "id", new MemoryStream(Encoding.UTF8.GetBytes(body)), CancellationToken.None));
}
