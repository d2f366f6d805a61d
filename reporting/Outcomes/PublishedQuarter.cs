using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>What one quarter said of itself when it was published, or says of itself now. Money in pounds, counts of courses.</summary>
/// <param name="Starts">By the date of the course's first start.</param>
/// <param name="Achievements">Completion milestones earned or held, by their date; outcomes alike.</param>
public sealed record PublishedQuarter(
    Quarter Quarter, int Revision, int Starts, int QualifyingStarts, decimal ProfileStarts, decimal EarnedGbp, decimal FundedGbp, int Achievements, int Outcomes)
{
    /// <param name="quarter">The quarter that is asked about: that of the run, or an earlier one as it is known in the run.</param>
    /// <param name="profileStarts">Of all lines for the quarter.</param>
    public static PublishedQuarter Of(Quarter quarter, int revision, IEnumerable<Earning> earnings, decimal profileStarts)
    {
        var count = new QuarterCount(quarter);
        foreach (var earning in earnings)
        {
            count.Add(earning);
        }

        return count.Published(revision, profileStarts);
    }
}

/// <summary>Counts what a quarter says of itself, one milestone after the other, so that none need be kept for it.</summary>
public sealed class QuarterCount(Quarter quarter)
{
    private int _starts;
    private int _qualifying;
    private int _achievements;
    private int _outcomes;
    private decimal _earned;
    private decimal _funded;

    public void Add(Earning earning)
    {
        _starts += earning.Milestone == Milestone.Start && quarter.Contains(earning.CourseStart ?? earning.StartDate) ? 1 : 0;
        if (earning.Date is { } date && quarter.Contains(date) && earning.IsQualifying)
        {
            _qualifying += earning.Milestone == Milestone.Start ? 1 : 0;
            _achievements += earning.Milestone == Milestone.Completion ? 1 : 0;
            _outcomes += earning.Milestone == Milestone.Outcome ? 1 : 0;
            _earned += earning.IsEarned ? earning.AmountGbp : 0;
            _funded += earning.FundedGbp;
        }
    }

    /// <param name="profileStarts">Of all lines for the quarter.</param>
    public PublishedQuarter Published(int revision, decimal profileStarts) =>
        new(quarter, revision, _starts, _qualifying, profileStarts, _earned, _funded, _achievements, _outcomes);
}
