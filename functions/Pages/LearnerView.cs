using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>What one run decided about one learner of one provider.</summary>
/// <param name="Run">The run that the figures are of; its state says whether they are provisional.</param>
/// <param name="Nothing">Why there is no course, in words; null where there is one.</param>
internal sealed record LearnerView(Provider Provider, string LearnerRef, RunRecord? Run, IReadOnlyList<Earning> Milestones, string? Nothing)
{
    /// <summary>For officers alone: the courses that this learner's holds are about.</summary>
    public IReadOnlyList<OtherCourse> Others { get; init; } = [];

    public decimal FundedGbp => Milestones.Sum(milestone => milestone.FundedGbp);

    public decimal HeldGbp => Milestones.Where(milestone => milestone.Decision == Decision.Held).Sum(milestone => milestone.AmountGbp);

    public decimal UnfundedGbp => Milestones.Where(milestone => milestone.IsEarned).Sum(milestone => milestone.AmountGbp - milestone.FundedGbp);
}

/// <summary>The other course of a hold (double funding, transfer, possible duplicate), as its own provider reports it.</summary>
/// <param name="Start">What the run decided about its start; null where the run does not have it.</param>
internal sealed record OtherCourse(
    HoldKind Hold, Ukprn Ukprn, string Provider, string LearnerRef, string AimRef, string Qualification, DateOnly StartDate, Earning? Start, decimal FundedGbp, decimal HeldGbp);

/// <summary>A learner reference that was searched for, at one provider.</summary>
internal sealed record FoundLearner(Provider Provider, string LearnerRef, int Courses, decimal FundedGbp, decimal HeldGbp);

/// <summary>
/// Answers "why was this pound paid, or not?" from what the last run stored: of the latest quarter that has one, or of the quarter that is asked
/// for (functions.md section 4).
/// </summary>
internal sealed class LoadLearner(PilotServices services)
{
    /// <exception cref="HttpProblemException">The settings do not name such a provider.</exception>
    public async Task<LearnerView> RunAsync(Ukprn ukprn, string learnerRef, Quarter? asked, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var provider = LoadProviderView.Find(settings, ukprn);
        var run = await RunAsync(asked, cancellationToken);
        var milestones = await EarningsAsync(run, earning => earning.Ukprn == ukprn && IsCalled(earning, learnerRef), cancellationToken);
        return new LearnerView(
            provider, learnerRef.Trim(), run, milestones, milestones.Count > 0 ? null : await new ExplainMissingLearner(services).ExplainAsync(ukprn, learnerRef.Trim(), cancellationToken));
    }

    /// <summary>The milestones of the quarter's run that are asked for, and the run; of the latest quarter that has one where none is named.</summary>
    public async Task<(RunRecord? Run, IReadOnlyList<Earning> Milestones)> MilestonesAsync(Quarter? asked, Func<Earning, bool> which, CancellationToken cancellationToken)
    {
        var run = await RunAsync(asked, cancellationToken);
        var found = await EarningsAsync(run, which, cancellationToken);
        return (run, [.. found.OrderBy(earning => earning.Ukprn).ThenBy(earning => earning.LearnerRef, StringComparer.Ordinal)
            .ThenBy(earning => earning.AimRef, StringComparer.Ordinal).ThenBy(earning => earning.StartDate).ThenBy(earning => earning.Milestone)]);
    }

    /// <summary>The same learner with the other side of its holds, for an officer, who decides between the two.</summary>
    public async Task<LearnerView> WithOthersAsync(LearnerView view, CancellationToken cancellationToken)
    {
        HoldKind[] holds = [.. view.Milestones.SelectMany(milestone => milestone.Holds).Distinct().Where(OtherCourseLookup.ConcernsAnotherCourse).Order()];
        if (holds.Length == 0 || view.Run is not { } run)
        {
            return view;
        }

        var settings = await new SettingsStore(services.Database).VersionAsync(run.SettingsVersion, cancellationToken);
        var inputs = await new LoadInputs(services).LoadProviderAsync(run.Period, settings, view.Provider.Ukprn, cancellationToken);
        var courses = EarnAndReconcile.Run(inputs).Courses;
        var side = new OtherCourseLookup(courses);
        var others = (
            from course in courses
            where course.Ukprn == view.Provider.Ukprn && course.Rows.Any(row => LearnerReference.KeyOf(row.Enrolment.Newest.LearnerRef) == LearnerReference.KeyOf(view.LearnerRef))
            from hold in holds
            let other = side.Of(course, hold)
            where other is not null
            select (Hold: hold, Course: other)).DistinctBy(found => (found.Hold, found.Course.Ukprn, found.Course.AimRef, found.Course.StartDate)).ToList();
        var references = others.Select(found => (found.Course.Ukprn, LearnerReference.KeyOf(found.Course.First.Newest.LearnerRef))).ToHashSet();
        var decided = await EarningsAsync(run, earning => references.Contains((earning.Ukprn, LearnerReference.KeyOf(earning.LearnerRef))), cancellationToken);
        return view with { Others = [.. others.Select(found => OtherOf(found.Hold, found.Course, decided, settings))] };
    }

    private static OtherCourse OtherOf(HoldKind hold, Course course, IReadOnlyList<Earning> decided, PilotSettings settings)
    {
        Earning[] its = [.. decided.Where(earning => earning.Ukprn == course.Ukprn && earning.AimRef == course.AimRef && (earning.CourseStart ?? earning.StartDate) == course.StartDate)];
        return new OtherCourse(
            hold, course.Ukprn, settings.FindProvider(course.Ukprn)?.Name ?? course.Ukprn.ToString(), course.First.Newest.LearnerRef, course.AimRef, course.Qualification, course.StartDate,
            Array.Find(its, earning => earning.Milestone == Milestone.Start), its.Sum(earning => earning.FundedGbp),
            its.Where(earning => earning.Decision == Decision.Held).Sum(earning => earning.AmountGbp));
    }

    /// <summary>Every provider that has a course under this learner reference.</summary>
    public async Task<IReadOnlyList<FoundLearner>> SearchAsync(string learnerRef, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
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
        LearnerReference.KeyOf(earning.LearnerRef) == LearnerReference.KeyOf(learnerRef);

    private async Task<RunRecord?> RunAsync(Quarter? asked, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var runs = await RunList.LoadAsync(context, cancellationToken);
        return (asked ?? runs.Select(run => (Quarter?)run.Period).DefaultIfEmpty().Max()) is { } period ? RunList.LastOf(runs, period) : null;
    }

    private async Task<IReadOnlyList<Earning>> EarningsAsync(RunRecord? run, Func<Earning, bool> which, CancellationToken cancellationToken) =>
        run is null ? [] : await new StoredEarnings(services.Database).ListAsync(run.Number, which, cancellationToken);
}
