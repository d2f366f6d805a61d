using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns.Rules;

/// <summary>One case for each file rule that fires it, and one at its boundary that does not.</summary>
public static class FileRuleCases
{
    public static IEnumerable<RuleCase> All()
    {
        var list = new RuleCaseList(ReturnUnderTest.Enrolment);
        Files(list);
        Declarations(list);
        Dates(list);
        return list.Cases;
    }

    private static void Files(RuleCaseList list)
    {
        list.Fires("FILE_06", "no sheet Declaration", s => s.File.DeclarationSheet = null);
        list.Fires("FILE_06", "no sheet Data", s => s.File.DataSheet = null);
        list.Fires("FILE_06", "headings in row 21", s => s.File.HeaderAt = 21);
        list.Not("FILE_06", "headings in row 20", s => s.File.HeaderAt = 20);
        list.Not("FILE_06", "sheet names in capitals, labels as headings, names in a second row", s =>
        {
            (s.File.DeclarationSheet, s.File.DataSheet) = ("DECLARATION", "DATA");
            (s.File.UseLabels, s.File.WithLabelRow) = (true, true);
        });
        list.Fires("FILE_07", "a column that is always given is missing", s => s.File.LeaveOutColumn("sex"));
        list.Fires("FILE_07", "the same column twice", s => s.File.RepeatColumn("sex"));
        list.Not("FILE_07", "columns that may be blank are left out", s =>
            s.File.LeaveOutColumn("credits_planned").LeaveOutColumn("original_start_date").LeaveOutColumn("reported_in_error").LeaveOutColumn("claim_start_gbp"));
        list.Fires("FILE_08", "a column of one's own", s => s.File.AddColumn("Tutor group", "A"));
        list.Fires("FILE_08", "a sheet of one's own", s => s.File.AddSheet("Notes", ["a"]));
        list.Fires("FILE_08", "values without a heading", s => s.File.AddColumn("", "A"));
        list.Not("FILE_08", "the template's own sheets", s => s.File.AddSheet("Codes", ["a"]).AddSheet("Guidance", ["a"]).AddSheet("Check result", ["a"]));
        list.Fires("FILE_09", "another name", s => s.FileName = "our return.xlsx");
        list.Fires("FILE_09", "another UKPRN", s => s.FileName = "MTHTQ-ENR-10000002-2026Q3-20270105-093000.xlsx");
        list.Fires("FILE_09", "another period", s => s.FileName = "MTHTQ-ENR-10000001-2026Q2-20270105-093000.xlsx");
        list.Fires("FILE_09", "another template", s => s.FileName = "MTHTQ-CMP-10000001-2026Q3-20270105-093000.xlsx");
        list.Fires("FILE_09", "no such time", s => s.FileName = "MTHTQ-ENR-10000001-2026Q3-20270105-253000.xlsx");
        list.Not("FILE_09", "a checked copy", s => s.FileName = "returns/10000001/mthtq-enr-10000001-2026q3-20270105-093000-checked.XLSX");
        list.Fires("ROW_01", "a note under the table", s => s.File.AddRow().With(3, "learner_ref", "Source: our own system"));
        list.Fires("ROW_01", "a total under the table", s => s.File.AddRow().With(3, "learner_ref", "Total").With(3, "claim_start_gbp", 0).Declare("data_row_count", 4));
        list.Fires("ROW_01", "the headings again", s => AddHeadings(s.File));
        list.Fires("ROW_01", "formulas that found nothing", s => s.File.AddRow().With(3, "uln", 0).With(3, "aim_ref", 0).With(3, "start_date", 0).With(3, "mode", "FT").Declare("data_row_count", 3));
        list.Not("ROW_01", "a learner without a reference", s => s.File.With(0, "learner_ref", null), "LEARNER_REF_M");
        list.Not("ROW_01", "a learner of whom the start date alone is given", s => s.File.With(0, "uln", null).With(0, "aim_ref", null), "ULN_M", "AIM_REF_M");
        list.Fires("ROW_02", "a learner above the headings", s =>
        {
            s.File.HeaderAt = 2;
            s.File.Above = [.. Enumerable.Range(0, s.File.Template.Columns.Count).Select(i => s.File.Value(0, s.File.Template.Columns[i].Name))];
        });
        list.Not("ROW_02", "a title above the headings", s =>
        {
            s.File.HeaderAt = 3;
            s.File.Above = ["Sandpit College", "2026-27 Q3"];
        });
        list.Fires("FILE_11", "a link to another workbook", s => s.File.ExternalLink = true);
        list.Not("FILE_11", "no link", s => s.File.ExternalLink = false);
    }

    private static void AddHeadings(ReturnBuilder file)
    {
        file.AddRow();
        foreach (var column in file.Template.Columns)
        {
            file.With(3, column.Name, column.Label);
        }

        file.Declare("data_row_count", 3).Declare("claimed_total_gbp", 0);
    }

    private static void Declarations(RuleCaseList list)
    {
        foreach (var key in new[] { "provider_name", "submission_kind", "prepared_on", "data_row_count", "claimed_total_gbp" })
        {
            list.Fires("DECL_01", $"no {key}", s => s.File.Declare("data_row_count", 3).Declare("claimed_total_gbp", 0).LeaveOutKey(key));
        }

        list.Fires("DECL_01", "submission_kind is neither", s => s.Declare("submission_kind", "SOME"));
        list.Fires("DECL_01", "prepared_on is no date", s => s.Declare("prepared_on", "soon"));
        list.Fires("DECL_01", "data_row_count is a fraction", s => s.Declare("data_row_count", 2.5));
        list.Fires("DECL_01", "claimed_total_gbp is a word", s => s.Declare("claimed_total_gbp", "none"));
        list.Fires("DECL_01", "two row counts, the first of them wrong", s => s.File.Declare("data_row_count", 7).Declare("Data row count", 3));
        list.Fires("DECL_01", "an Excel error for a total", s => s.Declare("claimed_total_gbp", EdgeCaseCell.Error("#REF!")));
        list.Not("DECL_01", "every value as text", s =>
        {
            s.File.Declare("submission_kind", "full").Declare("prepared_on", "05/01/2027").Declare("certified_on", "2027-01-05");
            s.File.Declare("data_row_count", "3").Declare("claimed_total_gbp", "0.00").Declare("ukprn", 10000001).Declare("period", "2026-27 q3");
        });
        list.Fires("DECL_14", "a later quarter's return holds all rows", s => s.LaterHoldsAll());
        list.Not("DECL_14", "no later quarter's return", s => s.Later = null);
        list.Fires("DECL_02", "another template", s => s.Declare("template", "MTHTQ-SETTINGS"));
        list.Fires("DECL_02", "another version", s => s.Declare("template_version", 2));
        list.Fires("DECL_02", "no template", s => s.File.LeaveOutKey("template"));
        list.Not("DECL_02", "the version as text, the template in small letters", s => s.File.Declare("template_version", "1").Declare("template", "mthtq-enr"));
        list.Fires("DECL_03", "malformed", s => s.Declare("ukprn", "1000000"));
        list.Fires("DECL_03", "missing", s => s.File.LeaveOutKey("ukprn"));
        list.Fires("DECL_03", "not a pilot provider", s =>
        {
            s.Declare("ukprn", "10000009");
            s.Folder = null;
        }, "FILE_09");
        list.Fires("DECL_03", "not the folder's", s => s.Folder = ReturnUnderTest.OtherUkprn);
        list.Not("DECL_03", "no folder", s => s.Folder = null);
        list.Fires("DECL_06", "one row fewer declared", s => s.Declare("data_row_count", 2));
        list.Fires("DECL_06", "a penny less declared", s =>
        {
            s.Set("claim_start_gbp", 1350.00m);
            s.Declare("claimed_total_gbp", 1349.99m);
        });
        list.Not("DECL_06", "to the penny, without the claim of a row reported in error", s =>
        {
            s.Set("claim_start_gbp", 1350.10m);
            s.File.With(1, "claim_start_gbp", 1.00m).With(1, "reported_in_error", "Y").Declare("claimed_total_gbp", 1350.10);
        });
        list.Fires("DECL_06", "one row more declared", s => s.Declare("data_row_count", 4));
        list.Not("DECL_06", "with the claim of a total under the table", s =>
        {
            s.Set("claim_start_gbp", 1350m);
            s.File.AddRow().With(3, "learner_ref", "Total").With(3, "claim_start_gbp", 1350m).Declare("data_row_count", 3).Declare("claimed_total_gbp", 2700m);
        }, "ROW_01");
        list.Not("DECL_06", "a claim that cannot be read leaves the sum open", s =>
        {
            s.Set("claim_start_gbp", 1.001m);
            s.Declare("claimed_total_gbp", 5);
        }, "CLAIM_START_GBP_D");
        list.Fires("DECL_07", "no name", s => s.Declare("certifier_name", null));
        list.Fires("DECL_07", "no role", s => s.File.LeaveOutKey("certifier_role"));
        list.Fires("DECL_07", "no date", s => s.Declare("certified_on", "yesterday"));
        list.Fires("DECL_07", "certified the day before it was prepared", s => s.Declare("certified_on", new DateOnly(2027, 1, 4)));
        list.Not("DECL_07", "certified on the day after", s => s.Declare("certified_on", new DateOnly(2027, 1, 6)));
        list.Fires("DECL_08", "NIL with rows", s => s.Declare("submission_kind", "NIL"));
        list.Fires("DECL_08", "FULL without rows", s => s.File.Clear());
        list.Not("DECL_08", "NIL without rows", s => s.File.Clear().Declare("submission_kind", "NIL"));
        list.Fires("DECL_11", "NIL although rows are held", s =>
        {
            s.File.Clear().Declare("submission_kind", "NIL");
            s.Hold(0, ReturnUnderTest.Hnc);
        });
        list.Fires("DECL_11", "NIL although two rows are held", s =>
        {
            s.File.Clear().Declare("submission_kind", "NIL");
            s.Hold(0, ReturnUnderTest.Hnc);
            s.Hold(1, ReturnUnderTest.Hnc);
        });
        list.Not("DECL_11", "FULL although rows are held", s => s.Hold(0, ReturnUnderTest.Hnc));
        list.Fires("DECL_13", "a count that was never calculated", s => s.Declare("data_row_count", EdgeCaseCell.Uncalculated));
        list.Fires("DECL_13", "a sum that was never calculated", s => s.Declare("claimed_total_gbp", EdgeCaseCell.Uncalculated));
        list.Not("DECL_13", "both have values", s => s.File.Declare("data_row_count", 3).Declare("claimed_total_gbp", 0));
    }

    private static void Dates(RuleCaseList list)
    {
        var quarter = new Quarter(2026, 3);
        list.Fires("DECL_04", "no quarter", s => s.Declare("period", "Autumn"));
        list.Fires("DECL_04", "not in the calendar", s => s.Settings = s.Settings with { Calendar = [.. s.Settings.Calendar.Where(row => row.Period != quarter)] });
        list.Fires("DECL_04", "begins tomorrow", s => Opens(s, s.Today.AddDays(1)));
        list.Not("DECL_04", "begins today", s => Opens(s, s.Today));
        list.Fires("DECL_04", "before the first allocation", s =>
            s.Settings = s.Settings with { Allocations = [.. s.Settings.Allocations.Where(line => line.FundingYear.StartsIn > 2026)] });
        list.Not("DECL_04", "in the first allocation's year", s =>
            s.Settings = s.Settings with { Allocations = [.. s.Settings.Allocations.Where(line => line.FundingYear.StartsIn == 2026)] });
        list.Fires("DECL_04", "not in the calendar, and so neither late nor interim", s =>
        {
            s.Settings = s.Settings with { Calendar = [.. s.Settings.Calendar.Where(row => row.Period != quarter)] };
            Prepare(s, new DateOnly(2026, 12, 30));
        });
        list.Fires("DECL_04", "begins after the day on which it was prepared", s =>
        {
            s.Today = new DateOnly(2026, 9, 30);
            Prepare(s, s.Today);
        });
        list.Fires("DECL_04", "before the first allocation, and so not closed", s =>
        {
            s.Today = new DateOnly(2027, 3, 1);
            s.Settings = s.Settings with { Allocations = [.. s.Settings.Allocations.Where(line => line.FundingYear.StartsIn > 2026)] };
        });
        list.Fires("DECL_05", "prepared tomorrow", s => Prepare(s, s.Today.AddDays(1)));
        list.Fires("DECL_05", "prepared in another century, and so certified before", s => s.Declare("prepared_on", new DateOnly(2072, 1, 5)));
        list.Fires("DECL_05", "older than the accepted one, and so interim", s =>
        {
            s.AcceptedPreparedOn = new DateOnly(2027, 1, 5);
            Prepare(s, new DateOnly(2026, 12, 30));
        });
        list.Not("DECL_05", "prepared today", s => Prepare(s, s.Today));
        list.Fires("DECL_05", "older than the accepted one", s => s.AcceptedPreparedOn = new DateOnly(2027, 1, 6));
        list.Not("DECL_05", "as old as the accepted one", s => s.AcceptedPreparedOn = new DateOnly(2027, 1, 5));
        list.Fires("DECL_09", "the day after the due date", s => s.Today = new DateOnly(2027, 1, 21));
        list.Not("DECL_09", "on the due date", s => s.Today = new DateOnly(2027, 1, 20));
        list.Fires("DECL_10", "the day after the closing date, instead of late", s => s.Today = new DateOnly(2027, 2, 10));
        list.Not("DECL_10", "on the closing date", s => s.Today = new DateOnly(2027, 2, 9), "DECL_09");
        list.Fires("DECL_12", "prepared the day before the census date", s => Prepare(s, new DateOnly(2026, 12, 30)));
        list.Not("DECL_12", "prepared on the census date", s => Prepare(s, new DateOnly(2026, 12, 31)));
    }

    private static void Prepare(ReturnUnderTest s, DateOnly on) => s.File.Declare("prepared_on", on).Declare("certified_on", on);

    private static void Opens(ReturnUnderTest s, DateOnly on) => s.Settings = s.Settings with
    {
        Calendar = [.. s.Settings.Calendar.Select(row => row.Period == s.Period ? row with { OpensOn = on } : row)],
    };
}
