using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>What held learners may still earn in a funding year to come, and the money that is approved for it. Pounds.</summary>
/// <param name="Courses">Courses with a milestone that may fall in the year.</param>
/// <param name="AllocationGbp">Of the year's line; null where there is none.</param>
public sealed record Commitment(
    Ukprn Ukprn, string Qualification, FundingYear FundingYear, int Courses, int Milestones, decimal AmountGbp, decimal? AllocationGbp)
{
    /// <summary>The assumption, in the words that stand on Notes.</summary>
    public const string Assumption =
        "Milestones that learners held now may still earn, by the latest date on which each would count: the start on its qualifying date, the "
        + "completion on the planned end, the outcome at the end of its window. New starts are not in it.";

    /// <summary>What no line of the year covers.</summary>
    public decimal UncoveredGbp => Math.Max(0, AmountGbp - (AllocationGbp ?? 0));

    /// <summary>For every year after that of the period, in the order of UKPRN, qualification and year.</summary>
    internal static IReadOnlyList<Commitment> For(FundingRun run, PilotSettings settings, LedgerDecisions decisions) =>
    [
        .. run.Courses.Where(course => course.StartDate <= run.AsOf)
            .SelectMany(course => FindOpenCommitments.Open(course, settings, run.AsOf).Select(open => (course, open, Year: FundingYear.Containing(open.Date))))
            .Where(entry => entry.Year > run.Period.FundingYear)
            .GroupBy(entry => (entry.course.Ukprn, entry.course.Qualification, entry.Year))
            .OrderBy(group => group.Key.Ukprn).ThenBy(group => group.Key.Qualification, StringComparer.Ordinal).ThenBy(group => group.Key.Year)
            .Select(group => new Commitment(
                group.Key.Ukprn,
                group.Key.Qualification,
                group.Key.Year,
                group.Select(entry => entry.course).Distinct().Count(),
                group.Count(),
                group.Sum(entry => AmountOf(entry.course, entry.open.Milestone, settings, decisions)),
                settings.FindAllocation(group.Key.Ukprn, group.Key.Qualification, group.Key.Year)?.AllocationGbp)),
    ];

    private static decimal AmountOf(Course course, Milestone milestone, PilotSettings settings, LedgerDecisions decisions) =>
        CourseAmounts.Of(course, settings, decisions) is not { } worth ? 0
        : milestone switch
        {
            Milestone.Start => worth.Start,
            Milestone.Completion => worth.Completion,
            _ => worth.Outcome,
        };
}
