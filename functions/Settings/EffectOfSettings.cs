using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Settings;

/// <summary>
/// What a change of settings would do to the figures (funding.md section 1): as of the census date of the latest period that has begun, so
/// that nothing received is left out because an earlier period has not been closed yet.
/// </summary>
internal sealed class EffectOfSettings(PilotServices services)
{
    public async Task<IReadOnlyList<SettingsEffect>> BetweenAsync(PilotSettings before, PilotSettings after, CancellationToken cancellationToken)
    {
        if (LatestBegun(after) is not { } period)
        {
            return [];
        }

        var load = new LoadInputs(services);
        return Between(
            await load.RunAsync(period, before, DateTime.MaxValue, cancellationToken),
            await load.RunAsync(period, after, DateTime.MaxValue, cancellationToken));
    }

    /// <summary>What another version of the awarding body's record does: nothing, unless the settings hold what it does not confirm.</summary>
    public async Task<IReadOnlyList<SettingsEffect>> OfAwardsAsync(PilotSettings settings, Awards before, Awards after, CancellationToken cancellationToken)
    {
        if (LatestBegun(settings) is not { } period)
        {
            return [];
        }

        var inputs = await new LoadInputs(services).RunAsync(period, settings, DateTime.MaxValue, cancellationToken);
        return Between(inputs with { Awards = before }, inputs with { Awards = after });
    }

    private List<SettingsEffect> Between(FundingInputs before, FundingInputs after)
    {
        var earlier = Lines(before with { RunOn = services.Today });
        var later = Lines(after with { RunOn = services.Today });
        return earlier.Keys.Union(later.Keys)
            .OrderBy(key => key.Ukprn).ThenBy(key => key.Qualification, StringComparer.Ordinal).ThenBy(key => key.FundingYear)
            .Select(key =>
            {
                var line = earlier.GetValueOrDefault(key);
                var other = later.GetValueOrDefault(key);
                return new SettingsEffect(
                    key.Ukprn, key.Qualification, key.FundingYear, line?.EarnedYtd ?? 0, other?.EarnedYtd ?? 0, line?.FundedYtd ?? 0, other?.FundedYtd ?? 0);
            })
            .Where(effect => effect.EarnedBefore != effect.EarnedAfter || effect.FundedBefore != effect.FundedAfter)
            .ToList();
    }

    /// <summary>
    /// A trial's receipt with what the workbook would do: per provider the change in earned, funded, held and to pay, and every milestone that
    /// would be decided differently.
    /// </summary>
    /// <param name="settings">What would be stored; null where the workbook changes no settings. Likewise the ledger lines and the awards.</param>
    public async Task<OfficeReceipt> AddEffectsAsync(OfficeReceipt receipt, SettingsRow? settings, Ledger? added, Awards? awards, CancellationToken cancellationToken)
    {
        var inForce = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var after = settings is null ? inForce : SettingsJson.Read(settings.Json) with { Version = settings.Version };
        if ((settings is null && added is null && awards is null) || inForce.Version == 0 || LatestBegun(after) is not { } period)
        {
            return receipt;
        }

        var load = new LoadInputs(services);
        var before = await load.RunAsync(period, inForce, DateTime.MaxValue, cancellationToken) with { RunOn = services.Today };
        var then = await load.RunAsync(period, after, DateTime.MaxValue, cancellationToken) with { RunOn = services.Today };
        if (added is not null)
        {
            then = then with { Ledger = MergeLedger.Merge(then.Ledger, added).Whole };
        }

        if (awards is not null)
        {
            then = then with { Awards = awards };
        }

        var (first, other) = (EarnAndReconcile.Run(before), EarnAndReconcile.Run(then));
        return receipt with { ProviderEffects = ProviderEffects(first, other), DecisionChanges = DecisionChanges(first, other) };
    }

    private static List<ProviderEffect> ProviderEffects(FundingRun before, FundingRun after)
    {
        var (first, other) = (before.Lines.ToLookup(line => line.Ukprn), after.Lines.ToLookup(line => line.Ukprn));
        return first.Select(group => group.Key).Union(other.Select(group => group.Key)).Order()
            .Select(ukprn => new ProviderEffect(
                ukprn,
                first[ukprn].Sum(line => line.EarnedYtd), other[ukprn].Sum(line => line.EarnedYtd),
                first[ukprn].Sum(line => line.FundedYtd), other[ukprn].Sum(line => line.FundedYtd),
                first[ukprn].Sum(line => line.HeldGbp), other[ukprn].Sum(line => line.HeldGbp),
                first[ukprn].Sum(line => line.ToPay), other[ukprn].Sum(line => line.ToPay)))
            .Where(effect => (effect.EarnedBefore, effect.FundedBefore, effect.HeldBefore, effect.ToPayBefore)
                != (effect.EarnedAfter, effect.FundedAfter, effect.HeldAfter, effect.ToPayAfter))
            .ToList();
    }

    private static List<DecisionChange> DecisionChanges(FundingRun before, FundingRun after)
    {
        static (Ukprn, string, string, DateOnly, Milestone) KeyOf(Course course, Earning earning) =>
            (course.Ukprn, course.First.Newest.LearnerRef, course.AimRef, course.StartDate, earning.Milestone);
        static Dictionary<(Ukprn Ukprn, string LearnerRef, string AimRef, DateOnly StartDate, Milestone Milestone), Earning> Of(FundingRun run) =>
            run.Courses.SelectMany(course => course.Milestones.Select(earning => (Key: KeyOf(course, earning), earning))).ToDictionary(pair => pair.Key, pair => pair.earning);
        var (first, other) = (Of(before), Of(after));
        return first.Keys.Union(other.Keys)
            .OrderBy(key => key.Ukprn).ThenBy(key => key.LearnerRef, StringComparer.Ordinal).ThenBy(key => key.AimRef, StringComparer.Ordinal)
            .ThenBy(key => key.StartDate).ThenBy(key => key.Milestone)
            .Select(key => (key, was: first.GetValueOrDefault(key), now: other.GetValueOrDefault(key)))
            .Where(pair => pair.was?.Decision != pair.now?.Decision || pair.was?.FundedGbp != pair.now?.FundedGbp)
            .Select(pair => new DecisionChange(
                pair.key.Ukprn, pair.key.LearnerRef, pair.key.AimRef, pair.key.StartDate, pair.key.Milestone.Code(),
                pair.was?.Decision.Code(), pair.now?.Decision.Code(), pair.was?.FundedGbp ?? 0, pair.now?.FundedGbp ?? 0))
            .ToList();
    }

    /// <summary>Milestones that held learners may still earn, by the funding year in which they would be dated.</summary>
    public async Task<IReadOnlyList<OpenCommitment>> OpenCommitmentsAsync(PilotSettings settings, CancellationToken cancellationToken) =>
        settings.Version > 0 && LatestBegun(settings) is { } period
            ? FindOpenCommitments.Run(
                EarnAndReconcile.Run(await new LoadInputs(services).RunAsync(period, settings, DateTime.MaxValue, cancellationToken) with { RunOn = services.Today }), settings, services.Today)
            : [];

    private Quarter? LatestBegun(PilotSettings settings) => settings.Calendar
        .Where(row => row.OpensOn <= services.Today)
        .Select(row => (Quarter?)row.Period)
        .LastOrDefault();

    private static Dictionary<LineKey, ReconciliationLine> Lines(FundingInputs inputs) =>
        EarnAndReconcile.Run(inputs).Lines.ToDictionary(LineKey.Of);
}
