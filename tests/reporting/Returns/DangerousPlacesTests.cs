using Pilot.Reporting.Excel.Reading;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>FILE_03 says where in Excel a danger can be removed, and nothing about anybody.</summary>
public sealed class DangerousPlacesTests
{
    /// <summary>The newer form of both, which Excel writes where a formula names another sheet, says behind its formulas for which cells it is.</summary>
    [Theory]
    [InlineData("<dataValidation><formula1><f>cmd|'/c calc'!A0</f></formula1><sqref>D2:D9</sqref></dataValidation>", "the data validation D2:D9 ", "Select the cells D2:D9, choose Data,")]
    [InlineData("<dataValidation><formula1><f>cmd|'/c calc'!A0</f></formula1></dataValidation>", "the data validation has", "Select the cells, choose Data,")]
    [InlineData("<conditionalFormatting sqref=\"A1\"/><conditionalFormatting><cfRule><f>cmd|'/c calc'!A0</f></cfRule><sqref>B5</sqref></conditionalFormatting>",
        "the conditional formatting B5 ", "Select the cells B5, choose Home,")]
    [InlineData("<dataValidation><formula1><f>1</f></formula1><sqref>D2</sqref></dataValidation><sparkline><f>cmd|'/c calc'!A0</f></sparkline>", "has a formula that runs", "template")]
    public void FILE_03_names_the_cells_also_where_they_stand_behind_the_formula(string tail, string where, string fix)
    {
        var book = Book().Replace("xl/worksheets/sheet1.xml", "</sheetData>", "</sheetData>" + tail);

        var problem = Assert.Throws<UnreadableFileException>(() => Read(book));

        Assert.Equal("FILE_03", problem.RuleId);
        Assert.Contains(where, problem.Message, StringComparison.Ordinal);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<definedName name=\"ULN_7212399468\">cmd|'/c calc'!A0</definedName>", "xl/workbook.xml")]
    [InlineData("<connections><connection name=\"born 17/05/2004 in B17 9QX\" type=\"1\"/></connections>", "xl/connections.xml")]
    public void FILE_03_repeats_nothing_personal_of_a_name(string xml, string part)
    {
        var book = part == "xl/workbook.xml" ? Book().Replace(part, "</sheets>", $"</sheets><definedNames>{xml}</definedNames>") : Book().With(part, xml);

        var problem = Assert.Throws<UnreadableFileException>(() => Read(book));

        Assert.All(["7212399468", "17/05/2004", "B17 9QX"], personal => Assert.DoesNotContain(personal, problem.Message + problem.Fix, StringComparison.Ordinal));
        Assert.Contains("(not shown)", problem.Message, StringComparison.Ordinal);
        Assert.Contains("(not shown)", problem.Fix, StringComparison.Ordinal);
    }

    private static RawWorkbook Book() => RawWorkbook.OfSheets(("Data", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));

    private static void Read(RawWorkbook book)
    {
        using var file = WorkbookReader.Open(new MemoryStream(book.ToBytes()), FileLimits.Default);
        foreach (var row in file.ReadRows(file.Sheets[0]))
        {
            Assert.False(row.IsBlank);
        }
    }
}
