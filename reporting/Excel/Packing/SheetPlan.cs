namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// A sheet on its way into a workbook. The writing library keeps every cell that it draws in memory, so it draws patterns: the rows in which
/// some cell looks as none above it looks in its column. All rows are then written into the sheet's part, each cell as its pattern looks.
/// </summary>
internal sealed class SheetPlan
{
    private readonly Dictionary<int, int>[] _looks;
    private readonly List<IReadOnlyList<Cell>> _patterns = [];

    /// <param name="texts">Gets the texts of the sheet, from the top and from left to right.</param>
    public SheetPlan(Sheet sheet, SharedStringWriter texts)
    {
        Sheet = sheet;
        Lines = sheet.Lines;
        _looks = [.. sheet.Columns.Select(_ => new Dictionary<int, int>())];
        foreach (var text in Lines.Concat(sheet.Columns.Select(column => column.Shown)))
        {
            texts.Add(text);
        }

        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            Take(sheet.Rows[r], sheet.HasTotal && r == sheet.Rows.Count - 1, texts);
        }
    }

    public Sheet Sheet { get; }

    /// <summary>The lines above the table.</summary>
    public IReadOnlyList<string> Lines { get; }
    public int HeaderRow => Lines.Count + 1;
    public int LastRow => HeaderRow + Sheet.Rows.Count;

    /// <summary>The rows that are drawn, in their order; the last is the total where there is one.</summary>
    public IReadOnlyList<IReadOnlyList<Cell>> Patterns => _patterns;

    /// <summary>Which pattern shows how this cell looks in its column.</summary>
    public int PatternOf(int column, Cell cell, bool total) => _looks[column][Look(cell, total)];

    /// <summary>What stands in the file for a cell that is not a number or a date.</summary>
    public static string TextOf(Cell cell) => cell.Revised ? cell.Shown(Format.Text) : cell.Text;

    private void Take(IReadOnlyList<Cell> row, bool total, SharedStringWriter texts)
    {
        var isPattern = false;
        for (var c = 0; c < row.Count; c++)
        {
            // Each link leads elsewhere: a row that holds one is drawn.
            isPattern |= _looks[c].TryAdd(Look(row[c], total), _patterns.Count) || row[c].Kind == TableCellKind.Link;
            if (row[c].Kind is TableCellKind.Text or TableCellKind.Link && TextOf(row[c]) is { Length: > 0 } text)
            {
                texts.Add(text);
            }
        }

        if (isPattern)
        {
            _patterns.Add(row);
        }
    }

    /// <summary>Whether a drawn row is the total.</summary>
    public bool IsTotal(int pattern) => Sheet.HasTotal && pattern == _patterns.Count - 1;

    /// <summary>Everything about a cell that its style in the file depends on, its column given.</summary>
    public static int Look(Cell cell, bool total)
    {
        var look = ((int?)cell.As ?? -1) + 1;
        look = (look * 4) + (int)cell.Kind;
        look = (look * 2) + (cell.Revised ? 1 : 0);
        look = (look * 2) + (FreeText.LooksLikeFormula(cell.Text) ? 1 : 0);
        look = (look * 2) + (cell.Text.Length == 0 ? 1 : 0);
        return (look * 2) + (total ? 1 : 0);
    }
}
