using System.IO.Compression;
using System.Text;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Returns;

/// <summary>Makes checked copies and looks into them.</summary>
internal static class CheckedCopies
{
    static CheckedCopies() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Finding Finding(string cell, Severity severity = Severity.E, string sheet = "Data", string rule = "SEX_C") =>
        new(rule, severity, sheet, null, cell, "L001", "sex", "Q", "The code is not in the list.", "Use F, M or N.");

    public static CheckResult Result(params Finding[] findings) => new()
    {
        Status = "Partly accepted: 1 row was rejected.",
        SubmissionNumber = 12,
        FileName = "MTHTQ-ENR.xlsx",
        Period = "October to December 2026 (2026-27 Q3)",
        Rows = 3,
        AcceptedRows = 2,
        RejectedRows = 1,
        ClaimedGbp = 4050m,
        AcceptedClaimGbp = 2700m,
        Deadline = "Send the mended file by 29 January 2027.",
        Moment = new DateTimeOffset(2027, 1, 12, 9, 30, 0, TimeSpan.Zero),
        Findings = findings,
    };

    /// <summary>A return as a college keeps it: a table, a filter, hidden rows, drop-downs, formats, fills, comments, a print area.</summary>
    public static byte[] College()
    {
        using var book = new XLWorkbook();
        var declaration = book.AddWorksheet("Declaration");
        declaration.Cell("A1").Value = "template";
        declaration.Cell("B1").Value = "MTHTQ-ENR";
        var data = book.AddWorksheet("Data");
        string[] headings = ["learner_ref", "aim_ref", "sex", "start_date", "claim_start_gbp", "total"];
        for (var column = 1; column <= headings.Length; column++)
        {
            data.Cell(1, column).Value = headings[column - 1];
        }

        for (var row = 2; row <= 5; row++)
        {
            data.Cell(row, 1).Value = $"L00{row}";
            data.Cell(row, 2).Value = "60312345";
            data.Cell(row, 3).Value = "Q";
            data.Cell(row, 4).Value = new DateTime(2026, 9, 10 + row);
            data.Cell(row, 4).Style.DateFormat.Format = "dd/mm/yyyy";
            data.Cell(row, 4).Style.Border.BottomBorder = XLBorderStyleValues.Thin;
            data.Cell(row, 5).Value = 1350.5;
        }

        data.Cell("A2").Style.Fill.BackgroundColor = XLColor.FromArgb(0x33, 0x66, 0x99);
        data.Cell("B3").Comment.AddText("Ask the registry about this one.");
        data.Cell("B4").Comment.AddText("Seen by Jo.");
        data.Range("A1:E5").CreateTable("Learners");
        data.Row(4).Hide();
        data.Column(3).Width = 17.5;
        data.Range("C2:C50").SetDataValidation().List("\"F,M,N\"");
        data.PageSetup.PrintAreas.Add("A1:F5");
        data.SetTabActive();
        book.AddWorksheet("Notes").Cell("A1").FormulaA1 = "COUNTA(Data!A:A)";
        var stream = new MemoryStream();
        book.SaveAs(stream);
        return stream.ToArray();
    }

    public static byte[] Check(byte[] original, params Finding[] findings) => Check(original, Result(findings));

    public static byte[] Check(byte[] original, CheckResult result)
    {
        var output = new MemoryStream();
        CheckedWorkbook.Write(new MemoryStream(original), output, result);
        return output.ToArray();
    }

    public static IReadOnlyDictionary<string, byte[]> Parts(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        return zip.Entries.ToDictionary(entry => entry.FullName, Content);
    }

    public static string Part(byte[] workbook, string name) => Encoding.UTF8.GetString(Parts(workbook)[name]);

    /// <summary>The part that holds the sheet Check result.</summary>
    public static string ResultPart(byte[] workbook) => Parts(workbook).Keys
        .Single(name => name.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal) && Part(workbook, name).Contains("What was found", StringComparison.Ordinal));

    /// <summary>What the Open XML SDK's validator says, and nothing where it is content.</summary>
    public static IReadOnlyList<string> ValidationErrors(byte[] workbook)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(workbook), false);
        return new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(document)
            .Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}").ToList();
    }

    /// <summary>The same; null where the SDK cannot open the workbook at all.</summary>
    public static IReadOnlyList<string>? TryValidate(byte[] workbook)
    {
        try
        {
            return ValidationErrors(workbook);
        }
        catch (Exception odd) when (odd is OpenXmlPackageException or InvalidDataException or FormatException or System.Xml.XmlException or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Every sheet's values as another reader sees them.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Values(byte[] workbook)
    {
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(workbook));
        var sheets = new Dictionary<string, IReadOnlyList<string>>();
        do
        {
            var rows = new List<string>();
            while (reader.Read())
            {
                var cells = Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture) ?? "");
                rows.Add(string.Join('|', cells).TrimEnd('|'));
            }

            sheets.Add(reader.Name, rows);
        }
        while (reader.NextResult());
        return sheets;
    }

    /// <summary>The colour of a cell's solid fill, ARGB; null where it has none.</summary>
    public static string? FillOf(byte[] workbook, string sheet, string address)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(workbook), false);
        var cell = SheetPart(document, sheet).Worksheet.Descendants<Cell>().Single(otherCell => otherCell.CellReference == address);
        var styles = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet;
        var format = styles.CellFormats!.Elements<CellFormat>().ElementAt((int)(cell.StyleIndex?.Value ?? 0));
        return styles.Fills!.Elements<Fill>().ElementAt((int)(format.FillId?.Value ?? 0)).PatternFill?.ForegroundColor?.Rgb?.Value;
    }

    /// <summary>What each comment of a sheet says, by cell, in the order of the part.</summary>
    public static IReadOnlyDictionary<string, string> CommentsOf(byte[] workbook, string sheet)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(workbook), false);
        return SheetPart(document, sheet).WorksheetCommentsPart!.Comments.Descendants<Comment>()
            .ToDictionary(comment => comment.Reference!.Value!, comment => comment.CommentText!.InnerText);
    }

    private static WorksheetPart SheetPart(SpreadsheetDocument document, string name)
    {
        var sheet = document.WorkbookPart!.Workbook.Descendants<Sheet>().Single(otherSheet => otherSheet.Name == name);
        return (WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!.Value!);
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
