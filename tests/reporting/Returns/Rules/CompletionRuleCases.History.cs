using Pilot.Tests.Support;

namespace Pilot.Tests.Returns.Rules;

/// <summary>Completions against what is held, and rows that are not filled in yet.</summary>
public static partial class CompletionRuleCases
{
    private static void History(RuleCaseList list)
    {
        list.Fires("ROW_03", "a key alone", s => s.File.AddRow().With(2, "learner_ref", "L000007").With(2, "aim_ref", ReturnUnderTest.Hnc).With(2, "start_date", ReturnUnderTest.Start));
        list.Fires("ROW_03", "a key and its ULN alone, with a placeholder for evidence", s => s.File.AddRow().With(2, "learner_ref", "L000007").With(2, "aim_ref", ReturnUnderTest.Hnc)
            .With(2, "start_date", ReturnUnderTest.Start).With(2, "uln", SampleUlns.Valid(7)).With(2, "dest_evidence_ref", "TBC").Declare("data_row_count", 2));
        foreach (var counted in new[] { 2, 3, 4, 5 })
        {
            list.Not("DECL_06", $"{counted} rows declared of two, one that is not filled in and two notes", s => s.File
                .AddRow().With(2, "learner_ref", "L000007").With(2, "aim_ref", ReturnUnderTest.Hnc).With(2, "start_date", ReturnUnderTest.Start)
                .AddRow().With(3, "learner_ref", "Source: our own system").AddRow().With(4, "learner_ref", "Source: our own system").Declare("data_row_count", counted), "ROW_01", "ROW_03");
        }

        list.Not("ROW_03", "a key without a start date", s => s.File.AddRow().With(2, "learner_ref", "L000007").With(2, "aim_ref", ReturnUnderTest.Hnc),
            "START_DATE_M", "COMP_STATUS_M", "ACTUAL_END_DATE_M", "OUTCOME_M");
        list.Fires("HIST_11", "status", s => s.HoldEnd(0, ReturnUnderTest.Hnc, "3", "3", null));
        list.Fires("HIST_11", "end date", s => s.HoldEnd(0, ReturnUnderTest.Hnc, end: ReturnUnderTest.PlannedEnd.AddDays(1)));
        list.Fires("HIST_11", "outcome", s => s.HoldEnd(0, ReturnUnderTest.Hnc, outcome: "3", grade: null));
        list.Fires("HIST_11", "grade", s => s.HoldEnd(0, ReturnUnderTest.Hnc, grade: "ME"));
        list.Not("HIST_11", "nothing", s => s.HoldEnd(0, ReturnUnderTest.Hnc));
        list.Not("HIST_11", "the outcome has become known", s => s.HoldEnd(0, ReturnUnderTest.Hnc, outcome: "8", grade: null));
        list.Not("HIST_11", "the learner came back from a break", s => s.HoldEnd(0, ReturnUnderTest.Hnc, "6", "3", null, new DateOnly(2027, 1, 1)));
        list.Fires("HIST_12", "a break is missing", s => HeldBefore(s, "6", "3"));
        list.Fires("HIST_12", "an outcome not yet known is missing", s => HeldBefore(s, "2", "8"));
        list.Not("HIST_12", "a break is there under the start date that was corrected since", s =>
        {
            s.Enrolments.RemoveAll(enrolment => enrolment.Newest.LearnerRef == ReturnBuilderWords.Learner(0));
            var moved = s.Hold(0, ReturnUnderTest.Hnc, ReturnUnderTest.Start.AddDays(7));
            s.Enrolments[s.Enrolments.IndexOf(moved)] = moved with { EarlierStartDates = [ReturnUnderTest.Start] };
            s.HoldEnd(0, ReturnUnderTest.Hnc, "6", "3", null, start: ReturnUnderTest.Start.AddDays(7));
        });
        list.Not("HIST_12", "a withdrawal is missing", s => HeldBefore(s, "3", "3"));
    }

    private static void HeldBefore(ReturnUnderTest s, string status, string outcome)
    {
        s.Hold(9, ReturnUnderTest.Hnc);
        s.HoldEnd(9, ReturnUnderTest.Hnc, status, outcome, null);
    }
}
