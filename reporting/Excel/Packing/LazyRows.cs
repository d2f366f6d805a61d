using System.Collections;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// The rows of a long table: their cells are made each time they are read. Those of 150,000 learners, kept, would take more memory than all
/// that they say.
/// </summary>
internal sealed class LazyRows<TRow>(IReadOnlyList<Column<TRow>> columns, IReadOnlyList<TRow> rows, IReadOnlyList<Cell>? total)
    : IReadOnlyList<IReadOnlyList<Cell>>, ILazyRows
{
    private readonly Func<TRow, Cell>[] _values = [.. columns.Select(column => column.Value)];

    public int Count => rows.Count + (total is null ? 0 : 1);

    public IReadOnlyList<Cell> this[int index] => IsTotal(index) ? total! : Make(rows[index]);

    public IEnumerator<IReadOnlyList<Cell>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public IEnumerable<Cell> Column(int index)
    {
        foreach (var row in rows)
        {
            yield return _values[index](row);
        }

        if (total is not null)
        {
            yield return total[index];
        }
    }

    public void Read(int row, Span<Cell> cells)
    {
        if (!IsTotal(row))
        {
            Make(rows[row], cells);
            return;
        }

        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = total![i];
        }
    }

    private bool IsTotal(int row) => row == rows.Count && total is not null;

    private Cell[] Make(TRow row)
    {
        var cells = new Cell[_values.Length];
        Make(row, cells);
        return cells;
    }

    private void Make(TRow row, Span<Cell> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = _values[i](row);
        }
    }
}
