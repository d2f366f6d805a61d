using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>
/// Finds rows that stand in the order of their keys. Most returns have that order too: the row behind the one that was found last is looked at first.
/// </summary>
internal sealed class RowsInOrder<T>(IReadOnlyList<T> rows, Func<T, RowKey> keyOf)
    where T : class
{
    private int _next;

    public T? Find(RowKey key)
    {
        if (_next < rows.Count && keyOf(rows[_next]) == key)
        {
            return rows[_next++];
        }

        var (first, end) = (0, rows.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            var order = keyOf(rows[middle]).CompareTo(key);
            if (order == 0)
            {
                _next = middle + 1;
                return rows[middle];
            }

            (first, end) = order < 0 ? (middle + 1, end) : (first, middle);
        }

        return null;
    }
}
