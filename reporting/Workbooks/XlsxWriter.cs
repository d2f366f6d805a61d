using ClosedXML.Excel;

namespace Pilot.Reporting.Workbooks;

/// <summary>
/// Draws a workbook as .xlsx: the only file that knows the writing library. Calls neither AdjustToContents nor GetFormattedString, which
/// need a package that is not on every feed. The look is that of the Analysis Function's guidance on accessible spreadsheets.
/// </summary>
public static class XlsxWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    internal const string FontName = "Arial";
    internal const int FontSize = 12;

    /// <summary>
    /// Rows of one sheet that are drawn. The writing library keeps a workbook in memory, some 25 KB a row of casework; a pilot of thousands of
    /// learners stays below, and the CSV of a table is never cut.
    /// </summary>
    public const int MostRows = 20_000;

    /// <summary>The same book gives the same bytes, on every machine. A sheet of more rows than can be drawn says so above its table.</summary>
    public static byte[] Write(Book book, int mostRows = MostRows)
    {
        Sheet[] sheets = [.. book.Complete().Select(sheet => Cut(sheet, mostRows))];
        using var workbook = new XLWorkbook(XLEventTracking.Disabled);
        workbook.Style.Font.FontName = FontName;
        workbook.Style.Font.FontSize = FontSize;
        foreach (var sheet in sheets)
        {
            DrawSheet(workbook.Worksheets.Add(sheet.Code), sheet);
        }

        if (book.Charts.Count > 0)
        {
            DrawChartLines(workbook.Worksheets.Add("Charts"), book);
        }

        workbook.Worksheet(1).SetTabActive();
        using var saved = new MemoryStream();
        workbook.SaveAs(saved, new SaveOptions { ValidatePackage = false, GenerateCalculationChain = false });
        return XlsxPackage.Finish(saved, book, sheets);
    }

    private static Sheet Cut(Sheet sheet, int mostRows) => sheet.Rows.Count <= mostRows || sheet.Code is "Cover" or "Contents" or "Notes"
        ? sheet
        : sheet with
        {
            Rows = [.. sheet.Rows.Take(mostRows)],
            HasTotal = false,
            Remarks =
            [
                .. sheet.Remarks,
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"This sheet shows the first {mostRows:#,##0} of {sheet.Rows.Count:#,##0} rows. All of them are in the CSV file of this table, which the funding officer has."),
            ],
        };

    private static void DrawSheet(IXLWorksheet page, Sheet sheet)
    {
        var lines = sheet.Lines;
        DrawLines(page, lines);
        var header = lines.Count + 1;
        var all = page.Range(header, 1, header + sheet.Rows.Count, sheet.Columns.Count);
        all.Style.Alignment.WrapText = true;
        all.Style.Alignment.Vertical = XLAlignmentVerticalValues.Top;
        for (var c = 0; c < sheet.Columns.Count; c++)
        {
            page.Column(c + 1).Width = sheet.Columns[c].Width;
            page.Cell(header, c + 1).SetValue(sheet.Columns[c].Shown);
            DrawColumn(page, sheet, c, header);
        }

        page.Range(header, 1, header, sheet.Columns.Count).Style.Font.Bold = true;
        if (sheet.HasTotal)
        {
            page.Range(header + sheet.Rows.Count, 1, header + sheet.Rows.Count, sheet.Columns.Count).Style.Font.Bold = true;
        }

        SetHeights(page, sheet, header);
        var table = all.CreateTable(sheet.TableName);
        table.Theme = XLTableTheme.None;
        table.ShowAutoFilter = sheet.WorkedIn;
        table.ShowRowStripes = false;
        if (sheet.WorkedIn)
        {
            page.SheetView.FreezeRows(header);
        }

        page.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        page.PageSetup.PaperSize = XLPaperSize.A4Paper;
        page.PageSetup.PagesWide = sheet.PagesWide;
        page.PageSetup.PagesTall = 0;
        page.PageSetup.SetRowsToRepeatAtTop(header, header);
        if (sheet.PagesWide > 1)
        {
            page.PageSetup.SetColumnsToRepeatAtLeft(1, sheet.KeyColumns);
        }
    }

    private static void SetHeights(IXLWorksheet page, Sheet sheet, int header)
    {
        int[] widths = [.. sheet.Columns.Select(column => column.IsFigure ? column.Width - 2 : column.Width)];
        page.Row(header).Height = RowHeight.Of([.. sheet.Columns.Select(column => column.Shown)], widths, bold: true);
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            page.Row(header + 1 + r).Height = RowHeight.Of(
                [.. sheet.Rows[r].Select((cell, c) => cell.Shown(sheet.Columns[c].Format))],
                widths,
                bold: sheet.HasTotal && r == sheet.Rows.Count - 1);
        }
    }

    private static void DrawColumn(IXLWorksheet page, Sheet sheet, int c, int header)
    {
        var column = sheet.Columns[c];
        var body = page.Range(header + 1, c + 1, header + sheet.Rows.Count, c + 1);
        body.Style.NumberFormat.Format = NumberFormat(column.Format);
        var side = column.IsFigure ? XLAlignmentHorizontalValues.Right : XLAlignmentHorizontalValues.Left;
        var whole = page.Range(header, c + 1, header + sheet.Rows.Count, c + 1);
        whole.Style.Alignment.Horizontal = side;
        whole.Style.Alignment.Indent = column.IsFigure ? 1 : 0;
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            DrawCell(page.Cell(header + 1 + r, c + 1), sheet.Rows[r][c], column.Format);
        }
    }

    private static void DrawCell(IXLCell at, Cell cell, Format format)
    {
        format = cell.As ?? format;
        switch (cell.Kind)
        {
            case CellKind.Number:
                at.SetValue(cell.Number);
                // A number never wraps; LibreOffice drops the indent of one that might, and it touches the next column.
                at.Style.Alignment.WrapText = false;
                if (cell.As is not null)
                {
                    at.Style.NumberFormat.Format = NumberFormat(format);
                }

                break;
            case CellKind.Date:
                at.SetValue(cell.Date.ToDateTime(TimeOnly.MinValue));
                if (format != Format.Date)
                {
                    at.Style.NumberFormat.Format = NumberFormat(Format.Date);
                }

                break;
            default:
                DrawText(at, cell, format);
                break;
        }

        if (cell.Revised && cell.Kind != CellKind.Text)
        {
            // The number stays a number; the mark is part of how it is shown, so that it can still be added up.
            at.Style.NumberFormat.Format = NumberFormat(cell.Kind == CellKind.Date ? Format.Date : format) + "\" [r]\"";
        }
    }

    /// <summary>Touches a cell's own style only where it differs from its column's: styles are what drawing spends its time on.</summary>
    private static void DrawText(IXLCell at, Cell cell, Format format)
    {
        if (format != Format.Text)
        {
            at.Style.NumberFormat.Format = NumberFormat(Format.Text);
        }

        at.SetValue(cell.Revised ? cell.Shown(Format.Text) : cell.Text);
        if (FreeText.LooksLikeFormula(cell.Text))
        {
            at.Style.IncludeQuotePrefix = true;
        }

        if (cell.LinkTo is { } sheet)
        {
            at.Hyperlink = new XLHyperlink($"'{sheet}'!A1");
            at.Style.Font.Underline = XLFontUnderlineValues.Single;
            at.Style.Font.FontColor = XLColor.FromTheme(XLThemeColor.Text1);
        }
    }

    private static void DrawLines(IXLWorksheet page, IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            page.Cell(i + 1, 1).SetValue(lines[i]);
        }

        page.Cell(1, 1).Style.Font.SetBold().Font.SetFontSize(16);
    }

    private static void DrawChartLines(IXLWorksheet page, Book book)
    {
        DrawLines(page, Charts.Lines(book));
        page.PageSetup.PaperSize = XLPaperSize.A4Paper;
        page.PageSetup.PageOrientation = XLPageOrientation.Portrait;
        page.PageSetup.Scale = Charts.PrintScale;
        for (var i = 2; i < book.Charts.Count; i += 2)
        {
            page.PageSetup.AddHorizontalPageBreak(Charts.FirstRow + i * Charts.RowsPerChart);
        }
    }

    private static string NumberFormat(Format format) => format switch
    {
        Format.Whole => "#,##0",
        Format.Pounds => "#,##0.00",
        Format.Percent => "0%",
        Format.PercentOne => "0.0%",
        Format.Date => "d mmmm yyyy",
        _ => "@",
    };
}
