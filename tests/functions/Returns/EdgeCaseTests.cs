using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>Every file of tests/Examples gets the answer that is written beside it, and comes back as a checked copy that says the same.</summary>
public sealed class EdgeCaseTests
{
    private const string Introduction = """
        # Odd files

        Files over which a reader could stumble, each with the answer that it must get. Those with an ending lie in this folder and were written by the
        program named; the folder `making` holds the script (run once: `npm install --ignore-scripts && node make.cjs`). The others are put together when
        the tests run, in `tests/Support/Odd*.cs`, because no file kept here may hold a learner's number, date of birth or postcode. Everybody in them is
        invented. A new odd file is kept: give it a name for what is odd, and a line there. `PILOT_APPROVE=1` writes this table anew.


        """;

    public static TheoryData<string> Names => [.. EdgeCaseCatalogue.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_odd_file_gets_the_answer_that_is_expected(string name)
    {
        var file = EdgeCaseCatalogue.Find(name);
        var (underTest, bytes) = file.Make();

        var judgement = underTest.Judge(new MemoryStream(bytes));

        var said = string.Join('\n', judgement.Findings.Select(finding => $"{finding.RuleId} {finding.Sheet} {finding.Cell} {finding.Message}"));
        Assert.True(file.Rules.SequenceEqual(judgement.Findings.Select(finding => finding.RuleId)), $"expected {string.Join(' ', file.Rules)}, got:\n{said}");
        Assert.Equal(file.Status, judgement.Status);
        if (file.Status != SubmissionStatus.Rejected)
        {
            var wrong = judgement.Findings.Where(finding => finding.Severity == Severity.E).Select(finding => finding.Row).Distinct().Count();
            Assert.Equal(underTest.File.Count - wrong, judgement.AcceptedRows);
        }

        // Where every value is right in an odd form, the rows are those of the template's own form.
        if (file.Rules.Count == 0 && name is "date-cells-of-type-d" or "dates-of-1904" or "dates-in-five-notations" or "midnight-of-a-british-summer")
        {
            Assert.All(judgement.Enrolments, enrolment => Assert.Equal((ReturnUnderTest.Start, ReturnUnderTest.PlannedEnd), (enrolment.Enrolment.StartDate, enrolment.Enrolment.PlannedEndDate)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_odd_file_comes_back_checked_with_every_value_as_it_was_sent(string name)
    {
        var (underTest, bytes) = EdgeCaseCatalogue.Find(name).Make();
        var judgement = underTest.Judge(new MemoryStream(bytes));
        var result = CheckedCopies.Result([.. judgement.Findings]);
        if (judgement.Findings.Any(finding => finding.RuleId is "FILE_01" or "FILE_02" or "FILE_03" or "FILE_04" or "FILE_05"))
        {
            Assert.Throws<UnreadableFileException>(() => CheckedCopies.Check(bytes, result));
            return;
        }

        var copy = CheckedCopies.Check(bytes, result);

        var sent = Dump(bytes);
        var returned = Dump(copy);
        Assert.Equal(CheckedWorkbook.SheetName, returned[0].Sheet);
        Assert.Equal(sent.Where(sheet => !IsResult(sheet.Sheet)).Select(sheet => sheet.Sheet), returned.Skip(1).Select(sheet => sheet.Sheet));
        Assert.All(sent.Where(sheet => !IsResult(sheet.Sheet)).Zip(returned.Skip(1)), pair => Assert.Equal(pair.First.Rows, pair.Second.Rows));
        Assert.Equal(judgement.Findings, underTest.Judge(new MemoryStream(copy)).Findings);
        if (CheckedCopies.TryValidate(bytes) is { Count: 0 })
        {
            Assert.Empty(CheckedCopies.ValidationErrors(copy));
        }
    }

    [Theory]
    [InlineData("numbers-as-text")]
    [InlineData("header-on-row-7")]
    [InlineData("strict-open-xml")]
    [InlineData("formula-without-value")]
    [InlineData("extra-sheets-and-columns")]
    [InlineData("password-protected.xlsx")]
    [InlineData("csv-renamed")]
    [InlineData("truncated")]
    [InlineData("zip-bomb")]
    public async Task Ingest_answers_an_odd_file_and_sends_its_checked_copy(string name)
    {
        var file = EdgeCaseCatalogue.Find(name);
        using var pilot = new CommandLineRunner();
        var small = SettingsBuilder.Small();
        await pilot.SettingsAsync(small with { Qualifications = [small.Qualifications[0] with { AimRef = ReturnUnderTest.Hnc }, small.Qualifications[1] with { AimRef = ReturnUnderTest.Hnd }] });

        var (_, bytes) = file.Make();
        var receipt = await pilot.RunAsync("2027-01-07", "ingest", await pilot.FileAsync("return.xlsx", bytes));

        // The name that the file has here is not the recommended one.
        var rules = receipt.GetProperty("violations").EnumerateArray().Select(element => element.GetProperty("rule").GetString()!).Where(rule => rule != "FILE_09");
        Assert.Equal(file.Rules, rules);
        var status = file.Status switch { SubmissionStatus.Accepted => "ACCEPTED", SubmissionStatus.PartlyAccepted => "PARTLY_ACCEPTED", _ => "REJECTED" };
        Assert.Equal(status, receipt.GetProperty("status").GetString());
        var unopened = file.Rules.Any(rule => rule.StartsWith("FILE_0", StringComparison.Ordinal) && RuleCatalogue.Get(rule).Severity == Severity.F);
        Assert.Equal(unopened ? 0 : 1, Directory.GetFiles(Path.Combine(pilot.Data, "receipts"), "*return-checked.xlsx", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void The_README_lists_every_odd_file_and_its_answer()
    {
        var path = Path.Combine(EdgeCaseCatalogue.Folder, "README.md");
        var text = Introduction.ReplaceLineEndings("\n") + EdgeCaseCatalogue.Table();
        if (Environment.GetEnvironmentVariable("PILOT_APPROVE") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(text, File.ReadAllText(path));
        Assert.Equal(
            EdgeCaseCatalogue.All.Where(file => file.MadeBy != "by hand").Select(file => file.Name).Order(StringComparer.Ordinal),
            Directory.GetFiles(EdgeCaseCatalogue.Folder, "*.xlsx").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    private static bool IsResult(string sheet) => string.Equals(sheet, CheckedWorkbook.SheetName, StringComparison.OrdinalIgnoreCase);

    private static List<(string Sheet, List<string> Rows)> Dump(byte[] workbook)
    {
        using var file = WorkbookReader.Open(new MemoryStream(workbook), FileLimits.Default);
        return file.Sheets.Select(sheet => (sheet.Name, Rows(file, sheet))).ToList();
    }

    /// <summary>None of a sheet that nobody can read: it is handed back as it came.</summary>
    private static List<string> Rows(WorkbookReader file, SheetEntry sheet)
    {
        try
        {
            return file.ReadRows(sheet).Select(row => $"{row.Number}: {string.Join(" | ", row.Cells.ToArray().Select(cell => $"{cell}"))}").ToList();
        }
        catch (UnreadableFileException)
        {
            return [];
        }
    }
}
