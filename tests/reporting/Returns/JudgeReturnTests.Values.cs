using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>Values in every form, personal ones, and files that are no return.</summary>
public partial class JudgeReturnTests
{
    [Fact]
    public void An_excel_error_and_an_uncalculated_formula_are_findings_of_their_cells()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(0, "uln", EdgeCaseCell.Error("#N/A")).With(1, "start_date", EdgeCaseCell.Uncalculated);

        var findings = underTest.Judge().Findings;

        Assert.Equal(["ULN_D", "START_DATE_D"], findings.Select(finding => finding.RuleId));
        Assert.Equal("Unique learner number shows the Excel error #N/A.", findings[0].Message);
        Assert.Contains("open the file in Excel, save it and send it again", findings[1].Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uln")]
    [InlineData("date_of_birth")]
    [InlineData("home_postcode")]
    public void A_personal_value_is_masked_and_no_sentence_repeats_it(string column)
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set(column, "secret");

        var finding = Assert.Single(underTest.Judge().Findings);

        Assert.Equal(("secret", "(not shown)"), (finding.Value, finding.MaskedValue));
        Assert.DoesNotContain("secret", finding.Message + finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_personal_value_that_slipped_under_another_heading_is_masked_too()
    {
        var underTest = ReturnUnderTest.Enrolment();
        var uln = SampleUlns.Valid(0);
        underTest.File.With(0, "sex", uln).With(1, "mode", new DateOnly(2005, 3, 1)).With(2, "lldd", "B1 1A" + "A");

        var findings = underTest.Judge().Findings;

        Assert.Equal(3, findings.Count);
        Assert.All(findings, finding => Assert.Equal("(not shown)", finding.MaskedValue));
        Assert.All(findings, finding => Assert.DoesNotContain(finding.Value!, finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void No_finding_of_a_row_repeats_a_ULN_a_date_of_birth_or_a_postcode_in_words()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.Copy(0).With(3, "learner_ref", "L7").With(3, "aim_ref", ReturnUnderTest.Hnd);
        underTest.File.With(1, "date_of_birth", ReturnUnderTest.Start.AddYears(-12));
        var born = ReturnUnderTest.Start.AddYears(-12);

        var said = string.Join(" ", underTest.Judge().Findings.Select(finding => finding.Message + finding.Fix + finding.MaskedValue));

        Assert.DoesNotContain(SampleUlns.Valid(0), said, StringComparison.Ordinal);
        Assert.DoesNotContain(Display.Iso(born), said, StringComparison.Ordinal);
        Assert.DoesNotContain(Display.Date(born), said, StringComparison.Ordinal);
    }

    [Fact]
    public void DATE_01_sets_a_row_aside_but_accepts_it()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(0, "start_date", new DateOnly(2027, 1, 4)).With(0, "planned_end_date", new DateOnly(2027, 12, 17));

        var judgement = underTest.Judge();

        Assert.Equal(SubmissionStatus.Accepted, judgement.Status);
        Assert.Equal(3, judgement.Enrolments.Count);
    }

    [Theory]
    [InlineData("planned_end_date", "9999-12-31", "Planned end date is '9999-12-31', which is not between 1900 and 2098.")]
    [InlineData("date_of_birth", "01/01/1899", "Date of birth is not between 1900 and 2098.")]
    public void A_date_of_another_century_is_not_called_unreadable(string column, string value, string message)
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set(column, value);

        Assert.Equal(message, Assert.Single(underTest.Judge().Findings).Message);
    }

    [Fact]
    public void Dates_numbers_and_codes_are_read_in_every_form_that_the_specification_lists()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.Date1904 = true;
        underTest.File.With(0, "start_date", "14/09/2026").With(1, "start_date", "2026-09-14").With(0, "uln", double.Parse(SampleUlns.Valid(0), System.Globalization.CultureInfo.InvariantCulture))
            .With(0, "sex", " f ").With(0, "aim_ref", double.Parse(ReturnUnderTest.Hnc, System.Globalization.CultureInfo.InvariantCulture)).With(0, "home_postcode", "b11" + "aa")
            .With(0, "claim_start_gbp", "£1,350.00").Declare("claimed_total_gbp", 1350);

        var judgement = underTest.Judge();

        Assert.Empty(judgement.Findings);
        Assert.All(judgement.Enrolments, enrolment => Assert.Equal(ReturnUnderTest.Start, enrolment.Enrolment.StartDate));
        Assert.Equal(1350m, judgement.Enrolments[0].Enrolment.ClaimStartGbp);
    }

    [Fact]
    public void Grades_in_words_are_mapped()
    {
        var underTest = ReturnUnderTest.Completion();
        underTest.File.With(0, "grade", "Distinction").With(1, "grade", "m");

        Assert.Equal(["DS", "ME"], underTest.Judge().Completions.Select(completion => completion.Completion.Grade));
    }

    [Fact]
    public void The_row_of_labels_under_the_headings_is_no_data()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.WithLabelRow = true;
        underTest.File.HeaderAt = 4;
        underTest.File.With(0, "sex", "X");

        var judgement = underTest.Judge();

        Assert.Equal(3, judgement.Rows);
        Assert.Equal("D6", Assert.Single(judgement.Findings).Cell);
    }

    [Fact]
    public void A_file_that_is_no_workbook_is_rejected_with_the_rule_that_the_reader_names()
    {
        using var stream = new MemoryStream("not a workbook"u8.ToArray());

        var judgement = ReturnUnderTest.Enrolment().Judge(stream);

        Assert.Equal(SubmissionStatus.Rejected, judgement.Status);
        Assert.Equal("FILE_01", Assert.Single(judgement.Findings).RuleId);
    }

    [Fact]
    public void Findings_stand_in_the_order_of_the_sheet()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.AddColumn("mine", 1).With(2, "sex", "X").With(0, "uln", Uln.Temporary).With(0, "lldd", 7).With(0, "ethnicity", 7);

        Assert.Equal(
            ["FILE_08", "ULN_01", "ETHNICITY_C", "LLDD_C", "SEX_C"], underTest.Judge().Findings.Select(finding => finding.RuleId));
    }

    [Fact]
    public void A_return_of_20_000_rows_is_judged_to_the_same_result_twice()
    {
        var file = ReturnBuilder.Enrolment(20_000, ReturnUnderTest.Ukprn.ToString(), ReturnUnderTest.Hnc, new Quarter(2026, 3), new DateOnly(2027, 1, 5), ReturnUnderTest.Start, ReturnUnderTest.PlannedEnd);
        using var stream = file.ToStream();
        var underTest = ReturnUnderTest.Enrolment();

        var judgement = underTest.Judge(stream);
        stream.Position = 0;
        var again = underTest.Judge(stream);

        Assert.Empty(judgement.Findings);
        Assert.Equal(20_000, judgement.Enrolments.Count);
        Assert.Equal(judgement.Enrolments, again.Enrolments);
    }
}
