using System.Data;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Tests.Workbooks;

/// <summary>Tables of more rows than are kept in memory: every row stands in the file, looking as its kind looks.</summary>
public sealed class LongTableTests
{
    private const int Rows = 2_500;

    /// <summary>One row that differs from all above it in each of its cells, far down the table.</summary>
    private const int Odd = 2_400;
    private const string OddText = " \u0001'=_x0041_ two  spaces <&> \U0001F600";

    private sealed record Line(int Number);

    private static readonly Sheet Table = Sheet.From(
        "T98",
        "long",
        "A long table: sample, West Midlands, October to December 2026",
        [
            Column.Key<Line>("Reference", 20, line => $"L{line.Number:0000}"),
            Column.Cells<Line>(
                "Amount (£)", Format.Pounds,
                line => line.Number == Odd ? Shorthand.NotApplicable : line.Number == Odd + 1 ? Cell.Of(-1m / 3) with { Revised = true } : Cell.Of(line.Number + 0.5m),
                "A sum of money.",
                rows => Cell.Of(rows.Count)),
            Column.Cells<Line>("Date", Format.Date, line => line.Number == Odd ? Shorthand.NotApplicable : Cell.Of(new DateOnly(2026, 9, 14).AddDays(line.Number)), width: 20),
            Column.Text<Line>("Words", 44, line => line.Number == Odd ? OddText : line.Number == Odd + 1 ? "=1+1" : $"Every {line.Number % 7} days, said in so many words that they need a second line"),
        ],
        [.. Enumerable.Range(0, Rows).Select(number => new Line(number))],
        total: true);

    private static readonly Workbook Sample = new(
        "sample.xlsx", "A long table", new DateTimeOffset(2027, 1, 6, 6, 0, 0, TimeSpan.Zero), [("Period", Cell.Of("October to December 2026"))], [Table]);

    /// <summary>Of the sheet as it stands in the workbook; it reads every row, so it is asked once.</summary>
    private static readonly int HeaderRow = Sample.Complete()[^1].HeaderRow;

    private static readonly byte[] Drawn = XlsxWriter.Write(Sample).ToArray();

    [Fact]
    public void The_cells_of_a_long_table_are_made_when_they_are_read_and_those_of_a_short_one_are_kept()
    {
        var shorter = Sheet.From<Line>("T97", "short", "Short", [Column.Key<Line>("Reference", 20, line => $"L{line.Number}")], [new Line(1)]);
        Assert.NotSame(Table.Rows[0][0], Table.Rows[0][0]);
        Assert.Same(shorter.Rows[0][0], shorter.Rows[0][0]);
        Assert.Equal(Rows + 1, Table.Rows.Count);
        Assert.Equal("Total", Table.Rows[Rows][0].Text);
    }

    [Fact]
    public void Another_reader_finds_every_value_of_every_row()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(Drawn));
        using var read = reader.AsTables();
        var rows = read.Tables["T98"]!.Rows;
        Assert.Equal(HeaderRow + Rows + 1, rows.Count);
        for (var r = 0; r < Table.Rows.Count; r++)
        {
            Assert.Equal(Table.Rows[r].Select(DrawnFilesTests.Expected), Enumerable.Range(0, 4).Select(c => DrawnFilesTests.Value(rows[HeaderRow + r][c])));
        }
    }

    [Fact]
    public void It_keeps_the_form_and_passes_the_validator()
    {
        Assert.Equal([], FormChecks.Check(Drawn));
        using var document = SpreadsheetDocument.Open(new MemoryStream(Drawn), false);
        Assert.Equal([], new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(fault => $"{fault.Part?.Uri} {fault.Description}"));
    }

    [Fact]
    public void The_table_holds_all_rows_and_each_is_as_high_as_its_words()
    {
        var sheet = new DrawnWorkbook(Drawn).Sheets.Single(rawSheet => rawSheet.Name == "T98");
        var table = Assert.Single(sheet.Tables);
        Assert.Equal((HeaderRow, HeaderRow + Rows + 1), (table.FirstRow, table.LastRow));
        var heights = sheet.All("row").Where(row => (int)row.Attribute("r")! > HeaderRow).Select(row => (double)row.Attribute("ht")!).ToArray();
        Assert.Equal(Rows + 1, heights.Length);
        Assert.All(heights.Where((_, i) => i is not (Odd or Odd + 1 or Rows)), height => Assert.Equal(31.5, height));
        Assert.Equal([15.75, 15.75, 15.75], new[] { heights[Odd], heights[Odd + 1], heights[Rows] });
    }

    [Fact]
    public void A_cell_that_looks_as_none_above_it_looks_as_its_kind_does()
    {
        var book = new DrawnWorkbook(Drawn);
        var sheet = book.Sheets.Single(rawSheet => rawSheet.Name == "T98");
        string FormatAt(int row, int column) => FormatOf(book, sheet.Cells.Single(cell => cell.Row == HeaderRow + 1 + row && cell.Column == column).Style);
        Assert.Equal(["#,##0.00", "d mmmm yyyy"], new[] { FormatAt(Odd - 1, 2), FormatAt(Odd - 1, 3) });
        Assert.Equal(["@", "@"], new[] { FormatAt(Odd, 2), FormatAt(Odd, 3) });
        Assert.Equal("#,##0.00\" [r]\"", FormatAt(Odd + 1, 2));
        Assert.Equal("#,##0.00", FormatAt(Rows - 1, 2));
        var formula = sheet.Cells.Single(cell => cell.Text == "=1+1");
        Assert.Equal("1", (string?)book.StyleOf(formula.Style).Format.Attribute("quotePrefix"));
    }

    [Fact]
    public void Its_CSV_read_in_small_pieces_has_every_row()
    {
        using var content = CsvText.Open(Table, new CsvStamp("2026-27 Q3", "Financial year Q3", "r1"));
        using var whole = new MemoryStream();
        var piece = new byte[7];
        for (int read; (read = content.Read(piece)) > 0;)
        {
            whole.Write(piece, 0, read);
        }

        var lines = Encoding.UTF8.GetString(whole.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Rows + 2, lines.Length);
        Assert.Equal("\"time_period\",\"time_identifier\",\"publication\",\"reference\",\"amount_gbp\",\"date\",\"words\"", lines[0]);
        const string Stamp = "\"2026-27 Q3\",\"Financial year Q3\",\"r1\",";
        Assert.StartsWith(Stamp + "\"L0000\",\"0.50\",\"2026-09-14\",\"Every 0 days, said", lines[1], StringComparison.Ordinal);
        Assert.Equal(Stamp + "\"Total\",\"2500\",\"[z]\",\"[z]\"", lines[^1].Replace(".00", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_is_handed_to_the_compressor_in_blocks_that_depend_on_its_length_alone()
    {
        static long[] Blocks(int length, int piece)
        {
            using var to = new Sizes();
            using var held = new PooledBuffer();
            using (var blocks = new FixedBlockStream(to, held))
            {
                for (var left = length; left > 0; left -= piece)
                {
                    blocks.Write(new byte[Math.Min(piece, left)]);
                }
            }

            return [.. to.Written];
        }

        const int block = 64 * 1024;
        Assert.Equal([1_000L], Blocks(1_000, 7));
        Assert.Equal([block, block, 5L], Blocks(2 * block + 5, 9_973));
        Assert.Equal([block, block, 5L], Blocks(2 * block + 5, 2 * block + 5));
    }

    private static string FormatOf(DrawnWorkbook book, int style)
    {
        var id = (string)book.StyleOf(style).Format.Attribute("numFmtId")!;
        var own = book.Styles.Descendants(DrawnWorkbook.Main + "numFmt").FirstOrDefault(element => (string?)element.Attribute("numFmtId") == id);
        return (string?)own?.Attribute("formatCode") ?? id switch { "3" => "#,##0", "4" => "#,##0.00", "49" => "@", _ => id };
    }

    private sealed class Sizes : MemoryStream
    {
        public List<long> Written { get; } = [];

        public override void Write(byte[] buffer, int offset, int count) => Written.Add(count);

        public override void Write(ReadOnlySpan<byte> buffer) => Written.Add(buffer.Length);
    }
}
