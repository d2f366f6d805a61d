using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>What the monitors find in what is held now.</summary>
/// <param name="Period">The latest that has begun; null before the first.</param>
internal sealed record CurrentMonitors(Quarter? Period, DateOnly AsOf, PilotSettings Settings, IReadOnlyList<MonitorFinding> Findings);

/// <summary>Works the monitors out anew (funding.md section 8): an accepted return shows at once.</summary>
internal sealed class FindMonitors(PilotServices services)
{
    public async Task<CurrentMonitors> RunAsync(CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var period = settings.Calendar.Where(row => row.OpensOn <= services.Today).Select(row => (Quarter?)row.Period).LastOrDefault();
        if (period is not { } latest)
        {
            return new CurrentMonitors(null, services.Today, settings, []);
        }

        var inputs = await new LoadInputs(services).RunAsync(latest, settings, DateTime.MaxValue, cancellationToken) with { RunOn = services.Today };
        return new CurrentMonitors(latest, inputs.AsOf, settings, Monitors.Find(EarnAndReconcile.Run(inputs).Courses, settings, inputs.AsOf));
    }
}
