using ClosedXML.Excel;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;

namespace Pilot.Reporting.Returns.Template;

/// <summary>
/// Draws the template of a return (returns.md section 3): Declaration, Data, Codes and Guidance, all from the column tables and the rule
/// catalogue. Row 1 of Data says in words what a column is, row 2 holds the machine names, the rows begin in row 3.
/// </summary>
public static class TemplateWorkbook
{
    internal const string FontName = "Arial";
    internal const int FirstDataRow = 3;

    /// <summary>As far down as the totals count and the drop-downs reach.</summary>
    internal const int LastDataRow = 10_002;

    internal static readonly XLColor HeadingFill = XLColor.FromHtml("#D9E2F3");
    internal static readonly XLColor EntryFill = XLColor.FromHtml("#FFF8DC");

    /// <summary>The same content gives the same bytes.</summary>
    /// <param name="to">Left open.</param>
    /// <exception cref="ArgumentException">A row of the filling has a column that the template does not have.</exception>
    public static void Write(TemplateContent content, Stream to)
    {
        var template = ReturnTemplate.Of(content.Kind);
        using var workbook = new XLWorkbook();
        workbook.Style.Font.FontName = FontName;
        workbook.Style.Font.FontSize = 11;
        TemplateDeclaration.Draw(workbook.AddWorksheet(Rules.FileRules.Declaration), template, content);
        DrawData(workbook.AddWorksheet(Rules.FileRules.Data), template, content);
        TemplateGuidance.DrawCodes(workbook.AddWorksheet("Codes"), template);
        TemplateGuidance.Draw(workbook.AddWorksheet("Guidance"), template, content);
        using var saved = new MemoryStream();
        workbook.SaveAs(saved);
        var title = $"{template.Name} of {content.ProviderName}, {content.Period.Words}";
        using var settled = XlsxPackage.Settle(
            saved, char.ToUpperInvariant(title[0]) + title[1..], new DateTimeOffset(content.Period.FirstDay, TimeOnly.MinValue, TimeSpan.Zero));
        settled.WriteTo(to);
    }

    private static void DrawData(IXLWorksheet sheet, ReturnTemplate template, TemplateContent content)
    {
        for (var i = 0; i < template.Columns.Count; i++)
        {
            var column = template.Columns[i];
            TemplateColumn.Format(sheet, i + 1, column, content);
            var label = sheet.Cell(1, i + 1);
            SetText(label, column.Label);
            label.Style.Font.Bold = true;
            label.Style.Alignment.WrapText = true;
            label.Style.Alignment.Vertical = XLAlignmentVerticalValues.Top;
            label.Style.Fill.BackgroundColor = HeadingFill;
            var name = sheet.Cell(2, i + 1);
            SetText(name, column.Name);
            name.Style.Font.FontSize = 9;
            name.Style.Fill.BackgroundColor = HeadingFill;
            name.Style.Border.BottomBorder = XLBorderStyleValues.Thin;
        }

        sheet.Row(1).Height = 46;
        sheet.SheetView.FreezeRows(2);
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.SetRowsToRepeatAtTop(1, 2);
        sheet.PageSetup.FitToPages(1, 0);
        FillIn(sheet, template, content.Filling?.Rows ?? []);
    }

    private static void FillIn(IXLWorksheet sheet, ReturnTemplate template, IReadOnlyList<IReadOnlyDictionary<string, object>> rows)
    {
        var positions = template.Columns.Select((column, i) => (column.Name, Position: i + 1))
            .ToDictionary(one => one.Name, one => one.Position, StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var (name, value) in rows[i])
            {
                if (!positions.TryGetValue(name, out var position))
                {
                    throw new ArgumentException($"The template {template.Code} has no column {name}.", nameof(rows));
                }

                Set(sheet.Cell(FirstDataRow + i, position), value);
            }
        }
    }

    internal static void Set(IXLCell cell, object value)
    {
        switch (value)
        {
            case DateOnly date:
                cell.SetValue(date.ToDateTime(TimeOnly.MinValue));
                cell.Style.DateFormat.Format = "dd/mm/yyyy";
                break;
            case decimal pounds:
                cell.SetValue(pounds);
                break;
            case int whole:
                cell.SetValue(whole);
                break;
            case string text:
                SetText(cell, text);
                break;
            default:
                throw new ArgumentException($"A cell cannot hold a {value.GetType().Name}.", nameof(value));
        }
    }

    /// <summary>Always text, never a formula or a number, whatever was typed (workbooks.md section 7).</summary>
    internal static void SetText(IXLCell cell, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        cell.SetValue(text);
        cell.SetDataType(XLDataType.Text);
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
        {
            cell.Style.IncludeQuotePrefix = true;
        }
    }

    /// <summary>Column letters of Excel.</summary>
    internal static string Letters(int position) => CellAddress.Column(position);
}
