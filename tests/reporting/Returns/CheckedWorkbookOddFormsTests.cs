using System.Text;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Returns.CheckedCopies;

namespace Pilot.Tests.Returns;

/// <summary>returns.md section 2: files that Excel opens though no writing library makes them, each written part by part.</summary>
public sealed class CheckedWorkbookOddFormsTests
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
    public void Boxes_of_controls_that_are_not_well_formed_are_kept()
    {
        const string Control = "<v:shape id=\"_x0000_s1030\" type=\"#_x0000_t201\"><v:textbox><div>one<br>two</div></v:textbox><x:ClientData ObjectType=\"Button\"/></v:shape>";
        var copy = Check(WithOwnComment(Control), Finding("C3"));
        var boxes = Part(copy, "xl/drawings/vmlDrawing1.vml");

        Assert.Contains(Control, boxes, StringComparison.Ordinal);
        Assert.Contains("_x0000_s1031", boxes, StringComparison.Ordinal);
        Assert.Contains("<x:Row>2</x:Row><x:Column>2</x:Column>", boxes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversation_is_left_alone_and_the_cell_coloured()
    {
        var original = WithOwnComment("", author: "tc={11111111-2222-3333-4444-555555555555}");
        var copy = Check(original, Finding("B2"));

        Assert.DoesNotContain("SEX_C", Part(copy, "xl/comments1.xml"), StringComparison.Ordinal);
        Assert.Contains("<c r=\"B2\" s=\"1\">", Part(copy, Sheet1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversation_gets_our_answer_at_its_end_and_a_later_check_takes_it_away()
    {
        const string Threads = "xl/threadedComments/threadedComment1.xml";
        const string Root = "{11111111-2222-3333-4444-555555555555}";
        var book = HandWrittenWorkbook.WithRows("<row r=\"2\"><c r=\"B2\"><v>1</v></c></row>")
            .With(Threads, "<ThreadedComments xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\">"
                + $"<threadedComment ref=\"B2\" dT=\"2027-01-01T00:00:00.00\" personId=\"{{A}}\" id=\"{Root}\"><text>Is this right?</text></threadedComment></ThreadedComments>")
            .With("xl/persons/person.xml", "<personList xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\"><person displayName=\"Jo\" id=\"{A}\"/></personList>")
            .With("xl/worksheets/_rels/sheet1.xml.rels", HandWrittenWorkbook.LinkList(("t1", "threadedComment", "../threadedComments/threadedComment1.xml")))
            .With("xl/_rels/workbook.xml.rels", HandWrittenWorkbook.LinkList(("r1", "worksheet", "worksheets/sheet1.xml"), ("p1", "person", "persons/person.xml")));
        var original = book.Bytes();

        var first = Check(original, Finding("B2"));
        var second = Check(first);

        Assert.Contains($"parentId=\"{Root}\"", Part(first, Threads), StringComparison.Ordinal);
        Assert.Contains("SEX_C", Part(first, Threads), StringComparison.Ordinal);
        Assert.Contains("displayName=\"Pilot check\"", Part(first, "xl/persons/person.xml"), StringComparison.Ordinal);
        Assert.Equal(Part(first, Threads), Part(Check(original, Finding("B2")), Threads));
        Assert.Equal(Part(original, Threads), Part(second, Threads));
    }

    [Fact]
    public void Boxes_of_comments_that_go_go_with_them()
    {
        var original = WithOwnComment("");
        var first = Check(original, Finding("C3"), Finding("B2"));
        var second = Check(first);

        Assert.Contains("<x:Row>2</x:Row>", Part(first, "xl/drawings/vmlDrawing1.vml"), StringComparison.Ordinal);
        Assert.DoesNotContain("<x:Row>2</x:Row>", Part(second, "xl/drawings/vmlDrawing1.vml"), StringComparison.Ordinal);
        Assert.Contains("<x:Row>1</x:Row>", Part(second, "xl/drawings/vmlDrawing1.vml"), StringComparison.Ordinal);
        Assert.Equal(Part(original, "xl/comments1.xml"), Part(second, "xl/comments1.xml").Replace("<author>Pilot check</author>", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Comments_of_ours_are_known_by_their_first_line_where_the_author_was_lost()
    {
        var comments = Comments("<comment ref=\"B2\" authorId=\"0\"><text><r><t xml:space=\"preserve\">Found by the pilot check:&#10;ULN_D: not a ULN.</t></r></text></comment>", " ");
        var copy = Check(Commented("", comments));

        Assert.DoesNotContain("ULN_D", Part(copy, "xl/comments1.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<r><t>Ours</t></r><r><t xml:space=\"preserve\">&#10;Found by the pilot check:&#10;ULN_D: x</t></r>", "<r><t>Ours</t></r>")]
    [InlineData("<t xml:space=\"preserve\">Ours&#10;Found by the pilot check:&#10;ULN_D: x</t>", "<t xml:space=\"preserve\">Ours</t>")]
    [InlineData("<r><t>Ours</t></r><r><rPr><b/></rPr><t>\nFound by the pilot check:</t></r><r><t>\nULN_D: x</t></r>", "<r><t>Ours</t></r>")]
    [InlineData("<r><t>It says Found by the pilot check: why?</t></r>", "<r><t>It says Found by the pilot check: why?</t></r>")]
    public void What_a_provider_wrote_above_ours_is_kept_without_ours(string text, string kept)
    {
        var comments = Comments($"<comment ref=\"B2\" authorId=\"0\"><text>{text}</text></comment>");
        var copy = Check(Commented("", comments));

        Assert.Contains($"<text>{kept}</text>", Part(copy, "xl/comments1.xml"), StringComparison.Ordinal);
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

    [Fact]
    public void A_comment_has_at_most_500_characters()
    {
        var long_ = Finding("A1") with { Message = new string('m', 900) };
        var copy = CheckValid(HandWrittenWorkbook.WithRows(""), long_, Finding("A1", rule: "SEX_01"));
        var text = System.Text.RegularExpressions.Regex.Match(Part(copy, "xl/comments1.xml"), "SEX_C[^<]*").Value;

        Assert.InRange(text.Replace("&#10;", "\n", StringComparison.Ordinal).Length, 400, FindHighlights.MaxNoteLength);
        Assert.EndsWith("There is more about this cell on the sheet Check result.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a zip")]
    [InlineData("PK\u0003\u0004")]
    public void FILE_05_what_is_not_a_workbook_has_no_checked_copy(string content) =>
        Assert.Throws<UnreadableFileException>(() => Check(Encoding.Latin1.GetBytes(content)));

    [Theory]
    [InlineData("<worksheet><sheetData><row")]
    [InlineData("<!DOCTYPE worksheet><worksheet/>")]
    [InlineData("<worksheet><sheetData><row r=1></row></sheetData></worksheet>")]
    public void FILE_05_a_damaged_or_declared_sheet_has_no_checked_copy(string sheet) =>
        Assert.Throws<UnreadableFileException>(() => Check(HandWrittenWorkbook.WithSheet(sheet).Bytes(), Finding("A1")));

    [Theory]
    [InlineData("FILE_01", true)]
    [InlineData("FILE_05", true)]
    [InlineData("FILE_06", false)]
    public void A_file_that_the_reader_refused_has_no_checked_copy(string rule, bool refused)
    {
        var workbook = HandWrittenWorkbook.WithRows("").Bytes();
        var problem = Record.Exception(() => Check(workbook, Finding("A1", Severity.F, rule: rule)));

        Assert.Equal(refused ? rule : null, (problem as UnreadableFileException)?.RuleId);
        Assert.Equal(refused, problem is not null);
    }

    /// <summary>Gaps among rows and cells, marks anywhere: the marked cells are coloured and no others, and no value moves.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_sheet_with_any_marks_keeps_its_values_and_colours_the_marked_cells_alone(int seed)
    {
        var random = new Random(seed);
        var rows = new StringBuilder();
        for (var row = 1 + random.Next(3); row <= 12; row += 1 + random.Next(3))
        {
            rows.Append(random.Next(8) == 0 ? $"<row r=\"{XmlText.Number(row)}\"/>" : $"<row r=\"{XmlText.Number(row)}\">{RandomCells(random, row)}</row>");
        }

        var workbook = HandWrittenWorkbook.WithRows(rows.ToString());
        var findings = Enumerable.Range(0, 1 + random.Next(12))
            .Select(_ => Finding(CellAddress.Of(1 + random.Next(14), 1 + random.Next(9)), random.Next(2) == 0 ? Severity.E : Severity.W)).ToArray();
        var copy = CheckValid(workbook, findings);
        var again = Check(copy);

        Assert.Equal(Filled(Values(workbook.Bytes())["Data"]), Filled(Values(copy)["Data"]));
        var styled = System.Text.RegularExpressions.Regex.Matches(Part(copy, Sheet1), "<c r=\"([A-Z]+[0-9]+)\"[^>]* s=\"[1-9]").Select(match => match.Groups[1].Value);
        Assert.Equal(findings.Select(finding => finding.Cell!).Distinct().Order(StringComparer.Ordinal), styled.Order(StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.Equal(findings.Any(otherFinding => otherFinding.Cell == finding.Cell && otherFinding.Severity == Severity.E) ? "FFFFD2CD" : "FFFFF0C1", FillOf(copy, "Data", finding.Cell!)));
        Assert.All(findings, finding => Assert.Null(FillOf(again, "Data", finding.Cell!)));
        Assert.Equal(findings.Select(finding => finding.Cell!).ToHashSet(), CommentsOf(copy, "Data").Keys.ToHashSet());
        Assert.Empty(CommentsOf(again, "Data"));
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    private static string RandomCells(Random random, int row)
    {
        var cells = new StringBuilder();
        for (var column = 1 + random.Next(3); column <= 7; column += 1 + random.Next(3))
        {
            cells.Append(System.Globalization.CultureInfo.InvariantCulture, $"<c r=\"{CellAddress.Of(row, column)}\"><v>{row * 100 + column}</v></c>");
        }

        return cells.ToString();
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

    private static byte[] WithOwnComment(string moreBoxes, string author = "Jo") =>
        Commented(moreBoxes, Comments("<comment ref=\"B2\" authorId=\"0\"><text><r><t>Mine</t></r></text></comment>", author));

    private static string Comments(string comment, string author = "Jo") =>
        $"<comments xmlns=\"{HandWrittenWorkbook.Main}\"><authors><author>{author}</author></authors><commentList>{comment}</commentList></comments>";

    private static byte[] Commented(string moreBoxes, string comments)
    {
        const string Box = "<v:shape id=\"_x0000_s1025\" type=\"#_x0000_t202\"><x:ClientData ObjectType=\"Note\"><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>";
        var sheet = $"<worksheet xmlns=\"{HandWrittenWorkbook.Main}\" xmlns:r=\"{HandWrittenWorkbook.Links}\"><sheetData><row r=\"2\"><c r=\"B2\"><v>1</v></c></row></sheetData><legacyDrawing r:id=\"v1\"/></worksheet>";
        return HandWrittenWorkbook.WithSheet(sheet).WithComments(comments,
            "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"
            + $"<v:shapetype id=\"_x0000_t202\"></v:shapetype>{Box}{moreBoxes}</xml>").Bytes();
    }
}
