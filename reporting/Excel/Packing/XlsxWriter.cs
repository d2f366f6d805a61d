using ClosedXML.Excel;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// Draws a workbook of figures as .xlsx with ClosedXML (the settings workbook is the only other that is written with it). Calls neither AdjustToContents nor GetFormattedString, which
/// need a package that is not on every feed. The look is that of the Analysis Function's guidance on accessible spreadsheets.
/// </summary>
public static class XlsxWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    internal const string FontName = "Arial";
    internal const int FontSize = 12;

    /// <summary>Rows of one sheet that the format has room for, with a hundred left for what stands above the table.</summary>
    public const int MaxRows = 1_048_576 - 100;

    /// <summary>Some hundred kilobytes each, and a quarter's statements have fewer shapes.</summary>
    private static readonly SkeletonCache Skeletons = new(most: 32);

    /// <summary>The same book gives the same bytes, on every machine. A sheet of more rows than the format allows says so above its table.</summary>
    public static MemoryStream Write(Workbook book, int mostRows = MaxRows) => Write(book, Skeletons, mostRows);

    internal static MemoryStream Write(Workbook book, SkeletonCache shells, int mostRows = MaxRows)
    {
        var texts = new SharedStringWriter();
        SheetPlan[] plans = [.. book.Complete().Select(sheet => new SheetPlan(TruncateSheet.To(sheet, mostRows), texts))];
        if (book.Charts.Count > 0)
        {
            foreach (var line in Charts.Lines(book))
            {
                texts.Add(line);
            }

            return XlsxPackage.Finish(Draw(book, plans), book, plans, texts);
        }

        return XlsxPackage.Finish(shells.For(SkeletonKey.Of(plans), () => Draw(book, plans)), book, plans, texts);
    }

    private static WorkbookSkeleton Draw(Workbook book, IReadOnlyList<SheetPlan> plans)
    {
        using var workbook = new XLWorkbook(XLEventTracking.Disabled);
        workbook.Style.Font.FontName = FontName;
        workbook.Style.Font.FontSize = FontSize;
        foreach (var plan in plans)
        {
            DrawSheet(workbook.Worksheets.Add(plan.Sheet.Code), plan);
        }

        if (book.Charts.Count > 0)
        {
            DrawChartLines(workbook.Worksheets.Add(Charts.SheetName), book);
        }

        workbook.Worksheet(1).SetTabActive();
        using var saved = new MemoryStream();
        workbook.SaveAs(saved, new SaveOptions { ValidatePackage = false, GenerateCalculationChain = false });
        return new WorkbookSkeleton(XlsxPackage.ReadParts(saved), plans);
    }

    private static void DrawSheet(IXLWorksheet page, SheetPlan plan)
    {
        var sheet = plan.Sheet;
        DrawLines(page, plan.Lines);
        var header = plan.HeaderRow;
        var last = header + plan.Patterns.Count;
        var all = page.Range(header, 1, last, sheet.Columns.Count);
        all.Style.Alignment.WrapText = true;
        all.Style.Alignment.Vertical = XLAlignmentVerticalValues.Top;
        for (var c = 0; c < sheet.Columns.Count; c++)
        {
            page.Column(c + 1).Width = sheet.Columns[c].Width;
            page.Cell(header, c + 1).SetValue(sheet.Columns[c].Shown);
            DrawColumn(page, plan, c);
        }

        page.Range(header, 1, header, sheet.Columns.Count).Style.Font.Bold = true;
        if (sheet.HasTotal)
        {
            page.Range(last, 1, last, sheet.Columns.Count).Style.Font.Bold = true;
        }

        page.Row(header).Height = RowHeight.Of(
            [.. sheet.Columns.Select(column => column.Shown)], [.. sheet.Columns.Select(RowHeight.WidthOf)], bold: true);
        page.Rows(header + 1, last).Height = page.Row(header).Height;
        var table = all.CreateTable(sheet.TableName);
        table.Theme = XLTableTheme.None;
        table.ShowAutoFilter = sheet.IsForWorkingIn;
        table.ShowRowStripes = false;
        if (sheet.IsForWorkingIn)
        {
            page.SheetView.FreezeRows(header);
        }

        SetPaper(page, plan);
    }

    private static void SetPaper(IXLWorksheet page, SheetPlan plan)
    {
        var (sheet, header) = (plan.Sheet, plan.HeaderRow);
        page.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        page.PageSetup.PaperSize = XLPaperSize.A4Paper;
        page.PageSetup.Margins.SetLeft(PaperPages.MarginInches).SetRight(PaperPages.MarginInches);
        page.PageSetup.SetRowsToRepeatAtTop(header, header);
        var paper = sheet.Paper;
        if (paper.Scale is not { } scale)
        {
            page.PageSetup.PagesWide = 1;
            page.PageSetup.PagesTall = 0;
            return;
        }

        page.PageSetup.Scale = scale;
        page.PageSetup.SetColumnsToRepeatAtLeft(1, sheet.KeyColumns);
        foreach (var (first, lastColumn) in paper.Columns)
        {
            // The lines above the table run on over the columns of the first page; beside the key columns of the others they would be cut off.
            page.PageSetup.PrintAreas.Add(first == 1 ? 1 : header, first, plan.LastRow, lastColumn);
        }
    }

    private static void DrawColumn(IXLWorksheet page, SheetPlan plan, int c)
    {
        var column = plan.Sheet.Columns[c];
        var header = plan.HeaderRow;
        var last = header + plan.Patterns.Count;
        var body = page.Range(header + 1, c + 1, last, c + 1);
        body.Style.NumberFormat.Format = NumberFormat(column.Format);
        var side = column.IsFigure ? XLAlignmentHorizontalValues.Right : XLAlignmentHorizontalValues.Left;
        var whole = page.Range(header, c + 1, last, c + 1);
        whole.Style.Alignment.Horizontal = side;
        // Words after figures stand away from them; the indent is on the words, because LibreOffice loses one at the right of some figures.
        whole.Style.Alignment.Indent = !column.IsFigure && c > 0 && plan.Sheet.Columns[c - 1].IsFigure ? 1 : 0;
        for (var r = 0; r < plan.Patterns.Count; r++)
        {
            DrawCell(page.Cell(header + 1 + r, c + 1), plan.Patterns[r][c], column.Format);
        }
    }

    private static void DrawCell(IXLCell at, Cell cell, Format format)
    {
        format = cell.FormatOverride ?? format;
        switch (cell.Kind)
        {
            case TableCellKind.Number:
                at.SetValue(cell.Number);
                if (cell.FormatOverride is not null)
                {
                    at.Style.NumberFormat.Format = NumberFormat(format);
                }

                break;
            case TableCellKind.Date:
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

        if (cell.Revised && cell.Kind != TableCellKind.Text)
        {
            // The number stays a number; the mark is part of how it is shown, so that it can still be added up.
            at.Style.NumberFormat.Format = NumberFormat(cell.Kind == TableCellKind.Date ? Format.Date : format) + "\" [r]\"";
        }
    }

    /// <summary>Touches a cell's own style only where it differs from its column's: styles are what drawing spends its time on.</summary>
    private static void DrawText(IXLCell at, Cell cell, Format format)
    {
        if (format != Format.Text)
        {
            at.Style.NumberFormat.Format = NumberFormat(Format.Text);
        }

        at.SetValue(SheetPlan.TextOf(cell));
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

    private static void DrawChartLines(IXLWorksheet page, Workbook book)
    {
        var lines = Charts.Lines(book);
        DrawLines(page, lines);
        for (var i = 0; i < lines.Count; i++)
        {
            page.Cell(i + 1, 1).Style.Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
            // The title is larger than what heights are worked out for: in its size fewer digits stand in the column.
            page.Row(i + 1).Height = i == 0
                ? RowHeight.Of([lines[i]], [(Charts.Widths[0] - 1) * 3 / 4], bold: true) * 4 / 3
                : RowHeight.Of([lines[i]], [Charts.Widths[0] - 1], bold: false);
        }

        for (var column = 0; column < Charts.Widths.Length; column++)
        {
            page.Column(column + 1).Width = Charts.Widths[column];
        }

        page.PageSetup.PaperSize = XLPaperSize.A4Paper;
        page.PageSetup.PageOrientation = XLPageOrientation.Portrait;
        page.PageSetup.Scale = Charts.PrintScale;
        for (var i = 2; i < book.Charts.Count; i += 2)
        {
            page.PageSetup.AddHorizontalPageBreak(Charts.FirstRow(book) + i * Charts.RowsPerChart - 1);
        }
    }

    private static string NumberFormat(Format format) => format switch
    {
        Format.Whole => "#,##0",
        Format.Pounds => "#,##0.00",
        Format.Percent => "0%",
        Format.OneDecimal => "#,##0.0",
        Format.PercentOne => "0.0%",
        Format.Date => "d mmmm yyyy",
        _ => "@",
    };
}
