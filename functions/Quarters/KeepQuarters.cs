using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Data;
using Pilot.Functions.Settings;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>
/// What the daily timer does: closes every period that is due and refreshes the provisional run of the open one. On an ordinary day, with
/// nothing new since the last time, it looks and goes.
/// </summary>
public sealed class KeepQuarters(World world)
{
    private const string LastLook = "last-look";

    /// <returns>The runs that this call made; empty on an ordinary day.</returns>
    public async Task<IReadOnlyList<AskedRun>> RunAsync(CancellationToken cancel)
    {
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancel);
        if (settings.Version == 0)
        {
            return [];
        }

        var made = new List<AskedRun>(await new ClosePeriods(world).RunAsync(cancel));
        if (await new Periods(world).OpenAsync(settings, cancel) is { } open)
        {
            var look = await LookAsync(open, settings, cancel);
            if (look != await LastLookAsync(cancel))
            {
                var run = await new RunQuarter(world).ProvisionalAsync(open, cancel);
                if (run.IsNew)
                {
                    made.Add(run);
                }

                await RememberAsync(look, cancel);
            }
        }

        foreach (var run in made)
        {
            world.Log.LogInformation("Run {Number} of {Period} made by the timer", run.Record.Number, run.Record.Period.Id);
        }

        return made;
    }

    /// <summary>What a provisional run depends on. Taken before the run: what comes in meanwhile is seen the next time.</summary>
    private async Task<string> LookAsync(Quarter open, PilotSettings settings, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var shown = await context.Runs.Where(run => run.Period == open.Id && run.Kind == RunKind.Provisional && run.FilesAt != null)
            .OrderByDescending(run => run.AskedAt).Select(run => run.Number).FirstOrDefaultAsync(cancel);
        var statuses = await StatusesAsync(shown, settings, cancel);
        var held = await new KnownInputs(world).HeldAsync(settings, cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{open.Id} {held} {shown} {Monday:o} {statuses}");
    }

    /// <summary>The Monday of this week: figures to date move on by themselves, and are drawn anew once a week.</summary>
    private DateOnly Monday => world.Today.AddDays(-(((int)world.Today.DayOfWeek + 6) % 7));

    /// <summary>Statuses as they would be today of the lines that the newest provisional run shows: time alone may change one.</summary>
    private async Task<string> StatusesAsync(int shown, PilotSettings settings, CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        var run = await context.Runs.AsNoTracking().Where(one => one.Number == shown).Select(one => new { one.Period, one.Lines }).FirstOrDefaultAsync(cancel);
        return run is null
            ? ""
            : Convert.ToHexStringLower(SHA256.HashData(
                [.. RunJson.ReadLines(run.Lines).Select(line => (byte)StatusOfLine.On(world.Today, line, settings, Quarter.Parse(run.Period)))]))[..16];
    }

    private async Task<string?> LastLookAsync(CancellationToken cancel)
    {
        await using var context = world.Database.Open();
        return await context.Marks.AsNoTracking().Where(mark => mark.Name == LastLook).Select(mark => mark.Value).FirstOrDefaultAsync(cancel);
    }

    private async Task RememberAsync(string look, CancellationToken cancel)
    {
        await world.Database.SetMarkAsync(LastLook, look, cancel);
    }
}
