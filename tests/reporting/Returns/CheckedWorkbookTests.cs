using System.Text;
using System.Text.RegularExpressions;
using ClosedXML.Excel;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Returns.CheckedCopies;

namespace Pilot.Tests.Returns;

/// <summary>returns.md section 2: the provider's own workbook back. Originals here are made with a writing library, as people's are by Excel.</summary>
public sealed partial class CheckedWorkbookTests
{
    [Fact]
    public void Returns_2_nothing_differs_from_the_original_but_marks_comments_and_the_result_sheet()
    {
        var original = College();
        var copy = Check(original, Finding("D3"), Finding("C4", Severity.W), Finding("F4"));

        var (before, after) = (Parts(original), Parts(copy));
        string[] meant = ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet2.xml",
            .. before.Keys.Where(name => name.Contains("comments", StringComparison.Ordinal) || name.Contains("vml", StringComparison.OrdinalIgnoreCase))];
        foreach (var (name, content) in before.Where(part => !meant.Contains(part.Key)))
        {
            Assert.True(content.SequenceEqual(after[name]) || OnlyDeselected(content, after[name]), name);
        }

        Assert.All(after.Keys.Except(before.Keys), name => Assert.True(name == ResultPart(copy) || name.Contains("/table", StringComparison.Ordinal)
            || name == ResultPart(copy).Replace("worksheets/", "worksheets/_rels/", StringComparison.Ordinal) + ".rels", name));
        var data = Encoding.UTF8.GetString(before["xl/worksheets/sheet2.xml"]);
        Assert.Equal(WithoutStyles(data), WithoutStyles(Encoding.UTF8.GetString(after["xl/worksheets/sheet2.xml"])));
    }

    [Fact]
    public void Returns_2_every_value_reads_back_as_it_was_sent()
    {
        var original = College();
        var (before, after) = (Values(original), Values(Check(original, Finding("D3"), Finding("C4", Severity.W))));

        Assert.Equal(["Check result", .. before.Keys], after.Keys);
        Assert.All(before, sheet => Assert.Equal(sheet.Value, after[sheet.Key]));
    }

    [Fact]
    public void Returns_2_the_checked_copy_is_valid_Open_XML()
    {
        var original = College();
        Assert.Empty(ValidationErrors(original));
        Assert.Empty(ValidationErrors(Check(original, Finding("D3"), Finding("C4", Severity.W), Finding("Z99"))));
    }

    [Fact]
    public void Returns_2_a_file_without_findings_gets_a_result_sheet_alone()
    {
        var original = College();
        var copy = Check(original);

        Assert.Empty(ValidationErrors(copy));
        Assert.Contains("There is nothing to fix in this file.", Values(copy)["Check result"]);
        var (before, after) = (Parts(original), Parts(copy));
        Assert.Equal(before["xl/worksheets/sheet2.xml"], after["xl/worksheets/sheet2.xml"]);
    }

    [Fact]
    public void Returns_2_a_wrong_cell_gets_a_fill_and_keeps_its_number_format()
    {
        using var book = Open(Check(College(), Finding("D3"), Finding("D4", Severity.W)));
        var data = book.Worksheet("Data");

        Assert.Equal("FFFFD2CD", data.Cell("D3").Style.Fill.BackgroundColor.Color.ToArgb().ToString("X8", null));
        Assert.Equal("FFFFF0C1", data.Cell("D4").Style.Fill.BackgroundColor.Color.ToArgb().ToString("X8", null));
        Assert.Equal("dd/mm/yyyy", data.Cell("D3").Style.DateFormat.Format);
        Assert.Equal(XLBorderStyleValues.Thin, data.Cell("D3").Style.Border.BottomBorder);
        Assert.Equal(XLFillPatternValues.None, data.Cell("D5").Style.Fill.PatternType);
    }

    [Fact]
    public void Returns_2_a_comment_names_the_rule_what_is_wrong_and_how_to_mend_it()
    {
        using var book = Open(Check(College(), Finding("D3")));

        Assert.Equal("Found by the pilot check:\nSEX_C: The code is not in the list. Use F, M or N.",
            book.Worksheet("Data").Cell("D3").Comment.Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Returns_2_two_rules_on_one_cell_share_its_comment()
    {
        using var book = Open(Check(College(), Finding("D3"), Finding("D3", Severity.W, rule: "SEX_01")));

        var comment = book.Worksheet("Data").Cell("D3").Comment.Text;
        Assert.Contains("SEX_C: ", comment, StringComparison.Ordinal);
        Assert.Contains("SEX_01: ", comment, StringComparison.Ordinal);
        Assert.Equal("FFFFD2CD", book.Worksheet("Data").Cell("D3").Style.Fill.BackgroundColor.Color.ToArgb().ToString("X8", null));
    }

    [Fact]
    public void Returns_2_a_comment_of_the_providers_own_is_kept_above_ours()
    {
        using var book = Open(Check(College(), Finding("B3"), Finding("C3")));
        var data = book.Worksheet("Data");

        Assert.StartsWith("Ask the registry about this one.", data.Cell("B3").Comment.Text, StringComparison.Ordinal);
        Assert.Contains("SEX_C: ", data.Cell("B3").Comment.Text, StringComparison.Ordinal);
        Assert.Equal("Seen by Jo.", data.Cell("B4").Comment.Text);
        Assert.StartsWith("Found by", data.Cell("C3").Comment.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Returns_2_mended_and_checked_again_no_old_mark_is_left()
    {
        var original = College();
        var first = Check(original, Finding("D3"), Finding("B3"), Finding("A2"), Finding("C5", Severity.W));
        var second = Check(first, Finding("D5"));

        using var book = Open(second);
        var data = book.Worksheet("Data");
        Assert.Equal(XLFillPatternValues.None, data.Cell("D3").Style.Fill.PatternType);
        Assert.False(data.Cell("D3").HasComment);
        Assert.False(data.Cell("C5").HasComment);
        Assert.Equal("Ask the registry about this one.", data.Cell("B3").Comment.Text.Trim());
        Assert.True(data.Cell("D5").HasComment);
        Assert.Single(book.Worksheets, sheet => sheet.Name == "Check result");
        Assert.Empty(ValidationErrors(second));
        Assert.Equal(Values(original)["Data"], Values(second)["Data"]);
    }

    [Fact]
    public void Returns_2_a_fill_of_the_providers_own_comes_back_once_the_cell_is_right()
    {
        var second = Check(Check(College(), Finding("A2")), Finding("D5"));

        using var book = Open(second);
        Assert.Equal("FF336699", book.Worksheet("Data").Cell("A2").Style.Fill.BackgroundColor.Color.ToArgb().ToString("X8", null));
    }

    [Fact]
    public void Returns_2_checking_again_and_again_does_not_make_the_file_grow()
    {
        var first = Check(College(), Finding("D3"));
        var second = Check(first, Finding("D3"));
        var third = Check(second, Finding("D3"));

        Assert.Equal(Parts(first).Keys.Order(StringComparer.Ordinal), Parts(third).Keys.Order(StringComparer.Ordinal));
        Assert.InRange(third.Length, 0, first.Length + 1000);
        Assert.Equal(Part(second, "xl/worksheets/sheet2.xml"), Part(third, "xl/worksheets/sheet2.xml"));
    }

    [Fact]
    public void Returns_2_the_same_file_and_result_give_the_same_bytes()
    {
        var original = College();

        Assert.Equal(Check(original, Finding("D3")), Check(original, Finding("D3")));
    }

    [Fact]
    public void Returns_2_what_is_added_is_named_and_linked_as_Excel_does_it_for_libraries_that_know_no_other_way()
    {
        var original = College();
        var copy = Check(original, Finding("B1", sheet: "Declaration"));
        var added = Parts(copy).Keys.Except(Parts(original).Keys).Where(name => !name.Contains("_rels", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var links = Parts(copy).Keys.Where(name => name.Contains("_rels", StringComparison.Ordinal)).SelectMany(name => Regex.Matches(Part(copy, name), "pilotCheck[^>]* Target=\"([^\"]*)\"").Select(match => match.Groups[1].Value));

        Assert.All(added, name => Assert.Matches("^xl/(worksheets/sheet|tables/table|comments|drawings/vmlDrawing)[0-9]+[.](xml|vml)$", name));
        Assert.All(links, target => Assert.Matches("^([.][.]/)?(worksheets/sheet|tables/table|comments|drawings/vmlDrawing)[0-9]+[.](xml|vml)$", target));
        Assert.Equal(4, links.Count());
    }

    [Fact]
    public void Returns_2_names_of_single_sheets_stay_on_their_sheets()
    {
        var original = College();
        var (before, first) = (Part(original, "xl/workbook.xml"), Check(original, Finding("D3")));
        var (after, again) = (Part(first, "xl/workbook.xml"), Part(Check(first, Finding("D4")), "xl/workbook.xml"));

        Assert.Contains("localSheetId=\"1\"", before, StringComparison.Ordinal);
        Assert.Contains("localSheetId=\"2\"", after, StringComparison.Ordinal);
        Assert.Contains("localSheetId=\"2\"", again, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("return.xlsx", "return-checked.xlsx")]
    [InlineData("return-checked.xlsx", "return-checked.xlsx")]
    [InlineData("a.b.xlsx", "a.b-checked.xlsx")]
    public void Returns_2_the_name_ends_with_checked_once(string sent, string given) =>
        Assert.Equal(given, CheckedWorkbook.FileNameOf(sent));

    private static XLWorkbook Open(byte[] workbook) => new(new MemoryStream(workbook));

    private static bool OnlyDeselected(byte[] before, byte[] after) =>
        Encoding.UTF8.GetString(before).Replace("tabSelected=\"1\"", "tabSelected=\"0\"", StringComparison.Ordinal) == Encoding.UTF8.GetString(after);

    /// <summary>The sheet but for styles, the selection, cells put in for blank ones, and the link to comments.</summary>
    private static string WithoutStyles(string sheet) =>
        PutIn().Replace(Styles().Replace(sheet, "").Replace("tabSelected=\"1\"", "tabSelected=\"0\"", StringComparison.Ordinal), "");

    [GeneratedRegex("(?<=<x?:?c [^>]*) s=\"\\d+\"| spans=\"[^\"]*\"")]
    private static partial Regex Styles();

    [GeneratedRegex("<x:c r=\"F4\" ?/>|<x:dimension[^>]*>")]
    private static partial Regex PutIn();
}
