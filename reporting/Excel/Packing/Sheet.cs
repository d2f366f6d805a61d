namespace Pilot.Reporting.Excel.Packing;

/// <summary>A column as it is drawn: heading without marks, and the texts that its marks come from.</summary>
public sealed record SheetColumn(string Heading, Format Format, int Width, bool Key, string? Note)
{
    /// <summary>The note's number in its workbook; 0 until it has one.</summary>
    public int NoteNumber { get; init; }
    public bool Provisional { get; init; }

    /// <summary>Everything that the column may say besides shorthand; null = not declared.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }
    public bool IsFinal { get; init; }

    /// <summary>The heading with its marks: <c>Earned (£) [p] [note 3]</c>.</summary>
    public string Shown => Heading + (Provisional ? " " + Shorthand.ProvisionalMark : "") + (NoteNumber > 0 ? " " + Marker(NoteNumber) : "");

    internal static string Marker(int note) => $"[note {note.ToString(System.Globalization.CultureInfo.InvariantCulture)}]";

    public bool IsFigure => Format is not Format.Text and not Format.Date;
}

/// <summary>One worksheet with one table. Says nothing of cells or files; drawn as .xlsx, as text for review and as CSV.</summary>
public sealed record Sheet
{
    /// <summary>The sheet's name: <c>T03</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What the table is called in Excel, and with dashes in the name of its CSV: <c>T03_reconciliation</c>.</summary>
    public required string TableName { get; init; }

    /// <summary>Subject, geography and period: stands in A1 and on Contents.</summary>
    public required string Title { get; init; }

    /// <summary>What is to be said of the whole table; explained on Notes.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The numbers of <see cref="Notes"/> in their workbook; empty until they have them.</summary>
    public IReadOnlyList<int> NoteNumbers { get; init; } = [];

    /// <summary>The title with its notes' markers.</summary>
    public string ShownTitle => string.Join(' ', NoteNumbers.Select(SheetColumn.Marker).Prepend(Title));

    /// <summary>Said above the table, each a row of its own.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
    public string? Source { get; init; }
    public required IReadOnlyList<SheetColumn> Columns { get; init; }
    public required IReadOnlyList<IReadOnlyList<Cell>> Rows { get; init; }

    /// <summary>The last row is a total.</summary>
    public bool HasTotal { get; init; }

    /// <summary>There is nothing to tell: the one row says so to a reader, and stands for none.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>A sheet to work in: filters and a frozen heading are welcome there.</summary>
    public bool IsForWorkingIn { get; init; }

    /// <summary>Rows of a table whose cells are kept; the cells of a longer one are made whenever they are read.</summary>
    private const int MaxKept = 1_000;

    /// <summary>The lines above the table, the title first, each as long as a page is wide at most. Reads every row: ask once.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            var marks = new HashSet<string>(StringComparer.Ordinal);
            foreach (var cell in Rows.SelectMany(row => row))
            {
                Shorthand.AddMarks(cell, marks);
            }

            return LinesWith(marks);
        }
    }

    /// <summary>The same for who has read the rows already.</summary>
    /// <param name="marksOfRows">The shorthand that the rows use; gets that of title and headings.</param>
    internal IReadOnlyList<string> LinesWith(HashSet<string> marksOfRows)
    {
        List<string> lines = [ShownTitle, "This worksheet contains one table."];
        int[] notes = [.. NoteNumbers, .. Columns.Select(column => column.NoteNumber).Where(number => number > 0)];
        if (notes.Length > 0)
        {
            lines.Add($"Notes are marked like {SheetColumn.Marker(notes[0])} and explained on the sheet Notes.");
        }

        foreach (var heading in Columns.Select(column => column.Shown).Append(Title))
        {
            Shorthand.AddMarks(heading, marksOfRows);
        }

        lines.AddRange(Shorthand.Explain(marksOfRows));
        lines.AddRange(Remarks);
        if (Source is not null)
        {
            lines.Add("Source: " + Source);
        }

        return [ShownTitle, .. lines.Skip(1).SelectMany(Paper.Broken)];
    }

    /// <summary>One column from the top to the bottom; of a long table no other cell is made.</summary>
    internal IEnumerable<Cell> CellsOf(int column) => Rows is ILazyRows lazy ? lazy.Column(column) : Rows.Select(row => row[column]);

    /// <summary>One row, into room that serves for the next row too.</summary>
    /// <param name="cells">One for each column.</param>
    internal void ReadRow(int index, Span<Cell> cells)
    {
        if (Rows is ILazyRows lazy)
        {
            lazy.Read(index, cells);
            return;
        }

        var row = Rows[index];
        for (var c = 0; c < cells.Length; c++)
        {
            cells[c] = row[c];
        }
    }

    /// <summary>Columns at the left that tell the rows apart.</summary>
    public int KeyColumns => Columns.TakeWhile(column => column.Key).Count();

    /// <summary>How the columns go side by side on paper.</summary>
    internal PaperPages Paper => PaperPages.Of([.. Columns.Select(column => column.Width)], KeyColumns, RowHeight.TitlePixels(ShownTitle));

    /// <summary>The first row of the sheet that the table uses, from 1.</summary>
    public int HeaderRow => Lines.Count + 1;

    /// <param name="total">Adds a last row: the columns' totals, "Total" and "All" in the key columns.</param>
    /// <param name="none">Stands in the first column where there are no rows, so that the table is never blank.</param>
    public static Sheet From<TRow>(
        string code, string tableName, string title, IReadOnlyList<Column<TRow>> columns, IReadOnlyList<TRow> rows, bool total = false,
        string none = "None")
    {
        IReadOnlyList<Cell>? last = rows.Count == 0
            ? [.. columns.Select((_, i) => i == 0 ? Cell.Of(none) : Shorthand.NotApplicable)]
            : total ? [.. columns.Select((column, i) => TotalOf(column, rows, i == 0))] : null;
        var cells = new LazyRows<TRow>(columns, rows, last);
        return new Sheet
        {
            Code = code,
            TableName = code + "_" + tableName,
            Title = title,
            Columns = [.. columns.Select(column => new SheetColumn(column.Heading, column.Format, column.Width, column.Key, column.Note) { IsFinal = column.IsFinal, Allowed = column.Allowed })],
            Rows = rows.Count > MaxKept ? cells : [.. cells],
            HasTotal = total && rows.Count > 0,
            IsEmpty = rows.Count == 0,
        };
    }

    private static Cell TotalOf<TRow>(Column<TRow> column, IReadOnlyList<TRow> rows, bool first)
    {
        if (column.Total is not null)
        {
            return column.Total(rows);
        }

        return first ? Cell.Of("Total") : column.Key ? Cell.Of("All") : Shorthand.NotApplicable;
    }
}
