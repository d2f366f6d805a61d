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
        var found = new MilestoneCase(course, Milestone.Start, row, terms)
        {
            Date = reaches ? qualifies : null,
            Witness = reaches && row.Enrolment.Row.IzFunded ? terms.Corroborate.OfStart(course, row, qualifies, terms.SchemeOf(course).RegistrationGraceDays) : null,
        };
        if (NotClaimable(found) is { } refused)
        {
            course.Start = found.Decide(Decision.NotClaimable, refused);
            return;
        }

        if (sooner.FirstOrDefault(other => other.Start.Earned && other.SameCourseOf(course)) is { } through)
        {
            course.StartedThrough = through;
            course.Start = found.Decide(Decision.NotClaimable, Explanation.AlreadyEarned(Milestone.Start, through.Start.Date!.Value));
            return;
        }

        course.Start = !reaches ? found.Decide(Decision.NotYet, Explanation.LeftBefore(row, qualifies))
            : !confirmed ? found.Decide(Decision.NotYet, Explanation.NotConfirmed(qualifies, stood))
            : Allocated(found, course) ?? HeldOrEarned(found, course, Explanation.StartEarned(row, qualifies));
    }

    /// <inheritdoc cref="Start"/>
    public static void Completion(CourseDraft course, IReadOnlyList<CourseDraft> sooner, FundingTerms terms)
    {
        var payer = course.StartedThrough ?? course;
        var row = course.Rows.Where(HasCompleted).MinBy(courseRow => courseRow.Completion!.Row.AchievementDate) ?? course.Rows[^1];
        var found = new MilestoneCase(course, Milestone.Completion, row, terms)
        {
            Date = HasCompleted(row) && payer.Start.Date is { } started ? Later(row.Completion!.Row.AchievementDate!.Value, started) : null,
            Witness = HasCompleted(row) && row.Enrolment.Row.IzFunded ? terms.Corroborate.OfCompletion(course, course.Start.RestsOn, row) : null,
        };
        var already = sooner.FirstOrDefault(other => other.Completion.Earned && other.SameCourseOf(course));
        course.Completion = course.Start.Decision == Decision.NotClaimable && !course.StartIsEarned
                ? found.Decide(Decision.NotClaimable, Explanation.RestsOn(Milestone.Completion, course.Start.Why))
            : NotClaimable(found) is { } refused ? found.Decide(Decision.NotClaimable, refused)
            : already is not null
                ? found.Decide(Decision.NotClaimable, Explanation.AlreadyEarned(Milestone.Completion, already.Completion.Date!.Value))
            : payer.Start.Decision == Decision.NotYet ? found.Decide(Decision.NotYet, Explanation.RestsOn(Milestone.Completion, payer.Start.Why))
            : !HasCompleted(row) ? found.Decide(Decision.NotYet, Explanation.NotCompleted(row))
            : Inherited(found, payer.Start) ?? Allocated(found, payer)
                ?? HeldOrEarned(found, payer, Explanation.CompletionEarned(row), payer.Start);
    }

    public static void Outcome(CourseDraft course, FundingTerms terms)
    {
        var payer = course.StartedThrough ?? course;
        var row = course.Rows
            .Where(courseRow => HasCompleted(courseRow) && OutcomeConditions.Unmet(course, courseRow, payer, terms) is null)
            .MinBy(courseRow => courseRow.Completion!.Row.Destination!.StartDate) ?? course.Completion.RestsOn;
        var unmet = OutcomeConditions.Unmet(course, row, payer, terms);
        var found = new MilestoneCase(course, Milestone.Outcome, row, terms)
        {
            Date = unmet is null && course.Completion.Date is { } completed ? Later(row.Completion!.Row.Destination!.StartDate, completed) : null,
            Witness = unmet is null ? course.Completion.Witness : null,
        };
        course.Outcome = course.Completion.Decision == Decision.NotClaimable
                ? found.Decide(Decision.NotClaimable, Explanation.RestsOn(Milestone.Outcome, course.Completion.Why))
            : NotClaimable(found) is { } refused ? found.Decide(Decision.NotClaimable, refused)
            : course.Completion.Decision == Decision.NotYet
                ? found.Decide(Decision.NotYet, Explanation.RestsOn(Milestone.Outcome, course.Completion.Why))
            : unmet is { } open ? found.Decide(Decision.NotYet, open)
            : Inherited(found, course.Completion) ?? Allocated(found, payer)
                ?? HeldOrEarned(found, payer, Explanation.OutcomeEarned(row), course.Completion);
    }

    /// <summary>Status 2 with outcome 1 and the assessment board's date. Outcome 2 earns nothing.</summary>
    public static bool HasCompleted(CourseRow row) =>
        row.Completion?.Row is { CompStatus: "2", Outcome: "1", AchievementDate: not null };

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

            var stood = row.Enrolment.LastStoodOn >= qualifies;
            var confirmed = stood && terms.CompletionReturnConfirms(course.Ukprn, row.Enrolment.Row.LearnerRef, qualifies);
            if (first is not { } best || (confirmed && !best.Confirmed) || (confirmed == best.Confirmed && qualifies < best.Qualifies))
            {
                first = (row, qualifies, true, stood, confirmed);
            }
        }

        return first ?? (course.Rows[^1], terms.QualifyingDate(course.Rows[^1].Enrolment), false, false, false);
    }

    private static DecisionReason? NotClaimable(MilestoneCase found)
    {
        var (course, row, terms) = (found.Course, found.Row.Enrolment.Row, found.Terms);
        if (!row.IzFunded)
        {
            return Explanation.NotClaimed();
        }

        var line = terms.Line(course.Ukprn, course.Qualification.Code, FundingYear.Containing(row.StartDate));
        if (line?.StopNewStartsFrom is { } stop && row.StartDate >= stop && !row.Restart)
        {
            return Explanation.StartsStopped(course.Qualification.Code, stop, row.StartDate);
        }

        if (row.FundingRoute is "ASF" or "APP")
        {
            return Explanation.OtherRoute(row.FundingRoute);
        }

        if ((row.CreditsPlanned ?? course.Qualification.Credits) < HoldEarnings.LeastCredits)
        {
            return Explanation.TooFewCredits(row.CreditsPlanned ?? course.Qualification.Credits);
        }

        if (terms.Decisions.FailedCheck(course, found.Milestone) is { } check)
        {
            return Explanation.FailedCheck(found.Milestone, check);
        }

        return terms.Decisions.RefusalOf(course, found.Row) is { } refusal ? HoldExplanation.Refused(found, refusal) : null;
    }

    private static Verdict? Inherited(MilestoneCase found, Verdict restsOn) => restsOn.Decision == Decision.NoAllocation
        ? found.Decide(Decision.NoAllocation, Explanation.RestsOn(found.Milestone, restsOn.Why))
        : null;

    /// <summary>Null where both the year of the start and that of the event have a line.</summary>
    private static Verdict? Allocated(MilestoneCase found, CourseDraft payer)
    {
        var code = payer.Qualification.Code;
        var eventYear = FundingYear.Containing(found.Date!.Value);
        return !found.Terms.HasLine(payer, payer.StartYear)
            ? found.Decide(Decision.NoAllocation, Explanation.NoAllocation(code, payer.StartYear, "the year in which the course started"))
            : !found.Terms.HasLine(payer, eventYear)
                ? found.Decide(Decision.NoAllocation, Explanation.NoAllocation(code, eventYear, "the year in which this milestone falls"))
                : null;
    }

    /// <param name="payer">The course whose rate pays: an earlier one where its start holds for this one too.</param>
    /// <param name="restsOn">A milestone that rests on a held one is held for the same reasons.</param>
    private static Verdict HeldOrEarned(MilestoneCase found, CourseDraft payer, string earned, Verdict? restsOn = null)
    {
        var kinds = HoldEarnings.On(found);
        if (restsOn is { Decision: Decision.Held })
        {
            kinds = kinds.Union(restsOn.Holds).Order().ToList();
        }

        var amount = found.Terms.AmountOf(payer, found.Milestone);
        var because = kinds.Count > 0
            ? HoldExplanation.Held(found, kinds, amount)
            : Explanation.Earned(found, earned, amount, found.Terms.RateOf(payer)!.Value);
        return found.Decide(kinds.Count > 0 ? Decision.Held : Decision.Funded, because) with { Amount = amount, Holds = kinds };
    }

    private static DateOnly Later(DateOnly first, DateOnly other) => first > other ? first : other;
}

/// <summary>A milestone while it is being judged: what it rests on and when it would be earned.</summary>
internal sealed record MilestoneCase(CourseDraft Course, Milestone Milestone, CourseRow Row, FundingTerms Terms)
{
    public DateOnly? Date { get; init; }

    /// <summary>What the awarding body's record says; null where nothing is claimed, or nothing has happened yet.</summary>
    public Witness? Witness { get; init; }

    public Verdict Decide(Decision decision, DecisionReason because) =>
        new() { Decision = decision, RestsOn = Row, Date = Date, Why = Terms.Sentences.Once(because), Witness = Witness };
}
