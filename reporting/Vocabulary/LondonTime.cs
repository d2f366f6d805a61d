namespace Pilot.Reporting.Vocabulary;

/// <summary>Dates and deadlines are Europe/London; a deadline is 23:59:59 of its day (returns.md section 1).</summary>
public static class LondonTime
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The date that a clock on a London wall shows at this moment.</summary>
    public static DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(At(moment).DateTime);

    /// <summary>The same moment with London's offset.</summary>
    public static DateTimeOffset At(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, London);

    /// <summary>The last whole second of a day in London: what was received by then is in time.</summary>
    public static DateTimeOffset EndOf(DateOnly day)
    {
        var local = day.ToDateTime(new TimeOnly(23, 59, 59));
        return new DateTimeOffset(local, London.GetUtcOffset(local));
    }

    /// <summary>Cut to the microsecond: finer than that no two stores agree.</summary>
    public static DateTime ToMicrosecond(DateTime moment) => new(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMicrosecond), moment.Kind);

    /// <summary>This time of day in London, with its offset.</summary>
    public static DateTimeOffset On(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, London.GetUtcOffset(local));
    }
}
