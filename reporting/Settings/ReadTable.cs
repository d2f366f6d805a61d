using System.Globalization;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Settings;

/// <summary>Reads one sheet as a table: finds the header row, then reads each row by the columns' forms.</summary>
internal sealed class ReadTable(WorkbookReader file, OfficeFileFindings findings)
{
    private const int LastHeaderRow = 20;

    /// <summary>In the place of a learner's number, in every finding.</summary>
    private const string NotShown = "(not shown)";

    /// <summary>Sheets that should have been there and could not be read: nothing can be said of what they do not hold.</summary>
    internal HashSet<string> Unread { get; } = new(StringComparer.Ordinal);

    /// <summary>Rows that say nothing yet, by their sheet (<see cref="TableLayout.DecidingColumn"/>).</summary>
    internal Dictionary<string, int> Undecided { get; } = new(StringComparer.Ordinal);

    /// <summary>Rows in the order of the sheet; empty where the sheet or its headings are missing, which is a finding.</summary>
    /// <exception cref="UnreadableFileException">FILE_04 or FILE_05.</exception>
    internal List<TableRow> Rows(TableLayout layout)
    {
        var sheet = file.Sheets.FirstOrDefault(entry => IsNamed(entry, layout.Sheet));
        if (sheet is null)
        {
            AddSheetMissing(layout);
            return [];
        }

        var rows = new List<TableRow>();
        int[]? columns = null;
        List<string>? missing = null;
        foreach (var row in file.ReadRows(sheet))
        {
            if (columns is not null)
            {
                Take(layout, columns, row, rows);
            }
            else if (row.Number <= LastHeaderRow)
            {
                columns = FindColumns(layout, row, ref missing);
            }
            else
            {
                break;
            }
        }

        if (columns is null)
        {
            AddHeadingsMissing(layout, missing);
        }

        return rows;
    }

    private void Take(TableLayout layout, int[] columns, RawRow row, List<TableRow> rows)
    {
        if (IsUndecided(layout, columns, row))
        {
            Undecided[layout.Sheet] = Undecided.GetValueOrDefault(layout.Sheet) + 1;
        }
        else if (!RepeatsHeadings(layout, columns, row))
        {
            rows.Add(Read(layout, columns, row));
        }
    }

    private void AddHeadingsMissing(TableLayout layout, List<string>? missing)
    {
        missing ??= [.. layout.Columns.Where(column => !column.Optional).Select(column => column.Name)];
        findings.Add(OfficeFileRules.HeadingsMissing, layout.Sheet, layout.Sheet, string.Join(", ", missing));
        Unread.Add(layout.Sheet);
    }

    private void AddSheetMissing(TableLayout layout)
    {
        if (!layout.Optional)
        {
            findings.Add(OfficeFileRules.SheetMissing, layout.Sheet, layout.Sheet);
            Unread.Add(layout.Sheet);
        }
    }

    internal static bool IsNamed(SheetEntry sheet, string name) =>
        string.Equals(CellParser.Trim(sheet.Name), name, StringComparison.OrdinalIgnoreCase);

    /// <summary>For each column of the layout the Excel column of its heading, 0 where it is absent; null where this is no header row.</summary>
    private int[]? FindColumns(TableLayout layout, RawRow row, ref List<string>? missing)
    {
        var columns = new int[layout.Columns.Count];
        var unknown = new List<RawCell>();
        var twice = new List<(RawCell Cell, string Name)>();
        foreach (var cell in row.Cells)
        {
            var index = layout.IndexOfHeading(CellParser.HeadingKey(CellParser.Text(cell)));
            if (index < 0)
            {
                unknown.Add(cell);
            }
            else if (columns[index] != 0)
            {
                twice.Add((cell, layout.Columns[index].Name));
            }
            else
            {
                columns[index] = cell.Column;
            }
        }

        var absent = layout.Columns.Where((column, index) => !column.Optional && columns[index] == 0).Select(column => column.Name).ToList();
        if (absent.Count > 0)
        {
            missing = missing is null || absent.Count < missing.Count ? absent : missing;
            return null;
        }

        Report(layout, row, twice, unknown);
        return columns;
    }

    private void Report(TableLayout layout, RawRow row, List<(RawCell Cell, string Name)> twice, List<RawCell> unknown)
    {
        foreach (var (cell, name) in twice)
        {
            findings.Add(OfficeFileRules.HeadingTwice, layout.Sheet, row.Number, cell.Column, name, CellParser.Text(cell), null, [name]);
        }

        foreach (var cell in unknown)
        {
            var heading = CellParser.Text(cell);
            findings.Add(OfficeFileRules.UnknownColumn, layout.Sheet, row.Number, cell.Column, null, heading, null, [heading]);
        }
    }

    /// <summary>The deciding cell is blank, and something else of the row is not.</summary>
    private static bool IsUndecided(TableLayout layout, int[] columns, RawRow row)
    {
        if (layout.DecidingColumn is not { } name)
        {
            return false;
        }

        var at = columns[layout.IndexOf(name)];
        var filled = false;
        foreach (var cell in row.Cells)
        {
            var blank = cell.Kind != RawCellKind.NoCachedValue && CellParser.Trim(CellParser.Text(cell)).Length == 0;
            if (cell.Column == at && !blank)
            {
                return false;
            }

            filled |= !blank;
        }

        return filled;
    }

    /// <summary>Labels may stand above or below the machine names: a second row of headings is not data.</summary>
    private static bool RepeatsHeadings(TableLayout layout, int[] columns, RawRow row)
    {
        foreach (var cell in row.Cells)
        {
            var index = Array.IndexOf(columns, cell.Column);
            if (index >= 0 && layout.IndexOfHeading(CellParser.HeadingKey(CellParser.Text(cell))) != index)
            {
                return false;
            }
        }

        return true;
    }

    private TableRow Read(TableLayout layout, int[] columns, RawRow row)
    {
        var count = layout.Columns.Count;
        var values = new object?[count];
        var seen = new string[count];
        var problems = new CellReadError[count];
        for (var i = 0; i < count; i++)
        {
            var cell = columns[i] == 0 ? new RawCell(0, RawCellKind.Blank, "", 0) : row[columns[i]];
            problems[i] = TableCells.Read(layout.Columns[i], cell, file.Date1904, out values[i]);
            var text = CellParser.Text(cell, file.Date1904);
            seen[i] = layout.Columns[i].Type == SettingsColumnType.Uln && text.Length > 0 ? NotShown : text;
            if (cell.Kind == RawCellKind.NoCachedValue)
            {
                seen[i] = "a formula that Excel has not calculated";
            }
        }

        var read = new TableRow(layout, row.Number, columns, values, seen, Array.TrueForAll(problems, problem => problem == CellReadError.None));
        for (var i = 0; i < count; i++)
        {
            Report(findings, read, layout.Columns[i], layout.Columns[i].Name, problems[i]);
        }

        return read;
    }

    /// <param name="name">What the cell is called in the message.</param>
    /// <param name="column">Whose form the cell should have; the finding is on the row's column of that name, or on <c>value</c>.</param>
    internal static void Report(OfficeFileFindings findings, TableRow row, TableColumn column, string name, CellReadError problem)
    {
        var at = row.Layout.Columns.Contains(column) ? column.Name : "value";
        switch (problem)
        {
            case CellReadError.Blank:
                findings.Add(OfficeFileRules.Blank, row, at, name, column.FormWords);
                break;
            case CellReadError.Unusable:
                findings.Add(OfficeFileRules.Unusable, row, at, name, row.RawText(row.Layout.IndexOf(at)));
                break;
            case CellReadError.Form:
                findings.Add(OfficeFileRules.NotOfForm, row, at, name, column.FormWords);
                break;
            case CellReadError.Code:
                findings.Add(OfficeFileRules.NotACode, row, at, name, column.FormWords);
                break;
            case CellReadError.Negative:
                findings.Add(OfficeFileRules.Negative, row, at, name);
                break;
            case CellReadError.Range:
                var (from, to) = Range(column);
                findings.Add(OfficeFileRules.OutOfRange, row, at, name, from, to);
                break;
            default:
                break;
        }
    }

    private static (string From, string To) Range(TableColumn column) => column.Type switch
    {
        SettingsColumnType.Date => ("1 January 2000", Vocabulary.Display.Date(column.LatestDate)),
        SettingsColumnType.Money => (Vocabulary.Money.Words(column.Min), Vocabulary.Money.Words(column.Max)),
        _ => (column.Min.ToString("#,##0", CultureInfo.InvariantCulture), column.Max.ToString("#,##0", CultureInfo.InvariantCulture)),
    };
}
