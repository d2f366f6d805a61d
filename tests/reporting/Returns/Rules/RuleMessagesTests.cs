using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Returns.Rules;

/// <summary>returns.md section 4: a rule that can be broken in several ways says which one it was.</summary>
public sealed class RuleMessagesTests
{
    private static readonly Dictionary<string, RuleCase> Cases = FileRuleCases.All().Concat(EnrolmentRuleCases.All()).Concat(CompletionRuleCases.All())
        .DistinctBy(ruleCase => ruleCase.ToString()).ToDictionary(ruleCase => ruleCase.ToString());

    [Theory]
    [InlineData("AGE_01 fires: 16 tomorrow", "The learner would be under 16 on the start date, 14 September 2026.")]
    [InlineData("AGE_01 fires: 101 today", "The learner would be over 100 on the start date, 14 September 2026.")]
    [InlineData("AIM_01 fires: no pilot qualification", "Learning aim reference is '60399999', which is not a qualification in the pilot.")]
    [InlineData("AIM_01 fires: available from the day after", " can be started from 15 September 2026 to 31 December 2026. Start date is 14 September 2026.")]
    [InlineData("CRED_02 fires: one credit fewer", "Credits planned is 119. The full qualification has 120 credits. A programme of fewer than 120 credits cannot be paid.")]
    [InlineData("CRED_02 fires: top-up", "Credits planned is 120. The full qualification has 240 credits. The payment is held until a funding officer has decided.")]
    [InlineData("DATE_01 fires: the day after the census date", "Start date is 1 January 2027, after the end of the quarter on 31 December 2026. The row is set aside until the quarter in which it falls.")]
    [InlineData("DATE_03 fires: ends on the start date", "Planned end date is 14 September 2026, which is not after the start date, 14 September 2026.")]
    [InlineData("DATE_03 fires: 10 years", "Planned end date is 14 September 2036, 10 years or more after the start date, 14 September 2026.")]
    [InlineData("DATE_04 fires: a day under half a year", "180 days are planned for 120 credits. 120 credits usually take between half a year and 3 years.")]
    [InlineData("FUND_01 fires: ASF", "Student funding route is ASF.")]
    [InlineData("FUND_01 fires: APP", "Student funding route is APP (part of an apprenticeship).")]
    [InlineData("FUND_05 fires: paid in full but not claimed", "Student funding route is IZ_FULL (the pilot pays in full) but Claimed from the pilot is N.")]
    [InlineData("FUND_05 fires: the employer pays but does not sponsor", "Student funding route is EMP (the employer pays) but Employer sponsored is N.")]
    public void Of_an_enrolment(string name, string says) => AssertSays(name, says);

    [Theory]
    [InlineData("MATCH_01 fires: another start date", "', learning aim reference '60300011' and start date 15 September 2026.")]
    [InlineData("MATCH_01 fires: set aside with its enrolment", "The enrolment starts on 1 October 2027, after the end of the quarter on 30 September 2027.")]
    [InlineData("END_01 fires: the day before the start", "Actual end date is 13 September 2026, before the start date, 14 September 2026.")]
    [InlineData("END_01 fires: the day after it was prepared", "Actual end date is 6 October 2027, after the return was prepared on 5 October 2027.")]
    [InlineData("ACH_01 fires: the day before the end", "Achievement date is 24 June 2027, before the actual end date, 25 June 2027.")]
    [InlineData("ACH_01 fires: the day after it was prepared", "Achievement date is 6 October 2027, after the return was prepared on 5 October 2027.")]
    [InlineData("DEST_02 fires: began the day before the course", "Destination started is 13 September 2026, before the start date of the course, 14 September 2026.")]
    [InlineData("DEST_02 fires: found out the day after it was prepared", "Destination collected on is 6 October 2027, after the return was prepared on 5 October 2027.")]
    [InlineData("CLAIM_02 fires: the same job as before", "Claim for the outcome is £600.00 but the destination does not count as positive, so it cannot be paid.")]
    [InlineData("CLAIM_02 fires: no destination", "Claim for the outcome is £600.00 but no destination is given, so it cannot be paid.")]
    [InlineData("HIST_11 fires: status", "Completion status is 2 ")]
    [InlineData("HIST_11 fires: end date", "Actual end date is 25 June 2027. 26 June 2027 was accepted before.")]
    [InlineData("HIST_11 fires: outcome", "Outcome is 1 ")]
    [InlineData("HIST_11 fires: grade", "Grade is PA ")]
    [InlineData("HIST_12 fires: a break is missing", "start date 14 September 2026: the break in learning was accepted before and is missing now.")]
    [InlineData("HIST_12 fires: an outcome not yet known is missing", "start date 14 September 2026: the outcome not yet known was accepted before and is missing now.")]
    public void Of_a_completion(string name, string says) => AssertSays(name, says);

    [Theory]
    [InlineData("DECL_01 fires: submission_kind is neither", "submission_kind is 'SOME', which is not FULL or NIL.")]
    [InlineData("DECL_01 fires: no prepared_on", "prepared_on is missing.")]
    [InlineData("DECL_02 fires: another template", "template is 'MTHTQ-SETTINGS', which is not a template of this pilot's returns.")]
    [InlineData("DECL_02 fires: another version", "template_version is '2', which is not a version that is known.")]
    [InlineData("DECL_02 fires: no template", "template is missing.")]
    [InlineData("DECL_03 fires: malformed", "ukprn is '1000000', which is not a UKPRN of 8 digits.")]
    [InlineData("DECL_03 fires: not a pilot provider", "ukprn is 10000009, which is not a provider in the pilot.")]
    [InlineData("DECL_03 fires: not the folder's", "ukprn is 10000001 but the file was sent by 10000002.")]
    [InlineData("DECL_08 fires: NIL with rows", "submission_kind is NIL but the sheet Data has 3 rows, the first in row 2.")]
    [InlineData("DECL_08 fires: FULL without rows", "submission_kind is FULL but the sheet Data has no rows.")]
    [InlineData("DECL_11 fires: NIL although rows are held", "although you sent 1 row before. It is carried forward: we go on using it as it was.")]
    [InlineData("DECL_11 fires: NIL although two rows are held", "although you sent 2 rows before. They are carried forward: we go on using them as they were.")]
    public void Of_a_file(string name, string says) => AssertSays(name, says);

    [Theory]
    [InlineData("DUP_03 fires: one reference, two numbers", "has another unique learner number in row ")]
    [InlineData("DUP_03 fires: one number, two references", "This unique learner number has another learner reference, ")]
    public void DUP_03_each_row_names_the_other(string name, string says)
    {
        var findings = Findings(name);

        Assert.Equal([(2, true), (5, true)], findings.Select(finding => (finding.Row!.Value, finding.Message.Contains(says, StringComparison.Ordinal))));
        Assert.Equal(["in row 5.", "in row 2."], findings.Select(finding => finding.Message[^9..]));
    }

    private static void AssertSays(string name, string says) => Assert.Contains(says, Findings(name)[0].Message, StringComparison.Ordinal);

    private static List<Finding> Findings(string name)
    {
        var ruleCase = Cases[name];
        var underTest = ruleCase.Begin();
        ruleCase.Change(underTest);
        return [.. underTest.Judge().Findings.Where(finding => finding.RuleId == ruleCase.Rule)];
    }
}
