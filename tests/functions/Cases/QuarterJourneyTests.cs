using System.Text.Json;
using ClosedXML.Excel;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Cases;

/// <summary>
/// A quarter as it really goes: a college sends what its system gave, gets it back checked, mends the cells that are named there, and
/// sends the checked copy itself.
/// </summary>
public sealed class QuarterJourneyTests
{
    private const string FirstDay = "2027-01-06";
    private const string NextDay = "2027-01-07";
    private static readonly Quarter Q3 = new(2026, 3);
    private static readonly DateOnly PreparedOn = new(2027, 1, 5);
    private static readonly DateOnly Start = new(2026, 9, 14);
    private static readonly DateOnly PlannedEnd = new(2027, 6, 25);

    [Fact]
    public async Task A_return_mended_from_its_checked_copy_alone_is_accepted_and_paid()
    {
        using var pilot = new CommandLineRunner();
        await pilot.SettingsAsync(Small());

        var enrolments = await pilot.IngestAsync(Enrolments(), FirstDay);
        var completions = await pilot.IngestAsync(Completions(), FirstDay);

        Assert.Equal("PARTLY_ACCEPTED", Status(enrolments));
        Assert.Equal("PARTLY_ACCEPTED", Status(completions));
        Assert.Equal(["DATE_01", "ORIGINAL_START_DATE_M", "SEX_C", "ULN_D", "ULN_D"], Rules(enrolments));

        var mended = await MendAsync(pilot, enrolments, DoWhatItSays);
        var completionsMended = await MendAsync(pilot, completions, TakeBack);

        Assert.Equal("ACCEPTED", Status(mended));
        Assert.Equal("ACCEPTED", Status(completionsMended));
        Assert.Equal(["DATE_01", "ULN_01", "ULN_01"], Rules(mended));
        Assert.Empty(Rules(completionsMended));
        var line = CommandLineRunner.Line(await pilot.RunAsync(NextDay, "run", Q3.Id), College);
        Assert.Equal((7, 7), (line.GetProperty("starts").GetInt32(), line.GetProperty("qualifying_starts_quarter").GetInt32()));
        Assert.Equal(9_450.00m, line.GetProperty("earned_quarter").GetDecimal());
    }

    /// <summary>What the checked copy says to do, done.</summary>
    private static void DoWhatItSays(string rule, IXLWorksheet sheet, string cell)
    {
        switch (rule)
        {
            case "ORIGINAL_START_DATE_M":
                sheet.Cell(cell).SetValue("14/09/2026");
                break;
            case "SEX_C":
                sheet.Cell(cell).SetValue("F");
                break;
            case "ULN_D":
                sheet.Cell(cell).SetValue(Uln.Temporary);
                break;
            default:
                Assert.Contains(rule, new[] { "DATE_01", "FILE_09" });
                break;
        }
    }

    /// <summary>The withdrawal was a mistake: the row is taken back.</summary>
    private static void TakeBack(string rule, IXLWorksheet sheet, string cell)
    {
        if (rule == "FILE_09")
        {
            return;
        }

        Assert.Equal("OUT_01", rule);
        var inError = sheet.Row(1).CellsUsed().Single(heading => heading.GetString() == "reported_in_error").Address.ColumnNumber;
        sheet.Cell(sheet.Cell(cell).Address.RowNumber, inError).SetValue("Y");
    }

    /// <summary>A January starter, a re-enrolment after a break, two learners whose numbers have not come, and a word where a code should be.</summary>
    private static ReturnBuilder Enrolments()
    {
        var file = ReturnBuilder.Enrolment(8, College.ToString(), Hnc, Q3, PreparedOn, Start, PlannedEnd);
        return file.With(0, "start_date", new DateOnly(2027, 1, 4)).With(0, "planned_end_date", new DateOnly(2027, 12, 17))
            .Copy(1).With(8, "start_date", new DateOnly(2026, 11, 9)).With(8, "restart", "Y")
            .With(2, "uln", "TBC").With(3, "uln", "applied for").With(4, "sex", "Female");
    }

    /// <summary>The break of the one who came back, and a withdrawal that never was: the learner had only passed a unit early.</summary>
    private static ReturnBuilder Completions() => new ReturnBuilder(ReturnTemplate.Completion, College.ToString(), Q3, PreparedOn)
        .AddRow().With(0, "learner_ref", ReturnBuilder.LearnerRef(1)).With(0, "aim_ref", Hnc).With(0, "start_date", Start).With(0, "comp_status", 6)
        .With(0, "actual_end_date", new DateOnly(2026, 10, 30)).With(0, "outcome", 3)
        .AddRow().With(1, "learner_ref", ReturnBuilder.LearnerRef(5)).With(1, "aim_ref", Hnc).With(1, "start_date", Start).With(1, "comp_status", 3)
        .With(1, "withdraw_reason", 98).With(1, "actual_end_date", new DateOnly(2026, 10, 2)).With(1, "outcome", 1).With(1, "achievement_date", new DateOnly(2026, 10, 2))
        .With(1, "grade", "PA").With(1, "credits_achieved", 120).With(1, "achievement_evidence_ref", "AC/1");

    /// <summary>Opens the checked copy, changes the cells that its first sheet names, and sends it under the name that it has.</summary>
    private static async Task<JsonElement> MendAsync(CommandLineRunner pilot, JsonElement receipt, Action<string, IXLWorksheet, string> mend)
    {
        var folder = Path.Combine(pilot.Data, "receipts", College.ToString(), receipt.GetProperty("submission").GetRawText());
        var copy = Directory.GetFiles(folder, "*-checked.xlsx").Single();
        using (var workbook = new XLWorkbook(copy))
        {
            var result = workbook.Worksheet(CheckedWorkbook.SheetName);
            var heading = result.Column(1).CellsUsed().Single(cell => cell.GetString() == "Rule").Address.RowNumber;
            for (var row = heading + 1; !result.Cell(row, 1).IsEmpty(); row++)
            {
                var rule = result.Cell(row, 1).GetString();
                mend(rule, result.Cell(row, 3).GetString() is { Length: > 0 } sheet ? workbook.Worksheet(sheet) : result, result.Cell(row, 4).GetString());
            }

            workbook.SaveAs(copy);
        }

        return await pilot.RunAsync(NextDay, "ingest", copy);
    }

    private static string? Status(JsonElement receipt) => receipt.GetProperty("status").GetString();

    private static IEnumerable<string?> Rules(JsonElement receipt) => receipt.GetProperty("violations").EnumerateArray()
        .Select(element => element.GetProperty("rule").GetString()).Where(rule => rule != "FILE_09").Order(StringComparer.Ordinal);
}
