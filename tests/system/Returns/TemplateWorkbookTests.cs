using System.Diagnostics;
using ClosedXML.Excel;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

public sealed partial class TemplateWorkbookTests
{
    [Theory]
    [InlineData(ReturnKind.Enrolment)]
    [InlineData(ReturnKind.Completion)]
    public void Returns_3_a_template_filled_in_and_sent_gives_no_finding(ReturnKind kind)
    {
        var underTest = SituationOf(kind);

        var judgement = underTest.Judge(Written(Content(underTest, kind) with { Filling = Filling(underTest) }));

        Assert.Empty(judgement.Findings);
        Assert.Equal(SubmissionStatus.Accepted, judgement.Status);
        Assert.Equal(underTest.File.Count, judgement.AcceptedRows);
        Assert.Equal(underTest.Judge().Enrolments.Select(enrolment => enrolment.Enrolment), judgement.Enrolments.Select(enrolment => enrolment.Enrolment));
        Assert.Equal(underTest.Judge().Completions.Select(completion => completion.Completion), judgement.Completions.Select(completion => completion.Completion));
    }

    [Fact]
    public void Returns_3_claims_are_added_up_without_rows_reported_in_error()
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(0, "claim_start_gbp", 1350.25m).With(1, "claim_start_gbp", 1000m).With(2, "claim_start_gbp", 77m).With(2, "reported_in_error", "Y");

        var judgement = underTest.Judge(Written(Content(underTest, ReturnKind.Enrolment) with { Filling = Filling(underTest) }));

        Assert.Empty(judgement.Findings);
        Assert.Equal(2350.25m, judgement.ClaimedGbp);
    }

    [Fact]
    public void Returns_3_a_template_without_rows_is_nil()
    {
        var underTest = ReturnUnderTest.Enrolment();
        var filling = Filling(underTest) with { Rows = [] };

        var judgement = underTest.Judge(Written(Content(underTest, ReturnKind.Enrolment) with { Filling = filling }));

        Assert.Empty(judgement.Findings);
        Assert.True(judgement.Declaration.Nil);
    }

    [Theory]
    [InlineData(ReturnKind.Enrolment)]
    [InlineData(ReturnKind.Completion)]
    public void DECL_13_is_all_that_is_found_in_a_template_filled_in_by_a_program_that_does_not_calculate(ReturnKind kind)
    {
        var underTest = SituationOf(kind);

        var judgement = underTest.Judge(new MemoryStream(TypedIn(underTest, kind)));

        Assert.Equal(["DECL_13", "DECL_13"], judgement.Findings.Select(finding => finding.RuleId));
        Assert.Equal(["data_row_count", "claimed_total_gbp"], judgement.Findings.Select(finding => finding.Column));
        Assert.Equal(underTest.File.Count, judgement.AcceptedRows);
    }

    [LibreOfficeTheory]
    [InlineData(ReturnKind.Enrolment)]
    [InlineData(ReturnKind.Completion)]
    public void Returns_3_the_totals_work_themselves_out_when_the_template_is_filled_in(ReturnKind kind)
    {
        var underTest = SituationOf(kind);
        var claim = kind == ReturnKind.Enrolment ? "claim_start_gbp" : "claim_outcome_gbp";
        underTest.File.With(0, claim, 600.33m).With(1, claim, 599.99m).With(1, "reported_in_error", "Y");

        var judgement = underTest.Judge(new MemoryStream(SavedByLibreOffice(TypedIn(underTest, kind))));

        Assert.Empty(judgement.Findings);
        Assert.Equal((underTest.File.Count, 600.33m), (judgement.Declaration.DataRowCount, judgement.Declaration.ClaimedTotalGbp));
    }

    [LibreOfficeFact]
    public void Returns_3_a_row_without_its_learner_reference_and_one_with_an_error_value_are_counted_as_well()
    {
        var underTest = ReturnUnderTest.Enrolment();
        var template = TypedIn(underTest, ReturnKind.Enrolment, sheet =>
        {
            sheet.Cell(4, 1).Clear(XLClearOptions.Contents);
            sheet.Cell(5, 4).FormulaA1 = "NA()";
        });

        var judgement = underTest.Judge(new MemoryStream(SavedByLibreOffice(template)));

        Assert.Equal(3, judgement.Declaration.DataRowCount);
        Assert.Equal(["LEARNER_REF_M", "SEX_D"], judgement.Findings.Select(finding => finding.RuleId));
    }

    [LibreOfficeTheory]
    [InlineData("a row put in above the first learner")]
    [InlineData("an export with one row of headings pasted over both")]
    [InlineData("the row of labels deleted")]
    [InlineData("no-break spaces below the learners and around a claim")]
    public void Returns_3_the_totals_are_right_whatever_people_do_to_the_rows(string change)
    {
        var underTest = ReturnUnderTest.Enrolment();
        underTest.File.With(0, "claim_start_gbp", 600.33m).With(2, "claim_start_gbp", 1000m);
        var template = TypedIn(underTest, ReturnKind.Enrolment, sheet => Change(sheet, change));

        var judgement = underTest.Judge(new MemoryStream(SavedByLibreOffice(template)));

        Assert.Empty(judgement.Findings);
        Assert.Equal((underTest.File.Count, 1600.33m), (judgement.Declaration.DataRowCount, judgement.Declaration.ClaimedTotalGbp));
    }

    private static void Change(IXLWorksheet sheet, string change)
    {
        switch (change[..3])
        {
            case "a r":
                sheet.Row(3).InsertRowsAbove(1);
                sheet.Range("A6:Y6").CopyTo(sheet.Cell("A3"));
                sheet.Row(6).Delete();
                break;
            case "an ":
                foreach (var cell in sheet.Range("A1:Y5").Cells())
                {
                    cell.Value = sheet.Cell(cell.Address.RowNumber + 1, cell.Address.ColumnNumber).Value;
                }

                break;
            case "the":
                sheet.Row(1).Delete();
                break;
            default:
                sheet.Cell("D9").Value = "\u00A0";
                sheet.Cell("W3").Value = "\u00A0£600.33\u00A0";
                sheet.Cell("W4").Value = 1000m;
                sheet.Cell("Y4").Value = "\u00A0y";
                break;
        }
    }

    private static ReturnUnderTest SituationOf(ReturnKind kind) => kind == ReturnKind.Enrolment ? ReturnUnderTest.Enrolment() : ReturnUnderTest.Completion();

    private static TemplateContent Content(ReturnUnderTest underTest, ReturnKind kind) =>
        TemplateContent.Of(underTest.Settings, ReturnUnderTest.Ukprn, underTest.Period, kind);

    private static TemplateEntries Filling(ReturnUnderTest underTest) => new()
    {
        PreparedOn = underTest.Today.AddDays(-2),
        CertifierName = "A Certifier",
        CertifierRole = "Principal",
        Rows = [.. Enumerable.Range(0, underTest.File.Count).Select(row => RowOf(underTest, row))],
    };

    private static Dictionary<string, object> RowOf(ReturnUnderTest underTest, int row) => underTest.File.Template.Columns
        .Select(column => (column.Name, Value: underTest.File.Value(row, column.Name)))
        .Where(pair => pair.Value is not null)
        .ToDictionary(pair => pair.Name, pair => pair.Value!);

    private static MemoryStream Written(TemplateContent content)
    {
        var stream = new MemoryStream();
        TemplateWorkbook.Write(content, stream);
        stream.Position = 0;
        return stream;
    }

    /// <summary>The empty template, opened and filled in cell by cell as a person does it.</summary>
    private static byte[] TypedIn(ReturnUnderTest underTest, ReturnKind kind, Action<IXLWorksheet>? change = null)
    {
        using var workbook = new XLWorkbook(Written(Content(underTest, kind)));
        var filling = Filling(underTest);
        var declaration = workbook.Worksheet("Declaration");
        Dictionary<string, object> entries = new()
        {
            ["prepared_on"] = filling.PreparedOn,
            ["certifier_name"] = filling.CertifierName,
            ["certifier_role"] = filling.CertifierRole,
            ["certified_on"] = filling.PreparedOn,
        };
        foreach (var (key, value) in entries)
        {
            Set(declaration.Cell(declaration.Column(1).CellsUsed().Single(cell => cell.GetString() == key).Address.RowNumber, 2), value);
        }

        var data = workbook.Worksheet("Data");
        for (var row = 0; row < filling.Rows.Count; row++)
        {
            foreach (var cell in data.Row(2).CellsUsed().Where(cell => filling.Rows[row].ContainsKey(cell.GetString())))
            {
                Set(data.Cell(3 + row, cell.Address.ColumnNumber), filling.Rows[row][cell.GetString()]);
            }
        }

        change?.Invoke(data);
        using var saved = new MemoryStream();
        workbook.SaveAs(saved);
        return saved.ToArray();
    }

    private static void Set(IXLCell cell, object value) =>
        cell.Value = value is DateOnly date ? date.ToDateTime(TimeOnly.MinValue) : value;

    private static List<string[]> Rows(IXLWorksheet sheet) => [.. Enumerable.Range(1, sheet.LastRowUsed().RowNumber())
        .Select(row => Enumerable.Range(1, 6).Select(column => sheet.Cell(row, column).GetString()).ToArray())];

    private static byte[] SavedByLibreOffice(byte[] workbook)
    {
        var folder = Directory.CreateTempSubdirectory("pilot-template");
        try
        {
            var file = Path.Combine(folder.FullName, "return.xlsx");
            File.WriteAllBytes(file, workbook);
            using var office = Process.Start(new ProcessStartInfo("soffice",
            [
                $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", "xlsx", "--outdir", Path.Combine(folder.FullName, "saved"), file,
            ])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Assert.True(office.WaitForExit(TimeSpan.FromMinutes(3)), "LibreOffice did not finish.");
            return File.ReadAllBytes(Path.Combine(folder.FullName, "saved", "return.xlsx"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
