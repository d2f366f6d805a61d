using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns.Rules;

/// <summary>One case for each rule of a completion row, alone, among others and against what is held; and one at its boundary.</summary>
public static partial class CompletionRuleCases
{
    private static readonly DateOnly Prepared = new(2027, 10, 5);
    private static readonly DateOnly Census = new(2027, 9, 30);

    public static IEnumerable<RuleCase> All()
    {
        var list = new RuleCaseList(ReturnUnderTest.Completion);
        Matches(list);
        Ends(list);
        Destinations(list);
        Claims(list);
        History(list);
        return list.Cases;
    }

    private static void Matches(RuleCaseList list)
    {
        list.Fires("MATCH_01", "another start date", s => s.Set("start_date", ReturnUnderTest.Start.AddDays(1)));
        list.Fires("MATCH_01", "set aside with its enrolment", s => SetAside(s, Census.AddDays(1)));
        list.Not("MATCH_01", "the enrolment starts on the census date", s => SetAside(s, Census));
        list.Not("MATCH_01", "the enrolment's start date was corrected since", s =>
        {
            var held = s.Hold(0, ReturnUnderTest.Hnc, ReturnUnderTest.Start.AddDays(7));
            s.Enrolments.Remove(held);
            s.Enrolments.RemoveAll(enrolment => enrolment.Newest.LearnerRef == held.Newest.LearnerRef);
            s.Enrolments.Add(held with { EarlierStartDates = [ReturnUnderTest.Start] });
        });
        list.Not("MATCH_01", "the enrolment is reported in error since", s =>
        {
            s.InError.UnionWith(s.Enrolments.Select(enrolment => enrolment.Newest.Key));
            s.Enrolments.Clear();
        });
        list.Fires("MATCH_02", "another number", s => s.Set("uln", SampleUlns.Valid(9)));
        list.Not("MATCH_02", "no number", s => s.Set("uln", null));
        list.Not("MATCH_02", "a temporary number", s => s.Set("uln", Uln.Temporary));
        list.Not("MATCH_02", "the enrolment's number is temporary", s =>
            s.Hold(0, ReturnUnderTest.Hnc, change: row => row with { LearnerKey = ReturnUnderTest.Keys.OfTemporary(ReturnUnderTest.Ukprn, row.LearnerRef), TemporaryUln = true }));
    }

    private static void Ends(RuleCaseList list)
    {
        list.Fires("END_01", "the day before the start", s => s.Set("actual_end_date", ReturnUnderTest.Start.AddDays(-1)));
        list.Not("END_01", "the day of the start", s => s.Set("actual_end_date", ReturnUnderTest.Start));
        list.Fires("END_01", "the day after it was prepared", s => Withdraw(s, Prepared.AddDays(1)));
        list.Not("END_01", "the day on which it was prepared", s => Withdraw(s, Prepared));
        list.Fires("OUT_01", "not yet known, withdrawn", s =>
        {
            Withdraw(s, ReturnUnderTest.PlannedEnd);
            s.Set("outcome", 8);
        });
        list.Not("OUT_01", "not yet known, completed", s => NotYetKnown(s, ReturnUnderTest.PlannedEnd));
        list.Fires("OUT_01", "achieved, on a break", s => s.Set("comp_status", 6));
        list.Not("OUT_01", "achieved, completed", s => s.Set("comp_status", 2));
        list.Fires("OUT_02", "partial, HNC", s => Partial(s, ReturnUnderTest.Hnc, 120));
        list.Not("OUT_02", "partial, HND", s => Partial(s, ReturnUnderTest.Hnd, 120));
        list.Fires("OUT_03", "6 months and a day", s => NotYetKnown(s, Prepared.AddMonths(-6).AddDays(-1)), "DEST_03");
        list.Not("OUT_03", "6 months", s => NotYetKnown(s, Prepared.AddMonths(-6)));
        list.Fires("ACH_01", "the day before the end", s => s.Set("achievement_date", ReturnUnderTest.PlannedEnd.AddDays(-1)));
        list.Not("ACH_01", "the day of the end", s => s.Set("achievement_date", ReturnUnderTest.PlannedEnd));
        list.Fires("ACH_01", "the day after it was prepared", s => s.Set("achievement_date", Prepared.AddDays(1)));
        list.Not("ACH_01", "the day on which it was prepared", s => s.Set("achievement_date", Prepared));
        list.Fires("CRED_01", "one credit short of the full qualification", s => s.Set("credits_achieved", 119));
        list.Not("CRED_01", "the full qualification", s => s.Set("credits_achieved", 120));
        list.Fires("CRED_01", "one credit short of what was planned", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc, change: row => row with { CreditsPlanned = 60 });
            s.Set("credits_achieved", 59);
        });
        list.Not("CRED_01", "what was planned", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc, change: row => row with { CreditsPlanned = 60 });
            s.Set("credits_achieved", 60);
        });
        list.Fires("CRED_01", "partial with 119 credits", s => Partial(s, ReturnUnderTest.Hnd, 119));
    }

    private static void Destinations(RuleCaseList list)
    {
        list.Fires("DEST_01", "employment has no code 3", s => s.Set("dest_code", 3));
        list.Not("DEST_01", "employment has code 5", s => s.Set("dest_code", 5));
        list.Fires("DEST_02", "began the day before the course", s => s.Set("dest_start_date", ReturnUnderTest.Start.AddDays(-1)));
        list.Not("DEST_02", "began with the course", s => s.Set("dest_start_date", ReturnUnderTest.Start));
        list.Fires("DEST_02", "found out the day after it was prepared", s => s.Set("dest_collected_on", Prepared.AddDays(1)));
        list.Not("DEST_02", "found out on the day on which it was prepared", s => s.Set("dest_collected_on", Prepared));
        list.Fires("DEST_03", "6 months and a day", s => EndedWithoutDestination(s, Prepared.AddMonths(-6).AddDays(-1)));
        list.Not("DEST_03", "6 months", s => EndedWithoutDestination(s, Prepared.AddMonths(-6)));
        list.Fires("DEST_04", "no evidence", s =>
        {
            s.Set("dest_evidence", "NONE");
            s.Set("dest_evidence_ref", null);
        });
        list.Not("DEST_04", "the learner's own statement", s => s.Set("dest_evidence", "LEARNER"));
    }

    private static void Claims(RuleCaseList list)
    {
        list.Fires("CLAIM_01", "a penny, not achieved", s =>
        {
            Withdraw(s, ReturnUnderTest.PlannedEnd);
            s.Set("claim_completion_gbp", 0.01m);
        });
        list.Not("CLAIM_01", "nothing, not achieved", s =>
        {
            Withdraw(s, ReturnUnderTest.PlannedEnd);
            s.Set("claim_completion_gbp", 0m);
        });
        list.Not("CLAIM_01", "achieved", s => s.Set("claim_completion_gbp", 1050m));
        list.Fires("CLAIM_02", "the same job as before", s =>
        {
            s.Set("new_or_progressed", "SAME_JOB");
            s.Set("claim_outcome_gbp", 600m);
        });
        list.Not("CLAIM_02", "the same job, but none at the start", s =>
        {
            s.Hold(0, ReturnUnderTest.Hnc, change: row => row with { EmploymentStatus = "11" });
            s.Set("new_or_progressed", "SAME_JOB");
            s.Set("claim_outcome_gbp", 600m);
        });
        list.Not("CLAIM_02", "a new job", s => s.Set("claim_outcome_gbp", 600m));
        list.Fires("CLAIM_02", "no destination", s =>
        {
            NoDestination(s);
            s.Set("claim_outcome_gbp", 600m);
        });
        list.Not("CLAIM_02", "nothing, no destination", s =>
        {
            NoDestination(s);
            s.Set("claim_outcome_gbp", 0m);
        });
        list.Fires("CLAIM_02", "the settings say that it never counts", s =>
        {
            s.Settings = s.Settings with { Destinations = [new DestinationRule("EMP", "1", PositiveWhen.Never)] };
            s.Set("claim_outcome_gbp", 600m);
        });
        list.Not("CLAIM_02", "the settings say that it always counts", s =>
        {
            s.Settings = s.Settings with { Destinations = [new DestinationRule("EMP", "1", PositiveWhen.Always)] };
            s.Set("new_or_progressed", "SAME_JOB");
            s.Set("claim_outcome_gbp", 600m);
        });
        list.Fires("DUP_11", "the same row twice", s => s.File.Copy(0));
        list.Not("DUP_11", "another learner", s => s.File.Copy(0).RemoveRow(0));
    }

    private static void SetAside(ReturnUnderTest s, DateOnly start)
    {
        s.Hold(0, ReturnUnderTest.Hnc, start);
        s.Set("start_date", start);
        Withdraw(s, Prepared);
    }

    private static void Partial(ReturnUnderTest s, string aim, int credits)
    {
        s.Hold(0, aim);
        s.Set("aim_ref", aim);
        s.Set("outcome", 2);
        s.Set("grade", null);
        s.Set("exit_award", "HNC");
        s.Set("credits_achieved", credits);
    }

    private static void Withdraw(ReturnUnderTest s, DateOnly end)
    {
        NoDestination(s);
        NotAchieved(s);
        s.Set("comp_status", 3);
        s.Set("withdraw_reason", 43);
        s.Set("outcome", 3);
        s.Set("actual_end_date", end);
    }

    private static void NotYetKnown(ReturnUnderTest s, DateOnly end)
    {
        NoDestination(s);
        NotAchieved(s);
        s.Set("outcome", 8);
        s.Set("actual_end_date", end);
    }

    private static void NotAchieved(ReturnUnderTest s)
    {
        foreach (var column in new[] { "achievement_date", "grade", "credits_achieved", "achievement_evidence_ref" })
        {
            s.Set(column, null);
        }
    }

    private static void EndedWithoutDestination(ReturnUnderTest s, DateOnly end)
    {
        NoDestination(s);
        s.Set("actual_end_date", end);
    }

    private static void NoDestination(ReturnUnderTest s)
    {
        foreach (var column in s.File.Template.Columns.Where(column => column.Name.StartsWith("dest_", StringComparison.Ordinal)))
        {
            s.Set(column.Name, null);
        }

        foreach (var column in new[] { "medtech_role", "job_in_wmca", "new_or_progressed" })
        {
            s.Set(column, null);
        }
    }
}
