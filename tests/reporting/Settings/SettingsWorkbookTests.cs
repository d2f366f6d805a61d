using System.Data;
using System.Globalization;
using System.Text;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Settings;
using Pilot.Tests.Support;

namespace Pilot.Tests.Settings;

public sealed class SettingsWorkbookTests
{
    private static readonly byte[] Written = SettingsWorkbooks.Bytes(SettingsReaderTests.Everything());

    [Fact]
    public void Every_sheet_says_in_words_what_a_column_is_above_its_heading()
    {
        using var workbook = new XLWorkbook(new MemoryStream(Written));
        Assert.Equal(["Declaration", .. SettingsSheets.All.Select(layout => layout.Sheet)], workbook.Worksheets.Select(sheet => sheet.Name));
        foreach (var layout in SettingsSheets.All)
        {
            var sheet = workbook.Worksheet(layout.Sheet);
            for (var i = 0; i < layout.Columns.Count; i++)
            {
                Assert.Equal(layout.Columns[i].LongLabel, sheet.Cell(1, i + 1).GetString());
                Assert.Equal(layout.Columns[i].Name, sheet.Cell(2, i + 1).GetString());
                Assert.InRange(sheet.Column(i + 1).Width, 16, 60);
            }
        }
    }

    [Fact]
    public void Another_reader_finds_real_dates_and_numbers()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(Written));
        while (reader.Name != "Allocations")
        {
            Assert.True(reader.NextResult());
        }

        reader.Read();
        reader.Read();
        reader.Read();
        Assert.Equal(10000001d, reader.GetValue(0));
        Assert.Equal("2026-27", reader.GetValue(2));
        Assert.Equal(3333.33, reader.GetValue(3));
        Assert.Equal("#,##0.00", reader.GetNumberFormatString(3));
        Assert.Equal(new DateTime(2027, 1, 1), reader.GetValue(14));
    }

    [Fact]
    public void The_files_pass_the_Open_XML_validator()
    {
        foreach (var bytes in new[] { Written, SettingsWorkbooks.Bytes(SampleLedger.Lines()) })
        {
            using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
            Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => error.Description));
        }
    }

    [Fact]
    public void Culture_makes_no_difference()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(Cells(Written), Cells(SettingsWorkbooks.Bytes(SettingsReaderTests.Everything())));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    private static List<(string, int, RawCell)> Cells(byte[] workbook)
    {
        using var file = WorkbookReader.Open(new MemoryStream(workbook), FileLimits.Default);
        return [.. file.Sheets.SelectMany(sheet => file.ReadRows(sheet).SelectMany(row => row.Cells.ToArray().Select(cell => (sheet.Name, row.Number, cell))))];
    }
}
