namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// A sheet on its way into a workbook. The writing library keeps every cell that it draws in memory, so it draws patterns: the rows in which
/// some cell looks as none above it looks in its column. All rows are then written into the sheet's part, each cell as its pattern looks.
/// </summary>
internal sealed class SheetPlan
{
    private readonly ColumnLooks[] _looks;
    private readonly List<IReadOnlyList<Cell>> _patterns = [];

    /// <param name="texts">Gets the texts of the sheet, from the top and from left to right.</param>
    public SheetPlan(Sheet sheet, SharedStringWriter texts)
    {
        Sheet = sheet;
        _looks = [.. sheet.Columns.Select(_ => new ColumnLooks())];
        // Cells of a long table are made whenever they are read: it is read once here, and once where it is written.
        var (marks, words) = (new HashSet<string>(StringComparer.Ordinal), new OrderedTexts(sheet.Columns.Count));
        var row = new Cell[sheet.Columns.Count];
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            sheet.ReadRow(r, row);
            Take(row, sheet.HasTotal && r == sheet.Rows.Count - 1, words, marks);
        }

        Lines = sheet.LinesWith(marks);
        foreach (var text in Lines.Concat(sheet.Columns.Select(column => column.Shown)).Concat(words.InOrder))
        {
            texts.Add(text);
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
    /// <param name="look">As <see cref="StyleOf"/> says it.</param>
    public int PatternOf(int column, int look) => _looks[column][look];

    /// <summary>What stands in the file for a cell that is not a number or a date.</summary>
    public static string TextOf(Cell cell) => cell.Revised ? cell.Shown(Format.Text) : cell.Text;

    private void Take(Cell[] row, bool total, OrderedTexts words, HashSet<string> marks)
    {
        var isPattern = false;
        for (var c = 0; c < row.Length; c++)
        {
            var cell = row[c];
            // Each link leads elsewhere: a row that holds one is drawn.
            isPattern |= _looks[c].TryAdd(StyleOf(cell, total), _patterns.Count) || cell.Kind == TableCellKind.Link;
            if (cell.Kind is TableCellKind.Text or TableCellKind.Link && TextOf(cell) is { Length: > 0 } text && words.Add(c, text))
            {
                Shorthand.AddMarks(cell, marks);
            }

            if (cell.Revised)
            {
                Shorthand.AddMarks(cell, marks);
            }
        }

        if (isPattern)
        {
            _patterns.Add([.. row]);
        }
    }

    /// <summary>Whether a drawn row is the total.</summary>
    public bool IsTotal(int pattern) => Sheet.HasTotal && pattern == _patterns.Count - 1;

    /// <summary>Everything about a cell that its style in the file depends on, its column given.</summary>
    public static int StyleOf(Cell cell, bool total)
    {
        var look = cell.FormatOverride is { } format ? (int)format + 1 : 0;
        look = (look << 2) | (int)cell.Kind;
        look = (look << 1) | (cell.Revised ? 1 : 0);
        look = (look << 1) | (FreeText.LooksLikeFormula(cell.Text) ? 1 : 0);
        look = (look << 1) | (cell.Text.Length == 0 ? 1 : 0);
        return (look << 1) | (total ? 1 : 0);
    }

    /// <summary>The looks that a column has, each with the pattern that shows it.</summary>
    private sealed class ColumnLooks
    {
        private readonly Dictionary<int, int> _patterns = [];
        private int _last = -1;

        public int this[int look] => _patterns[look];

        /// <returns>False where the look was there already.</returns>
        public bool TryAdd(int look, int pattern)
        {
            // Most cells look as the one above them.
            if (look == _last)
            {
                return false;
            }

            _last = look;
            return _patterns.TryAdd(look, pattern);
        }
    }

    /// <summary>The texts of rows, each once, in the order of their first use.</summary>
    private sealed class OrderedTexts(int columns)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly List<string> _inOrder = [];
        private readonly string?[] _last = new string?[columns];

        public IReadOnlyList<string> InOrder => _inOrder;

        /// <returns>False where the text was there already.</returns>
        public bool Add(int column, string text)
        {
            // Most rows say in a column what the row above says.
            if (string.Equals(_last[column], text, StringComparison.Ordinal))
            {
                return false;
            }

            _last[column] = text;
            if (!_seen.Add(text))
            {
                return false;
            }

            _inOrder.Add(text);
            return true;
        }
    }
}
