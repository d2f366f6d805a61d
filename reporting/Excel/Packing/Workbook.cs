using System.Globalization;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>One workbook, still without Cover, Contents and Notes; <see cref="Complete"/> adds them.</summary>
/// <param name="Name">The file's name: lower case, with dashes.</param>
/// <param name="Cover">What the Cover says, in its order: item and detail.</param>
public sealed record Workbook(
    string Name, string Title, DateTimeOffset CreatedAt, IReadOnlyList<(string Item, Cell Detail)> Cover, IReadOnlyList<Sheet> Tables)
{
    public bool Provisional { get; init; }

    /// <summary>Native charts after the last table; they read the cells of a table.</summary>
    public IReadOnlyList<Chart> Charts { get; init; } = [];

    /// <summary>Charts that are not drawn yet because they would be empty: what each waits for, in a sentence.</summary>
    public IReadOnlyList<string> ChartsAwaited { get; init; } = [];

    /// <summary>Every sheet in order, with marks and note numbers: Cover, Contents, Notes, then the tables.</summary>
    public IReadOnlyList<Sheet> Complete()
    {
        var numbers = NumberNotes(Tables);
        Sheet[] tables = [.. Tables.Select(table => Mark(table, numbers))];
        return [CoverSheet(), ContentsSheet(tables, numbers.Count > 0), .. NotesSheets(tables, numbers), .. tables];
    }

    /// <summary>Numbers in the order of first use, sheet by sheet and column by column; the same words are the same note.</summary>
    private static Dictionary<string, int> NumberNotes(IReadOnlyList<Sheet> tables)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var note in tables.SelectMany(NotesOf))
        {
            numbers.TryAdd(note, numbers.Count + 1);
        }

        return numbers;
    }

    private static IEnumerable<string> NotesOf(Sheet table) => table.Notes.Concat(table.Columns.Select(column => column.Note).OfType<string>());

    private Sheet Mark(Sheet table, Dictionary<string, int> numbers)
    {
        var marked = table with
        {
            NoteNumbers = [.. table.Notes.Select(note => numbers[note])],
            Columns =
            [
                .. table.Columns.Select(column => column with
                {
                    NoteNumber = column.Note is null ? 0 : numbers[column.Note],
                    Provisional = Provisional && column.IsFigure && !column.IsFinal,
                }),
            ],
        };
        Sheet Widened(int spare) => marked with { Columns = [.. marked.Columns.Select(column => column with { Width = RowHeight.WidthThatKeepsMarker(column, spare) })] };
        var (roomy, close) = (Widened(4), Widened(2));
        return close.Paper.Columns.Count < roomy.Paper.Columns.Count ? close : roomy;
    }

    private Sheet CoverSheet() => Sheet.From<(string Item, Cell Detail)>(
        "Cover",
        "about_this_workbook",
        Title,
        [
            Column.Key<(string Item, Cell Detail)>("Item", 32, row => row.Item),
            Column.Cells<(string Item, Cell Detail)>("Detail", Format.Text, row => row.Detail, width: Column.MaxWidth),
        ],
        Cover);

    private Sheet ContentsSheet(IReadOnlyList<Sheet> tables, bool notes)
    {
        List<(string Code, string Title)> rows = [("Cover", Title)];
        if (notes)
        {
            rows.Add(("Notes", NotesTitle));
        }

        rows.AddRange(tables.Select(table => (table.Code, table.ShownTitle)));
        if (Charts.Count > 0)
        {
            rows.Add(("Charts", Chart.SheetTitle(this)));
        }

        return Sheet.From<(string Code, string Title)>(
            "Contents",
            "contents",
            "Contents: " + Title,
            [
                Column.Cells<(string Code, string Title)>("Sheet", Format.Text, row => Cell.Link(row.Code, row.Code), width: 16),
                Column.Text<(string Code, string Title)>("What it holds", Column.MaxWidth, row => row.Title),
            ],
            rows);
    }

    private string NotesTitle => "Notes: " + Title;

    private IEnumerable<Sheet> NotesSheets(IReadOnlyList<Sheet> tables, Dictionary<string, int> numbers)
    {
        if (numbers.Count == 0)
        {
            yield break;
        }

        string UsedOn(string note) =>
            string.Join(", ", tables.Where(table => NotesOf(table).Contains(note)).Select(table => table.Code));

        yield return Sheet.From<KeyValuePair<string, int>>(
            "Notes",
            "notes",
            NotesTitle,
            [
                Column.Key<KeyValuePair<string, int>>(
                    "Note", 16, column => $"[note {column.Value.ToString(CultureInfo.InvariantCulture)}]"),
                Column.Text<KeyValuePair<string, int>>("What it says", Column.MaxWidth, column => column.Key),
                Column.Text<KeyValuePair<string, int>>("Used on", 24, column => UsedOn(column.Key)),
            ],
            [.. numbers]);
    }
}
