using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>One reconciliation line that a revision would change. Pounds; null where the line is not on that side.</summary>
public sealed record LineChange(LineKey Key, ReconciliationLine? Before, ReconciliationLine? After);

/// <summary>What a revision of a closed quarter would do, worked out without doing it.</summary>
/// <param name="Last">The closing or revision that would be replaced.</param>
/// <param name="Settings">Now in force, which the revision would be drawn under.</param>
/// <param name="Changes">The reconciliation lines that would change, the money first.</param>
/// <param name="Figures">Every published figure that would change: what decides whether a revision is made at all.</param>
public sealed record RevisionPreview(RunRow Last, PilotSettings Settings, IReadOnlyList<LineChange> Changes, RevisedFigures Figures);

/// <summary>Works out what a revision would change, before anybody asks for it (funding.md section 5).</summary>
public sealed class PreviewRevision(PilotServices services)
{
    /// <exception cref="CannotBeDoneException">The period is not the latest closed one.</exception>
    public async Task<RevisionPreview> RunAsync(Quarter period, CancellationToken cancellationToken)
    {
        await new Periods(services).RefuseUnlessRevisableAsync(period, cancellationToken);
        var last = (await new RunQuarter(services).FindLastAsync(period, RunKind.Closing, cancellationToken))!;
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var inputs = await new LoadInputs(services).RunAsync(period, settings, last.FactsAsOf, cancellationToken);
        return new RevisionPreview(
            last, settings, Changes(RunJson.ReadLines(last.Lines), EarnAndReconcile.Run(inputs).Lines), await new RevisionChanges(services).CompareAsync(last, inputs, null, cancellationToken));
    }

    private static List<LineChange> Changes(IReadOnlyList<ReconciliationLine> before, IReadOnlyList<ReconciliationLine> after)
    {
        var was = before.ToDictionary(LineKey.Of);
        var would = after.ToDictionary(LineKey.Of);
        return
        [
            .. was.Keys.Union(would.Keys).Order()
                .Select(key => new LineChange(key, was.GetValueOrDefault(key), would.GetValueOrDefault(key)))
                .Where(change => change.Before != change.After),
        ];
    }
}
