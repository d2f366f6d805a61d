using System.Globalization;
using System.Text.Json;

namespace Pilot.Functions.Hosting;

/// <summary>A timer fired. Timers are safe to fire twice: nothing is decided by these times alone.</summary>
/// <param name="IsPastDue">The host was not running when it should have fired.</param>
/// <param name="Last">When it fired last, in UTC; null the first time and where the host keeps no record.</param>
/// <param name="Next">When it will fire next, in UTC; null where the host keeps no record.</param>
public sealed record TimerTick(bool IsPastDue, DateTimeOffset? Last, DateTimeOffset? Next)
{
    /// <summary>The binding's name in every timer's function.json.</summary>
    public const string BindingName = "tick";

    /// <exception cref="UnreadableInvocationException">The call has no timer in it.</exception>
    public static TimerTick Read(Invocation invocation)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        var tick = invocation.Binding(BindingName);
        if (tick.ValueKind != JsonValueKind.Object)
        {
            throw new UnreadableInvocationException("The timer is no object.");
        }

        var status = Invocation.Member(tick, "ScheduleStatus") ?? default;
        return new TimerTick(
            Invocation.Member(tick, "IsPastDue") is { ValueKind: JsonValueKind.True },
            Moment(Invocation.TextOf(status, "Last")),
            Moment(Invocation.TextOf(status, "Next")));
    }

    /// <summary>The host writes the first day of the calendar for never.</summary>
    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
        && at.Year > 1
            ? at
            : null;
}
