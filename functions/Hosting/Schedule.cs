namespace Pilot.Functions.Hosting;

/// <summary>
/// When a timer fires. The Functions host reads the app setting (<c>%SweepSchedule%</c> in function.json) and does not start a function whose
/// setting is missing, so deployment sets all of them; on one machine the default holds.
/// </summary>
/// <param name="Setting">Null where function.json holds the schedule itself: nobody needs another.</param>
/// <param name="Default">NCrontab with seconds: second, minute, hour, day, month, day of the week. Read in UTC unless WEBSITE_TIME_ZONE says otherwise.</param>
public sealed record Schedule(string FunctionName, string? Setting, string Default)
{
    public static Schedule Sweep { get; } = new("SweepUploads", "SweepSchedule", "0 */15 * * * *");

    public static Schedule Quarterly { get; } = new("QuarterlyWorkbooks", "QuarterlySchedule", "0 0 6 * * *");

    /// <summary>Weekdays at 08:00.</summary>
    public static Schedule Reminders { get; } = new("RemindProviders", "ReminderSchedule", "0 0 8 * * 1-5");

    /// <summary>In the night, when nobody waits for an answer.</summary>
    public static Schedule Purge { get; } = new("PurgeExpired", null, "0 0 3 * * *");

    public static Schedule Mail { get; } = new("SendMessages", "MailSchedule", "0 */5 * * * *");

    public static IReadOnlyList<Schedule> All { get; } = [Sweep, Quarterly, Reminders, Mail, Purge];
}
