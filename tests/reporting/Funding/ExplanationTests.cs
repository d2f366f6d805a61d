using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>funding.md section 4: every pound explains itself, in words that say what would change the decision.</summary>
public sealed class ExplanationTests
{
    [Theory]
    [InlineData("3", "3", "The learner left on 25 June 2027 without completing the course.")]
    [InlineData("6", "3", "The learner has been on a break from learning since 25 June 2027.")]
    [InlineData("2", "2", "The course ended on 25 June 2027 with part of the qualification. A partial achievement earns nothing.")]
    [InlineData("2", "8", "The learner completed the course on 25 June 2027, but the result is not yet known.")]
    [InlineData("2", "3", "The learner completed the course on 25 June 2027 but did not achieve the qualification.")]
    public void A_completion_that_is_not_earned_says_how_the_course_ended(string status, string outcome, string reason) =>
        Assert.Equal(reason, Ended(row => row with { CompStatus = status, Outcome = outcome }).Completion.Reason);

    [Fact]
    public void A_completion_that_is_not_earned_says_what_is_missing()
    {
        Assert.Equal("The learner has not completed the course: no end is recorded.", new FundingSample().WithPlenty().Enrol(1).Run(Q3).Course().Completion.Reason);
        Assert.Equal(
            "The learner completed the course on 25 June 2027, but the assessment board's date is missing.",
            Ended(row => Achieved(Jun25)(row) with { AchievementDate = null }).Completion.Reason);
    }

    [Theory]
    [InlineData("3", "The learner left on 20 September 2026, before the qualifying date, 25 October 2026, so the start is not earned.", "A corrected end date, if this one is wrong. Otherwise nothing.")]
    [InlineData("6", "The learner took a break from learning on 20 September 2026, before the qualifying date, 25 October 2026, so the start is not earned.", "A restart row once the learner comes back, or a corrected end date if this one is wrong.")]
    public void A_start_of_who_left_too_early_says_so(string status, string reason, string change)
    {
        var start = new FundingSample().WithPlenty().Enrol(1).Ends("L001", new(2026, 9, 20), row => row with { CompStatus = status }).Run(Q3).Course().Start;

        Assert.Equal((reason, change), (start.Reason, start.WhatChangesIt));
    }

    [Theory]
    [InlineData("ASF", "The learner is recorded as paid for by the adult skills fund, which does not cover this level, so the pilot cannot pay.")]
    [InlineData("APP", "The learner is an apprentice on this course, and the pilot does not pay for a course that is part of an apprenticeship.")]
    public void FUND_01_another_route_is_named(string route, string reason) =>
        Assert.Equal(reason, new FundingSample().WithPlenty().Enrol("L001", row => row with { FundingRoute = route }).Run(Q3).Course().Start.Reason);

    [Fact]
    public void DATE_06_new_starts_that_are_stopped_say_since_when() => Assert.Equal(
        "The learner started on 14 September 2026, and new HNC starts at this provider have not been paid for since 1 September 2026.",
        new FundingSample().With(LineOf(P1, "HNC", Year, 3000, 60_000) with { StopNewStartsFrom = new(2026, 9, 1) }).Enrol(1).Run(Q3).Course().Start.Reason);

    [Fact]
    public void A_start_already_earned_says_what_can_still_be_earned_and_a_completion_that_nothing_can()
    {
        static Enrolment Ada(Enrolment row) => row with { LearnerKey = KeyOf("Ada") };
        var second = new FundingSample().WithPlenty()
            .Enrol("A1", Ada).Ends("A1", new(2027, 1, 29), Achieved(new(2027, 2, 5)))
            .Enrol("A2", row => Ada(row) with { StartDate = new(2027, 3, 1) }).Ends("A2", Jun25, Achieved(new(2027, 7, 9)))
            .Run(new Quarter(2027, 2)).Course("A2");

        Assert.Equal("Nothing. The completion and the outcome can still be earned, once.", second.Start.WhatChangesIt);
        Assert.Equal((Decision.NotClaimable, "Nothing."), (second.Completion.Decision, second.Completion.WhatChangesIt));
    }

    [Fact]
    public void A_destination_that_began_too_late_says_the_last_day_on_which_it_could_count() => Assert.Equal(
        "The destination began on 26 December 2027, after 25 December 2027, the last day on which it could count.",
        Ended(row => Achieved(new(2027, 7, 9))(row) with { Destination = NewJob(new(2027, 12, 26)) }).Outcome.Reason);

    [Fact]
    public void A_failed_check_a_refusal_and_a_missing_line_say_what_happened()
    {
        var pilot = new FundingSample().WithPlenty().Enrol("L001", row => row with { OtherPublicFunding = true });
        pilot.Ledger = new Ledger { EvidenceChecks = [new("E1", P1, "L001", Hnc, Sep14, Milestone.Start, new(2027, 1, 5), false, "A. Officer")] };
        Assert.Equal("The evidence for the start did not pass the check on 5 January 2027.", pilot.Run(Q3).Course().Start.Reason);

        pilot.Ledger = new Ledger { Clearances = [new("C1", P1, "L001", Hnc, Sep14, HoldKind.OtherFunding, false, null, "A. Officer", new(2027, 1, 5), "Seen")] };
        Assert.Equal(
            "On 5 January 2027 a funding officer decided not to pay. The question was this: another grant is recorded as paying the same costs.",
            pilot.Run(Q3).Course().Start.Reason);

        Assert.Equal("An approved HNC allocation for 2026-27.", new FundingSample().Enrol(1).Run(Q3).Course().Start.WhatChangesIt);
    }

    [Fact]
    public void What_is_held_for_several_reasons_names_them_all_and_what_corrects_each()
    {
        var pilot = new FundingSample().WithPlenty().Enrol("L001", row => row with { OtherPublicFunding = true }, held: held => held with { PossibleDuplicate = true, TemporaryUlnPeriods = 3 });
        pilot.Ledger = new Ledger { Holds = [new("H1", P1, null, Q3.FirstDay, null, "Query", "A. Officer")] };

        var start = pilot.Run(Q3).Course().Start;

        Assert.Equal(
            "The start would earn £1,350.00 on 25 October 2026, but it is held: another grant is recorded as paying the same costs; "
            + "the same person may already be held under another learner reference or aim; "
            + "the learner has had a temporary learner number in the returns of 3 quarters; and a funding officer has put it on hold.",
            start.Reason);
        Assert.Equal(
            "A funding officer's decision to pay, or the end of the officer's hold. If a record is wrong: an enrolment return without the other grant; "
            + "a return that reports the wrong row in error; or an enrolment return with the learner's real number.",
            start.WhatChangesIt);

        var officerAlone = new FundingSample { Ledger = pilot.Ledger }.WithPlenty().Enrol(1).Run(Q3).Course().Start;
        Assert.Equal("A funding officer's decision to pay, or the end of the officer's hold.", officerAlone.WhatChangesIt);
    }

    [Fact]
    public void PART_PROGRAMME_says_whether_credits_are_few_or_an_HNC_went_before()
    {
        var few = new FundingSample().WithPlenty().Enrol("L001", row => row with { AimRef = Hnd, CreditsPlanned = 120 }).Run(Q3).Course().Start;
        Assert.Contains("only 120 of the qualification's 240 credits are planned", few.Reason, StringComparison.Ordinal);
        Assert.EndsWith("If a record is wrong: an enrolment return with the right planned credits.", few.WhatChangesIt, StringComparison.Ordinal);

        var after = new FundingSample().WithPlenty()
            .Enrol("L001").Ends("L001", Jun25, Achieved(new(2027, 7, 9)))
            .Enrol("L001", row => row with { AimRef = Hnd, StartDate = new(2027, 9, 13), PlannedEndDate = new(2029, 6, 25) })
            .Run(new Quarter(2027, 3)).Courses.Single(course => course.AimRef == Hnd).Start;
        Assert.Contains("it follows an HNC of the same learner that the pilot has paid for", after.Reason, StringComparison.Ordinal);
        Assert.Equal("A funding officer's decision to pay.", after.WhatChangesIt);
    }

    private static Course Ended(Func<Completion, Completion> change) =>
        new FundingSample().WithPlenty().Enrol(1).Ends("L001", Jun25, change).Run(new Quarter(2027, 3)).Course();
}
