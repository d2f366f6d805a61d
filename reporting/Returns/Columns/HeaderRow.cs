using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Returns.Columns;

/// <param name="SheetColumn">Counted from 1.</param>
/// <param name="Text">As it was sent.</param>
internal sealed record Heading(int SheetColumn, string Text);

/// <param name="Column">Of the template.</param>
internal sealed record DuplicateHeading(int Column, Heading Again);

/// <summary>
/// The header row of the Data sheet: the first row, among the first 20, with at least 5 known headings (returns.md section 3).
/// </summary>
internal sealed class HeaderRow
{
    public const int MaxHeaderRow = 20;

    /// <summary>Heads a column that the program itself adds to a template that is filled in already, to say what is left to do.</summary>
    public const string ToDo = "for_you_to_do";
    private const int KnownHeadings = 5;

    /// <summary>A heading stands there that the template does not have.</summary>
    private const int NotOurs = -2;

    private static readonly string ToDoKey = CellParser.HeadingKey(ToDo);

    private readonly int[] _columnOf;
    private readonly int[] _sheetColumnOf;

    private HeaderRow(ReturnTemplate template, RawRow row)
    {
        RowNumber = row.Number;
        _sheetColumnOf = new int[template.Columns.Count];
        _columnOf = new int[row.Cells.Length == 0 ? 1 : row.Cells[^1].Column + 1];
        for (var i = 0; i < _columnOf.Length; i++)
        {
            _columnOf[i] = -1;
        }

        foreach (ref readonly var cell in row.Cells)
        {
            var text = CellParser.Text(cell);
            var column = text.Length == 0 ? -1 : template.Match(text);
            if (text.Length == 0)
            {
                continue;
            }

            if (column < 0 && ToDoKey == CellParser.HeadingKey(text))
            {
                _columnOf[cell.Column] = NotOurs;
            }
            else if (column < 0)
            {
                Unknown.Add(new Heading(cell.Column, text));
                _columnOf[cell.Column] = NotOurs;
            }
            else if (_sheetColumnOf[column] != 0)
            {
                Duplicates.Add(new DuplicateHeading(column, new Heading(cell.Column, text)));
                _columnOf[cell.Column] = NotOurs;
            }
            else
            {
                _columnOf[cell.Column] = column;
                _sheetColumnOf[column] = cell.Column;
                Known++;
            }
        }
    }

    public int RowNumber { get; }

    /// <summary>How many columns of the template it names.</summary>
    public int Known { get; }

    public List<Heading> Unknown { get; } = [];

    /// <summary>Columns that an earlier heading of the row had named already.</summary>
    public List<DuplicateHeading> Duplicates { get; } = [];

    /// <summary>Null where the row is no header row.</summary>
    public static HeaderRow? TryRead(ReturnTemplate template, RawRow row)
    {
        if (row.Cells.Length < KnownHeadings)
        {
            return null;
        }

        var header = new HeaderRow(template, row);
        return header.Known >= KnownHeadings ? header : null;
    }

    /// <summary>
    /// The template shows names and labels in two rows: a second row of headings that stand under themselves is no data.
    /// </summary>
    public bool IsRepeatedBy(ReturnTemplate template, RawRow row)
    {
        var same = 0;
        foreach (ref readonly var cell in row.Cells)
        {
            var column = ColumnOf(cell.Column);
            same += column >= 0 && cell.Kind == RawCellKind.Text && template.IsHeadingOf(column, cell.Text) ? 1 : 0;
        }

        return same >= KnownHeadings;
    }

    /// <summary>The template's column under which a cell stands; negative where its heading is not known.</summary>
    public int ColumnOf(int sheetColumn) => (uint)sheetColumn < (uint)_columnOf.Length ? _columnOf[sheetColumn] : -1;

    public bool IsWithoutHeading(int sheetColumn) => (uint)sheetColumn >= (uint)_columnOf.Length || _columnOf[sheetColumn] == -1;

    public bool Has(int column) => _sheetColumnOf[column] != 0;

    /// <summary>Every column is there that may not be absent.</summary>
    public bool HasRequiredColumns(ReturnTemplate template)
    {
        for (var i = 0; i < template.Columns.Count; i++)
        {
            if (!template.Columns[i].MayBeAbsent && !Has(i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Null where the sheet does not have the column.</summary>
    public string? Address(int row, int column) => _sheetColumnOf[column] == 0 ? null : CellAddress.Of(row, _sheetColumnOf[column]);
}
