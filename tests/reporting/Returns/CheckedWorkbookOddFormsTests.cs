using System.Text;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Returns.CheckedCopies;

namespace Pilot.Tests.Returns;

/// <summary>returns.md section 2: files that Excel opens though no writing library makes them, each written part by part.</summary>
public sealed partial class CheckedWorkbookOddFormsTests
{
    private const string Sheet1 = "xl/worksheets/sheet1.xml";

    private const string Styles = $"<styleSheet xmlns=\"{HandWrittenWorkbook.Main}\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
        + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
        + "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
        + "<cellXfs count=\"2\"><xf xfId=\"0\"/><xf numFmtId=\"14\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";

    [Fact]
    public void Cells_change_their_style_and_nothing_else()
    {
        const string Rows = "<row r=\"1\"  spans='1:2' ht=\"20\"><c r='A1' s='1' t=\"s\"><v>0</v></c><!-- kept --><c r=\"B1\"><f>1+1</f><v>2</v></c></row>";
        var copy = CheckValid(HandWrittenWorkbook.WithRows(Rows).WithStyles(Styles), Finding("A1"));

        Assert.Contains(Rows.Replace("s='1'", "s='2'", StringComparison.Ordinal), Part(copy, Sheet1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sheet_with_a_blank_beside_its_name_gets_its_marks_and_links_and_its_namesake_none()
    {
        const string Row = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
        var original = Pilot.Tests.Support.RawWorkbook.OfSheets(("Data ", Row), (" Data", Row)).ToBytes();
        var copy = Check(original, Finding("A1", sheet: " Data"));

        Assert.Contains("location=\"' Data'!A1\"", Part(copy, ResultPart(copy)).Replace("&apos;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(Part(original, Sheet1), Part(copy, Sheet1));
        Assert.NotEqual(Part(original, "xl/worksheets/sheet2.xml"), Part(copy, "xl/worksheets/sheet2.xml"));
    }

    [Fact]
    public void Cells_without_addresses_are_counted()
    {
        var copy = CheckValid(HandWrittenWorkbook.WithRows("<row><c t=\"inlineStr\"><is><t>a</t></is></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"),
            Finding("B1"), Finding("A2"), Finding("A3"), Finding("C3"));

        Assert.Contains("<row><c t=\"inlineStr\"><is><t>a</t></is></c><c s=\"1\"><v>2</v></c></row>"
            + "<row><c r=\"A2\" s=\"1\"/></row><row><c s=\"1\"><v>3</v></c><c r=\"C3\" s=\"1\"/></row>", Part(copy, Sheet1), StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_cells_and_rows_are_put_in_where_they_belong()
    {
        var copy = CheckValid(HandWrittenWorkbook.WithRows("<row r=\"2\" spans=\"2:3\"><c r=\"B2\"><v>1</v></c></row><row r=\"5\"><c r=\"A5\"><v>2</v></c></row>"),
            Finding("A2"), Finding("D2"), Finding("C1"), Finding("B4"), Finding("B9"));

        Assert.Contains("<sheetData><row r=\"1\"><c r=\"C1\" s=\"1\"/></row><row r=\"2\" spans=\"1:4\"><c r=\"A2\" s=\"1\"/><c r=\"B2\"><v>1</v></c><c r=\"D2\" s=\"1\"/></row>"
            + "<row r=\"4\"><c r=\"B4\" s=\"1\"/></row><row r=\"5\"><c r=\"A5\"><v>2</v></c></row><row r=\"9\"><c r=\"B9\" s=\"1\"/></row></sheetData>",
            Part(copy, Sheet1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_blank_cell_takes_the_style_of_its_row_or_column()
    {
        var sheet = $"<worksheet xmlns=\"{HandWrittenWorkbook.Main}\"><dimension ref=\"A1:B2\"/><cols><col min=\"3\" max=\"4\" width=\"9\" style=\"1\"/></cols><sheetData>"
            + "<row r=\"1\" s=\"1\" customFormat=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData></worksheet>";
        var copy = CheckValid(HandWrittenWorkbook.WithSheet(sheet).WithStyles(Styles), Finding("B1"), Finding("D2"), Finding("B2"));

        Assert.Contains("<c r=\"B1\" s=\"2\"/>", Part(copy, Sheet1), StringComparison.Ordinal);
        Assert.Contains("<c r=\"B2\" s=\"3\"/><c r=\"D2\" s=\"2\"/>", Part(copy, Sheet1), StringComparison.Ordinal);
        Assert.Contains("<dimension ref=\"A1:D2\"/>", Part(copy, Sheet1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sheet_without_any_row_can_be_marked()
    {
        var sheet = $"<worksheet xmlns=\"{HandWrittenWorkbook.Main}\"><sheetData/></worksheet>";

        Assert.Contains("<sheetData><row r=\"2\"><c r=\"B2\" s=\"1\"/></row></sheetData>",
            Part(CheckValid(HandWrittenWorkbook.WithSheet(sheet), Finding("B2")), Sheet1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_on_a_row_alone_marks_its_first_cell()
    {
        var copy = CheckValid(HandWrittenWorkbook.WithRows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), Finding("A1") with { Cell = null, Row = 1 });

        Assert.Contains("<c r=\"A1\" s=\"1\"><v>1</v></c>", Part(copy, Sheet1), StringComparison.Ordinal);
    }

    [Fact]
    public void Rich_text_inline_strings_1904_dates_filters_and_hidden_rows_are_kept()
    {
        const string Rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t xml:space=\"preserve\"> L1 </t></r><r><t>x</t></r></is></c></row>"
            + "<row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"str\"><f>\"L\"&amp;2</f><v>L2</v></c><c r=\"B2\" s=\"1\"><v>44820.5</v></c></row><row r=\"3\"><c r=\"A3\" t=\"e\"><v>#N/A</v></c></row>";
        const string Rest = "<autoFilter ref=\"A1:B3\"><filterColumn colId=\"0\"><filters><filter val=\"L1x\"/></filters></filterColumn></autoFilter>"
            + "<conditionalFormatting sqref=\"A1\"><cfRule type=\"containsBlanks\" priority=\"1\"><formula>LEN(A1)=0</formula></cfRule></conditionalFormatting>";
        var workbook = HandWrittenWorkbook.WithSheet($"<worksheet xmlns=\"{HandWrittenWorkbook.Main}\"><sheetData>{Rows}</sheetData>{Rest}</worksheet>").WithStyles(Styles);
        workbook.With("xl/workbook.xml", workbook.Parts["xl/workbook.xml"].Replace("<sheets>", "<workbookPr date1904=\"1\"/><bookViews><workbookView firstSheet=\"0\" activeTab=\"0\"/></bookViews><sheets>", StringComparison.Ordinal)
            .Replace("</sheets>", "</sheets><definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">Data!$A$1:$B$3</definedName></definedNames>", StringComparison.Ordinal));
        var copy = CheckValid(workbook, Finding("B2"), Finding("A3"));

        Assert.Contains(Rows.Replace("s=\"1\"", "s=\"2\"", StringComparison.Ordinal).Replace("t=\"e\"", "t=\"e\" s=\"3\"", StringComparison.Ordinal) + "</sheetData>" + Rest,
            Part(copy, Sheet1), StringComparison.Ordinal);
        Assert.Contains("<workbookPr date1904=\"1\"/>", Part(copy, "xl/workbook.xml"), StringComparison.Ordinal);
        Assert.Contains("<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"1\" hidden=\"1\">", Part(copy, "xl/workbook.xml"), StringComparison.Ordinal);
        Assert.Equal(Values(workbook.Bytes())["Data"], Values(copy)["Data"]);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void The_order_of_calculation_goes_where_it_names_an_earlier_result_sheet(int sheetId, bool stays)
    {
        var first = Check(HandWrittenWorkbook.WithRows("<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c></row>")
            .With("xl/calcChain.xml", $"<calcChain xmlns=\"{HandWrittenWorkbook.Main}\"><c r=\"A1\" i=\"{sheetId}\"/></calcChain>").Typed("/xl/calcChain.xml", "calcChain")
            .With("xl/_rels/workbook.xml.rels", HandWrittenWorkbook.LinkList(("r1", "worksheet", "worksheets/sheet1.xml"), ("r9", "calcChain", "calcChain.xml"))).Bytes(), Finding("A1"));
        var second = Check(first, Finding("A1"));

        Assert.Contains("xl/calcChain.xml", Parts(first).Keys);
        Assert.Equal(stays, Parts(second).ContainsKey("xl/calcChain.xml"));
        Assert.All(["xl/_rels/workbook.xml.rels", "[Content_Types].xml"],
            part => Assert.Equal(stays, Part(second, part).Contains("calcChain", StringComparison.Ordinal)));
        Assert.Empty(ValidationErrors(second));
    }

    [Fact]
    public void A_prefixed_namespace_is_kept()
    {
        var workbook = HandWrittenWorkbook.WithSheet($"<x:worksheet xmlns:x=\"{HandWrittenWorkbook.Main}\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>")
            .With("xl/workbook.xml", $"<x:workbook xmlns:x=\"{HandWrittenWorkbook.Main}\" xmlns:q=\"{HandWrittenWorkbook.Links}\"><x:sheets><x:sheet name=\"Data\" sheetId=\"7\" q:id=\"r1\"/></x:sheets></x:workbook>")
            .WithStyles(Styles.Replace("</", "</x:", StringComparison.Ordinal).Replace("<", "<x:", StringComparison.Ordinal)
                .Replace("<x:/x:", "</x:", StringComparison.Ordinal).Replace("xmlns=", "xmlns:x=", StringComparison.Ordinal));
        var copy = CheckValid(workbook, Finding("A1"), Finding("B3"));

        Assert.Contains("<x:c r=\"A1\" s=\"2\"><x:v>1</x:v></x:c></x:row><x:row r=\"3\"><x:c r=\"B3\" s=\"2\"/></x:row></x:sheetData><x:legacyDrawing ", Part(copy, Sheet1), StringComparison.Ordinal);
    }

    [Fact]
    public void The_ISO_variant_of_Open_XML_stays_what_it_is()
    {
        var workbook = HandWrittenWorkbook.WithRows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
        foreach (var (name, content) in workbook.Parts.ToList())
        {
            workbook.With(name, content.Replace(HandWrittenWorkbook.Main, "http://purl.oclc.org/ooxml/spreadsheetml/main", StringComparison.Ordinal)
                .Replace(HandWrittenWorkbook.Links, "http://purl.oclc.org/ooxml/officeDocument/relationships", StringComparison.Ordinal));
        }

        var copy = Check(workbook.Bytes(), Finding("A1"));

        Assert.All(Parts(copy).Keys.Where(name => name.StartsWith("xl/", StringComparison.Ordinal) && !name.Contains("drawings", StringComparison.Ordinal)),
            name => Assert.DoesNotContain("http://schemas.openxmlformats.org/spreadsheetml", Part(copy, name), StringComparison.Ordinal));
        Assert.Contains("http://purl.oclc.org/ooxml/officeDocument/relationships/comments", Part(copy, "xl/worksheets/_rels/sheet1.xml.rels"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "<pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/>", "")]
    [InlineData("", "<pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/>", "<extLst/>")]
    [InlineData("", "", "<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"x14\" xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\"><controls/></mc:Choice></mc:AlternateContent><extLst/>")]
    public void The_link_to_the_boxes_stands_where_the_schema_wants_it(string first, string before, string after)
    {
        var sheet = $"<worksheet xmlns=\"{HandWrittenWorkbook.Main}\">{first}<sheetData/>{before}{after}</worksheet>";
        var copy = Check(HandWrittenWorkbook.WithSheet(sheet).Bytes(), Finding("A1"));

        Assert.Matches($"{System.Text.RegularExpressions.Regex.Escape(before)}<legacyDrawing xmlns:r=\"[^\"]+\" r:id=\"[^\"]+\"/>{System.Text.RegularExpressions.Regex.Escape(after)}</worksheet>$", Part(copy, Sheet1));
    }

    [Fact]
    public void Sheets_in_UTF_16_are_read()
    {
        var workbook = HandWrittenWorkbook.WithSheet($"<?xml version=\"1.0\" encoding=\"utf-16\"?><worksheet xmlns=\"{HandWrittenWorkbook.Main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Zo\u00EB</t></is></c></row></sheetData></worksheet>");
        foreach (var (name, content) in workbook.Parts.ToList())
        {
            workbook.With(name, content.Replace("<?xml version=\"1.0\"?>", "", StringComparison.Ordinal));
        }

        var copy = Check(workbook.Bytes(Encoding.Unicode), Finding("A1"));

        Assert.Equal("Zo\u00EB", Assert.Single(Values(copy)["Data"]));
    }

    [Fact]
    public void A_greater_than_sign_inside_an_attribute_does_not_end_the_tag()
    {
        const string Name = "<definedNames><definedName name=\"Late\" comment=\"a > b\">Data!$A$1</definedName></definedNames>";
        var workbook = HandWrittenWorkbook.WithRows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
        workbook.With("xl/workbook.xml", workbook.Parts["xl/workbook.xml"].Replace("</sheets>", $"</sheets>{Name}", StringComparison.Ordinal));

        Assert.Contains(Name, Part(CheckValid(workbook, Finding("A1")), "xl/workbook.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_that_lie_across_the_reading_buffer_come_through_whole()
    {
        var rows = string.Concat(Enumerable.Range(1, 9_000).Select(row => $"<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>"));
        var copy = Check(HandWrittenWorkbook.WithRows(rows).Bytes(), Finding("A8999"));

        Assert.Contains(rows.Replace("<c r=\"A8999\">", "<c r=\"A8999\" s=\"1\">", StringComparison.Ordinal), Part(copy, Sheet1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_colour_that_LibreOffice_chose_is_not_given_to_the_cell()
    {
        var marked = Styles.Replace("<fills count=\"2\">", "<fills count=\"3\">", StringComparison.Ordinal)
            .Replace("</fills>", "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFD2CD\"/><bgColor rgb=\"FFFFF0C1\"/></patternFill></fill></fills>", StringComparison.Ordinal)
            .Replace("</cellXfs>", "<xf fillId=\"2\" xfId=\"0\" applyFill=\"1\"/></cellXfs>", StringComparison.Ordinal)
            .Replace("cellXfs count=\"2\"", "cellXfs count=\"3\"", StringComparison.Ordinal);
        var copy = CheckValid(HandWrittenWorkbook.WithRows("<row r=\"1\"><c r=\"A1\" s=\"2\"><v>1</v></c></row>").WithStyles(marked));

        Assert.DoesNotContain("s=\"2\"", Part(copy, Sheet1), StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(Part(copy, "xl/styles.xml"), "FFF0C1"));
    }

    [Theory]
    [InlineData("CHECK RESULT")]
    [InlineData(" Check result ")]
    public void An_earlier_result_sheet_is_replaced_however_it_is_written(string name)
    {
        var workbook = HandWrittenWorkbook.WithRows("").With("xl/worksheets/sheet2.xml", $"<worksheet xmlns=\"{HandWrittenWorkbook.Main}\"><sheetData/></worksheet>")
            .With("xl/_rels/workbook.xml.rels", HandWrittenWorkbook.LinkList(("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "worksheet", "worksheets/sheet2.xml")))
            .With("xl/workbook.xml", $"<workbook xmlns=\"{HandWrittenWorkbook.Main}\" xmlns:r=\"{HandWrittenWorkbook.Links}\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"{name}\" sheetId=\"2\" r:id=\"r2\"/></sheets>"
                + "<definedNames><definedName name=\"a\" localSheetId=\"0\">1</definedName><definedName name=\"b\" localSheetId=\"1\">1</definedName></definedNames></workbook>")
            .Typed("/xl/worksheets/sheet2.xml", "worksheet");
        var copy = CheckValid(workbook);

        Assert.Equal(["Check result", "Data"], Values(copy).Keys);
        Assert.Contains("<definedNames><definedName name=\"a\" localSheetId=\"1\">1</definedName></definedNames>", Part(copy, "xl/workbook.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_that_XML_does_not_allow_are_left_out_and_escapes_stay_text()
    {
        var copy = CheckValid(HandWrittenWorkbook.WithRows(""), Finding("A1") with { Value = "a\u0001<b>&\"_x0041_\uD83D\uDE00" });

        Assert.Contains("a&lt;b&gt;&amp;&quot;_x005F_x0041_&#128512;", Part(copy, ResultPart(copy)), StringComparison.Ordinal);
    }

    /// <summary>Numbers say where they stand; how many blanks surround them is the reader's affair.</summary>
    private static IEnumerable<string> Filled(IReadOnlyList<string> rows) => rows.Select(row => row.Trim('|')).Where(row => row.Length > 0);

    private static byte[] CheckValid(HandWrittenWorkbook workbook, params Finding[] findings)
    {
        Assert.Empty(ValidationErrors(workbook.Bytes()));
        var copy = Check(workbook.Bytes(), findings);
        Assert.Empty(ValidationErrors(copy));
        return copy;
    }
}
