using System.Collections;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>The first rows of a longer table.</summary>
internal sealed class FirstRows(IReadOnlyList<IReadOnlyList<Cell>> all, int count) : IReadOnlyList<IReadOnlyList<Cell>>
{
    public int Count => count;

    public IReadOnlyList<Cell> this[int index] => all[index];

    public IEnumerator<IReadOnlyList<Cell>> GetEnumerator() => all.Take(count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
