using System.Text;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>Findings as people are shown them (returns.md section 2).</summary>
public sealed class ThingsToDoTests
{
    [Fact]
    public void A_hundred_findings_of_one_kind_are_one_thing_to_do()
    {
        var underTest = ReturnUnderTest.Enrolment();
        for (var learner = 3; learner < 100; learner++)
        {
            underTest.File.AddEnrolment(learner, ReturnUnderTest.Hnc, ReturnUnderTest.Start, ReturnUnderTest.PlannedEnd);
        }

        for (var row = 0; row < 100; row++)
        {
            underTest.File.With(row, "sex", "Q");
        }

        var thing = Assert.Single(RequiredActions.Of(ReceiptOf(underTest)));

        Assert.Equal(("SEX_C", 100, "Rejects 100 rows"), (thing.Rule, thing.Count, thing.Effect));
        Assert.Equal(["F (female)", "M (male)", "N (not provided)"], thing.Codes);
        Assert.Equal(20, thing.Places.Count);
        Assert.Equal("rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 90 more", thing.Rows);
    }

    [Fact]
    public void A_row_that_is_refused_brings_no_warnings()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("uln", Uln.Temporary);
        underTest.Set("sex", "N");
        underTest.Set("mode", "QQ");
        underTest.File.With(1, "sex", "N");

        var things = RequiredActions.Of(ReceiptOf(underTest));

        Assert.Equal(["MODE_C", "SEX_01"], things.Select(thing => thing.Rule));
        Assert.Equal((1, "row 3"), (things[1].Count, things[1].Rows));
    }

    [Fact]
    public void What_is_said_of_a_whole_column_is_told_although_its_first_row_is_refused()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(0, "planned_end_date", new DateOnly(2027, 9, 6)).With(1, "planned_end_date", "25/06/2027").With(2, "planned_end_date", "28/06/2027");
        underTest.Set("mode", "QQ");

        var things = RequiredActions.Of(ReceiptOf(underTest));

        Assert.Equal([("MODE_C", "row 2"), ("DATE_07", "row 2")], things.Select(thing => (thing.Rule, thing.Rows)));
    }

    [Fact]
    public void A_date_that_came_as_the_text_of_its_number_says_how_to_make_dates_of_the_column()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(0, "start_date", "46279").With(1, "start_date", "46279.0").With(2, "start_date", "46279");

        var thing = Assert.Single(RequiredActions.Of(ReceiptOf(underTest)));

        Assert.StartsWith("Select the column, choose Data, Text to Columns, Finish,", thing.Fix, StringComparison.Ordinal);
        Assert.Contains("'46279', which is the number by which Excel keeps a date, as a text", thing.Places[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_amount_of_16_digits_is_no_reference_to_be_typed_again()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("claim_start_gbp", 1234567890123456m);

        var thing = RequiredActions.Of(ReceiptOf(underTest)).Single(thing => thing.Severity == "E");

        Assert.DoesNotContain("reference", thing.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sheet_that_is_ignored_may_hold_learners()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.AddSheet("Data (2)", ["learner_ref"]);

        Assert.Contains("If it holds learners of this return, move them to the sheet Data", Assert.Single(RequiredActions.Of(ReceiptOf(underTest))).Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void What_rejects_the_file_comes_first_then_what_rejects_rows_then_the_rest()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("sex", "N");
        underTest.File.With(1, "mode", "QQ");
        underTest.Declare("data_row_count", 7);

        Assert.Equal(["DECL_06", "MODE_C", "SEX_01"], RequiredActions.Of(ReceiptOf(underTest)).Select(thing => thing.Rule));
    }

    /// <summary>One cause of every kind in one file: so many things are shown as there are things to fix.</summary>
    [Fact]
    public void No_more_things_are_shown_than_there_are_things_to_fix()
    {
        var changes = new Action<ReturnBuilder, int>[]
        {
            (file, row) => file.With(row, "sex", "Q"), (file, row) => file.With(row, "uln", "123"), (file, row) => file.With(row, "start_date", new DateOnly(2062, 9, 14)),
            (file, row) => file.With(row, "home_postcode", "B1 1A"), (file, row) => file.With(row, "aim_ref", "60399999"), (file, row) => file.With(row, "restart", "Y"),
            (file, row) => file.With(row, "planned_end_date", ReturnUnderTest.Start), (file, row) => file.With(row, "date_of_birth", ReturnUnderTest.Start), (file, row) => file.With(row, "mode", null),
            (file, row) => file.With(row, "start_evidence_ref", "N/A"), (file, row) => file.With(row, "student_funding_route", "LLE"), (file, row) => file.With(row, "claim_start_gbp", "much"),
            (file, row) => file.With(row, "employment_status", 13), (file, row) => file.With(row, "credits_planned", 500),
        };
        var underTest = ReturnUnderTest.Enrolment();
        for (var learner = 3; learner < 2 * changes.Length; learner++)
        {
            underTest.File.AddEnrolment(learner, ReturnUnderTest.Hnc, ReturnUnderTest.Start, ReturnUnderTest.PlannedEnd);
        }

        for (var row = 0; row < underTest.File.Count; row++)
        {
            changes[row % changes.Length](underTest.File, row);
        }

        underTest.Declare("claimed_total_gbp", 0);
        var things = RequiredActions.Of(ReceiptOf(underTest));

        Assert.True(things.Count <= changes.Length, string.Join('\n', things.Select(thing => $"{thing.Rule} {thing.Count}: {thing.Message}")));
        Assert.All(things, thing => Assert.Equal(2, thing.Count));
    }

    [Fact]
    public void All_findings_are_counted_and_the_first_ten_thousand_are_kept()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.Clear();
        for (var learner = 0; learner < 3_000; learner++)
        {
            underTest.File.AddEnrolment(learner, ReturnUnderTest.Hnc, ReturnUnderTest.Start, ReturnUnderTest.PlannedEnd);
            foreach (var column in new[] { "sex", "mode", "lldd", "ethnicity", "prior_attainment" })
            {
                underTest.File.With(learner, column, "?!");
            }
        }

        var receipt = ReceiptOf(underTest);

        Assert.Equal((15_000, 10_000), (receipt.ViolationsTotal, receipt.Violations.Count));
        Assert.Equal(Enumerable.Repeat(3_000, 5), receipt.Rules.Select(rule => rule.Findings));
        Assert.All(RequiredActions.Of(receipt), thing => Assert.Equal(3_000, thing.Count));
        Assert.Equal(receipt.ToJson(), Receipt.FromJson(receipt.ToJson()).ToJson());
    }

    [Fact]
    public void A_receipt_of_an_earlier_version_opens_with_what_was_called_mend()
    {
        const string Old = """
            {"receipt_version":1,"file_name":"a.xlsx","sha256":"","status":"PARTLY_ACCEPTED","status_words":"x","counts":{"rows":2,"accepted":1,"rejected":1,"warnings":1},
            "amounts":{"claimed_gbp":1,"accepted_gbp":1},"violations":[
            {"rule":"SEX_C","severity":"E","sheet":"Data","row":2,"cell":"D2","message":"Wrong.","mend":"Enter it."},
            {"rule":"SEX_01","severity":"W","sheet":"Data","row":2,"cell":"D2","message":"N.","mend":"Ask."}]}
            """;

        var receipt = Receipt.FromJson(Encoding.UTF8.GetBytes(Old));

        Assert.Equal("Enter it.", receipt.Violations[0].Fix);
        Assert.Equal(["SEX_C"], RequiredActions.Of(receipt).Select(thing => thing.Rule));
        Assert.Null(receipt.Amounts.CountsGbp);
    }

    [Theory]
    [InlineData("Jane 7212399468", "Jane (not shown)")]
    [InlineData("ULN 721 239 9468.", "ULN (not shown).")]
    [InlineData("72123\u00A099468", "(not shown)")]
    [InlineData("７２１２３９９４６８", "(not shown)")]
    [InlineData("lives at B17\u00A09QX", "lives at (not shown)")]
    [InlineData("b17-9qx", "(not shown)")]
    [InlineData("born 17th of May, 2004", "born (not shown)")]
    [InlineData("17\u201105\u20112004", "(not shown)")]
    [InlineData("20040517", "(not shown)")]
    [InlineData("1/2/98", "(not shown)")]
    [InlineData("17MAY04", "(not shown)")]
    [InlineData("may 17, 04", "(not shown)")]
    [InlineData("17.ｍａｙ.04", "(not shown)")]
    [InlineData("returns-1998-for-May-7", "returns-1998-for-May-7")]
    [InlineData("group 12 of 34, room 5-6", "group 12 of 34, room 5-6")]
    [InlineData("as at 10/01/2027", "as at 10/01/2027")]
    [InlineData("9999999999 and ZZ99 9ZZ", "9999999999 and ZZ99 9ZZ")]
    [InlineData("EV/00001-2026", "EV/00001-2026")]
    [InlineData("October to December 2026 (2026-27 Q3)", "October to December 2026 (2026-27 Q3)")]
    public void What_is_personal_is_hidden_in_every_spelling(string text, string shown) => Assert.Equal(shown, PersonalText.Masked(text));

    private static Receipt ReceiptOf(ReturnUnderTest underTest) => Receipt.Of(
        underTest.Judge(), new ReceiptOrigin(1, 1, ReturnUnderTest.Ukprn, underTest.FileName, "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch), underTest.Settings);
}
