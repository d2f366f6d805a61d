using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

public partial class JudgeReturnTests
{
    [Fact]
    public void DUP_02_of_two_rows_that_share_one_day_both_say_so()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.Copy(0).With(3, "start_date", new DateOnly(2026, 12, 1)).With(0, "planned_end_date", new DateOnly(2026, 12, 1));
        Assert.Equal(2, underTest.Judge().Findings.Count(finding => finding.RuleId == "DUP_02"));
    }

    [Fact]
    public void A_valid_enrolment_return_is_accepted_without_a_finding()
    {
        var judgement = ReturnUnderTest.Enrolment().Judge();

        Assert.Empty(judgement.Findings);
        Assert.Equal(SubmissionStatus.Accepted, judgement.Status);
        Assert.Equal(3, judgement.Enrolments.Count);
        Assert.Equal(3, judgement.Rows);
        var row = judgement.Enrolments[0];
        Assert.Equal(2, row.ExcelRow);
        Assert.Equal((ReturnBuilder.LearnerRef(0), ReturnUnderTest.Hnc, ReturnUnderTest.Start), (row.Enrolment.LearnerRef, row.Enrolment.AimRef, row.Enrolment.StartDate));
        Assert.Equal(ReturnUnderTest.Keys.OfUln(SampleUlns.Valid(0)), row.Enrolment.LearnerKey);
        Assert.Equal(18, row.Enrolment.AgeAtStart);
        Assert.Equal(new PostcodeArea("B1", "Birmingham", true, true), row.Enrolment.Residence);
        Assert.Equal(("F", "31", "2", "L3", "11", "FT", "SELF"),
            (row.Enrolment.Sex, row.Enrolment.Ethnicity, row.Enrolment.Lldd, row.Enrolment.PriorAttainment, row.Enrolment.EmploymentStatus, row.Enrolment.Mode, row.Enrolment.FundingRoute));
        Assert.Equal((true, false, false, false), (row.Enrolment.IzFunded, row.Enrolment.OtherPublicFunding, row.Enrolment.EmployerSponsored, row.Enrolment.Restart));
        Assert.Equal(("EV/00000", ReturnUnderTest.PlannedEnd), (row.Enrolment.StartEvidenceRef, row.Enrolment.PlannedEndDate));
    }

    [Fact]
    public void A_valid_completion_return_is_accepted_without_a_finding()
    {
        var judgement = ReturnUnderTest.Completion().Judge();

        Assert.Empty(judgement.Findings);
        Assert.Equal(SubmissionStatus.Accepted, judgement.Status);
        Assert.Equal(2, judgement.Completions.Count);
        var row = judgement.Completions[0].Completion;
        Assert.Equal(("2", "1", "PA", 120, ReturnUnderTest.PlannedEnd), (row.CompStatus, row.Outcome, row.Grade, row.CreditsAchieved, row.ActualEndDate));
        Assert.Equal(
            new Destination("EMP", "1", new DateOnly(2027, 7, 9), new DateOnly(2027, 7, 9), "Y", "3213", "Y", "NEW_JOB", "EMPLOYER", "DE/00000"), row.Destination);
    }

    [Fact]
    public void A_wrong_total_rejects_the_return_and_its_rows_are_judged_all_the_same()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(1, "sex", "X").Declare("data_row_count", 7);

        var judgement = underTest.Judge();

        Assert.Equal(SubmissionStatus.Rejected, judgement.Status);
        Assert.Equal(["DECL_06", "SEX_C"], judgement.Findings.Select(finding => finding.RuleId));
        Assert.Equal((0, 3), (judgement.AcceptedRows, judgement.RejectedRows));
        Assert.Empty(judgement.RejectedLearners);
    }

    [Fact]
    public void A_row_with_an_error_is_rejected_and_the_others_are_accepted()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(1, "sex", "X").With(0, "claim_start_gbp", 1350m).With(1, "claim_start_gbp", 1000m);

        var judgement = underTest.Judge();

        Assert.Equal(SubmissionStatus.PartlyAccepted, judgement.Status);
        Assert.Equal((3, 2, 1), (judgement.Rows, judgement.AcceptedRows, judgement.RejectedRows));
        Assert.Equal([2, 4], judgement.Enrolments.Select(enrolment => enrolment.ExcelRow));
        Assert.Equal([ReturnBuilder.LearnerRef(1)], judgement.RejectedLearners);
        Assert.Equal((2350m, 1350m), (judgement.ClaimedGbp, judgement.AcceptedClaimGbp));
        var finding = Assert.Single(judgement.Findings);
        Assert.Equal(("SEX_C", "D3", 3, "X", "sex", ReturnBuilder.LearnerRef(1)),
            (finding.RuleId, finding.Cell, finding.Row, finding.Value, finding.Column, finding.LearnerRef));
        Assert.Equal("Sex is 'X', which is not one of the accepted codes: F (female), M (male) or N (not provided).", finding.Message);
        Assert.Equal("Enter F (female), M (male) or N (not provided).", finding.Fix);
    }

    [Fact]
    public void A_fatal_finding_stores_nothing_and_says_everything_that_is_wrong_with_the_declaration_at_once()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.Declare("certifier_name", null).Declare("data_row_count", 4).Declare("period", "Autumn").With(0, "sex", "X");

        var judgement = underTest.Judge();

        Assert.Equal(SubmissionStatus.Rejected, judgement.Status);
        Assert.Equal(["DECL_04", "DECL_06", "DECL_07"], judgement.Findings.Select(finding => finding.RuleId));
        Assert.Empty(judgement.Enrolments);
        Assert.Equal(3, judgement.Rows);
    }

    [Fact]
    public void One_cause_gives_one_finding_when_the_start_date_is_years_out()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("start_date", new DateOnly(2016, 9, 14));

        Assert.Equal(["DATE_02"], underTest.Judge().Findings.Select(finding => finding.RuleId));
    }

    [Fact]
    public void One_cause_gives_one_finding_when_the_destination_is_forgotten()
    {
        var underTest = ReturnUnderTest.Completion();
        underTest.Set("dest_type", null);

        Assert.Equal(["DEST_CODE_X"], underTest.Judge().Findings.Select(finding => finding.RuleId));
    }

    [Fact]
    public void Independent_causes_in_one_row_are_all_found_at_once()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(0, "sex", "X").With(0, "mode", null).With(0, "planned_end_date", ReturnUnderTest.Start);

        Assert.Equal(["SEX_C", "MODE_M", "DATE_03"], underTest.Judge().Findings.Select(finding => finding.RuleId));
    }

    [Fact]
    public void A_row_reported_in_error_needs_its_key_and_no_other_rule_judges_it()
    {
        var underTest = ReturnUnderTest.Enrolment();
        foreach (var column in underTest.File.Template.Columns.Where(column => column.Name is not ("learner_ref" or "aim_ref" or "start_date")))
        {
            underTest.Set(column.Name, null);
        }

        underTest.File.With(0, "reported_in_error", "y").With(0, "sex", "X").With(0, "claim_start_gbp", "much").With(0, "aim_ref", "60399999");

        var judgement = underTest.Judge();

        Assert.Empty(judgement.Findings);
        Assert.True(judgement.Enrolments[0].Enrolment.ReportedInError);
        Assert.Equal("60399999", judgement.Enrolments[0].Enrolment.AimRef);
    }

    [Fact]
    public void A_row_reported_in_error_without_its_start_date_is_rejected()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(0, "reported_in_error", "Y").With(0, "start_date", null);

        Assert.Equal(["START_DATE_M"], underTest.Judge().Findings.Select(finding => finding.RuleId));
    }

    [Fact]
    public void FILE_07_the_other_return_under_a_Declaration_is_one_finding_and_not_one_for_each_column()
    {
        var completion = ReturnUnderTest.Completion();
        completion.File.With(0, "claim_completion_gbp", 1050m).Declare("claimed_total_gbp", 1050m).Declare("template", "MTHTQ-ENR");
        var enrolment = ReturnUnderTest.Enrolment();
        enrolment.File.Declare("template", "MTHTQ-CMP");

        var completions = Assert.Single(ReturnUnderTest.Enrolment().Judge(completion.File.ToStream()).Findings, NotOfItsQuarter);
        var enrolments = Assert.Single(ReturnUnderTest.Completion().Judge(enrolment.File.ToStream()).Findings, NotOfItsQuarter);

        Assert.Equal(("FILE_07", "Data"), (completions.RuleId, completions.Sheet));
        Assert.Equal("The sheet Data has the columns of the completion return, but the Declaration says that this is the enrolment return (MTHTQ-ENR).", completions.Message);
        Assert.Contains("enter MTHTQ-CMP as template", completions.Fix, StringComparison.Ordinal);
        Assert.Equal("FILE_07", enrolments.RuleId);
        Assert.Contains("enter MTHTQ-ENR as template", enrolments.Fix, StringComparison.Ordinal);
    }

    // The two situations are of different quarters: the name and the dates of the one's file are wrong in the other's.
    private static bool NotOfItsQuarter(Finding finding) => finding.RuleId is not ("FILE_09" or "DECL_04" or "DECL_05" or "DECL_10");

    [Fact]
    public void FILE_06_says_so_too_where_too_few_of_the_other_returns_columns_are_known()
    {
        var completion = ReturnUnderTest.Completion();
        completion.File.LeaveOutColumn("uln").LeaveOutColumn("reported_in_error").Declare("template", "MTHTQ-ENR");

        var finding = Assert.Single(ReturnUnderTest.Enrolment().Judge(completion.File.ToStream()).Findings, NotOfItsQuarter);

        Assert.Equal("FILE_06", finding.RuleId);
        Assert.StartsWith("The sheet Data has the columns of the completion return", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DECL_08_says_in_which_row_the_first_value_stands()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Declare("submission_kind", "NIL");

        Assert.Equal("submission_kind is NIL but the sheet Data has 3 rows, the first in row 2.", Assert.Single(underTest.Judge().Findings).Message);
    }

    [Fact]
    public void CLAIM_START_GBP_D_does_not_say_of_a_negative_amount_that_it_is_none()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(0, "claim_start_gbp", -5m).Declare("claimed_total_gbp", 0);

        Assert.Equal("Claim for the start (GBP) is '-5', which is not an amount of pounds, 0 or more, with at most 2 decimal places.", Assert.Single(underTest.Judge().Findings).Message);
    }

    [Fact]
    public void DECL_12_marks_an_interim_return_and_DECL_09_a_late_one()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.Declare("prepared_on", new DateOnly(2026, 12, 30));
        underTest.Today = new DateOnly(2027, 1, 21);

        var judgement = underTest.Judge();

        Assert.Equal((true, true, false), (judgement.Interim, judgement.Late, judgement.PeriodClosed));
        Assert.Equal(["DECL_09", "DECL_12"], judgement.Findings.Select(finding => finding.RuleId));
    }

    [Theory]
    [InlineData("reported_in_error", "perhaps")]
    [InlineData("sex", "X")]
    public void A_finding_names_the_learner_whatever_column_it_is_about(string column, string value)
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set(column, value);

        Assert.Equal(ReturnBuilderWords.Learner(0), Assert.Single(underTest.Judge().Findings).LearnerRef);
    }
}
