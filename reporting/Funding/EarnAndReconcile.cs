using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// The funding engine (funding.md sections 2 to 4): from the accepted facts, the settings and the ledger to every milestone of every
/// course with its reason, and the reconciliation lines. Pure: the same inputs give the same run, in whatever order rows are listed.
/// </summary>
public static class EarnAndReconcile
{
    /// <exception cref="RunRefusedException">
    /// The figures contradict themselves (funnel, cap), or an aim with accepted rows is missing from the settings.
    /// </exception>
    public static FundingRun Run(FundingInputs inputs)
    {
        var terms = new FundingTerms(inputs);
        var drafts = LinkCourses.Run(inputs.Providers, terms);
        HoldDoubleFunding.Run(drafts, terms);

        // An allocation is one provider's, and so is what is earned on the way to it: none of that waits for the other providers.
        var courses = drafts.GroupBy(draft => draft.Ukprn).SelectMany(provider => Capped([.. provider], inputs, terms)).ToList();
        CheckFunnel.Run(courses);
        return new FundingRun(inputs.Period, inputs.AsOf, Reconcile.Run(inputs, courses), courses);
    }

    /// <param name="drafts">All of one provider, judged.</param>
    private static IEnumerable<Course> Capped(List<CourseDraft> drafts, FundingInputs inputs, FundingTerms terms)
    {
        var milestones = drafts.ConvertAll(draft => EarnedToDate(draft, inputs, terms.Sentences));
        CapToAllocation.Run(milestones, terms);
        return drafts.Zip(milestones, (draft, three) => Finished(draft, three, terms.Sentences));
    }

    /// <summary>What is dated after the as-of day is not earned yet, whatever else is true of it.</summary>
    private static Earning[] EarnedToDate(CourseDraft draft, FundingInputs inputs, SentencePool phrases)
    {
        var start = Shown(Milestone.Start, draft.Start, null);
        var completion = Shown(Milestone.Completion, draft.Completion, draft.Start.Decision == Decision.NotYet ? start : null);
        var outcome = Shown(Milestone.Outcome, draft.Outcome, draft.Completion.Decision == Decision.NotYet ? completion : null);
        return
        [
            EarningOf(draft, Milestone.Start, draft.Start, start, IsLater(draft.Start), phrases),
            EarningOf(draft, Milestone.Completion, draft.Completion, completion, IsLater(draft.Completion), phrases),
            EarningOf(draft, Milestone.Outcome, draft.Outcome, outcome, IsLater(draft.Outcome), phrases),
        ];

        bool IsLater(Verdict verdict) => verdict.Date > inputs.AsOf && verdict.Decision != Decision.NotClaimable;

        // What rests on a milestone that is not earned yet gives the reason that this one gives, so that a course has one story.
        DecisionReason Shown(Milestone milestone, Verdict verdict, DecisionReason? restsOn) =>
            IsLater(verdict) && (milestone == Milestone.Start || verdict.Decision != Decision.NotYet) ? Explanation.StillToCome(milestone, verdict, inputs.Period)
            : verdict.Decision == Decision.NotYet && restsOn is { } other ? Explanation.RestsOn(milestone, other)
            : verdict.Why;
    }

    private static Earning EarningOf(CourseDraft draft, Milestone milestone, Verdict verdict, DecisionReason because, bool later, SentencePool phrases)
    {
        var (row, end) = (verdict.RestsOn.Enrolment, milestone == Milestone.Start ? null : verdict.RestsOn.Completion);
        return new Earning
        {
            Ukprn = draft.Ukprn,
            LearnerRef = row.Newest.LearnerRef,
            AimRef = row.Newest.AimRef,
            Qualification = draft.Qualification.Code,
            StartDate = row.Newest.StartDate,
            CourseStart = draft.StartDate,
            Milestone = milestone,
            Date = verdict.Date,
            AmountGbp = later ? 0 : verdict.Amount,
            FundedGbp = 0,
            Decision = later ? Decision.NotYet : verdict.Decision,
            Holds = later ? [] : verdict.Holds,
            Reason = phrases.Intern(because.Reason),
            WhatChangesIt = phrases.Intern(because.WhatChangesIt),
            SubmissionNumber = end?.SubmissionNumber ?? row.SubmissionNumber,
            ExcelRow = end?.ExcelRow ?? row.ExcelRow,
            ClaimGbp = ClaimOf(milestone, verdict.RestsOn),
            Corroboration = verdict.AwardingBodyCheck?.Status,
            PearsonSays = verdict.AwardingBodyCheck is { } witness ? phrases.Intern(witness.Words) : "",
        };
    }

    /// <summary>The claim of a row for a milestone, in pounds; null = as calculated.</summary>
    internal static decimal? ClaimOf(Milestone milestone, CourseRow row) => milestone switch
    {
        Milestone.Start => row.Enrolment.Newest.ClaimStartGbp,
        Milestone.Completion => row.Completion?.Newest.ClaimCompletionGbp,
        _ => row.Completion?.Newest.ClaimOutcomeGbp,
    };

    private static Course Finished(CourseDraft draft, Earning[] three, SentencePool phrases) =>
        new(draft.Ukprn, draft.LearnerKey, draft.First.Newest.AimRef, draft.Qualification.Code, draft.Rows)
        {
            Start = Pooled(three[0], phrases),
            Completion = Pooled(three[1], phrases),
            Outcome = Pooled(three[2], phrases),
            StartedThroughEarlierCourse = draft.StartedThrough is not null,
        };

    private static Earning Pooled(Earning earning, SentencePool phrases) => earning.IsEarned
        ? earning with { Reason = phrases.Intern(earning.Reason), WhatChangesIt = phrases.Intern(earning.WhatChangesIt) }
        : earning;
}
