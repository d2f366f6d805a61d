namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>What each measure means, in words. Shown on Notes, and beside the measure where a sheet has room.</summary>
public static class MeasureNotes
{
    public const string Timeliness =
        "On time: the first return that could be accepted came by the end of the due date. Late: it came after. Missing: none came and the due "
        + "date has passed. Not due: none came and the due date has not passed. A correction sent after an accepted return does not make it late.";

    public const string Result =
        "Of the submission that counts, or of the latest one where none counts. Nil: the provider said that it has nothing to report. Interim: "
        + "prepared before the census date, so that the return is still owed. None: nothing was sent that could be read as this return.";

    public const string CarriedForward =
        "Rows accepted before and not in the newest return; all rows that are held where no return came for this quarter.";

    public const string Stale = "Yes means that some of the figures rest on rows carried forward from an earlier return.";

    public const string Allocation = "Approved budget for milestones dated in the funding year. Nothing is funded above it.";

    public const string ProfileToDate =
        "The profile of the quarters that have ended and, while a quarter runs, the share of its days that have passed.";

    public const string Starts = "Accepted courses, claimed from the pilot or not, that started by the census date, or by the day of a run before it.";

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

    public const string PaidInQuarter = "Payments in the ledger, by the date paid, whatever funding year they are for.";

    public const string StartsInQuarter = "Accepted courses, claimed from the pilot or not, by the date of their first start.";

    public const string NewLearners =
        "Different people, by the date of their first start in the pilot. A person with a temporary unique learner number counts once for each provider.";

    public const string WithdrawalsInQuarter = "Courses that ended by withdrawal, by the actual end date. A break in learning is not a withdrawal.";

    public const string CompletionsInQuarter = "Courses completed, whatever their result, by the actual end date.";

    public const string AchievementsInQuarter = "Courses achieved in full, by the date of the assessment board.";

    public const string OutcomesInQuarter =
        "Achievers whose new job, promotion or further study earns the outcome payment, or would but for a hold, by the date on which it counts.";

    public const string ToPay = "Funded plus manual adjustments less paid. A negative amount is to be repaid.";

    public const string Repayable = "What the provider is to pay back: to pay, where that is negative, without its sign.";

    public const string Claimed = "What the provider claims for the rows that count; a blank claim counts as the amount calculated.";

    public const string ClaimDifference = "Claimed less earned.";

    public const string Held = "Would be earned, but waits for a decision.";

    public const string Variance = "Earned less profile, year to date.";

    public const string QuarterVariance = "Earned less profile, for the quarter.";

    public const string Performance = "Earned divided by profile, year to date. The numerator and the denominator stand in the same row.";

    public const string Status =
        "The first that applies: no allocation; not due yet, or not returned (a return for this quarter is missing, and its due date has not passed, or has); over, unfunded (earned above the allocation); "
        + "under profile or over profile (outside the tolerance of the period); within tolerance.";

    public const string DistinctLearners =
        "Different people among the starts. A person on two courses counts once in a row and once in the total; a person with a temporary unique "
        + "learner number counts once for each provider.";

    public const string InLearning = "No end has been reported by the census date.";

    public const string OnBreak = "An agreed break in learning that has not ended by the census date.";

    public const string LeftBefore = "Withdrawn before the qualifying date.";

    public const string WithdrawnAfter = "Withdrawn on or after the qualifying date.";

    public const string Completed = "Completed the course, whatever the result.";

    public const string Withdrawals = "Courses that ended by withdrawal by the census date. A break in learning is not a withdrawal.";

    public const string ShareOfWithdrawals = "Withdrawals for the reason divided by all withdrawals in the table.";

    public const string ShareOfStarts = "Starts of the row divided by all starts in the table.";

    public const string Leavers = "Qualifying starts that were withdrawn by the census date.";

    public const string Achieved = "Achieved in full by the census date, by the date of the assessment board.";

    public const string Partial = "Left a Higher National Diploma with a Higher National Certificate.";

    public const string NoAchievement = "Completed and did not achieve.";

    public const string NotYetKnown = "Completed; the assessment board has not decided by the census date.";

    public const string Grades = "The grade that the provider reported for an achievement. Pass, merit and distinction add up to those achieved.";

    public const string Retention =
        "Qualifying starts not withdrawn by the census date, divided by qualifying starts. Shown once the first planned end date has passed.";

    public const string Achievement = "Achieved divided by qualifying starts. Shown once the first planned end date has passed.";

    public const string WindowClosed = "Completed, and the months in which a destination counts are over.";

    public const string DestinationReturned = "Of those whose window has closed: the provider knows where the learner went.";

    public const string DestinationUnknown = "Of those whose window has closed: no destination, unable to contact, or not known.";

    public const string PositiveDestination =
        "Of those whose window has closed: a job that is new or a promotion, any job for somebody who was out of work before, or further study, as "
        + "the settings list them; whether or not it is paid for.";

    public const string MedtechRole = "Of those whose window has closed: the provider says that the job or study is in MedTech.";

    public const string JobInWmca = "Of those whose window has closed: the job is in the area of the West Midlands Combined Authority.";

    public const string DestinationRate = "The count of the same name divided by those whose window has closed.";

    public const string ClosedCohort = "Start cohorts of which everybody has left, or has completed and has no time left for a destination to count.";

    public const string AchievementsEarned = "Achievements that earn the completion payment, or would but for a hold.";

    public const string OutcomesEarned = "Positive outcomes that earn the outcome payment, or would but for a hold.";

    public const string UnitCost = "Everything funded for the closed cohorts divided by the count of the same row, to the penny.";

    public const string Accrual =
        "What is still to be paid for the year: the forecast, at most the allocation, plus manual adjustments, less paid. Negative where more was paid.";

    public const string ChangeOnLastQuarter = "This quarter less last quarter.";

    public const string Target = "What the whole pilot is to have reached since it began; the settings hold it with its source.";

    public const string TargetStanding =
        "Judged from the figure since the pilot began. On course means within the tolerance of a straight line from the start of the pilot to the target.";

    public const string ChangeSincePublished = "As it is known now less as it was published.";

    public const string NotCovered = "Amount less allocation, where the amount is above it; all of it where the year has no allocation line.";

    public const string Unused = "Allocation less forecast, where the forecast is below it.";

    public const string OverAllocation = "Forecast less allocation, where the forecast is above it. It would not be funded.";

    public const string ExceptionCount = "Milestones that wait or that the allocation does not pay.";

    public const string ExceptionAmount = "What would be earned but for the hold, or was earned and is not paid.";

    public const string Oldest = "The date on which the oldest of them would have counted.";

    public const string AdjustmentCount = "Milestones of learners whose amount changed, or lines of the ledger.";

    public const string AdjustmentAmount =
        "Late news adds up to the adjustment of sheet T19 in the WMCA workbook. Manual adjustments come from the ledger and add up to the manual adjustments there.";

    public const string RuleRows = "Rows of this quarter's returns on which the check found something; 1 for a check of the whole file.";

    public const string HeldBack = "Held now because of what the check found. Not applicable to checks that hold no money.";

    public const string RuleChange = "Rows this quarter less rows last quarter.";

    public const string Evidence = "Milestones whose evidence officers have checked, by the latest check of each.";

    public const string Severity = "Warning: accepted. Error: the row was rejected. File: the whole file was rejected.";

    public const string MilestoneDate = "When the milestone was, or would be, earned.";

    public const string MilestoneAmount = "What the milestone is worth: earned, or would be earned but for a hold; 0 where nothing is earned.";

    public const string MilestoneFunded = "What the allocation pays of the amount.";

    public const string RestsOn = "The submission, and the row in its sheet Data, that the milestone rests on.";

    public const string OtherSide =
        "The other course that the hold is about: of double funding, transfer or possible duplicate. It is for officers: a provider is never told the other's name.";

    public const string AtStake = "What would be paid but for this; not applicable where nothing could be.";

    public const string ByWhen = "When the next return that can change the decision is due.";
}
