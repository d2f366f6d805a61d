using System.Globalization;
using System.Text;
using Pilot.Reporting.Excel.Reading;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>Two ways of reading a sheet, one answer: the scan of the plain form never sees anything else than the XML reader does.</summary>
public sealed class FastRowReaderTests
{
    private static readonly string[] Pieces =
    [
        "<row r=\"1\">", "<row r=\"2\" spans=\"1:3\" ht=\"15\">", "<row>", "<row/>", "<row r=\"7\"/>", "</row>", "<row r=\"2\" r=\"3\">", "<row a:b=\"1\">",
        "<row x14ac:dyDescent=\"0.25\">", "<row hidden='1'>", "<c r=\"A1\">", "<c r=\"B2\" s=\"1\">", "<c>", "<c r=\"C3\" t=\"s\">", "<c t=\"inlineStr\">",
        "<c t=\"str\">", "<c t=\"b\">", "<c r=\"D1\"/>", "<c r=\"1\">", "<c r=\"A1\" s=\"x\">", "<c s=\"1\" s=\"1\">", "<c t=\"a&amp;b\">", "</c>", "</c >",
        "<v>1</v>", "<v>46279</v>", "<v> 12.5 </v>", "<v>1e3</v>", "<v>0</v>", "<v>9</v>", "<v/>", "<v></v>", "<v>x</v>", "<v>1]]>2</v>", "<v>&lt;&amp;</v>",
        "<v>caf\u00E9</v>", "<v>&#65;</v>", "<v>\r\n</v>", "<v><![CDATA[5]]></v>", "<v><!-- no -->5</v>", "<is><t>one</t></is>",
        "<is><t xml:space=\"preserve\"> 'two\u00A0</t></is>", "<is><r><t>three</t></r></is>", "<is><t>a_x000D_b</t></is>", "<f>A1+1</f>", "<f t=\"shared\" si=\"0\"/>",
        "<f>cmd|'/c calc'!A0</f>", "<f>\"a|b\"</f>", "<f>1&lt;2</f>", "<extLst/>", " ", "\n", "<!-- row -->", "&", "<", "text", "<sheetData/>",
    ];

    [Fact]
    public void A_sheet_put_together_from_odd_pieces_reads_the_same_both_ways()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 4_000; round++)
        {
            var text = new StringBuilder();
            for (var rows = random.Next(1, 4); rows > 0; rows--)
            {
                // Mostly right, with one thing out of place now and then: what is wrong everywhere is refused before anything is compared.
                text.Append(CultureInfo.InvariantCulture, $"<row r=\"{(5 - rows) * 10}\">");
                for (var cells = random.Next(0, 5); cells > 0; cells--)
                {
                    text.Append(Pieces[random.Next(10, 22)]).Append(Pieces[random.Next(24, 49)]).Append("</c>");
                }

                text.Append(random.Next(4) == 0 ? Pieces[random.Next(Pieces.Length)] : "").Append("</row>");
            }

            AssertSame(text.ToString());
        }
    }

    /// <summary>Cells whose tags repeat those of the row before, and every now and then one that nearly does.</summary>
    [Fact]
    public void Rows_that_are_written_alike_read_the_same_both_ways()
    {
        string[] rests = ["><v>5</v></c>", " s=\"1\"><v>46279</v></c>", " t=\"s\"><v>0</v></c>", " t=\"inlineStr\"><is><t>one</t></is></c>", "/>", " s=\"1\"/>", " t=\"b\"><v>1</v></c>", " t=\"str\"><f>A1</f><v>x</v></c>"];
        int[] columns = [1, 2, 25, 26, 27, 28, 52, 53];
        var random = new Random(20261130);
        var (scanned, cells) = (0, 0);
        for (var round = 0; round < 2_000; round++)
        {
            var first = (int[])[1, 8, 97, 99_998];
            var number = first[random.Next(first.Length)];
            var usual = columns.ToDictionary(column => column, _ => rests[random.Next(rests.Length)]);
            var text = new StringBuilder();
            for (var rows = random.Next(2, 7); rows > 0; rows--, number += random.Next(1, 3))
            {
                text.Append(random.Next(20) == 0 ? "<row>" : string.Create(CultureInfo.InvariantCulture, $"<row r=\"{number}\" spans=\"1:60\">"));
                foreach (var column in columns.Where(_ => random.Next(5) > 0))
                {
                    var address = string.Create(CultureInfo.InvariantCulture, $"{CellAddress.Column(column)}{number}");
                    var rest = random.Next(8) == 0 ? rests[random.Next(rests.Length)] : usual[column];
                    text.Append(random.Next(150) switch
                    {
                        0 => $"<c r=\"{address.ToLowerInvariant()}\"{rest}",
                        1 => $"<c r=\"{address}1\"{rest}",
                        2 => $"<c{rest}",
                        3 => $"<c  r=\"{address}\"{rest}",
                        4 => $"<c s=\"1\" r=\"{address}\"{rest}",
                        5 => $"<c r=\"{address}\" r=\"{address}\"{rest}",
                        6 => $"<c r='{address}'{rest}",
                        7 => $"<c r=\"{CellAddress.Column(column + 1)}{number.ToString(CultureInfo.InvariantCulture)}\"{rest}",
                        _ => $"<c r=\"{address}\"{rest}",
                    });
                    cells++;
                }

                text.Append("</row>");
            }

            AssertSame(text.ToString());
            scanned += ReadPlain(Sheet(text.ToString())).Step == FastStep.End ? 1 : 0;
        }

        // Most were scanned to their end; what was not is one of the odd ones.
        Assert.InRange(scanned, 800, 1_999);
        Assert.InRange(cells, 40_000, 60_000);
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>one</t></is></c><c r=\"B1\"><v>2</v></c></row>")]
    [InlineData("<row r=\"1\" spans=\"1:2\" x14ac:dyDescent=\"0.25\"><c r=\"A1\" s=\"1\"><v>46279</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c></row> <row r=\"3\"/> <row r=\"4\"><c><v>1</v></c></row>")]
    public void The_form_that_Excel_writes_is_scanned_to_its_end(string rows)
    {
        var (plain, steps) = ReadPlain(Sheet(rows));

        Assert.Equal(FastStep.End, steps);
        Assert.Equal(ReadXml(Sheet(rows)), plain);
    }

    [Fact]
    public void A_sheet_under_a_prefix_is_scanned_to_its_end()
    {
        var sheet = $"<?xml version=\"1.0\" encoding=\"utf-8\"?><x:worksheet xmlns:x=\"{RawWorkbook.Main}\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>";
        var (plain, step) = ReadPlain(sheet);

        Assert.Equal(FastStep.End, step);
        Assert.Equal(["1: A=Number:5"], plain);
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "</worksheet>", "<mergeCells></worksheet>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "</worksheet>", "</worksheet><again/>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "<sheetData>", "<cols><sheetData>")]
    public void What_stands_around_the_rows_must_be_well_formed_too(string rows, string from, string to)
    {
        var book = RawWorkbook.OfSheets(("Data", rows)).Replace("xl/worksheets/sheet1.xml", from, to);
        using var content = new MemoryStream(book.ToBytes());
        using var file = WorkbookReader.Open(content, FileLimits.Default);

        var problem = Assert.Throws<UnreadableFileException>(() => file.ReadRows(file.Sheets[0]).Count());

        Assert.Equal("FILE_05", problem.RuleId);
    }

    [Fact]
    public void A_sheet_that_turns_unusual_half_way_gives_every_row_once()
    {
        var rows = string.Concat(Enumerable.Range(1, 5_000).Select(i =>
            i == 4_000 ? $"<row r=\"{i}\"><!-- here --><c r=\"A{i}\"><v>{i}</v></c></row>" : $"<row r=\"{i}\"><c r=\"A{i}\"><v>{i}</v></c></row>"));
        using var content = new MemoryStream(RawWorkbook.OfSheets(("Data", rows)).ToBytes());
        using var file = WorkbookReader.Open(content, FileLimits.Default);

        Assert.Equal(Enumerable.Range(1, 5_000), file.ReadRows(file.Sheets[0]).Select(row => row.Number));
    }

    private static void AssertSame(string rows)
    {
        var sheet = Sheet(rows);
        var (plain, step) = ReadPlain(sheet);
        if (step == FastStep.End)
        {
            Assert.True(ReadXml(sheet) is { } xml && plain.SequenceEqual(xml), rows);
        }
    }

    private static string Sheet(string rows) =>
        $"<worksheet xmlns=\"{RawWorkbook.Main}\" xmlns:x14ac=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac\"><sheetData>{rows}</sheetData></worksheet>";

    /// <summary>What the scan says, as far as it goes, and how it ended.</summary>
    private static (List<string> Rows, FastStep Step) ReadPlain(string sheet) => Open(sheet, (package, values) =>
    {
        var rows = new List<string>();
        using var plain = new FastRowReader(package.Open("xl/worksheets/sheet1.xml"), values);
        try
        {
            FastStep step;
            while ((step = plain.Next()) == FastStep.Row)
            {
                rows.Add(Show(values.Row));
            }

            return (rows, step);
        }
        catch (Exception problem) when (problem is FormatException or OverflowException or UnreadableFileException or System.Xml.XmlException)
        {
            return (rows, FastStep.Unusual);
        }
    });

    private static List<string>? ReadXml(string sheet) => Open(sheet, (package, values) =>
    {
        var rows = new List<string>();
        using var xml = new XmlRows(package, "xl/worksheets/sheet1.xml", values);
        try
        {
            while (xml.Next())
            {
                rows.Add(Show(values.Row));
            }

            return rows;
        }
        catch (Exception problem) when (problem is FormatException or OverflowException or UnreadableFileException or System.Xml.XmlException)
        {
            return null;
        }
    });

    private static T Open<T>(string sheet, Func<Package, CellValues, T> read)
    {
        var book = RawWorkbook.OfSheets(("Data", "")).WithSharedStrings("<t>shared</t>");
        book.Parts["xl/worksheets/sheet1.xml"] = sheet;
        using var content = new MemoryStream(book.ToBytes());
        using var package = Package.Open(content, FileLimits.Default);
        return read(package, new CellValues(SharedStrings.Read(package, "xl/sharedStrings.xml"), NumberFormats.Read(package, "xl/styles.xml"), FileLimits.Default));
    }

    private static string Show(RawRow row)
    {
        var text = new StringBuilder(row.Number.ToString(CultureInfo.InvariantCulture) + ":");
        foreach (var cell in row.Cells)
        {
            text.Append(CultureInfo.InvariantCulture, $" {CellAddress.Column(cell.Column)}={cell.Kind}:{cell.Text}{(cell.Kind is RawCellKind.Number or RawCellKind.Date ? cell.Number : "")}{(cell.IsFormula ? " f" : "")}");
        }

        return text.ToString();
    }
}
