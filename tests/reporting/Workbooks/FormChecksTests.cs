using System.IO.Compression;
using System.Text;
using Pilot.Tests.Support;

namespace Pilot.Tests.Workbooks;

/// <summary>Each check finds its own fault in a workbook that was good before.</summary>
public sealed class FormChecksTests
{
    private const string Sheet = "xl/worksheets/sheet6.xml";
    private const string Table = "xl/tables/table6.xml";
    private static readonly byte[] Good = QuarterlyWorkbooksTests.Workbooks("closed").First().Bytes;

    [Theory]
    [InlineData("A1", "xl/worksheets/_rels/sheet6.xml.rels", "relationships/table", "relationships/other")]
    [InlineData("A2", Table, "\"T03_reconciliation\"", "\"Table6\"")]
    [InlineData("A3", Sheet, "</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"A9:B9\"/></mergeCells>")]
    [InlineData("A4", Table, "ref=\"A", "ref=\"A1:AE999\" was=\"A")]
    [InlineData("A5", Table, "totalsRowShown", "headerRowCount=\"0\" totalsRowShown")]
    [InlineData("A6", "xl/styles.xml", "wrapText=\"1\"", "wrapText=\"0\"")]
    [InlineData("A6", Sheet, " ht=\"", " ht=\"15.75\" was=\"")]
    [InlineData("A7", Table, "<tableColumns", "<autoFilter ref=\"A8:AE15\"/><tableColumns")]
    [InlineData("A7", Sheet, "<selection ", "<pane ySplit=\"8\" state=\"frozen\"/><selection ")]
    [InlineData("A8", Sheet, "<c r=\"C9\" ", "<c r=\"C7777\" ")]
    [InlineData("A9", Sheet, "<row r=\"9\"", "<row hidden=\"1\" r=\"9\"")]
    [InlineData("A9", "xl/workbook.xml", "name=\"T03\"", "name=\"T03\" state=\"hidden\"")]
    [InlineData("A10", Sheet, "min=\"1\" max=\"1\" width=\"16", "min=\"1\" max=\"1\" width=\"60")]
    [InlineData("A10", Sheet, "min=\"1\" max=\"1\" width=\"16", "min=\"1\" max=\"1\" width=\"3")]
    [InlineData("B1", "xl/sharedStrings.xml", ">Blackthorn College<", ">Blackthorn College*<")]
    [InlineData("B1", "xl/styles.xml", "<sz val=\"12\" />", "<vertAlign val=\"superscript\" /><sz val=\"12\" />")]
    [InlineData("B2", "xl/sharedStrings.xml", "[note 1]", "[note 77]")]
    [InlineData("B3", "xl/sharedStrings.xml", ">Blackthorn College<", ">Blackthorn College [note 1]<")]
    [InlineData("B4", "xl/workbook.xml", "name=\"Notes\"", "name=\"Words\"")]
    [InlineData("C1", "xl/sharedStrings.xml", ">Blackthorn College<", ">https://example.org<")]
    [InlineData("C2", "xl/styles.xml", "val=\"Arial\"", "val=\"Times\"")]
    [InlineData("C2", "xl/styles.xml", "<sz val=\"12\" />", "<sz val=\"9\" />")]
    [InlineData("C2", "xl/styles.xml", "<sz val=\"16\" />", "<sz val=\"14\" />")]
    [InlineData("C2", "xl/styles.xml", "<sz val=\"12\" />", "<sz val=\"12\" /><color rgb=\"FFFF0000\" />")]
    [InlineData("C2", "xl/styles.xml", "horizontal=\"right\"", "horizontal=\"center\"")]
    [InlineData("C2", "xl/styles.xml", " indent=\"1\"", " indent=\"0\"")]
    [InlineData("C3", Sheet, "<c r=\"A1\" ", "<c r=\"Z1\" ")]
    [InlineData("C4", Sheet, "</worksheet>", "<headerFooter><oddHeader>Draft</oddHeader></headerFooter></worksheet>")]
    [InlineData("C4", "xl/drawings/drawing1.xml", "</xdr:wsDr>", "<xdr:twoCellAnchor><xdr:sp /></xdr:twoCellAnchor></xdr:wsDr>")]
    [InlineData("C7", "xl/drawings/drawing1.xml", " descr=\"", " title=\"")]
    [InlineData("C5", Table, "<tableStyleInfo ", "<tableStyleInfo name=\"TableStyleMedium2\" ")]
    [InlineData("C5", "xl/styles.xml", "patternType=\"none\"", "patternType=\"solid\"")]
    [InlineData("C6", "xl/worksheets/_rels/sheet6.xml.rels", "relationships/table", "relationships/drawing")]
    [InlineData("D1", "xl/workbook.xml", "name=\"T03\"", "name=\"T 03\"")]
    [InlineData("D3", Sheet, "<c r=\"A3\" ", "<c r=\"B3\" ")]
    [InlineData("D4", Sheet, "<c r=\"A3\" ", "<c r=\"B3\" ")]
    [InlineData("D5", "xl/worksheets/_rels/sheet6.xml.rels", "relationships/table", "relationships/other")]
    [InlineData("E1", "xl/workbook.xml", "name=\"Cover\"", "name=\"Front\"")]
    [InlineData("E1", "xl/worksheets/sheet2.xml", "'T03'!A1", "'T04'!A1")]
    [InlineData("E2", "docProps/core.xml", "<dc:language>en-GB</dc:language>", "")]
    [InlineData("E3", "xl/workbook.xml", "activeTab=\"0\"", "activeTab=\"2\"")]
    [InlineData("E3", Sheet, "activeCell=\"A1\"", "activeCell=\"C9\"")]
    public void A_fault_is_found_by_its_check(string check, string part, string good, string bad)
    {
        Assert.Equal([], FormChecks.Check(Good));
        var faults = FormChecks.Check(Changed(part, good, bad));
        Assert.Contains(faults, fault => fault.StartsWith(check + " ", StringComparison.Ordinal));
    }

    [Fact]
    public void D2_a_blank_sheet_is_found()
    {
        var faults = FormChecks.Check(Changed(Sheet, null, "<worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData/></worksheet>"));
        Assert.Contains("D2 T03: is blank", faults);
    }

    [Fact]
    public void A6_a_figure_that_its_column_cannot_show_is_found()
    {
        var faults = FormChecks.Check(Changed(Sheet, "<v>20000</v>", "<v>200000000000000</v>"));
        Assert.Contains(faults, fault => fault.StartsWith("A6 T03", StringComparison.Ordinal) && fault.EndsWith("shows ####", StringComparison.Ordinal));
    }

    [Fact]
    public void A7_filters_are_welcome_where_people_work()
    {
        var changed = Changed(Table, "<tableColumns", "<autoFilter ref=\"A8:AE15\"/><tableColumns");
        Assert.Equal([], FormChecks.Check(changed, workedIn: true));
    }

    [Theory]
    [InlineData("xl/vbaProject.bin")]
    [InlineData("xl/media/image1.png")]
    public void C6_macros_and_pictures_are_found(string part)
    {
        using var stream = new MemoryStream();
        stream.Write(Good);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.CreateEntry(part);
        }

        Assert.Contains("C6 workbook: has macros or pictures", FormChecks.Check(stream.ToArray()));
    }

    private static byte[] Changed(string part, string? good, string bad)
    {
        using var stream = new MemoryStream();
        stream.Write(Good);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry(part)!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
            {
                text = reader.ReadToEnd();
            }

            var changed = good is null ? bad : text.Replace(good, bad, StringComparison.Ordinal);
            Assert.NotEqual(text, changed);
            entry.Delete();
            using var writer = new StreamWriter(zip.OpenNew(part), new UTF8Encoding(false));
            writer.Write(changed);
        }

        return stream.ToArray();
    }
}
