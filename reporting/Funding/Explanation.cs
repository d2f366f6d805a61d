using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// Every pound explains itself (funding.md section 4): why a milestone was decided as it was and what would change it, in sentences that
/// an officer could paste into an e-mail. A provider is never told the name of another provider.
/// </summary>
internal static class Explanation
{
    public static DecisionReason Earned(MilestoneCase judged, string how, decimal amount, decimal rate) => new(
        $"{how} {Name(judged.Milestone)} earned {Money.Words(amount)} on {Display.Date(judged.Date!.Value)}, at a rate of {Money.Words(rate)} for the whole course.",
        "");

    public static string StartEarned(CourseRow row, DateOnly qualifies) =>
        row.Completion?.Newest is { } end && end.ActualEndDate < qualifies
            ? $"The learner completed the course on {Display.Date(end.ActualEndDate)}, before the qualifying date, {Display.Date(qualifies)}, and the provider's returns since that date confirm it."
            : $"The learner was still in learning on the qualifying date, {Display.Date(qualifies)}, and the provider's returns since then confirm it.";

    public static string CompletionEarned(CourseRow row) =>
        $"The learner completed the course, and the assessment board confirmed the achievement on {Display.Date(row.Completion!.Newest.AchievementDate!.Value)}.";

    public static string OutcomeEarned(CourseRow row) =>
        $"The learner's destination, which began on {Display.Date(row.Completion!.Newest.Destination!.StartDate)}, counts as a positive outcome.";

    public static DecisionReason Capped(Earning earning, Decision decision, decimal funded, LineKey line, decimal allocation)
    {
        var (code, year, missing) = (line.Qualification, line.FundingYear, Money.Words(earning.AmountGbp - funded));
        return decision switch
        {
            Decision.Funded => new($"{earning.Reason} It is funded in full.", ""),
            Decision.PartFunded => new(
                $"{earning.Reason} {Money.Words(funded)} of it is funded: that is what was left of the {code} allocation of {Money.Words(allocation)} for {year}.",
                $"A higher {code} allocation for {year} would fund the other {missing}."),
            _ => new(
                $"{earning.Reason} None of it is funded: earlier milestones have used the whole {code} allocation of {Money.Words(allocation)} for {year}.",
                $"A higher {code} allocation for {year} would fund it, in the order in which milestones were earned."),
        };
    }

    /// <summary>Dated after the as-of day: after the quarter, or later in a quarter that still runs.</summary>
    public static DecisionReason StillToCome(Milestone milestone, Verdict verdict, Quarter period)
    {
        var date = verdict.Date!.Value;
        var when = period.CensusDate < date
            ? $"{Display.Date(date)}, after the end of this quarter ({Display.Date(period.CensusDate)})"
            : $"{Display.Date(date)}, which is still to come";
        var counts = Quarter.Containing(date).Words;
        return milestone == Milestone.Start
            ? new($"The start qualifies on {when}.",
                $"The start can be earned in {counts} if the learner is still in learning on {Display.Date(date)} and an enrolment return and a completion return prepared on or after that date confirm it.")
            : new($"{Name(milestone)} is dated {when}.", $"It counts in {counts}, if everything else stays as it is.");
    }

    public static DecisionReason NotConfirmed(DateOnly qualifies, bool stood)
    {
        var date = Display.Date(qualifies);
        return stood
            ? new($"The start is not confirmed: no accepted completion return prepared on or after the qualifying date, {date}, confirms that the learner had not left.",
                $"A completion return prepared on or after {date}, a nil return if nobody has left or finished, in which no row of this learner is rejected.")
            : new($"The start is not confirmed: no accepted enrolment return prepared on or after the qualifying date, {date}, holds this learner's row.",
                $"An enrolment return that holds this learner's row and a completion return (a nil return if nobody has left or finished), both prepared on or after {date}.");
    }

    public static DecisionReason LeftBefore(CourseRow row, DateOnly qualifies)
    {
        var end = row.Completion!.Newest;
        var dates = $"on {Display.Date(end.ActualEndDate)}, before the qualifying date, {Display.Date(qualifies)}";
        return end.CompStatus == CompStatusCode.BreakInLearning
            ? new($"The learner took a break from learning {dates}, so the start is not earned.",
                "A restart row once the learner comes back, or a corrected end date if this one is wrong.")
            : new($"The learner left {dates}, so the start is not earned.", "A corrected end date, if this one is wrong. Otherwise nothing.");
    }

    public static DecisionReason NotCompleted(CourseRow row)
    {
        const string Needed = "A completion return that shows the learner completed and achieved the whole qualification, with the assessment board's date.";
        if (row.Completion?.Newest is not { } end)
        {
            return new("The learner has not completed the course: no end is recorded.", Needed);
        }

        var on = Display.Date(end.ActualEndDate);
        return (end.CompStatus, end.Outcome) switch
        {
            (_, OutcomeCode.Partial) => new($"The course ended on {on} with part of the qualification. A partial achievement earns nothing.", "A corrected outcome, if this one is wrong. Otherwise nothing."),
            (CompStatusCode.Withdrawn, _) => new($"The learner left on {on} without completing the course.", "A corrected completion row, if this one is wrong. Otherwise nothing."),
            (CompStatusCode.BreakInLearning, _) => new($"The learner has been on a break from learning since {on}.", "A restart row once the learner comes back, and later a completion."),
            (_, OutcomeCode.NotYetKnown) => new($"The learner completed the course on {on}, but the result is not yet known.", Needed),
            (_, OutcomeCode.Achieved) => new($"The learner completed the course on {on}, but the assessment board's date is missing.", Needed),
            _ => new($"The learner completed the course on {on} but did not achieve the qualification.", "A corrected outcome, if this one is wrong. Otherwise nothing."),
        };
    }

    public static DecisionReason NoDestination(DateOnly lastDay) => new(
        "No destination is recorded for the learner yet.",
        $"A completion return with a job or further study that counts as positive, begun on or before {Display.Date(lastDay)}, and evidence of it.");

    public static DecisionReason NotPositive(DateOnly lastDay) => new(
        "The learner's destination does not count as a positive outcome.",
        $"A destination that counts as positive, begun on or before {Display.Date(lastDay)}, with evidence.");

    public static DecisionReason NoEvidence() => new(
        "There is no evidence of the learner's destination.",
        "A completion return that names the evidence of the destination and its reference.");

    public static DecisionReason CollectedTooEarly(DateOnly collected, DateOnly needed) => new(
        $"The destination was collected on {Display.Date(collected)}, before it could be known.",
        $"The destination collected again on or after {Display.Date(needed)}, when the course had ended and the destination had begun.");

    public static DecisionReason StartedTooLate(DateOnly began, DateOnly lastDay) => new(
        $"The destination began on {Display.Date(began)}, after {Display.Date(lastDay)}, the last day on which it could count.",
        "A corrected date, if this one is wrong. Otherwise nothing.");

    /// <param name="other">Of the milestone that this one rests on.</param>
    public static DecisionReason RestsOn(Milestone milestone, DecisionReason other)
    {
        var earlier = milestone == Milestone.Completion ? "start" : "completion";
        return new($"{Name(milestone)} rests on the {earlier}, which is not earned. {other.Reason}", other.WhatChangesIt);
    }

    public static DecisionReason AlreadyEarned(Milestone milestone, DateOnly date)
    {
        var what = Lower(milestone);
        return new(
            $"This is a {what} already earned: for this learner, qualification and provider it was earned on {Display.Date(date)} under an earlier enrolment, and it is earned once only.",
            milestone == Milestone.Start ? "Nothing. The completion and the outcome can still be earned, once." : "Nothing.");
    }

    public static DecisionReason NotClaimed() => new(
        "The provider does not claim this learner from the pilot.",
        "An enrolment return that claims the learner from the pilot, if that is right.");

    public static DecisionReason StartsStopped(string code, DateOnly stop, DateOnly started) => new(
        $"The learner started on {Display.Date(started)}, and new {code} starts at this provider have not been paid for since {Display.Date(stop)}.",
        "An agreed change to the date from which new starts are stopped, or a corrected start date if this one is wrong.");

    public static DecisionReason OtherRoute(string route) => new(
        route == FundingRouteCode.Apprenticeship
            ? "The learner is an apprentice on this course, and the pilot does not pay for a course that is part of an apprenticeship."
            : "The learner is recorded as paid for by the adult skills fund, which does not cover this level, so the pilot cannot pay.",
        "A corrected funding route, if this one is wrong. Otherwise nothing.");

    public static DecisionReason TooFewCredits(int planned) => new(
        $"The learner is planned to take {Display.Count(planned, "credit")} with the provider. The pilot pays from {Programme.HncCredits} credits.",
        "Corrected planned credits, if these are wrong. Otherwise nothing.");

    public static DecisionReason FailedCheck(Milestone milestone, EvidenceCheck check) => new(
        $"The evidence for the {Lower(milestone)} did not pass the check on {Display.Date(check.CheckedOn)}.",
        "Evidence that passes a new check by a funding officer.");

    public static DecisionReason NoAllocation(string code, FundingYear year, string which) => new(
        $"There is no {code} allocation for {year}, {which}, so it earns nothing.",
        $"An approved {code} allocation for {year}.");

    public static string Name(Milestone milestone) => "The " + Lower(milestone);

    private static string Lower(Milestone milestone) => milestone switch
    {
        Milestone.Start => "start",
        Milestone.Completion => "completion",
        _ => "outcome",
    };
}
