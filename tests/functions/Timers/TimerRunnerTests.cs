using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Timers;
using Pilot.Tests.Faults;
using Pilot.Tests.Pages;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Timers;

/// <summary>functions.md section 2: a dead clock is not a dead pilot. No timer ever fires here unless a test says so.</summary>
public sealed partial class TimerRunnerTests(TimerRunnerTests.Prepared prepared) : IClassFixture<TimerRunnerTests.Prepared>
{
    private static readonly DateTimeOffset Deployed = SmallPilot.Noon;

    /// <summary>October to December 2026 closes on 30 January 2027, and the timer that does it fires at 06:00 on the next day.</summary>
    private static readonly DateTimeOffset DayAfterClosing = new(2027, 1, 31, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Functions_2_an_upload_that_nobody_reported_is_answered_within_the_hour_through_any_message()
    {
        using var pilot = prepared.Copy();
        var (services, clock) = await FirstLookAsync(pilot);
        clock.Now = Deployed.AddMinutes(44);
        await MessageAsync(services);
        Assert.False(await IsAnsweredAsync(services));

        clock.Now = Deployed.AddMinutes(46);
        await MessageAsync(services);
        Assert.True(await IsAnsweredAsync(services));
    }

    [Fact]
    public async Task Functions_2_a_closing_that_is_due_is_done_within_the_hour_through_any_page_and_once()
    {
        using var pilot = prepared.Copy();
        var (services, clock) = await FirstLookAsync(pilot);
        clock.Now = DayAfterClosing.AddMinutes(40);
        await using var pages = await PagesAsync(services);
        foreach (var (path, principal) in new[] { ("/api/office", Principals.Officer), ($"/api/providers/{College}", Principals.Own), ("/api/rules", Principals.Own) })
        {
            Assert.Equal(200, (await AskAsync(pages, path, principal)).Status);
        }

        // That of July to September was due before anybody looked, and is done with it.
        await UntilAsync(async () => await ClosingsAsync(services) == 2);
        await new TimerRunner(services).CatchUpAsync(CancellationToken.None);
        Assert.Equal(2, await ClosingsAsync(services));
    }

    [Fact]
    public async Task Functions_2_of_many_who_see_that_a_timer_is_overdue_one_sets_it_going()
    {
        using var pilot = prepared.Copy();
        var (services, clock) = await FirstLookAsync(pilot);
        clock.Now = Deployed.AddHours(1);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new TimerRecords(services).ClaimAsync(Schedule.Sweep, CancellationToken.None))));
        Assert.Single(claimed, isMine => isMine);
        Assert.False(await new TimerRecords(services).ClaimAsync(Schedule.Sweep, CancellationToken.None));

        // Whoever took it upon himself died: after half an hour it is anybody's again.
        clock.Now = Deployed.AddMinutes(91);
        Assert.True(await new TimerRecords(services).ClaimAsync(Schedule.Sweep, CancellationToken.None));
    }

    [Fact]
    public async Task Functions_2_health_says_which_timer_is_overdue_and_since_when()
    {
        using var pilot = prepared.Copy();
        var (services, clock) = await FirstLookAsync(pilot);
        await using var pages = await PagesAsync(services);
        Assert.Equal((200, "on time"), await HealthAsync(pages));

        await new TimerRunner(services).FireAsync(Schedule.Sweep, CancellationToken.None);
        clock.Now = Deployed.AddMinutes(44);
        await new TimerRunner(services).FireAsync(Schedule.Mail, CancellationToken.None);
        Assert.Equal((200, "on time"), await HealthAsync(pages));
        clock.Now = Deployed.AddMinutes(45);
        Assert.Equal(
            (503, "SweepUploads was due on 6 January 2027 at 12:15 and has not run since 6 January 2027 at 12:00."), await HealthAsync(pages));

        await new TimerRunner(services).FireAsync(Schedule.Sweep, CancellationToken.None);
        Assert.Equal((200, "on time"), await HealthAsync(pages));
        clock.Now = DayAfterClosing.AddMinutes(29);
        await new TimerRunner(services).FireAsync(Schedule.Sweep, CancellationToken.None);
        var (status, words) = await HealthAsync(pages);
        Assert.Equal(503, status);
        Assert.DoesNotContain("SweepUploads", words, StringComparison.Ordinal);
        Assert.Contains("QuarterlyWorkbooks was due on 7 January 2027 at 06:00 and has not run yet.", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_2_nobody_who_has_not_signed_in_sets_anything_going()
    {
        using var pilot = prepared.Copy();
        var (services, clock) = await FirstLookAsync(pilot);
        clock.Now = Deployed.AddHours(2);
        await using var pages = await PagesAsync(services);
        Assert.Equal(401, (await AskAsync(pages, "/api/office", null)).Status);
        Assert.Equal(503, (await AskAsync(pages, "/api/health", null)).Status);
        await Task.Delay(500);
        Assert.False(await IsAnsweredAsync(services));
    }

    [Fact]
    public async Task Functions_2_a_timer_that_fails_stays_overdue_and_is_tried_again_after_half_an_hour()
    {
        using var pilot = prepared.Copy();
        var (_, clock) = await FirstLookAsync(pilot);
        clock.Now = Deployed.AddHours(1);
        using var injection = new FaultInjection(InjectedFault.Fails, 1);
        var struck = pilot.OpenWithFault(injection, clock: clock);
        await new TimerRunner(struck).CatchUpAsync(CancellationToken.None);
        var services = pilot.Open(clock);
        Assert.False(await IsAnsweredAsync(services));
        Assert.Contains(await new TimerRecords(services).OverdueAsync(CancellationToken.None), timer => timer.Schedule == Schedule.Sweep);

        clock.Now = Deployed.AddMinutes(91);
        await new TimerRunner(services).CatchUpAsync(CancellationToken.None);
        Assert.True(await IsAnsweredAsync(services));
    }

    [Fact]
    public async Task A_schedule_that_a_setting_moved_is_overdue_by_that_setting()
    {
        using var pilot = prepared.Copy();
        var (services, clock) = await FirstLookAsync(pilot);
        clock.Now = Deployed.AddHours(3);
        var moved = services with { ScheduleSettings = new Dictionary<string, string> { [Schedule.SweepSetting] = "0 0 23 * * *" } };
        Assert.DoesNotContain(await new TimerRecords(moved).OverdueAsync(CancellationToken.None), timer => timer.Schedule == Schedule.Sweep);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{}")]
    public async Task A_record_of_another_program_is_begun_anew(string text)
    {
        using var pilot = prepared.Copy();
        var (services, clock) = await FirstLookAsync(pilot);
        await using (var context = services.Database.Open())
        {
            await context.Marks.Where(mark => mark.Name == TimerRecord.MarkOf(Schedule.Sweep)).ExecuteUpdateAsync(set => set.SetProperty(mark => mark.Value, text));
        }

        clock.Now = Deployed.AddHours(1);
        await new TimerRecords(services).OverdueAsync(CancellationToken.None);
        await new TimerRunner(services).FireAsync(Schedule.Sweep, CancellationToken.None);
        Assert.DoesNotContain(await new TimerRecords(services).OverdueAsync(CancellationToken.None), timer => timer.Schedule == Schedule.Sweep);
    }
}
