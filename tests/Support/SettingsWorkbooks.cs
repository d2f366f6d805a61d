using ClosedXML.Excel;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Settings;

namespace Pilot.Tests.Support;

/// <summary>Settings and ledgers as the bytes that a funding officer would send.</summary>
internal static class SettingsWorkbooks
{
    public static readonly DateOnly PreparedOn = new(2026, 7, 1);

    public static byte[] Bytes(PilotSettings settings, Action<OfficeBook>? change = null) =>
        Bytes(to => SettingsWorkbook.Write(settings, "Olive Officer", PreparedOn, to), change);

    public static byte[] Bytes(Ledger lines, Action<OfficeBook>? change = null) =>
        Bytes(to => SettingsWorkbook.Write(lines, "Olive Officer", PreparedOn, to), change);

    /// <summary>An awards workbook; values in the order of its columns.</summary>
    public static byte[] Awards(IEnumerable<object?[]> registrations, IEnumerable<object?[]> certificates, Action<OfficeBook>? change = null) =>
        Bytes(to => SettingsWorkbook.WriteAwards(registrations, certificates, "Pearson", PreparedOn, to), change);

    public static AwardsReading Read(byte[] workbook, AwardsContext context)
    {
        using var file = WorkbookReader.Open(new MemoryStream(workbook), FileLimits.Default);
        return AwardsReader.Read(file, context);
    }

    public static SettingsReading Read(byte[] workbook, SettingsContext context)
    {
        using var file = WorkbookReader.Open(new MemoryStream(workbook), FileLimits.Default);
        return SettingsReader.Read(file, context);
    }

    public static LedgerReading Read(byte[] workbook, LedgerContext context)
    {
        using var file = WorkbookReader.Open(new MemoryStream(workbook), FileLimits.Default);
        return LedgerReader.Read(file, context);
    }

    /// <summary>A workbook that somebody has worked in.</summary>
    public static byte[] Changed(byte[] workbook, Action<OfficeBook> change) => Bytes(to => to.Write(workbook), change);

    private static byte[] Bytes(Action<Stream> write, Action<OfficeBook>? change)
    {
        using var written = new MemoryStream();
        write(written);
        if (change is null)
        {
            return written.ToArray();
        }

        written.Position = 0;
        using var workbook = new XLWorkbook(written);
        var book = new OfficeBook(workbook);
        change(book);
        using var changed = new MemoryStream();
        workbook.SaveAs(changed, validate: false, evaluateFormulae: book.Evaluate);
        return changed.ToArray();
    }
}

/// <summary>A written workbook, to be changed cell by cell. Rows are Excel's: the first row of data is 3.</summary>
internal sealed class OfficeBook(XLWorkbook workbook)
{
    public XLWorkbook Workbook => workbook;

    /// <summary>Formulas are saved with their values, as Excel does; without, they are not calculated yet.</summary>
    public bool Evaluate { get; set; }

    /// <summary>The cell of a column by its heading.</summary>
    public IXLCell Cell(string sheet, int row, string column)
    {
        var headings = workbook.Worksheet(sheet).Row(2);
        for (var at = 1; at <= 40; at++)
        {
            if (headings.Cell(at).GetString() == column)
            {
                return workbook.Worksheet(sheet).Cell(row, at);
            }
        }

        throw new ArgumentException($"{sheet} has no column {column}.", nameof(column));
    }

    public void Set(string sheet, int row, string column, string text)
    {
        var cell = Cell(sheet, row, column);
        cell.Clear(XLClearOptions.Contents);
        cell.SetValue(text);
    }

    public void Set(string sheet, int row, string column, double number)
    {
        var cell = Cell(sheet, row, column);
        cell.Clear(XLClearOptions.Contents);
        cell.SetValue(number);
        cell.Style.NumberFormat.Format = "0.00";
    }

    public void Set(string sheet, int row, string column, DateOnly date)
    {
        var cell = Cell(sheet, row, column);
        cell.SetValue(date.ToDateTime(TimeOnly.MinValue));
        cell.Style.DateFormat.Format = "dd/mm/yyyy";
    }

    public void Blank(string sheet, int row, string column) => Cell(sheet, row, column).Clear(XLClearOptions.Contents);

    /// <summary>Copies a row of data to another row.</summary>
    public void Copy(string sheet, int from, int to) =>
        workbook.Worksheet(sheet).Row(from).CopyTo(workbook.Worksheet(sheet).Row(to));

    /// <summary>The row of data whose first column holds this text.</summary>
    public int RowOf(string sheet, string first)
    {
        for (var row = 3; row < 200; row++)
        {
            if (workbook.Worksheet(sheet).Cell(row, 1).GetString() == first)
            {
                return row;
            }
        }

        throw new ArgumentException($"{sheet} has no row {first}.", nameof(first));
    }
}
