using ClosedXML.Excel;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>
/// Writes settings, or lines of the ledger, as the workbook that funding officers send: read back, it gives the same. Row 1 of each
/// sheet says in words what a column is, row 2 holds the headings, the data begins in row 3.
/// </summary>
public static class SettingsWorkbook
{
    private const int FirstDataRow = 3;

    /// <param name="preparedBy">Who is named on the sheet Declaration.</param>
    /// <param name="to">Left open.</param>
    public static void Write(PilotSettings settings, string preparedBy, DateOnly preparedOn, Stream to) =>
        Write(SettingsSheets.Template, "Settings of the qualification pilot", SettingsSheets.All,
            layout => SettingsTables.Rows(settings, layout), preparedBy, preparedOn, to);

    /// <inheritdoc cref="Write(PilotSettings, string, DateOnly, Stream)"/>
    public static void Write(Ledger lines, string preparedBy, DateOnly preparedOn, Stream to) =>
        Write(LedgerSheets.Template, "Ledger of the qualification pilot", LedgerSheets.All,
            layout => SettingsTables.Rows(lines, layout), preparedBy, preparedOn, to);

    /// <summary>Registrations and certificates; the columns of ULNs stay blank, because none is held.</summary>
    /// <inheritdoc cref="Write(PilotSettings, string, DateOnly, Stream)"/>
    public static void Write(Awards awards, string preparedBy, DateOnly preparedOn, Stream to) =>
        Write(AwardsSheets.Template, "Registrations and certificates of the qualification pilot", AwardsSheets.All,
            layout => AwardsSheets.Rows(awards, layout), preparedBy, preparedOn, to);

    /// <summary>Lines of the ledger that an officer completes: what is still to be decided is null.</summary>
    /// <param name="rows">By the sheet's layout, values in the order of its columns.</param>
    public static void WriteDraft(
        Func<TableLayout, IEnumerable<object?[]>> rows, string preparedBy, DateOnly preparedOn, Stream to) =>
        Write(LedgerSheets.Template, "Ledger draft of the qualification pilot", LedgerSheets.All, rows, preparedBy, preparedOn, to);

    /// <summary>An awards workbook as the awarding body sends it, with ULNs; values in the order of the columns of <see cref="AwardsSheets"/>.</summary>
    /// <inheritdoc cref="Write(PilotSettings, string, DateOnly, Stream)"/>
    public static void WriteAwards(
        IEnumerable<object?[]> registrations, IEnumerable<object?[]> certificates, string preparedBy, DateOnly preparedOn, Stream to) =>
        Write(AwardsSheets.Template, "Registrations and certificates of the qualification pilot", AwardsSheets.All,
            layout => layout == AwardsSheets.Registrations ? registrations : certificates, preparedBy, preparedOn, to);

    private static void Write(
        string template, string title, IReadOnlyList<TableLayout> layouts, Func<TableLayout, IEnumerable<object?[]>> rows,
        string preparedBy, DateOnly preparedOn, Stream to)
    {
        using var workbook = new XLWorkbook();
        workbook.Style.Font.FontName = "Arial";
        workbook.Style.Font.FontSize = 12;
        WriteDeclaration(workbook.AddWorksheet(OfficeFileDeclaration.Sheet), template, preparedBy, preparedOn);
        foreach (var layout in layouts)
        {
            WriteTable(workbook.AddWorksheet(layout.Sheet), layout, rows(layout));
        }

        using var saved = new MemoryStream();
        workbook.SaveAs(saved);
        // The workbook's own dates come from its content: the same settings give the same workbook.
        using var settled = XlsxPackage.Normalise(saved, title, new DateTimeOffset(preparedOn, TimeOnly.MinValue, TimeSpan.Zero));
        settled.WriteTo(to);
    }

    private static void WriteDeclaration(IXLWorksheet sheet, string template, string preparedBy, DateOnly preparedOn)
    {
        (string Key, object Value)[] lines =
            [("key", "value"), ("template", template), ("prepared_by", preparedBy), ("prepared_on", preparedOn)];
        for (var i = 0; i < lines.Length; i++)
        {
            Set(sheet.Cell(i + 1, 1), SettingsColumnType.Text, lines[i].Key);
            Set(sheet.Cell(i + 1, 2), SettingsColumnType.Any, lines[i].Value);
        }

        sheet.Row(1).Style.Font.Bold = true;
        sheet.Column(1).Width = 20;
        sheet.Column(2).Width = 40;
    }

    private static void WriteTable(IXLWorksheet sheet, TableLayout layout, IEnumerable<object?[]> rows)
    {
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var column = layout.Columns[i];
            var label = sheet.Cell(1, i + 1);
            Set(label, SettingsColumnType.Text, column.LongLabel);
            label.Style.Font.Bold = true;
            label.Style.Alignment.WrapText = true;
            label.Style.Alignment.Vertical = XLAlignmentVerticalValues.Top;
            Set(sheet.Cell(2, i + 1), SettingsColumnType.Text, column.Name);
            sheet.Column(i + 1).Width = Width(column);
        }

        var number = FirstDataRow;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                Set(sheet.Cell(number, i + 1), layout.Columns[i].Type, row[i]);
            }

            number++;
        }

        sheet.SheetView.FreezeRows(2);
    }

    private static void Set(IXLCell cell, SettingsColumnType form, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case decimal number:
                cell.SetValue(number);
                cell.Style.NumberFormat.Format = form == SettingsColumnType.Money ? "#,##0.00" : "0.####";
                break;
            case int whole:
                cell.SetValue(whole);
                cell.Style.NumberFormat.Format = "0";
                break;
            case DateOnly date:
                SetDate(cell, date);
                break;
            case Ukprn ukprn:
                cell.SetValue(ukprn.Value);
                cell.Style.NumberFormat.Format = "0";
                break;
            default:
                SetText(cell, CellWords.Of(value));
                break;
        }
    }

    private static void SetDate(IXLCell cell, DateOnly date)
    {
        cell.SetValue(date.ToDateTime(TimeOnly.MinValue));
        cell.Style.DateFormat.Format = "dd/mm/yyyy";
    }

    /// <summary>Always text, never a formula or a number, whatever was typed (workbooks.md section 7).</summary>
    private static void SetText(IXLCell cell, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        cell.SetValue(text);
        cell.SetDataType(XLDataType.Text);
        cell.Style.NumberFormat.Format = "@";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
        {
            cell.Style.IncludeQuotePrefix = true;
        }
    }

    private static double Width(TableColumn column) => column.Type switch
    {
        SettingsColumnType.Text or SettingsColumnType.Any or SettingsColumnType.Email => column.MaxLength > 200 ? 50 : 30,
        SettingsColumnType.Codes => 30,
        _ => Math.Max(16, column.Name.Length + 2),
    };
}
