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
        var (starts, qualifying, achievements, outcomes) = (0, 0, 0, 0);
        var (earned, funded) = (0m, 0m);
        foreach (var earning in earnings)
        {
            starts += earning.Milestone == Milestone.Start && quarter.Contains(earning.CourseStart ?? earning.StartDate) ? 1 : 0;
            if (earning.Date is { } date && quarter.Contains(date) && earning.IsQualifying)
            {
                qualifying += earning.Milestone == Milestone.Start ? 1 : 0;
                achievements += earning.Milestone == Milestone.Completion ? 1 : 0;
                outcomes += earning.Milestone == Milestone.Outcome ? 1 : 0;
                earned += earning.IsEarned ? earning.AmountGbp : 0;
                funded += earning.FundedGbp;
            }
        }

        return new(quarter, revision, starts, qualifying, profileStarts, earned, funded, achievements, outcomes);
    }
}
