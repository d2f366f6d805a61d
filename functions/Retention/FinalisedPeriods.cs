using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Retention;

/// <summary>
/// Which periods are settled: closed, every revision approved, every file drawn. What belongs to a period that is not settled is kept,
/// however long ago it was.
/// </summary>
internal sealed class FinalisedPeriods
{
    private readonly IReadOnlySet<Quarter> _settled;

    private FinalisedPeriods(PilotSettings settings, DateOnly today, IReadOnlySet<Quarter> settled) =>
        (Settings, Today, _settled) = (settings, today, settled);

    public PilotSettings Settings { get; }

    public DateOnly Today { get; }

    /// <summary>No quarter of the calendar is open, to come, or waits for approval: the pilot is over.</summary>
    public bool IsPilotOver => Settings.Calendar.Count > 0 && Settings.Calendar.All(row => _settled.Contains(row.Period));

    public static async Task<FinalisedPeriods> LoadAsync(PilotServices services, PilotSettings settings, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var runs = await context.Runs.AsNoTracking()
            .Where(run => run.Kind != RunKind.Provisional)
            .Select(run => new { run.Period, run.Revision, run.State, Drawn = run.FilesAt != null })
            .ToListAsync(cancellationToken);
        var settled = runs.GroupBy(run => run.Period)
            .Where(period => period.All(run => run.Drawn) && period.MaxBy(run => run.Revision)!.State == RunState.Published)
            .Select(period => Quarter.Parse(period.Key))
            .ToHashSet();
        return new FinalisedPeriods(settings, services.Today, settled);
    }

    /// <summary>Whether the files of a submission have been kept for long enough.</summary>
    /// <param name="period">Of its return; null where none is known.</param>
    public bool IsRetentionOver(Quarter? period, DateOnly receivedOn)
    {
        // What came late counts in the quarter that was open when it came; what names no quarter belongs there alone.
        var counted = Settings.Calendar.FirstOrDefault(row => row.ClosesOn >= receivedOn);
        var own = period is { } known ? Settings.FindPeriod(known) : counted;
        return counted is not null && own is not null && IsRetentionOver(counted) && IsRetentionOver(own);
    }

    /// <summary>Whether this many years have passed since the end of the pilot, and the pilot is over.</summary>
    public bool IsRetentionOver(int years) => IsPilotOver && Today > Settings.Scheme.PilotTo.AddYears(years);

    private bool IsRetentionOver(CalendarPeriod row) => _settled.Contains(row.Period) && Today > row.ClosesOn.AddDays(Settings.Scheme.KeepRawDays);
}
