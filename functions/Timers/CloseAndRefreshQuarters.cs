using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Timers;

/// <summary>
/// What the daily timer does: closes every period that is due and refreshes the provisional run of the open one. On an ordinary day, with
/// nothing new since the last time, it looks and goes.
/// </summary>
public sealed class CloseAndRefreshQuarters(PilotServices services)
{
    private const string LastFingerprint = "last-look";

    /// <returns>The runs that this call made; empty on an ordinary day.</returns>
    public async Task<IReadOnlyList<RunResult>> RunAsync(CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        if (settings.Version == 0)
        {
            return [];
        }

        var made = new List<RunResult>(await new ClosePeriods(services).RunAsync(cancellationToken));
        if (await new Periods(services).OpenAsync(settings, cancellationToken) is { } open)
        {
            var look = await FingerprintAsync(open, settings, cancellationToken);
            if (look != await services.Database.ReadMarkAsync(LastFingerprint, cancellationToken))
            {
                var run = await new RunQuarter(services).ProvisionalAsync(open, cancellationToken);
                if (run.IsNew)
                {
                    made.Add(run);
                }

                await services.Database.SetMarkAsync(LastFingerprint, look, cancellationToken);
            }
        }

        foreach (var run in made)
        {
            services.Log.LogInformation("Run {Number} of {Period} made by the timer", run.Record.Number, run.Record.Period.Id);
        }

        return made;
    }

    /// <summary>What a provisional run depends on. Taken before the run: what comes in meanwhile is seen the next time.</summary>
    private async Task<string> FingerprintAsync(Quarter open, PilotSettings settings, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var shown = await context.Runs.Where(run => run.Period == open.Id && run.Kind == RunKind.Provisional && run.FilesAt != null)
            .OrderByDescending(run => run.AskedAt).Select(run => run.Number).FirstOrDefaultAsync(cancellationToken);
        var statuses = await StatusesAsync(shown, settings, cancellationToken);
        var held = await new InputsFingerprint(services).HashHeldAsync(settings, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{open.Id} {held} {shown} {Monday:o} {statuses}");
    }

    /// <summary>The Monday of this week: figures to date move on by themselves, and are drawn anew once a week.</summary>
    private DateOnly Monday => services.Today.AddDays(-(((int)services.Today.DayOfWeek + 6) % 7));

    /// <summary>Statuses as they would be today of the lines that the newest provisional run shows: time alone may change one.</summary>
    private async Task<string> StatusesAsync(int shown, PilotSettings settings, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var run = await context.Runs.AsNoTracking().Where(row => row.Number == shown).Select(row => new { row.Period, row.Lines }).FirstOrDefaultAsync(cancellationToken);
        return run is null
            ? ""
            : Convert.ToHexStringLower(SHA256.HashData(
                [.. RunJson.ReadLines(run.Lines).Select(line => (byte)LineStatusRules.StatusOn(services.Today, line, settings, Quarter.Parse(run.Period)))]))[..16];
    }
}
