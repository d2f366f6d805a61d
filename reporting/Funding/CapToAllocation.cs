using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// Funds what is earned up to the allocation of its line (funding.md section 3): in the order of event date, learner_ref, aim_ref,
/// start_date, then start, completion, outcome; the one that crosses is paid in part, later ones not at all.
/// </summary>
internal static class CapToAllocation
{
    /// <param name="earned">Earnings as earned; each is replaced in its place by what the cap makes of it.</param>
    public static void Run(IEnumerable<Earning[]> earned, FundingTerms terms)
    {
        var lines = new Dictionary<LineKey, List<(Earning[] Of, int At)>>();
        foreach (var milestones in earned)
        {
            for (var at = 0; at < milestones.Length; at++)
            {
                var earning = milestones[at];
                if (earning.IsEarned)
                {
                    lines.AddTo(new LineKey(earning.Ukprn, earning.Qualification, FundingYear.Containing(earning.Date!.Value)), (milestones, at));
                }
            }
        }

        foreach (var (key, list) in lines)
        {
            list.Sort((left, right) => InOrder(left.Of[left.At], right.Of[right.At]));
            var allocation = terms.Line(key.Ukprn, key.Qualification, key.FundingYear)!.AllocationGbp;
            var left = allocation;
            foreach (var (of, at) in list)
            {
                of[at] = Cap(of[at], left, key, allocation);
                left -= of[at].FundedGbp;
            }
        }
    }

    private static Earning Cap(Earning earning, decimal left, LineKey key, decimal allocation)
    {
        var funded = Math.Min(earning.AmountGbp, left);
        var decision = funded == earning.AmountGbp ? Decision.Funded : funded > 0 ? Decision.PartFunded : Decision.UnfundedCap;
        var because = Explanation.Capped(earning, decision, funded, key, allocation);
        return earning with { Decision = decision, FundedGbp = funded, Reason = because.Reason, WhatChangesIt = because.WhatChangesIt };
    }

    private static int InOrder(Earning left, Earning right)
    {
        var byDate = left.Date!.Value.CompareTo(right.Date!.Value);
        if (byDate != 0)
        {
            return byDate;
        }

        var byRow = new RowKey(left.LearnerRef, left.AimRef, left.StartDate)
            .CompareTo(new RowKey(right.LearnerRef, right.AimRef, right.StartDate));
        return byRow != 0 ? byRow : left.Milestone.CompareTo(right.Milestone);
    }
}
