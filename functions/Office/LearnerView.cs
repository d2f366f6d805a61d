using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Office;

/// <summary>What one run decided about one learner of one provider.</summary>
/// <param name="Run">The run that the figures are of; its state says whether they are provisional.</param>
/// <param name="Nothing">Why there is no course, in words; null where there is one.</param>
internal sealed record LearnerView(Provider Provider, string LearnerRef, RunHead? Run, IReadOnlyList<Earning> Milestones, string? Nothing)
{
    public decimal FundedGbp => Milestones.Sum(milestone => milestone.FundedGbp);

    public decimal HeldGbp => Milestones.Where(milestone => milestone.Decision == Decision.Held).Sum(milestone => milestone.AmountGbp);

    public decimal UnfundedGbp => Milestones.Where(milestone => milestone.IsEarned).Sum(milestone => milestone.AmountGbp - milestone.FundedGbp);
}

/// <summary>A learner reference that was searched for, at one provider.</summary>
internal sealed record FoundLearner(Provider Provider, string LearnerRef, int Courses, decimal FundedGbp, decimal HeldGbp);

/// <summary>
/// Answers "why was this pound paid, or not?" from what the last run stored: of the latest quarter that has one, or of the quarter that is asked
/// for (functions.md section 4).
/// </summary>
internal sealed class LoadLearner(World world)
{
    /// <exception cref="RefusedException">The settings do not name such a provider.</exception>
    public async Task<LearnerView> RunAsync(Ukprn ukprn, string learnerRef, Quarter? asked, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var provider = LoadProvider.Find(settings, ukprn);
        var run = await RunAsync(asked, cancellationToken);
        var milestones = await EarningsAsync(run, earning => earning.Ukprn == ukprn && IsCalled(earning, learnerRef), cancellationToken);
        return new LearnerView(
            provider, learnerRef.Trim(), run, milestones, milestones.Count > 0 ? null : await new NothingEarned(world).WhyAsync(ukprn, learnerRef.Trim(), cancellationToken));
    }

    /// <summary>Every provider that has a course under this learner reference.</summary>
    public async Task<IReadOnlyList<FoundLearner>> SearchAsync(string learnerRef, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(world.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var found = await EarningsAsync(await RunAsync(null, cancellationToken), earning => IsCalled(earning, learnerRef), cancellationToken);
        return
        [
            .. found.GroupBy(earning => (earning.Ukprn, earning.LearnerRef)).OrderBy(learner => learner.Key.Ukprn)
                .Where(learner => settings.FindProvider(learner.Key.Ukprn) is not null)
                .Select(learner => new FoundLearner(
                    settings.FindProvider(learner.Key.Ukprn)!,
                    learner.Key.LearnerRef,
                    learner.Count(earning => earning.Milestone == Milestone.Start),
                    learner.Sum(earning => earning.FundedGbp),
                    learner.Where(earning => earning.Decision == Decision.Held).Sum(earning => earning.AmountGbp))),
        ];
    }

    /// <summary>References are one key however they were typed (returns.md section 3).</summary>
    private static bool IsCalled(Earning earning, string learnerRef) =>
        string.Equals(earning.LearnerRef.Trim(), learnerRef.Trim(), StringComparison.OrdinalIgnoreCase);

    private async Task<RunHead?> RunAsync(Quarter? asked, CancellationToken cancellationToken)
    {
        await using var context = world.Database.Open();
        var runs = await RunHead.LoadAsync(context, cancellationToken);
        return (asked ?? runs.Select(run => (Quarter?)run.Period).DefaultIfEmpty().Max()) is { } period ? RunHead.LastOf(runs, period) : null;
    }

    private async Task<IReadOnlyList<Earning>> EarningsAsync(RunHead? run, Func<Earning, bool> which, CancellationToken cancellationToken)
    {
        if (run is null)
        {
            return [];
        }

        await using var context = world.Database.Open();
        var stored = await context.Runs.AsNoTracking().Where(row => row.Number == run.Number).Select(row => row.Earnings).FirstAsync(cancellationToken);
        return await RunJson.ReadEarningsAsync(stored, cancellationToken).Where(which).ToListAsync(cancellationToken);
    }
}
