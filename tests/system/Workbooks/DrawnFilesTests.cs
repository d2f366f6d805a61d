using System.Data;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using ExcelDataReader;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks;
using Pilot.Reporting.Workbooks.Drawing;
using Pilot.Reporting.Workbooks.Wmca;
using Pilot.Tests.Support;

namespace Pilot.Tests.Workbooks;

/// <summary>The files as other programs read them.</summary>
public sealed class DrawnFilesTests
{
    private static readonly IReadOnlyList<DrawnFile> Files = [.. QuarterlyWorkbooks.Draw(SampleFigures.Mature)];
    private static readonly DrawnFile Wmca = Files.Single(file => file.Name.EndsWith("-wmca-r1.xlsx", StringComparison.Ordinal));

    [Fact]
    public void Workbooks_1_another_reader_finds_every_value_of_every_sheet()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var book = WmcaWorkbook.Draw(new QuarterView(SampleFigures.Mature));
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(Wmca.Bytes));
        using var read = reader.AsTables();
        foreach (var sheet in book.Complete())
        {
            var table = read.Tables[sheet.Code]!;
            for (var r = 0; r < sheet.Rows.Count; r++)
            {
                for (var c = 0; c < sheet.Columns.Count; c++)
                {
                    Assert.Equal(Expected(sheet.Rows[r][c]), Value(table.Rows[sheet.HeaderRow + r][c]));
                }
            }
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    public void A_sheet_of_more_rows_than_the_format_allows_says_so_and_still_passes_the_checks(int fewer, bool cut)
    {
        var book = WmcaWorkbook.Draw(new QuarterView(SampleFigures.Mature));
        var longest = book.Complete().Where(sheet => sheet.Code[0] == 'T').Max(sheet => sheet.Rows.Count);

        var bytes = XlsxWriter.Write(book, longest + fewer).ToArray();

        Assert.Empty(FormChecks.Check(bytes));
        var texts = new DrawnWorkbook(bytes).Sheets.SelectMany(sheet => sheet.Cells).Select(cell => cell.Text);
        Assert.Equal(cut, texts.Any(text => text.StartsWith($"This sheet shows the first {longest + fewer:#,##0} of {longest:#,##0} rows.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Workbooks_7_what_looks_like_a_formula_is_text_with_a_quote_prefix()
    {
        var book = new DrawnWorkbook(Wmca.Bytes);
        var cells = book.Sheets.SelectMany(sheet => sheet.Cells).Where(cell => cell.Text == "=Foundry Lane Training").ToArray();
        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.Equal("1", (string?)book.StyleOf(cell.Style).Format.Attribute("quotePrefix")));
        Assert.All(cells, cell => Assert.Equal("s", cell.Type));
        Assert.All(book.Sheets, sheet => Assert.Empty(sheet.All("f")));
    }

    [Theory]
    [InlineData("=1+1", true)]
    [InlineData("+44", true)]
    [InlineData("-1", true)]
    [InlineData("@SUM", true)]
    [InlineData("\tA", true)]
    [InlineData("\rA", true)]
    [InlineData("A=1", false)]
    [InlineData(" =1", false)]
    [InlineData("", false)]
    public void Workbooks_7_text_is_neutralised_by_its_first_character(string text, bool formula)
    {
        Assert.Equal(formula, FreeText.LooksLikeFormula(text));
        Assert.Equal(formula ? "'" + text : text, FreeText.Neutral(text));
    }

    [Fact]
    public void Workbooks_7_CSV_neutralises_text_quotes_by_RFC_4180_and_leaves_negative_numbers_alone()
    {
        var sheet = Sheet.From<(string Text, decimal Pounds)>(
            "T99",
            "sample",
            "A sample",
            [
                Column.Key<(string Text, decimal Pounds)>("Text", 20, row => row.Text),
                Column.Pounds<(string Text, decimal Pounds)>("Amount (£)", row => row.Pounds),
            ],
            [("=HYPERLINK(\"x\")", -1234.5m), ("a, b", 0m)]);
        Assert.Equal(
            "\"time_period\",\"time_identifier\",\"publication\",\"text\",\"amount_gbp\"\r\n"
            + "\"2026-27 Q3\",\"Financial year Q3\",\"r1\",\"'=HYPERLINK(\"\"x\"\")\",\"-1234.50\"\r\n"
            + "\"2026-27 Q3\",\"Financial year Q3\",\"r1\",\"a, b\",\"0.00\"\r\n",
            Text(CsvText.Open(sheet, Stamp)));
    }

    private static readonly CsvStamp Stamp = new("2026-27 Q3", "Financial year Q3", "r1");

    [Fact]
    public void A_table_without_rows_says_so_on_its_sheet_and_is_its_headings_alone_in_CSV()
    {
        var sheet = Sheet.From<int>("T99", "sample", "A sample", [Column.Key<int>("Text", 20, _ => ""), Column.Count<int>("Rows", row => row)], [], none: "No courses");
        Assert.Equal("No courses", Assert.Single(sheet.Rows)[0].Text);
        Assert.Equal("\"time_period\",\"time_identifier\",\"publication\",\"text\",\"rows\"\r\n", Text(CsvText.Open(sheet, Stamp)));
    }

    [Theory]
    [InlineData("", 10, 1)]
    [InlineData("123456789", 10, 1)]
    [InlineData("12345678901", 10, 2)]
    [InlineData("123 567 901", 8, 2)]
    [InlineData("1234567890", 6, 2)]
    [InlineData("123456789012", 6, 3)]
    [InlineData("illi illi", 5, 1)]
    [InlineData("WWWW WWWW", 5, 4)]
    public void A_row_is_as_high_as_the_lines_its_text_takes(string text, int width, int lines) =>
        Assert.Equal(lines, RowHeight.Lines(text, width, bold: false));

    [Fact]
    public void Every_table_is_also_a_CSV_and_the_earnings_have_a_row_for_each_milestone()
    {
        var csv = Files.Where(file => file.ContentType == CsvText.ContentType).ToArray();
        Assert.All(csv, file => Assert.StartsWith(
            file.Name.Contains("/k", StringComparison.Ordinal) || file.Name.Contains("/definitions", StringComparison.Ordinal) || file.Name.Contains("/revisions", StringComparison.Ordinal)
                ? "reports/2027Q4/tables-skills-england-r1/" : "reports/2027Q4/tables-r1/",
            file.Path, StringComparison.Ordinal));
        Assert.Contains(csv, file => file.Name.EndsWith("/earnings.csv", StringComparison.Ordinal));
        var earnings = Encoding.UTF8.GetString(csv.Single(file => file.Name.EndsWith("/earnings.csv", StringComparison.Ordinal)).Bytes);
        Assert.Equal(1 + SampleFigures.Mature.Funding.Courses.Count * 3, earnings.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void The_manifest_lists_every_other_file_with_its_size_and_hash()
    {
        using var manifest = JsonDocument.Parse(Files.Single(file => file.Path == "reports/2027Q4/manifest.json").Bytes);
        var listed = manifest.RootElement.GetProperty("files").EnumerateArray().ToDictionary(element => element.GetProperty("name").GetString()!);
        Assert.Equal(Files.Count - 2, listed.Count);
        foreach (var file in Files.Where(file => listed.ContainsKey(file.Path)))
        {
            Assert.Equal(file.Bytes.Length, listed[file.Path].GetProperty("size").GetInt32());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file.Bytes)), listed[file.Path].GetProperty("sha256").GetString());
        }

        Assert.Equal(
            Files.Single(file => file.Path == "reports/2027Q4/manifest.json").Bytes,
            Files.Single(file => file.Path == "reports/2027Q4/tables-r1/manifest.json").Bytes);
        Assert.Equal(14, manifest.RootElement.GetProperty("run_number").GetInt32());
        Assert.Equal("AWAITING_APPROVAL", manifest.RootElement.GetProperty("state").GetString());
        Assert.Equal("2028-05-05T06:00:00Z", manifest.RootElement.GetProperty("created").GetString());
    }

    [Fact]
    public void The_manifest_of_a_provisional_run_says_nothing_of_statements_which_the_next_receipt_draws_anew()
    {
        var files = QuarterlyWorkbooks.Draw(SampleFigures.Provisional).ToList();
        using var manifest = JsonDocument.Parse(files.Single(file => file.Path == "reports/2026Q3/manifest.json").Bytes);
        var listed = manifest.RootElement.GetProperty("files").EnumerateArray().Select(element => element.GetProperty("name").GetString()!).ToList();
        Assert.Contains(files, file => file.Container == "statements");
        Assert.Equal(
            files.Where(file => file.Container != "statements" && !file.Name.EndsWith("manifest.json", StringComparison.Ordinal)).Select(file => file.Path).Order(StringComparer.Ordinal),
            listed);
    }

    [Fact]
    public void Workbooks_1_each_chart_has_its_figures_in_words_and_reads_the_cells_of_T18()
    {
        XNamespace c = "http://schemas.openxmlformats.org/drawingml/2006/chart";
        var book = new DrawnWorkbook(Wmca.Bytes);
        var figures = book.Sheets.Single(sheet => sheet.Name == "T18");
        var charts = book.PartNames.Where(name => name.StartsWith("xl/charts/", StringComparison.Ordinal)).ToArray();
        Assert.Equal(4, charts.Length);
        foreach (var values in charts.SelectMany(name => book.Part(name)!.Descendants(c + "numRef")))
        {
            var address = values.Element(c + "f")!.Value;
            Assert.StartsWith("T18!$D$", address, StringComparison.Ordinal);
            var first = int.Parse(address["T18!$D$".Length..].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
            foreach (var point in values.Descendants(c + "pt"))
            {
                Assert.Equal(figures.TextAt(first + (int)point.Attribute("idx")!, 4), point.Element(c + "v")!.Value);
            }
        }
    }

    [LibreOfficeFact]
    public void Workbooks_1_LibreOffice_opens_the_workbook_and_keeps_every_value()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "in.xlsx"), Wmca.Bytes);
        using var office = Process.Start(new ProcessStartInfo(
            "soffice",
            ["--headless", $"-env:UserInstallation=file://{folder.Path}/profile", "--convert-to", "ods", "--outdir", folder.Path, Path.Combine(folder.Path, "in.xlsx")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Assert.True(office.WaitForExit(TimeSpan.FromMinutes(2)));
        var kept = OdsCells.Read(Path.Combine(folder.Path, "in.ods"));
        foreach (var sheet in WmcaWorkbook.Draw(new QuarterView(SampleFigures.Mature)).Complete())
        {
            var cells = kept[sheet.Code];
            for (var r = 0; r < sheet.Rows.Count; r++)
            {
                Assert.Equal(sheet.Rows[r].Select(Expected), cells[sheet.HeaderRow + r].Take(sheet.Columns.Count));
            }
        }
    }

    private static string Text(Stream content)
    {
        using var whole = new MemoryStream();
        content.CopyTo(whole);
        return Encoding.UTF8.GetString(whole.ToArray());
    }

    internal static string Expected(Cell cell) => cell.Kind switch
    {
        TableCellKind.Number => Number((double)cell.Number),
        TableCellKind.Date => Pilot.Reporting.Vocabulary.Display.Iso(cell.Date),
        _ => cell.Text,
    };

    internal static string Number(double number) => number.ToString("G12", System.Globalization.CultureInfo.InvariantCulture);

    internal static string Value(object value) => value switch
    {
        double number => Number(number),
        DateTime date => Pilot.Reporting.Vocabulary.Display.Iso(DateOnly.FromDateTime(date)),
        _ => value.ToString() ?? "",
    };
}
