using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Settings;

/// <summary>Every rule of the officers' workbooks fires on one change to a valid workbook, and fires alone.</summary>
public sealed partial class OfficeFileRulesTests
{
    public static TheoryData<string> SettingsNames => [.. SettingsCases.Keys];

    public static TheoryData<string> HeldNames => [.. HeldCases.Keys];

    public static TheoryData<string> LedgerNames => [.. LedgerCases.Keys];

    [Theory]
    [MemberData(nameof(SettingsNames))]
    public void Settings_with_one_fault_have_one_finding(string name)
    {
        var (rule, change) = SettingsCases[name];
        var reading = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(SettingsReaderTests.Everything(), change), Context);
        Assert.Equal([rule], reading.Findings.Select(finding => finding.RuleId));
        Assert.Equal(Rule(rule).Severity == Severity.W, reading.Accepted);
    }

    [Theory]
    [MemberData(nameof(HeldNames))]
    public void Settings_against_what_is_held_have_one_finding(string name)
    {
        var (rule, change, held) = HeldCases[name];
        var reading = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(SettingsReaderTests.Everything(), change), held(Context));
        Assert.Equal([rule], reading.Findings.Select(finding => finding.RuleId));
        Assert.Equal(Rule(rule).Severity == Severity.W, reading.Accepted);
    }

    [Theory]
    [MemberData(nameof(LedgerNames))]
    public void A_ledger_with_one_fault_has_one_finding(string name)
    {
        var (rule, change) = LedgerCases[name];
        var reading = SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(SampleLedger.Lines(), change), SampleLedger.Context);
        Assert.Equal([rule], reading.Findings.Select(finding => finding.RuleId));
        Assert.Equal(Rule(rule).Severity == Severity.W, reading.Accepted);
    }

    [Theory]
    [InlineData("Providers")]
    [InlineData("Contacts")]
    [InlineData("Qualifications")]
    [InlineData("Allocations")]
    [InlineData("Calendar")]
    [InlineData("Scheme")]
    [InlineData("QualifyingDays")]
    [InlineData("Areas")]
    public void BOOK_03_a_missing_sheet_is_one_finding_whatever_leans_on_it(string sheet)
    {
        var context = Closed(Context) with
        {
            HeldProviders = new HashSet<Ukprn> { SettingsBuilder.College },
            HeldAims = new HashSet<string> { SettingsBuilder.Hnc },
        };
        var workbook = SettingsWorkbooks.Bytes(SettingsReaderTests.Everything(), book => book.Workbook.Worksheet(sheet).Delete());
        var reading = SettingsWorkbooks.Read(workbook, context);
        Assert.Equal(["BOOK_03"], reading.Findings.Select(finding => finding.RuleId));
        Assert.False(reading.Accepted);
    }

    [Fact]
    public void CELL_02_a_malformed_UKPRN_of_a_provider_is_one_finding_whatever_leans_on_it()
    {
        var workbook = SettingsWorkbooks.Bytes(SettingsReaderTests.Everything(), book => book.Set("Providers", 3, "ukprn", "1000001"));
        var reading = SettingsWorkbooks.Read(workbook, Context);
        Assert.Equal(("CELL_02", "A3", "1000001"), Assert.Single(reading.Findings.Select(finding => (finding.RuleId, finding.Cell, finding.Value))));
    }

    [Fact]
    public void Every_message_names_what_is_wrong_and_how_to_mend_it_without_a_gap()
    {
        foreach (var (_, change) in SettingsCases.Values)
        {
            foreach (var finding in SettingsWorkbooks.Read(SettingsWorkbooks.Bytes(SettingsReaderTests.Everything(), change), Context).Findings)
            {
                Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
                Assert.EndsWith(".", finding.Fix, StringComparison.Ordinal);
                Assert.DoesNotContain("{", finding.Message + finding.Fix, StringComparison.Ordinal);
                Assert.DoesNotContain("  ", finding.Message + finding.Fix, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void LED_04_fires_where_no_learning_aim_leads_to_the_qualification()
    {
        var small = SampleLedger.Context.Settings;
        var context = SampleLedger.Context with { Settings = small with { Qualifications = [small.Qualifications[0]] } };
        var workbook = SettingsWorkbooks.Bytes(new Ledger { Payments = [SampleLedger.Lines().Payments[1] with { Qualification = "HND" }] });
        Assert.Equal(["LED_04"], SettingsWorkbooks.Read(workbook, context).Findings.Select(finding => finding.RuleId));
    }

    [Fact]
    public void Every_rule_has_a_case_and_every_id_is_used_once()
    {
        var tested = SettingsCases.Values.Select(value => value.Rule)
            .Concat(HeldCases.Values.Select(value => value.Rule))
            .Concat(LedgerCases.Values.Select(value => value.Rule))
            // Those of awards workbooks stand in AwardsReaderTests.
            .Concat(["LED_04", "AWD_01", "AWD_02", "AWD_03", "AWD_04"]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(OfficeFileRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), tested);
    }

    private static SettingsContext Context { get; } = new()
    {
        Today = new DateOnly(2026, 7, 1),
        SeverityOf = rule => rule switch
        {
            "ULN_01" or "DATE_04" => Severity.W,
            "AGE_01" => Severity.E,
            "DECL_03" or "FILE_01" or "DECL_06" => Severity.F,
            _ => null,
        },
    };

    private static SettingsContext Closed(SettingsContext context) =>
        context with { InForce = SettingsReaderTests.Everything(), ClosedPeriods = new HashSet<Quarter> { Quarter.Parse("2026Q2") } };

    private static OfficeFileRule Rule(string id) => OfficeFileRules.All.Single(rule => rule.Id == id);
}
