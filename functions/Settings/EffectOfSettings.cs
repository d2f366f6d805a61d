using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Settings;

/// <summary>
/// What a change of settings would do to the figures (funding.md section 1): as of the census date of the latest period that has begun, so
/// that nothing received is left out because an earlier period has not been closed yet.
/// </summary>
internal sealed class EffectOfSettings(World world)
{
    public async Task<IReadOnlyList<SettingsEffect>> BetweenAsync(PilotSettings before, PilotSettings after, CancellationToken cancel)
    {
        if (LatestBegun(after) is not { } period)
        {
            return [];
        }

        var load = new LoadInputs(world);
        return Between(
            await load.RunAsync(period, before, DateTime.MaxValue, cancel),
            await load.RunAsync(period, after, DateTime.MaxValue, cancel));
    }

    /// <summary>What another version of the awarding body's record does: nothing, unless the settings hold what it does not confirm.</summary>
    public async Task<IReadOnlyList<SettingsEffect>> OfAwardsAsync(PilotSettings settings, Awards before, Awards after, CancellationToken cancellationToken)
    {
        if (LatestBegun(settings) is not { } period)
        {
            return [];
        }

        var inputs = await new LoadInputs(world).RunAsync(period, settings, DateTime.MaxValue, cancellationToken);
        return Between(inputs with { Awards = before }, inputs with { Awards = after });
    }

    private IReadOnlyList<SettingsEffect> Between(FundingInputs before, FundingInputs after)
    {
        var earlier = Lines(before with { RunOn = world.Today });
        var later = Lines(after with { RunOn = world.Today });
        return earlier.Keys.Union(later.Keys)
            .OrderBy(key => key.Ukprn).ThenBy(key => key.Qualification, StringComparer.Ordinal).ThenBy(key => key.FundingYear)
            .Select(key =>
            {
                var one = earlier.GetValueOrDefault(key);
                var other = later.GetValueOrDefault(key);
                return new SettingsEffect(
                    key.Ukprn, key.Qualification, key.FundingYear, one?.EarnedYtd ?? 0, other?.EarnedYtd ?? 0, one?.FundedYtd ?? 0, other?.FundedYtd ?? 0);
            })
            .Where(one => one.EarnedBefore != one.EarnedAfter || one.FundedBefore != one.FundedAfter)
            .ToList();
    }

    /// <summary>Milestones that held learners may still earn, by the funding year in which they would be dated.</summary>
    public async Task<IReadOnlyList<OpenCommitment>> OpenCommitmentsAsync(PilotSettings settings, CancellationToken cancel) =>
        settings.Version > 0 && LatestBegun(settings) is { } period
            ? FindOpenCommitments.Run(
                EarnAndReconcile.Run(await new LoadInputs(world).RunAsync(period, settings, DateTime.MaxValue, cancel) with { RunOn = world.Today }), settings, world.Today)
            : [];

    private Quarter? LatestBegun(PilotSettings settings) => settings.Calendar
        .Where(row => row.OpensOn <= world.Today)
        .Select(row => (Quarter?)row.Period)
        .LastOrDefault();

    private static Dictionary<(Ukprn Ukprn, string Qualification, FundingYear FundingYear), ReconciliationLine> Lines(FundingInputs inputs) =>
        EarnAndReconcile.Run(inputs).Lines.ToDictionary(line => (line.Ukprn, line.Qualification, line.FundingYear));
}
