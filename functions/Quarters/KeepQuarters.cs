using Microsoft.Extensions.Logging;
using Pilot.Functions.Settings;

namespace Pilot.Functions.Quarters;

/// <summary>
/// What the daily timer does: closes every period that is due and refreshes the provisional run of the open one. On an ordinary day, with
/// nothing new since the last time, it looks and goes.
/// </summary>
public sealed class KeepQuarters(World world)
{
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
            var run = await new RunQuarter(world).ProvisionalAsync(open, cancel);
            if (run.IsNew)
            {
                made.Add(run);
            }
        }

        foreach (var run in made)
        {
            world.Log.LogInformation("Run {Number} of {Period} made by the timer", run.Record.Number, run.Record.Period.Id);
        }

        return made;
    }
}
