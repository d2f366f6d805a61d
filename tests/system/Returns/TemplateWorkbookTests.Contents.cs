using ClosedXML.Excel;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;
using static Pilot.Tests.Returns.CheckedCopies;

namespace Pilot.Tests.Returns;

/// <summary>What a template carries: who and when, codes, drop-downs, its name.</summary>
public sealed partial class TemplateWorkbookTests
{
    [Theory]
    [InlineData(ReturnKind.Enrolment)]
    [InlineData(ReturnKind.Completion)]
    public void Returns_3_a_template_carries_who_and_when_and_only_the_person_is_missing(ReturnKind kind)
    {
        var underTest = SituationOf(kind);

        var judgement = underTest.Judge(Written(Content(underTest, kind)));

        Assert.Equal((kind, ReturnUnderTest.Ukprn, underTest.Period), (judgement.Declaration.Kind, judgement.Declaration.Ukprn, judgement.Declaration.Period));
        Assert.Equal(underTest.Settings.FindProvider(ReturnUnderTest.Ukprn)!.Name, judgement.Declaration.ProviderName);
        Assert.Equal(["DECL_01", "DECL_07", "DECL_08", "DECL_13"], judgement.Findings.Select(finding => finding.RuleId).Distinct());
    }

    [Theory]
    [InlineData(ReturnKind.Enrolment)]
    [InlineData(ReturnKind.Completion)]
    public void Returns_6_codes_and_guidance_come_from_the_columns_and_the_catalogue(ReturnKind kind)
    {
        var underTest = SituationOf(kind);
        var template = ReturnTemplate.Of(kind);
        using var workbook = new XLWorkbook(Written(Content(underTest, kind)));

        var codes = Rows(workbook.Worksheet("Codes"));
        Assert.All(
            template.Columns.Where(column => column.Codes is not null).SelectMany(column => column.Codes!.Codes.Select(code => (column, code))),
            pair => Assert.Contains(codes, row => row.Take(4).SequenceEqual([pair.column.Label, pair.code.Code, pair.code.Meaning, pair.code.Crosswalk])));
        var guidance = Rows(workbook.Worksheet("Guidance"));
        Assert.All(template.Columns, column => Assert.Contains(guidance, row => row[0] == column.Name && row[1] == column.Label && row[4] == column.Guidance && row[5] == column.Crosswalk));
        Assert.All(
            RuleCatalogue.All.Where(rule => rule.Kind is null || rule.Kind == kind),
            rule => Assert.Contains(guidance, row => row[0] == rule.Id && row[3] == rule.Message && row[4] == rule.Fix));
        Assert.DoesNotContain(guidance, row => RuleCatalogue.Find(row[0]) is { Kind: { } other } && other != kind);
        Assert.All(underTest.Settings.Qualifications, qualification => Assert.Contains(guidance, row => row[0] == qualification.AimRef && row[3] == qualification.Title));
        var role = guidance.FindIndex(row => row[0] == "What a MedTech role is");
        Assert.Equal(["1", "2", "3", "4", "5", ""], guidance.Skip(role + 4).Take(6).Select(row => row[0]));
    }

    [Theory]
    [InlineData(ReturnKind.Enrolment)]
    [InlineData(ReturnKind.Completion)]
    public void Returns_3_every_coded_column_has_a_drop_down_of_its_codes_and_every_date_is_checked(ReturnKind kind)
    {
        using var workbook = new XLWorkbook(Written(Content(SituationOf(kind), kind)));
        var sheet = workbook.Worksheet("Data");
        var columns = ReturnTemplate.Of(kind).Columns;

        for (var i = 0; i < columns.Count; i++)
        {
            var rule = sheet.Cell(500, i + 1).DataValidation;
            var expected = columns[i].Type switch
            {
                ReturnColumnType.Code or ReturnColumnType.AimRef => XLAllowedValues.List,
                ReturnColumnType.Date => XLAllowedValues.Date,
                ReturnColumnType.Money => XLAllowedValues.Decimal,
                ReturnColumnType.Whole => XLAllowedValues.WholeNumber,
                _ => XLAllowedValues.TextLength,
            };
            Assert.Equal((columns[i].Name, expected), (columns[i].Name, rule.AllowedValues));
            Assert.True(rule.InputMessage.Length is > 0 and <= 255 && rule.ErrorMessage.Length is > 0 and <= 255 && rule.InputTitle.Length is > 0 and <= 32);
            if (columns[i].Codes is { } codes)
            {
                Assert.Equal('"' + string.Join(',', codes.Codes.Select(code => code.Code)) + '"', rule.MinValue);
            }
        }
    }

    [Theory]
    [InlineData(ReturnKind.Enrolment)]
    [InlineData(ReturnKind.Completion)]
    public void Returns_3_a_template_is_a_sound_workbook_and_the_same_each_time(ReturnKind kind)
    {
        var content = Content(SituationOf(kind), kind);
        var first = Written(content).ToArray();
        Thread.Sleep(TimeSpan.FromSeconds(1.1));

        Assert.Empty(ValidationErrors(first));
        Assert.Equal(first, Written(content).ToArray());
    }

    [Fact]
    public void Returns_2_the_file_name_is_the_recommended_one_in_London_time() => Assert.Equal(
        "MTHTQ-ENR-10000001-2026Q3-20270701-103000.xlsx",
        Content(ReturnUnderTest.Enrolment(), ReturnKind.Enrolment).FileName(new DateTimeOffset(2027, 7, 1, 9, 30, 0, TimeSpan.Zero)));
}
