using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// When a milestone is earned (funding.md section 2). The first that applies decides: NOT_CLAIMABLE, NOT_YET, NO_ALLOCATION, HELD. Claim,
/// holds and reasons are judged on the row that the milestone rests on: for a start the row that reaches its qualifying date, for the
/// rest the row that completed; while there is none, the latest row.
/// </summary>
internal static class EarnMilestones
{
    /// <param name="sooner">Courses of the same learner that have been judged before this one, in the order of their starts.</param>
    public static void Start(CourseDraft course, IReadOnlyList<CourseDraft> sooner, FundingTerms terms)
    {
        course.StartedThrough = null;
        var (row, qualifies, reaches, stood, confirmed) = RowOfStart(course, terms);
        course.CanStart = reaches;
        var milestone = new MilestoneCase(course, Milestone.Start, row, terms)
        {
            Date = reaches ? qualifies : null,
            AwardingBodyCheck = reaches && row.Enrolment.Newest.IzFunded ? terms.Corroborator.OfStart(course, row, qualifies, terms.SchemeOf(course).RegistrationGraceDays) : null,
        };
        if (NotClaimable(milestone) is { } refused)
        {
            course.Start = milestone.Decide(Decision.NotClaimable, refused);
            return;
        }

        if (sooner.FirstOrDefault(other => other.Start.IsEarned && other.IsSameCourseAs(course)) is { } through)
        {
            course.StartedThrough = through;
            course.Start = milestone.Decide(Decision.NotClaimable, Explanation.AlreadyEarned(Milestone.Start, through.Start.Date!.Value));
            return;
        }

        course.Start = !reaches ? milestone.Decide(Decision.NotYet, Explanation.LeftBefore(row, qualifies))
            : !confirmed ? milestone.Decide(Decision.NotYet, Explanation.NotConfirmed(qualifies, stood))
            : CheckAllocation(milestone, course) ?? HeldOrEarned(milestone, course, Explanation.StartEarned(row, qualifies));
    }

    /// <inheritdoc cref="Start"/>
    public static void Completion(CourseDraft course, IReadOnlyList<CourseDraft> sooner, FundingTerms terms)
    {
        var payer = course.StartedThrough ?? course;
        var row = course.Rows.Where(HasCompleted).MinBy(courseRow => courseRow.Completion!.Newest.AchievementDate) ?? course.Rows[^1];
        var milestone = new MilestoneCase(course, Milestone.Completion, row, terms)
        {
            Date = HasCompleted(row) && payer.Start.Date is { } started ? Later(row.Completion!.Newest.AchievementDate!.Value, started) : null,
            AwardingBodyCheck = HasCompleted(row) && row.Enrolment.Newest.IzFunded ? terms.Corroborator.OfCompletion(course, course.Start.RestsOn, row) : null,
        };
        var already = sooner.FirstOrDefault(other => other.Completion.IsEarned && other.IsSameCourseAs(course));
        course.Completion = course.Start.Decision == Decision.NotClaimable && !course.StartIsEarned
                ? milestone.Decide(Decision.NotClaimable, Explanation.RestsOn(Milestone.Completion, course.Start.Why))
            : NotClaimable(milestone) is { } refused ? milestone.Decide(Decision.NotClaimable, refused)
            : already is not null
                ? milestone.Decide(Decision.NotClaimable, Explanation.AlreadyEarned(Milestone.Completion, already.Completion.Date!.Value))
            : payer.Start.Decision == Decision.NotYet ? milestone.Decide(Decision.NotYet, Explanation.RestsOn(Milestone.Completion, payer.Start.Why))
            : !HasCompleted(row) ? milestone.Decide(Decision.NotYet, Explanation.NotCompleted(row))
            : InheritNoAllocation(milestone, payer.Start) ?? CheckAllocation(milestone, payer)
                ?? HeldOrEarned(milestone, payer, Explanation.CompletionEarned(row), payer.Start);
    }

    public static void Outcome(CourseDraft course, FundingTerms terms)
    {
        var payer = course.StartedThrough ?? course;
        var row = course.Rows
            .Where(courseRow => HasCompleted(courseRow) && OutcomeConditions.Unmet(course, courseRow, payer, terms) is null)
            .MinBy(courseRow => courseRow.Completion!.Newest.Destination!.StartDate) ?? course.Completion.RestsOn;
        var unmet = OutcomeConditions.Unmet(course, row, payer, terms);
        var milestone = new MilestoneCase(course, Milestone.Outcome, row, terms)
        {
            Date = unmet is null && course.Completion.Date is { } completed ? Later(row.Completion!.Newest.Destination!.StartDate, completed) : null,
            AwardingBodyCheck = unmet is null ? course.Completion.AwardingBodyCheck : null,
        };
        course.Outcome = course.Completion.Decision == Decision.NotClaimable
                ? milestone.Decide(Decision.NotClaimable, Explanation.RestsOn(Milestone.Outcome, course.Completion.Why))
            : NotClaimable(milestone) is { } refused ? milestone.Decide(Decision.NotClaimable, refused)
            : course.Completion.Decision == Decision.NotYet
                ? milestone.Decide(Decision.NotYet, Explanation.RestsOn(Milestone.Outcome, course.Completion.Why))
            : unmet is { } open ? milestone.Decide(Decision.NotYet, open)
            : InheritNoAllocation(milestone, course.Completion) ?? CheckAllocation(milestone, payer)
                ?? HeldOrEarned(milestone, payer, Explanation.OutcomeEarned(row), course.Completion);
    }

    /// <summary>Status 2 with outcome 1 and the assessment board's date. Outcome 2 earns nothing.</summary>
    public static bool HasCompleted(CourseRow row) =>
        row.Completion?.Newest is { CompStatus: CompStatusCode.Completed, Outcome: OutcomeCode.Achieved, AchievementDate: not null };

    /// <summary>The first row to reach its qualifying date: a confirmed one before one that silence leaves open; else the latest row.</summary>
    private static (CourseRow Row, DateOnly Qualifies, bool Reaches, bool Stood, bool Confirmed) RowOfStart(
        CourseDraft course, FundingTerms terms)
    {
        (CourseRow Row, DateOnly Qualifies, bool Reaches, bool Stood, bool Confirmed)? first = null;
        foreach (var row in course.Rows)
        {
            if (!terms.ReachesQualifyingDate(row))
            {
                continue;
            }

            var qualifies = terms.QualifyingDate(row.Enrolment);

            var stood = row.Enrolment.LastReportedOn >= qualifies;
            var confirmed = stood && terms.CompletionReturnConfirms(course.Ukprn, row.Enrolment.Newest.LearnerRef, qualifies);
            if (first is not { } best || (confirmed && !best.Confirmed) || (confirmed == best.Confirmed && qualifies < best.Qualifies))
            {
                first = (row, qualifies, true, stood, confirmed);
            }
        }

        return first ?? (course.Rows[^1], terms.QualifyingDate(course.Rows[^1].Enrolment), false, false, false);
    }

    private static DecisionReason? NotClaimable(MilestoneCase milestone)
    {
        var (course, row, terms) = (milestone.Course, milestone.CourseRow.Enrolment.Newest, milestone.Terms);
        if (!row.IzFunded)
        {
            return Explanation.NotClaimed();
        }

        var line = terms.Line(course.Ukprn, course.Qualification.Code, FundingYear.Containing(row.StartDate));
        if (line?.StopNewStartsFrom is { } stop && row.StartDate >= stop && !row.Restart)
        {
            return Explanation.StartsStopped(course.Qualification.Code, stop, row.StartDate);
        }

        if (row.FundingRoute is FundingRouteCode.AdultSkillsFund or FundingRouteCode.Apprenticeship)
        {
            return Explanation.OtherRoute(row.FundingRoute);
        }

        if ((row.CreditsPlanned ?? course.Qualification.Credits) < Programme.HncCredits)
        {
            return Explanation.TooFewCredits(row.CreditsPlanned ?? course.Qualification.Credits);
        }

        if (terms.Decisions.FailedCheck(course, milestone.Milestone) is { } check)
        {
            return Explanation.FailedCheck(milestone.Milestone, check);
        }

        return terms.Decisions.RefusalOf(course, milestone.CourseRow) is { } refusal ? HoldExplanation.Refused(milestone, refusal) : null;
    }

    private static Verdict? InheritNoAllocation(MilestoneCase milestone, Verdict restsOn) => restsOn.Decision == Decision.NoAllocation
        ? milestone.Decide(Decision.NoAllocation, Explanation.RestsOn(milestone.Milestone, restsOn.Why))
        : null;

    /// <summary>Null where both the year of the start and that of the event have a line.</summary>
    private static Verdict? CheckAllocation(MilestoneCase milestone, CourseDraft payer)
    {
        var code = payer.Qualification.Code;
        var eventYear = FundingYear.Containing(milestone.Date!.Value);
        return !milestone.Terms.HasLine(payer, payer.StartYear)
            ? milestone.Decide(Decision.NoAllocation, Explanation.NoAllocation(code, payer.StartYear, "the year in which the course started"))
            : !milestone.Terms.HasLine(payer, eventYear)
                ? milestone.Decide(Decision.NoAllocation, Explanation.NoAllocation(code, eventYear, "the year in which this milestone falls"))
                : null;
    }

    /// <param name="payer">The course whose rate pays: an earlier one where its start holds for this one too.</param>
    /// <param name="restsOn">A milestone that rests on a held one is held for the same reasons.</param>
    private static Verdict HeldOrEarned(MilestoneCase milestone, CourseDraft payer, string earned, Verdict? restsOn = null)
    {
        var kinds = HoldEarnings.On(milestone);
        if (restsOn is { Decision: Decision.Held })
        {
            kinds = kinds.Union(restsOn.Holds).Order().ToList();
        }

        var amount = milestone.Terms.AmountOf(payer, milestone.Milestone);
        var because = kinds.Count > 0
            ? HoldExplanation.Held(milestone, kinds, amount)
            : Explanation.Earned(milestone, earned, amount, milestone.Terms.RateOf(payer)!.Value);
        return milestone.Decide(kinds.Count > 0 ? Decision.Held : Decision.Funded, because) with { Amount = amount, Holds = kinds };
    }

    private static DateOnly Later(DateOnly first, DateOnly other) => first > other ? first : other;
}

/// <summary>A milestone while it is being judged: what it rests on and when it would be earned.</summary>
internal sealed record MilestoneCase(CourseDraft Course, Milestone Milestone, CourseRow CourseRow, FundingTerms Terms)
{
    public DateOnly? Date { get; init; }

    /// <summary>What the awarding body's record says; null where nothing is claimed, or nothing has happened yet.</summary>
    public CorroborationResult? AwardingBodyCheck { get; init; }

    public Verdict Decide(Decision decision, DecisionReason because) =>
        new() { Decision = decision, RestsOn = CourseRow, Date = Date, Why = Terms.Sentences.Intern(because), AwardingBodyCheck = AwardingBodyCheck };
}
