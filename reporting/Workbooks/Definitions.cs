namespace Pilot.Reporting.Workbooks;

/// <summary>What each measure means, in words. Shown on Notes, and beside the measure where a sheet has room.</summary>
public static class Definitions
{
    public const string Timeliness =
        "On time: the first return that could be accepted came by the end of the due date. Late: it came after. Missing: none came and the due "
        + "date has passed. Not due: none came and the due date has not passed. A correction sent after an accepted return does not make it late.";

    public const string Result =
        "Of the submission that counts, or of the latest one where none counts. Nil: the provider said that it has nothing to report. Interim: "
        + "prepared before the census date, so that the return is still owed. None: nothing was sent.";

    public const string CarriedForward =
        "Rows accepted before and not in the newest return; all rows that are held where no return came for this quarter.";

    public const string Stale = "Yes means that some of the figures rest on rows carried forward from an earlier return.";

    public const string Allocation = "Approved budget for milestones dated in the funding year. Nothing is funded above it.";

    public const string Starts = "Accepted courses, claimed from the pilot or not, that started by the census date.";

    public const string QualifyingStarts =
        "Starts whose payment is earned, or would be but for a hold: the learner was still in learning on the qualifying date and the provider's "
        + "returns confirm it.";

    public const string Earned = "Milestones earned (start, completion, outcome), by their date, before the cap at the allocation.";

    public const string EarnedEarlier = "Milestones dated in earlier quarters of the funding year, with what has been learned of them since.";

    public const string Funded = "What the allocation pays of the money earned: the smaller of the two.";

    public const string Unfunded = "Earned above the allocation and not payable.";

    public const string PreviouslyReported = "Funded to date in the last period that was closed; 0 where this row was not in it.";

    public const string Movement = "Funded to date less what was reported before. It is negative where less is funded now.";

    public const string Adjustment =
        "Earned in earlier quarters less what the last closed period reported as earned: late news about quarters that are closed.";

    public const string ManualAdjustments = "Adjustments that officers entered in the ledger, dated by the census date.";

    public const string Paid = "Payments in the ledger, paid by the census date.";

    public const string ToPay = "Funded plus manual adjustments less paid. A negative amount is to be repaid.";

    public const string Repayable = "What the provider is to pay back: to pay, where that is negative, without its sign.";

    public const string Claimed = "What the provider claims for the rows that count; a blank claim counts as the amount calculated.";

    public const string ClaimDifference = "Claimed less earned.";

    public const string Held = "Would be earned, but waits for a decision. Sheet T14 of the workbook for WMCA says what clears it.";

    public const string Variance = "Earned less profile, year to date.";

    public const string QuarterVariance = "Earned less profile, for the quarter.";

    public const string Performance = "Earned divided by profile, year to date. The numerator and the denominator stand in the same row.";

    public const string Status =
        "The first that applies: no allocation; not returned (a return for this quarter is missing); over, unfunded (earned above the allocation); "
        + "under profile or over profile (outside the tolerance of the period); within tolerance.";
}
