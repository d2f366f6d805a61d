using System.Reflection;
using System.Text.RegularExpressions;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Returns.Rules;

/// <summary>The catalogue and the rules that run hold each other to account (returns.md section 6).</summary>
public class RuleCatalogueTests
{
    private static readonly Dictionary<string, RuleCase> Cases =
        PackageRuleCases.All().Concat(FileRuleCases.All()).Concat(CellRuleCases.All()).Concat(EnrolmentRuleCases.All()).Concat(CompletionRuleCases.All())
            .GroupBy(ruleCase => ruleCase.ToString()).SelectMany(same => same.Select((ruleCase, i) => (Name: same.Count() == 1 ? same.Key : $"{same.Key} ({i + 1})", One: ruleCase)))
            .ToDictionary(pair => pair.Name, pair => pair.One);

    /// <summary>returns.md section 2: one cause is one thing to do, whatever else is found of the same row. These cases have two things to fix.</summary>
    private static readonly Dictionary<string, string> SecondThing = new()
    {
        ["DECL_03"] = "FILE_09", // the file's name holds another UKPRN
        ["HIST_05"] = "DECL_14", // the whole return is for an earlier quarter than the one that counts
        ["HIST_04"] = "HIST_02", // the new row is held, and the old one is carried forward
        ["DUP_02"] = "DATE_04", // one of the two courses is far too short
        ["OUT_03"] = "DEST_03", // the outcome and the destination are both due
    };

    public static TheoryData<string> Firing => [.. Cases.Where(test => test.Value.Fires).Select(test => test.Key)];

    public static TheoryData<string> Quiet => [.. Cases.Where(test => !test.Value.Fires).Select(test => test.Key)];

    [Theory]
    [MemberData(nameof(Firing))]
    public void A_rule_fires_alone_but_for_those_that_it_names_and_of_one_cause_one_thing_is_shown(string name)
    {
        var ruleCase = Cases[name];
        var underTest = ruleCase.Begin();
        ruleCase.Change(underTest);

        var judgement = underTest.Judge();

        Assert.Equal(new[] { ruleCase.Rule }.Concat(ruleCase.Also).Order(StringComparer.Ordinal), Ids(judgement));
        Assert.All(judgement.Findings, IsUseful);
        Assert.Single(ThingsShown(judgement, underTest), rule => rule != SecondThing.GetValueOrDefault(ruleCase.Rule));
    }

    [Theory]
    [MemberData(nameof(Quiet))]
    public void A_rule_is_quiet_at_its_boundary(string name)
    {
        var ruleCase = Cases[name];
        var underTest = ruleCase.Begin();
        ruleCase.Change(underTest);

        Assert.Equal(ruleCase.Also.Order(StringComparer.Ordinal), Ids(underTest.Judge()));
    }

    [Fact]
    public void Every_rule_of_the_catalogue_has_a_case_that_fires_it_and_one_that_does_not()
    {
        foreach (var rule in RuleCatalogue.All)
        {
            Assert.True(Cases.Values.Any(value => value.Rule == rule.Id && value.Fires), $"{rule.Id} has no case that fires it");
            Assert.True(Cases.Values.Any(value => value.Rule == rule.Id && !value.Fires), $"{rule.Id} has no case at its boundary");
        }
    }

    [Fact]
    public void Every_case_is_about_a_rule_of_the_catalogue() =>
        Assert.All(Cases.Values.SelectMany(value => value.Also.Append(value.Rule)), id => Assert.NotNull(RuleCatalogue.Find(id)));

    [Fact]
    public void The_catalogue_names_the_rules_of_the_specification_and_no_others()
    {
        // returns.md sections 4.1, 4.3 and 4.4; the cell rules of 4.2 follow from the columns.
        const string Specified =
            "FILE_01 FILE_02 FILE_03 FILE_04 FILE_05 FILE_06 FILE_07 FILE_08 FILE_09 FILE_10 ROW_01 ROW_02 ROW_03 FILE_11 DECL_01 DECL_02 DECL_03 DECL_04 DECL_05 DECL_06 DECL_07 DECL_08 "
            + "DECL_09 DECL_10 DECL_11 DECL_12 DECL_13 DECL_14 REF_01 REF_02 DATE_07 DATE_08 ULN_01 AGE_01 AGE_02 SEX_01 POST_01 AIM_01 CRED_02 DATE_01 DATE_02 DATE_03 DATE_04 DATE_05 DATE_06 FUND_01 "
            + "FUND_02 FUND_03 FUND_04 FUND_05 DUP_01 DUP_02 DUP_03 HIST_01 HIST_02 HIST_03 HIST_05 HIST_04 MATCH_01 MATCH_02 END_01 OUT_01 OUT_02 OUT_03 ACH_01 CRED_01 DEST_01 "
            + "DEST_02 DEST_03 DEST_04 CLAIM_01 CLAIM_02 DUP_11 HIST_11 HIST_12";

        Assert.Equal(Specified.Split(' '), RuleCatalogue.All.Where(IsNamed).Select(rule => rule.Id));
        Assert.Equal(RuleCatalogue.All.Count, RuleCatalogue.All.Select(rule => rule.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("F", "FILE_01 FILE_02 FILE_03 FILE_04 FILE_05 FILE_06 FILE_07 ROW_02 DECL_01 DECL_02 DECL_03 DECL_04 DECL_05 DECL_06 DECL_07 DECL_08")]
    [InlineData("E", "REF_01 AGE_01 AIM_01 DATE_02 DATE_03 DATE_05 FUND_02 DUP_01 DUP_03 MATCH_01 MATCH_02 END_01 OUT_01 OUT_02 ACH_01 CRED_01 DEST_01 DEST_02 DUP_11")]
    public void A_rule_has_the_severity_of_the_specification(string severity, string rules) =>
        Assert.Equal(
            rules.Split(' '), RuleCatalogue.All.Where(rule => IsNamed(rule) && rule.Severity.ToString() == severity).Select(rule => rule.Id));

    [Fact]
    public void Every_column_has_the_cell_rules_that_its_table_row_calls_for()
    {
        foreach (var template in new[] { ReturnTemplate.Enrolment, ReturnTemplate.Completion })
        {
            for (var i = 0; i < template.Columns.Count; i++)
            {
                var column = template.Columns[i];
                var rules = ColumnRules.Of(template.Kind)[i];
                Assert.Equal(column.Requirement == Requirement.Required || column.When is { IsRequired: true }, rules.Missing is not null);
                Assert.Equal(column.Codes is not null, rules.NotInList is not null);
                Assert.Equal(column.When is { IsForbiddenOtherwise: true }, rules.Unwanted is not null);
                Assert.All(rules.All, rule => Assert.NotNull(RuleCatalogue.Find(rule.Id)));
            }
        }

        Assert.Null(RuleCatalogue.Find("AIM_REF_C"));
    }

    [Theory]
    [InlineData(typeof(EnrolmentColumns), "MTHTQ-ENR")]
    [InlineData(typeof(CompletionColumns), "MTHTQ-CMP")]
    public void The_places_by_which_rules_read_columns_are_those_of_the_table(Type columns, string template)
    {
        var all = ReturnTemplate.Find(template)!.Columns;
        var places = columns.GetFields(BindingFlags.NonPublic | BindingFlags.Static).Where(field => field.IsLiteral).ToList();

        Assert.Equal(all.Count, places.Count);
        foreach (var place in places)
        {
            var name = all[(int)place.GetRawConstantValue()!].Name.Replace("_", "", StringComparison.Ordinal);
            var field = place.Name == "LearnerNumber" ? "uln" : place.Name == "FundingRoute" ? "studentfundingroute" : place.Name.ToLowerInvariant();
            Assert.True(name == field || name == field + "gbp", $"{place.Name} stands at the place of {name}");
        }
    }

    [Fact]
    public void Every_rule_says_what_is_wrong_and_how_to_mend_it_in_plain_sentences() => Assert.All(RuleCatalogue.All, rule =>
    {
        Assert.Matches(new Regex("^[A-Z0-9].*\\.$"), rule.Message);
        Assert.Matches(new Regex("^[A-Z0-9].*\\.$"), rule.Fix);
    });

    [Fact]
    public void FILE_04_the_limits_are_those_of_the_specification()
    {
        const long megabyte = 1024 * 1024;
        var limits = FileLimits.Default;

        Assert.Equal((25 * megabyte, 200 * megabyte, 10 * megabyte, 100), (limits.FileBytes, limits.InflatedBytes, limits.RatioFromBytes, limits.InflationRatio));
        Assert.Equal((100_000, 200, 50), (limits.Rows, limits.Columns, limits.Sheets));
    }

    [Fact]
    public void MATCH_01_rejects_what_has_no_enrolment_and_warns_of_what_is_set_aside_with_it() => Assert.Equal(
        [("another start date", Severity.E), ("set aside with its enrolment", Severity.W)],
        Cases.Values.Where(value => value is { Rule: "MATCH_01", Fires: true }).Select(value =>
        {
            var underTest = value.Begin();
            value.Change(underTest);
            return (value.About, Assert.Single(underTest.Judge().Findings).Severity);
        }));

    [Fact]
    public void A_code_is_said_with_its_meaning() => Assert.All(RuleCatalogue.All, rule =>
        Assert.DoesNotMatch(new Regex("\\b(?:[Ss]tatus|[Oo]utcome|[Dd]estination|[Ee]vidence|[Rr]oute|[Cc]ode) (?:is )?(?:not )?(?:[0-9]{1,2}|[A-Z_]{3,})(?! \\()\\b"), rule.Message + " " + rule.Fix));

    /// <summary>Named by the specification, not made from a column's table row.</summary>
    private static bool IsNamed(Rule rule) => rule.Stage != RuleStage.Cell || rule.Id.StartsWith("DATE_0", StringComparison.Ordinal);

    private static IEnumerable<string> Ids(Judgement judgement) => judgement.Findings.Select(finding => finding.RuleId).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The rules that a person is shown as things to do.</summary>
    private static IEnumerable<string> ThingsShown(Judgement judgement, ReturnUnderTest underTest) => RequiredActions.Of(Receipt.Of(
        judgement, new ReceiptOrigin(1, 1, ReturnUnderTest.Ukprn, underTest.FileName, "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch), underTest.Settings)).Select(thing => thing.Rule);

    private static void IsUseful(Finding finding)
    {
        var rule = RuleCatalogue.Get(finding.RuleId);
        Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", finding.Fix, StringComparison.Ordinal);
        Assert.Equal(finding.Sensitive && finding.Value is not null ? "(not shown)" : finding.Value, finding.MaskedValue);
        if (rule.Stage == RuleStage.File || finding.Row is null)
        {
            return;
        }

        Assert.Equal("Data", finding.Sheet);
        Assert.NotNull(finding.Cell);
        Assert.EndsWith(finding.Row.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), finding.Cell, StringComparison.Ordinal);
        Assert.Contains(finding.Column, rule.Columns);
    }
}
