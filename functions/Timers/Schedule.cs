using NCrontab;
using Pilot.Functions.Outbox;
using Pilot.Functions.Quarters;
using Pilot.Functions.Retention;

namespace Pilot.Functions.Timers;

/// <summary>
/// A timer: when it fires and what it sets going. This is the one place where it is declared; the trigger in <c>Hosting/PilotFunctions.cs</c> and the app
/// setting in <c>infra/modules/app.bicep</c> are held against it by tests.
/// </summary>
/// <param name="Setting">The app setting that the host reads (<c>%SweepSchedule%</c>); null where nobody needs another than <paramref name="Default"/>.</param>
/// <param name="Default">NCrontab with seconds: second, minute, hour, day, month, day of the week, read in UTC.</param>
/// <param name="Work">Made once for each opened pilot. Safe to run twice, and from two places.</param>
public sealed record Schedule(string FunctionName, string? Setting, string Default, Func<PilotServices, Func<CancellationToken, Task>> Work)
{
    public const string SweepSetting = "SweepSchedule";
    public const string QuarterlySetting = "QuarterlySchedule";
    public const string ReminderSetting = "ReminderSchedule";
    public const string MailSetting = "MailSchedule";

    /// <summary>In the night, when nobody waits for an answer.</summary>
    public const string Nightly = "0 0 3 * * *";

    public static Schedule Sweep { get; } = new("SweepUploads", SweepSetting, "0 */15 * * * *", services => new SweepUploads(services).RunAsync);

    public static Schedule DailyQuarterCheck { get; } = new("QuarterlyWorkbooks", QuarterlySetting, "0 0 6 * * *", services => new CloseAndRefreshQuarters(services).RunAsync);

    /// <summary>Weekdays at 08:00.</summary>
    public static Schedule Reminders { get; } = new("RemindProviders", ReminderSetting, "0 0 8 * * 1-5", services => new RemindProviders(services).RunAsync);

    public static Schedule Mail { get; } = new("SendMessages", MailSetting, "0 */5 * * * *", services => new SendMessages(services).RunAsync);

    public static Schedule Purge { get; } = new(
        "PurgeExpired", null, Nightly, services => cancellationToken => new PurgeExpired(services).RunAsync(dryRun: false, cancellationToken));

    /// <summary>In the order in which they are set going where several are due.</summary>
    public static IReadOnlyList<Schedule> All { get; } = [Sweep, DailyQuarterCheck, Reminders, Mail, Purge];

    /// <summary>When it fires next after a moment, in UTC.</summary>
    /// <param name="inForce">What the setting holds; null or unreadable = <see cref="Default"/>.</param>
    public DateTimeOffset NextAfter(DateTimeOffset moment, string? inForce = null)
    {
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = true };
        var schedule = (inForce is null ? null : CrontabSchedule.TryParse(inForce, options)) ?? CrontabSchedule.Parse(Default, options);
        return new DateTimeOffset(schedule.GetNextOccurrence(moment.UtcDateTime), TimeSpan.Zero);
    }
}
