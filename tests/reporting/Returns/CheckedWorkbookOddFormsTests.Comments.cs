using System.Text;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Returns.CheckedCopies;

namespace Pilot.Tests.Returns;

/// <summary>Comments, conversations and their boxes, and what is no workbook.</summary>
public sealed partial class CheckedWorkbookOddFormsTests
{
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
