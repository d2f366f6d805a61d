using System.Text;
using System.Text.Json;
using Pilot.Reporting.Returns;
using Pilot.Tests.Returns.Rules;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

public class ReceiptTests
{
    private static ReceiptOrigin Origin(ReturnUnderTest underTest, int? number = 7) => new(
        number, 1, ReturnUnderTest.Ukprn, underTest.FileName, new string('a', 64), new DateTimeOffset(2027, 1, 7, 12, 0, 0, TimeSpan.Zero), null);

    private static Receipt ReceiptOf(ReturnUnderTest underTest) => Receipt.Of(underTest.Judge(), Origin(underTest), underTest.Settings);

    [Fact]
    public void ULN_01_names_the_temporary_number_which_is_nobodys()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("uln", "9999999999");

        Assert.Equal("The unique learner number is the temporary one, 9999999999.", Assert.Single(ReceiptOf(underTest).Violations).Message);
    }

    [Fact]
    public void It_holds_status_counts_and_amounts_in_snake_case()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(0, "claim_start_gbp", 1350m).With(1, "claim_start_gbp", 0.50m).With(1, "sex", "X").With(2, "uln", "9999999999");

        using var json = JsonDocument.Parse(ReceiptOf(underTest).ToJson());

        var root = json.RootElement;
        Assert.Equal("PARTLY_ACCEPTED", root.GetProperty("status").GetString());
        Assert.Equal(("ENR", "2026Q3", "October to December 2026 (2026-27 Q3)"),
            (root.GetProperty("kind").GetString(), root.GetProperty("period").GetString(), root.GetProperty("period_words").GetString()));
        Assert.Equal(7, root.GetProperty("submission").GetInt32());
        var counts = root.GetProperty("counts");
        Assert.Equal((3, 2, 1, 1), (counts.GetProperty("rows").GetInt32(), counts.GetProperty("accepted").GetInt32(), counts.GetProperty("rejected").GetInt32(), counts.GetProperty("warnings").GetInt32()));
        Assert.Equal(1350.50m, root.GetProperty("amounts").GetProperty("claimed_gbp").GetDecimal());
        Assert.Equal(1350m, root.GetProperty("amounts").GetProperty("accepted_gbp").GetDecimal());
        Assert.Equal("2027-01-20", root.GetProperty("due_on").GetString());
        var violation = root.GetProperty("violations")[0];
        Assert.Equal(("SEX_C", "E", "Data", 3, "D3", "Sex", "X"), (
            violation.GetProperty("rule").GetString(), violation.GetProperty("severity").GetString(), violation.GetProperty("sheet").GetString(),
            violation.GetProperty("row").GetInt32(), violation.GetProperty("cell").GetString(), violation.GetProperty("label").GetString(), violation.GetProperty("value").GetString()));
    }

    [Fact]
    public void It_says_by_when_the_return_is_due()
    {
        var receipt = ReceiptOf(ReturnUnderTest.Enrolment());

        Assert.Equal("The return for October to December 2026 (2026-27 Q3) is due by 20 January 2027, 23:59:59 London time.", receipt.Deadline);
        Assert.Equal("The return was accepted in full: 3 rows.", receipt.StatusWords);
    }

    [Fact]
    public void It_masks_personal_values()
    {
        var underTest = ReturnUnderTest.Enrolment();
        var wrong = SampleUlns.WithWrongCheckDigit(1);
        underTest.Set("uln", wrong);
        var receipt = ReceiptOf(underTest);

        Assert.DoesNotContain(wrong, Encoding.UTF8.GetString(receipt.ToJson()), StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, Encoding.UTF8.GetString(receipt.ViolationsCsv()), StringComparison.Ordinal);
        Assert.Contains("(not shown)", Encoding.UTF8.GetString(receipt.ToJson()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_csv_begins_with_a_byte_order_mark_and_no_cell_begins_a_formula()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("sex", "=cmd|' /c calc'!A0,\"x\"");

        var csv = ReceiptOf(underTest).ViolationsCsv();

        Assert.Equal([0xEF, 0xBB, 0xBF], csv[..3]);
        var lines = Encoding.UTF8.GetString(csv[3..]).Split("\r\n");
        Assert.StartsWith("rule,severity,sheet,row,cell,learner_ref,column,label,value,message,fix", lines[0], StringComparison.Ordinal);
        Assert.Contains(",\"'=cmd|' /c calc'!A0,\"\"x\"\"\",", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void It_reads_back_as_it_was_written()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("sex", "X");
        var json = ReceiptOf(underTest).ToJson();

        Assert.Equal(json, Receipt.FromJson(json).ToJson());
    }

    [Fact]
    public void It_is_written_as_the_serializer_that_reads_it_would_write_it()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.Set("sex", "X");
        var judged = Receipt.Of(underTest.Judge(), Origin(underTest) with { JudgedAt = new DateTimeOffset(2027, 1, 7, 12, 0, 1, 250, TimeSpan.Zero) }, underTest.Settings);

        foreach (var receipt in new[] { judged, judged with { DuplicateOf = 3, Interim = true, Late = true }, Receipt.OfDuplicate(Origin(underTest, null), 7, underTest.Settings) })
        {
            Assert.Equal(JsonSerializer.Serialize(receipt, Receipt.JsonOptions) + "\n", Encoding.UTF8.GetString(receipt.ToJson()));
        }
    }

    [Fact]
    public void FILE_10_a_file_received_before_points_to_the_first_submission()
    {
        var underTest = ReturnUnderTest.Enrolment();

        var receipt = Receipt.OfDuplicate(Origin(underTest, 9), 7, underTest.Settings);

        Assert.Equal(("DUPLICATE", 7), (receipt.Status, receipt.DuplicateOf));
        Assert.Equal("FILE_10", Assert.Single(receipt.Violations).Rule);
    }

    [Fact]
    public void A_file_that_could_not_be_processed_is_answered_too()
    {
        var underTest = ReturnUnderTest.Enrolment();

        var receipt = Receipt.OfFailure(Origin(underTest), underTest.Settings);

        Assert.Equal(("FAILED", "Sandpit College"), (receipt.Status, receipt.ProviderName));
    }

    [Fact]
    public void A_dry_run_has_no_submission_number()
    {
        var underTest = ReturnUnderTest.Enrolment();

        using var json = JsonDocument.Parse(Receipt.Of(underTest.Judge(), Origin(underTest, null), underTest.Settings).ToJson());

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("submission").ValueKind);
    }
}
