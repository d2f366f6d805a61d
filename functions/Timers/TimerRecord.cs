using System.Text.Json;

namespace Pilot.Functions.Timers;

/// <summary>When a timer ran last, as the database keeps it in a mark.</summary>
/// <param name="Since">Since when it is expected to run: the first time that anybody looked.</param>
/// <param name="Began">When it was last set going, by its clock or in its clock's place.</param>
/// <param name="Done">When it last came to its end without a failure.</param>
internal sealed record TimerRecord(DateTimeOffset Since, DateTimeOffset? Began = null, DateTimeOffset? Done = null)
{
    /// <summary>How the names of the marks begin.</summary>
    public const string MarkPrefix = "timer ";

    public static string MarkOf(Schedule schedule) => MarkPrefix + schedule.FunctionName;

    public string ToText() => JsonSerializer.Serialize(this);

    /// <summary>Null where the text is of another program: the timer is then expected from now on.</summary>
    public static TimerRecord? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<TimerRecord>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A timer that should have run and has not.</summary>
/// <param name="DueAt">When it should have run.</param>
/// <param name="Done">When it last came to its end; null where it never has.</param>
internal sealed record OverdueTimer(Schedule Schedule, DateTimeOffset DueAt, DateTimeOffset? Done);
