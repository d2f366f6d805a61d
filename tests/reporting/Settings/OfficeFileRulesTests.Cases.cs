using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Settings;

/// <summary>One fault at a time, and the finding that it must draw.</summary>
public sealed partial class OfficeFileRulesTests
{
    private static readonly Dictionary<string, (string Rule, Action<OfficeBook> Change)> SettingsCases = new()
    {
        ["another template"] = ("BOOK_01", book => book.Workbook.Worksheet("Declaration").Cell(2, 2).SetValue("MTHTQ-LEDGER")),
        ["no declaration"] = ("BOOK_01", book => book.Workbook.Worksheet("Declaration").Delete()),
        ["prepared by nobody"] = ("BOOK_02", book => book.Workbook.Worksheet("Declaration").Cell(3, 2).Clear()),
        ["prepared on no date"] = ("BOOK_02", book => book.Workbook.Worksheet("Declaration").Cell(4, 2).SetValue("soon")),
        ["a sheet missing"] = ("BOOK_03", book => book.Workbook.Worksheet("Areas").Delete()),
        ["a heading missing"] = ("BOOK_04", book => book.Workbook.Worksheet("Areas").Range("B1:B2").Clear()),
        ["headings in row 21"] = ("BOOK_04", book => book.Workbook.Worksheet("Areas").Row(1).InsertRowsAbove(20)),
        ["a heading twice"] = ("BOOK_05", book => book.Workbook.Worksheet("Areas").Cell(1, 6).SetValue("council")),
        ["an unknown sheet"] = ("BOOK_06", book => book.Workbook.AddWorksheet("Notes")),
        ["an unknown column"] = ("BOOK_07", book => book.Workbook.Worksheet("Areas").Cell(1, 6).SetValue("ward")),
        ["prepared tomorrow"] = ("BOOK_08", book => book.Workbook.Worksheet("Declaration").Cell(4, 2).SetValue("2026-07-02")),
        ["a blank name"] = ("CELL_01", book => book.Blank("Providers", 3, "name")),
        ["a malformed UKPRN"] = ("CELL_02", book => book.Set("RuleOverrides", 3, "ukprn", "1000000")),
        ["a place and a half"] = ("CELL_02", book => book.Set("Qualifications", 3, "credits", 120.5)),
        ["a tenth of a penny"] = ("CELL_02", book => book.Set("Allocations", 3, "unit_rate_gbp", 3000.001)),
        ["no date"] = ("CELL_02", book => book.Set("Allocations", 3, "approved_on", "31/06/2026")),
        ["a percentage as a share"] = ("CELL_02", book => book.Set("Calendar", 3, "tolerance_pct", 0.15)),
        ["no postcode"] = ("CELL_02", book => book.Set("Areas", 3, "postcode", "Birmingham")),
        ["a council of 61 letters, which no table has room for"] = ("CELL_02", book => book.Set("Areas", 3, "council", new string('a', 61))),
        ["no email address"] = ("CELL_02", book => book.Set("Contacts", 3, "email", "olive")),
        ["a scheme date that is none"] = ("CELL_02", book => book.Set("Scheme", book.RowOf("Scheme", "lle_from"), "value", "January")),
        ["an unknown kind"] = ("CELL_03", book => book.Set("Providers", 3, "kind", "SCHOOL")),
        ["neither yes nor no"] = ("CELL_03", book => book.Set("Areas", 3, "in_wmca", "maybe")),
        ["a negative rate"] = ("CELL_04", book => book.Set("Allocations", 3, "unit_rate_gbp", -0.01)),
        ["a negative quarter"] = ("CELL_04", book => book.Set("Allocations", 3, "profile_gbp_q1", -1)),
        ["negative places"] = ("CELL_04", book => book.Set("Allocations", 3, "places", -1)),
        ["a tolerance over 100"] = ("CELL_05", book => book.Set("Calendar", 3, "tolerance_pct", 100.1)),
        ["a date in another century"] = ("CELL_05", book => book.Set("Allocations", 3, "approved_on", new DateOnly(1999, 12, 31))),
        ["an Excel error"] = ("CELL_06", book =>
        {
            book.Evaluate = true;
            book.Cell("Allocations", 3, "places").FormulaA1 = "1/0";
        }
        ),
        ["a formula not calculated"] = ("CELL_06", book => book.Cell("Allocations", 3, "places").FormulaA1 = "10+10"),
        ["a provider twice"] = ("SET_01", book => book.Copy("Providers", 3, 6)),
        ["an allocation twice"] = ("SET_01", book => book.Copy("Allocations", 3, 15)),
        ["a period twice"] = ("SET_01", book => book.Copy("Calendar", 9, 10)),
        ["a key of the scheme twice"] = ("SET_01", book => book.Copy("Scheme", 3, 40)),
        ["an area twice"] = ("SET_01", book => book.Copy("Areas", 3, 8)),
        ["an unknown provider"] = ("SET_02", book => book.Set("Allocations", 3, "ukprn", "10000009")),
        ["an unknown provider of a contact"] = ("SET_02", book => book.Set("Contacts", 4, "ukprn", "10000009")),
        ["an unknown qualification"] = ("SET_03", book =>
        {
            book.Workbook.Worksheet("Qualifications").Row(4).Delete();
            foreach (var row in new[] { 5, 9, 13 })
            {
                book.Set("Allocations", row, "qualification", "HNC");
                book.Set("Allocations", row, "funding_year", "2028-29");
                book.Set("Allocations", row + 1, "qualification", "HNC");
                book.Set("Allocations", row + 1, "funding_year", "2029-30");
            }

            book.Set("Allocations", 5, "qualification", "HND");
        }
        ),
        ["profile money a penny short"] = ("SET_04", book => book.Set("Allocations", 3, "allocation_gbp", 27_000.01)),
        ["profile starts one short"] = ("SET_05", book => book.Set("Allocations", 3, "places", 21)),
        ["opening on the same day"] = ("SET_06", book => book.Set("Calendar", 4, "opens_on", new DateOnly(2026, 7, 1))),
        ["due on the census date"] = ("SET_07", book => book.Set("Calendar", 3, "due_on", new DateOnly(2026, 9, 30))),
        ["closed the day before it is due"] = ("SET_08", book => book.Set("Calendar", 3, "closes_on", new DateOnly(2026, 10, 19))),
        ["an unknown key"] = ("SET_11", book => book.Set("Scheme", book.RowOf("Scheme", "disclosure_base"), "key", "disclosure_basis")),
        ["a key missing"] = ("SET_12", book => book.Workbook.Worksheet("Scheme").Row(book.RowOf("Scheme", "auto_publish")).Delete()),
        ["a key for one year only"] = ("SET_12", book => book.Set("Scheme", book.RowOf("Scheme", "uln_grace_periods"), "funding_year", "2026-27")),
        ["shares that add up to 101"] = ("SET_13", book => book.Set("Scheme", book.RowOf("Scheme", "start_pct"), "value", 46)),
        ["shares of one year that do not add up"] = ("SET_13", book =>
        {
            book.Copy("Scheme", book.RowOf("Scheme", "start_pct"), 30);
            book.Set("Scheme", 30, "value", 46);
            book.Set("Scheme", 30, "funding_year", "2026-27");
        }
        ),
        ["pilot dates by year"] = ("SET_14", book =>
        {
            book.Copy("Scheme", book.RowOf("Scheme", "pilot_from"), 30);
            book.Set("Scheme", 30, "funding_year", "2026-27");
        }
        ),
        ["available until before it begins"] = ("SET_15", book => book.Set("Qualifications", 3, "available_to", new DateOnly(2026, 7, 31))),
        ["a pilot that ends before it begins"] = ("SET_15", book => book.Set("Scheme", book.RowOf("Scheme", "pilot_to"), "value", "31/07/2026")),
        ["an override that ends before it begins"] = ("SET_15", book => book.Set("RuleOverrides", 3, "to_period", "2026Q1")),
        ["a code of another destination"] = ("SET_16", book => book.Set("Destinations", book.RowOf("Destinations", "EMP"), "dest_code", "3")),
        ["an override of no rule"] = ("SET_17", book => book.Set("RuleOverrides", 3, "rule", "AGE_99")),
        ["an override of a file rule"] = ("SET_18", book => book.Set("RuleOverrides", 3, "rule", "FILE_01")),
        ["an override of DECL_03"] = ("SET_18", book => book.Set("RuleOverrides", 3, "rule", "DECL_03")),
        ["an override of another rule that rejects the file"] = ("SET_18", book => book.Set("RuleOverrides", 3, "rule", "DECL_06")),
        ["a warning made a warning"] = ("SET_19", book => book.Set("RuleOverrides", 3, "rule", "DATE_04")),
        ["overrides that overlap"] = ("SET_20", book =>
        {
            book.Copy("RuleOverrides", 3, 5);
            book.Set("RuleOverrides", 5, "from_period", "2026Q3");
        }
        ),
        ["no line for short courses"] = ("SET_24", book => book.Workbook.Worksheet("QualifyingDays").Row(5).Delete()),
        ["workbooks kept for less long than the rows behind them"] = ("SET_26", book => book.Set("Scheme", book.RowOf("Scheme", "keep_aggregate_years"), "value", 5)),
        ["no qualifying days"] = ("SET_24", book => book.Workbook.Worksheet("QualifyingDays").Rows(3, 5).Delete()),
        ["a period left out"] = ("SET_25", book => book.Workbook.Worksheet("Calendar").Row(5).Delete()),
    };

    private static readonly Dictionary<string, (string Rule, Action<OfficeBook> Change, Func<SettingsContext, SettingsContext> Held)> HeldCases = new()
    {
        ["a closed period's due date moved"] = ("SET_09", book => book.Set("Calendar", 3, "due_on", new DateOnly(2026, 10, 21)), Closed),
        ["a closed period's tolerance changed"] = ("SET_09", book => book.Set("Calendar", 3, "tolerance_pct", 14.9), Closed),
        ["a closed period left out"] = ("SET_10", book => book.Workbook.Worksheet("Calendar").Row(3).Delete(), Closed),
        ["a provider with rows left out"] = ("SET_21", _ => { }, held => held with { HeldProviders = new HashSet<Ukprn> { Ukprn.Parse("10000009") } }),
        ["an aim with rows left out"] = ("SET_22", _ => { }, held => held with { HeldAims = new HashSet<string> { "60300009" } }),
        ["an open commitment in a year without a line"] = ("SET_23", _ => { }, held => held with
        {
            OpenCommitments = [new OpenCommitment(SettingsBuilder.College, "HNC", new FundingYear(2028), 2)],
        }),
    };

    private static readonly Dictionary<string, (string Rule, Action<OfficeBook> Change)> LedgerCases = new()
    {
        ["a reference twice on one sheet"] = ("LED_01", book => book.Set("Payments", 4, "reference", "PAY-1")),
        ["a reference twice on two sheets"] = ("LED_01", book => book.Set("Holds", 3, "reference", "pay-1")),
        ["a held line with another amount"] = ("LED_02", book => book.Set("Payments", 3, "amount_gbp", 1_000.01)),
        ["a held line with a rate taken out"] = ("LED_02", book => book.Blank("Clearances", 3, "rate_gbp")),
        ["an unknown provider"] = ("LED_03", book => book.Set("Payments", 4, "ukprn", "10000009")),
        ["an unknown aim"] = ("LED_05", book => book.Set("EvidenceChecks", 3, "aim_ref", "60300009")),
        ["a hold that ends before it begins"] = ("LED_06", book => book.Set("Holds", 3, "to", new DateOnly(2026, 9, 29))),
        ["a check of nobody"] = ("LED_07", book => book.Set("EvidenceChecks", 3, "learner_ref", "NOBODY")),
        ["a hold on nobody"] = ("LED_08", book => book.Set("Holds", 4, "learner_ref", "L2")),
        ["a decision that is none"] = ("CELL_03", book => book.Set("Clearances", 3, "decision", "WAIT")),
        ["a learner reference that is none"] = ("CELL_02", book => book.Set("EvidenceChecks", 3, "learner_ref", "L?1")),
        ["settings instead of a ledger"] = ("BOOK_01", book => book.Workbook.Worksheet("Declaration").Cell(2, 2).SetValue("MTHTQ-SETTINGS")),
    };
}
