using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>
/// The one sum of money of the Skills England workbook: everything funded since the pilot began, to the nearest £1,000. Unit rates are
/// known to many people, so the sum tells how many milestones were funded: it is withheld while, of any milestone, the number funded
/// is small or moved by a small number since the sum was last shown.
/// </summary>
internal static class FundedTotal
{
    private static readonly FigureKey Key = new("K01", "", "Total funded", "Pounds");

    private static FigureKey MilestoneKey(Milestone milestone) => new("K01", "Total funded, milestones", milestone.ToString(), "Milestones");

    public static decimal Of(FundingRun run) => run.Lines.Sum(line => line.FundedYtd);

    /// <summary>Adds the sum, and the numbers behind it, to what is kept of the publication; says how the sum is shown.</summary>
    public static OutcomeCell Decide(Publication current, FundingRun run, IReadOnlyList<Publication> earlier)
    {
        var numbers = Enum.GetValues<Milestone>().ToDictionary(MilestoneKey, milestone => run.Earnings.Count(earning =>
            earning.Milestone == milestone && earning.FundedGbp > 0 && earning.Date <= run.AsOf));
        var last = earlier.LastOrDefault(one => one.Funded.TryGetValue(Key, out var money) && money.IsFigure);
        var withheld = numbers.Any(one => current.Rounding.IsSmall(one.Value)
            || (last is not null && last.Funded.TryGetValue(one.Key, out var before) && current.Rounding.IsSmallMove(before.Exact, one.Value)));

        var pounds = Of(run);
        var shown = Math.Round(pounds / 1000m, 0, MidpointRounding.AwayFromZero) * 1000m;
        current.Funded[Key] = new((int)shown, withheld ? PublishedAs.Suppressed : PublishedAs.Figure);
        foreach (var (key, number) in numbers)
        {
            current.Funded[key] = new(number, PublishedAs.Unprinted);
        }

        if (withheld)
        {
            return OutcomeCell.Suppressed;
        }

        return shown == 0 && pounds != 0 ? OutcomeCell.Low : new(OutcomeCellKind.Money, shown);
    }

    public static bool Holds(FigureKey key) => key == Key || key.Group == MilestoneKey(default).Group;
}
