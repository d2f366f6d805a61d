using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;

namespace Pilot.Functions.Timers;

/// <summary>Keeps when each timer ran last, in the database: a clock that stands still is seen from every instance.</summary>
internal sealed class TimerRecords(PilotServices services)
{
    /// <summary>So long after its time a timer counts as overdue: hosts are late by minutes, and a person waits for an hour at most.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(30);

    /// <summary>Beyond this, a time to come was written under another clock.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    /// <summary>The timers that should have run by now and have not, in the order of <see cref="Schedule.All"/>.</summary>
    public async Task<IReadOnlyList<OverdueTimer>> OverdueAsync(CancellationToken cancellationToken)
    {
        var records = await LoadAsync(cancellationToken);
        var overdue = new List<OverdueTimer>();
        foreach (var schedule in Schedule.All)
        {
            if (records.GetValueOrDefault(TimerRecord.MarkOf(schedule)) is not { } text || TimerRecord.Read(text) is not { } record)
            {
                await WriteAsync(schedule, new TimerRecord(services.Now), cancellationToken);
            }
            else if (DueAt(schedule, record) is { } due && due + Grace <= services.Now)
            {
                overdue.Add(new OverdueTimer(schedule, due, record.Done));
            }
        }

        return overdue;
    }

    /// <summary>
    /// Takes it upon itself to set a timer going in its clock's place. One of all who ask is told yes, and nobody again until <see cref="Grace"/> has passed.
    /// </summary>
    public async Task<bool> ClaimAsync(Schedule schedule, CancellationToken cancellationToken)
    {
        var name = TimerRecord.MarkOf(schedule);
        await using var context = services.Database.Open();
        var seen = await context.Marks.AsNoTracking().Where(mark => mark.Name == name).Select(mark => mark.Value).FirstOrDefaultAsync(cancellationToken);
        if (seen is null || TimerRecord.Read(seen) is not { } record || (record.Began is { } began && began <= services.Now && began + Grace > services.Now))
        {
            return false;
        }

        var claimed = (record with { Began = services.Now }).ToText();
        return await context.Marks.Where(mark => mark.Name == name && mark.Value == seen)
            .ExecuteUpdateAsync(set => set.SetProperty(mark => mark.Value, claimed), cancellationToken) == 1;
    }

    public async Task BeganAsync(Schedule schedule, CancellationToken cancellationToken) =>
        await WriteAsync(schedule, (await LoadAsync(schedule, cancellationToken)) with { Began = services.Now }, cancellationToken);

    public async Task DoneAsync(Schedule schedule, CancellationToken cancellationToken) =>
        await WriteAsync(schedule, (await LoadAsync(schedule, cancellationToken)) with { Done = services.Now }, cancellationToken);

    private DateTimeOffset? DueAt(Schedule schedule, TimerRecord record)
    {
        var from = record.Done is { } done && done <= services.Now + Skew ? done : record.Since;
        return from > services.Now ? null : schedule.NextAfter(from, schedule.Setting is { } name ? services.ScheduleSettings.GetValueOrDefault(name) : null);
    }

    private async Task<TimerRecord> LoadAsync(Schedule schedule, CancellationToken cancellationToken) =>
        await services.Database.ReadMarkAsync(TimerRecord.MarkOf(schedule), cancellationToken) is { } text && TimerRecord.Read(text) is { } record
            ? record
            : new TimerRecord(services.Now);

    private async Task<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        return await context.Marks.AsNoTracking().Where(mark => mark.Name.StartsWith(TimerRecord.MarkPrefix))
            .ToDictionaryAsync(mark => mark.Name, mark => mark.Value, StringComparer.Ordinal, cancellationToken);
    }

    private async Task WriteAsync(Schedule schedule, TimerRecord record, CancellationToken cancellationToken)
    {
        var (name, value) = (TimerRecord.MarkOf(schedule), record.ToText());
        await using var context = services.Database.Open();
        if (await context.Marks.Where(mark => mark.Name == name).ExecuteUpdateAsync(set => set.SetProperty(mark => mark.Value, value), cancellationToken) == 0)
        {
            try
            {
                context.Marks.Add(new MarkRow { Name = name, Value = value });
                await context.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException)
            {
                // Somebody else wrote the first one in between, of the same moment.
            }
        }
    }
}
