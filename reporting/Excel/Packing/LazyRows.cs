using System.Collections;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// The rows of a long table: their cells are made each time they are read. Those of 150,000 learners, kept, would take more memory than all
/// that they say.
/// </summary>
internal sealed class LazyRows<TRow>(IReadOnlyList<Column<TRow>> columns, IReadOnlyList<TRow> rows, IReadOnlyList<Cell>? total)
    : IReadOnlyList<IReadOnlyList<Cell>>, IColumnReader
{
    public int Count => rows.Count + (total is null ? 0 : 1);

    public IReadOnlyList<Cell> this[int index] => index == rows.Count && total is not null ? total : Make(rows[index]);

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
            yield return columns[index].Value(row);
        }

        if (total is not null)
        {
            yield return total[index];
        }
    }

    private Cell[] Make(TRow row)
    {
        var cells = new Cell[columns.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = columns[i].Value(row);
        }

        return cells;
    }
}
