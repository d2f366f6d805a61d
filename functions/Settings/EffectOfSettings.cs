using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Settings;

/// <summary>What a change of settings would do to the figures of the open period (funding.md section 1).</summary>
internal sealed class EffectOfSettings(World world)
{
    public async Task<IReadOnlyList<SettingsEffect>> BetweenAsync(PilotSettings before, PilotSettings after, CancellationToken cancel)
    {
        if (await new Periods(world).OpenAsync(after, cancel) is not { } open)
        {
            return [];
        }

        var load = new LoadInputs(world);
        var inputs = await load.RunAsync(open, before, DateTime.MaxValue, cancel);
        var earlier = Lines(inputs);
        var later = Lines(await load.RunAsync(open, after, DateTime.MaxValue, cancel));
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
    public async Task<IReadOnlyList<OpenCommitment>> OpenCommitmentsAsync(PilotSettings settings, CancellationToken cancel)
    {
        if (settings.Version == 0 || await new Periods(world).OpenAsync(settings, cancel) is not { } open)
        {
            return [];
        }

        var run = EarnAndReconcile.Run(await new LoadInputs(world).RunAsync(open, settings, DateTime.MaxValue, cancel));
        return run.Courses
            .Where(course => course.Start.IsQualifying && course.Completion.Decision == Decision.NotYet && course.Latest.Completion is null)
            .GroupBy(course => (course.Ukprn, course.Qualification, Year: FundingYear.Containing(course.Latest.Enrolment.Row.PlannedEndDate)))
            .Select(group => new OpenCommitment(group.Key.Ukprn, group.Key.Qualification, group.Key.Year, group.Count()))
            .OrderBy(one => one.Ukprn).ThenBy(one => one.Qualification, StringComparer.Ordinal).ThenBy(one => one.FundingYear)
            .ToList();
    }

    private static Dictionary<(Ukprn Ukprn, string Qualification, FundingYear FundingYear), ReconciliationLine> Lines(FundingInputs inputs) =>
        EarnAndReconcile.Run(inputs).Lines.ToDictionary(line => (line.Ukprn, line.Qualification, line.FundingYear));
}
