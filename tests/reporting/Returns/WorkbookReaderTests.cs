using System.IO.Compression;
using System.Text;
using ClosedXML.Excel;
using Pilot.Reporting.Excel.Reading;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

public sealed class WorkbookReaderTests
{
    [Fact]
    public void A_workbook_written_by_a_library_is_read_cell_by_cell()
    {
        using var bytes = new MemoryStream();
        using (var book = new XLWorkbook())
        {
            var sheet = book.AddWorksheet("Data");
            sheet.Cell("A1").Value = "text";
            sheet.Cell("B1").Value = 12.5;
            sheet.Cell("D1").Value = new DateTime(2026, 9, 14);
            sheet.Cell("A3").Value = true;
            sheet.Row(3).Hide();
            sheet.Cell("A4").Style.Fill.BackgroundColor = XLColor.Red;
            book.SaveAs(bytes);
        }

        var rows = Read(bytes.ToArray());

        Assert.Equal(["1: A=Text:text B=Number:12.5 D=Date:46279", "3: A=Boolean:TRUE"], rows);
    }

    [Theory]
    [InlineData("<c r=\"A1\" t=\"s\"><v>0</v></c>", "A=Text:shared")]
    [InlineData("<c r=\"A1\" t=\"s\"><v>1</v></c>", "A=Text:rich text")]
    [InlineData("<c r=\"A1\" t=\"s\"><v>2</v></c><c><v>1</v></c>", "B=Number:1")]
    [InlineData("<c r=\"A1\" t=\"inlineStr\"><is><t>one</t></is></c>", "A=Text:one")]
    [InlineData("<c r=\"A1\" t=\"inlineStr\"><is><r><t>o</t></r><r><t>ne</t></r><rPh sb=\"0\" eb=\"1\"><t>said</t></rPh></is></c>", "A=Text:one")]
    [InlineData("<c r=\"A1\" t=\"str\"><f>B1</f><v>said</v></c>", "A=Text:said f")]
    [InlineData("<c r=\"A1\"><f>1+1</f><v>2</v></c>", "A=Number:2 f")]
    [InlineData("<c r=\"A1\"><f>1+1</f></c>", "A=NoCachedValue: f")]
    [InlineData("<c r=\"A1\"><f>1+1</f><v></v></c>", "A=NoCachedValue: f")]
    [InlineData("<c r=\"A1\"><f>1+1</f><v/></c>", "A=NoCachedValue: f")]
    [InlineData("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", "A=Error:#N/A")]
    [InlineData("<c r=\"A1\" t=\"d\"><v>2026-09-14</v></c>", "A=Text:2026-09-14")]
    [InlineData("<c r=\"A1\" s=\"1\"><v>46279</v></c>", "A=Date:46279")]
    [InlineData("<c r=\"A1\"><v>9.276308686E9</v></c>", "A=Number:9276308686")]
    [InlineData("<c><v>1</v></c><c r=\"D1\"><v>4</v></c><c><v>5</v></c>", "A=Number:1 D=Number:4 E=Number:5")]
    [InlineData("<c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> \u00A0\u200Bone two\uFEFF </t></is></c>", "A=Text:one two")]
    [InlineData("<c r=\"A1\" t=\"inlineStr\"><is><t>'0123</t></is></c>", "A=Text:0123")]
    [InlineData("<c r=\"A1\" t=\"inlineStr\"><is><t>a_x000D_b</t></is></c>", "A=Text:a\rb")]
    public void A_cell_is_read_in_every_form_that_programs_write(string cells, string expected)
    {
        var book = RawWorkbook.OfSheets(("Data", $"<row r=\"1\">{cells}</row>"))
            .WithSharedStrings("<t> shared </t>", "<r><t>rich </t></r><r><t>text</t></r>", "<t> </t>");

        Assert.Equal(["1: " + expected], Read(book.ToBytes()));
    }

    [Fact]
    public void A_formula_that_was_calculated_to_an_empty_text_is_blank()
    {
        var book = RawWorkbook.OfSheets(("Data", "<row><c t=\"str\"><f>B1</f><v></v></c><c><v>1</v></c></row>"));

        Assert.Equal(["1: B=Number:1"], Read(book.ToBytes()));
    }

    [Fact]
    public void Rows_without_a_number_follow_each_other_and_blank_ones_are_left_out()
    {
        var book = RawWorkbook.OfSheets(("Data", "<row><c><v>1</v></c></row><row/><row r=\"7\"><c s=\"1\"/></row><row><c><v>8</v></c></row>"));

        Assert.Equal(["1: A=Number:1", "8: A=Number:8"], Read(book.ToBytes()));
    }

    [Fact]
    public void FILE_01_a_file_that_is_no_workbook_is_refused_whatever_its_name()
    {
        Assert.Equal("FILE_01", Problem(Encoding.UTF8.GetBytes("learner_ref,uln\nA1,1\n")));
        Assert.Equal("FILE_01", Problem(Encoding.UTF8.GetBytes("<html><table></table></html>")));
        Assert.Equal("FILE_01", Problem([]));
        Assert.Equal("FILE_01", Problem([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]));
        Assert.Equal("FILE_01", Problem(Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"))));
        Assert.Equal("FILE_01", Problem(One().Replace("[Content_Types].xml", "spreadsheetml.sheet.main", "wordprocessingml.document.main").ToBytes()));
    }

    [Fact]
    public void FILE_02_an_encrypted_package_is_told_from_an_old_workbook()
    {
        byte[] old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[70_000]];
        byte[] encrypted = [.. old, .. Encoding.Unicode.GetBytes("EncryptedPackage")];

        Assert.Equal("FILE_02", Problem(encrypted));
        Assert.Equal("FILE_01", Problem([.. old, .. Encoding.Unicode.GetBytes("Workbook")]));
    }

    [Fact]
    public void FILE_03_macros_objects_and_live_connections_are_refused()
    {
        Assert.Equal("FILE_03", Problem(One().With("xl/vbaProject.bin").ToBytes()));
        Assert.Equal("FILE_03", Problem(One().With("xl/embeddings/oleObject1.bin").ToBytes()));
        Assert.Equal("FILE_03", Problem(One().With("xl/connections.xml", "<connections><connection type=\"1\"/></connections>").ToBytes()));
        Assert.Equal("FILE_03", Problem(One("<row><c><f>cmd|'/c calc'!A0</f><v>1</v></c></row>").ToBytes()));
        Assert.Null(Problem(One("<row><c t=\"str\"><f>\"a|b\"</f><v>a|b</v></c></row>").ToBytes()));
        Assert.Null(Problem(One().With("docProps/custom.xml").With("customXml/item1.xml").With("xl/printerSettings/printerSettings1.bin").ToBytes()));
    }

    [Fact]
    public void FILE_04_each_limit_holds_on_both_sides()
    {
        var limits = FileLimits.Default with { Rows = 3, Columns = 4 };
        string Rows(int count) => string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", count));

        Assert.Null(Problem(One(Rows(3)).ToBytes(), limits));
        Assert.Equal("FILE_04", Problem(One(Rows(4)).ToBytes(), limits));
        Assert.Null(Problem(One("<row><c r=\"D1\"><v>1</v></c><c r=\"E1\"/></row>").ToBytes(), limits));
        Assert.Equal("FILE_04", Problem(One("<row><c r=\"E1\"><v>1</v></c></row>").ToBytes(), limits));
        var bytes = One().ToBytes();
        Assert.Null(Problem(bytes, limits with { FileBytes = bytes.Length }));
        Assert.Equal("FILE_04", Problem(bytes, limits with { FileBytes = bytes.Length - 1 }));
    }

    [Fact]
    public void FILE_04_a_zip_bomb_is_refused_before_it_is_unpacked()
    {
        var padding = new string(' ', 11 * 1024 * 1024);
        var bomb = One().With("xl/bomb.xml", padding);

        Assert.Equal("FILE_04", Problem(bomb.ToBytes()));
    }

    [Fact]
    public void FILE_05_a_damaged_file_is_told_from_one_that_is_no_workbook()
    {
        var whole = One().ToBytes();

        Assert.Equal("FILE_05", Problem(whole[..(whole.Length / 2)]));
        Assert.Equal("FILE_05", Problem(One("<row><c></row>").ToBytes()));
        Assert.Null(Problem(One("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>").ToBytes()));
        Assert.Equal("FILE_05", Problem(One("<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>").ToBytes()));
        Assert.Equal("FILE_05", Problem(One("<row><c t=\"s\"><v>9</v></c></row>").ToBytes()));
        var missing = One();
        missing.Parts.Remove("xl/worksheets/sheet1.xml");
        Assert.Equal("FILE_05", Problem(missing.ToBytes()));
    }

    [Fact]
    public void FILE_05_a_flipped_bit_never_passes_as_another_number()
    {
        var book = One("<row><c><v>1111111111111111</v></c></row>");
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in book.Parts)
            {
                using var part = zip.OpenNew(name, CompressionLevel.NoCompression);
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        var flipped = bytes.ToArray();
        var at = flipped.AsSpan().IndexOf("1111111111111111"u8);
        flipped[at] ^= 8;

        Assert.Null(Problem(bytes.ToArray()));
        Assert.Equal("FILE_05", Problem(flipped));
    }

    [Fact]
    public void FILE_03_entities_are_never_expanded()
    {
        var book = One();
        book.Parts["xl/worksheets/sheet1.xml"] = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + book.Parts["xl/worksheets/sheet1.xml"];

        Assert.Equal("FILE_03", Problem(book.ToBytes()));
    }

    private static RawWorkbook One(string data = "<row><c><v>1</v></c></row>") => RawWorkbook.OfSheets(("Data", data));

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        var book = new RawWorkbook();
        foreach (var (name, text) in entries)
        {
            book.Parts[name] = text;
        }

        return book.ToBytes();
    }

    private static string? Problem(byte[] bytes, FileLimits? limits = null)
    {
        try
        {
            Read(bytes, limits);
            return null;
        }
        catch (UnreadableFileException problem)
        {
            return problem.RuleId;
        }
    }

    private static List<string> Read(byte[] bytes, FileLimits? limits = null)
    {
        using var file = WorkbookReader.Open(new MemoryStream(bytes), limits ?? FileLimits.Default);
        var rows = new List<string>();
        foreach (var row in file.ReadRows(file.Sheets[0]))
        {
            var cells = new List<string>();
            foreach (var cell in row.Cells)
            {
                var value = cell.Kind is RawCellKind.Number or RawCellKind.Date
                    ? cell.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    : cell.Text;
                cells.Add($"{CellAddress.Column(cell.Column)}={cell.Kind}:{value}{(cell.IsFormula ? " f" : "")}");
            }

            rows.Add($"{row.Number}: {string.Join(' ', cells)}");
        }

        return rows;
    }
}

internal static class RawWorkbookParts
{
    public static RawWorkbook With(this RawWorkbook book, string part, string text = "<x/>")
    {
        book.Parts[part] = text;
        return book;
    }
}
