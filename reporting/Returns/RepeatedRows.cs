using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>
/// The rows of a return beside those of the one before it, by their keys. Most repeat them in the same order: the row that comes next is looked at
/// first, and only from where the order breaks off are the others put in a dictionary.
/// </summary>
/// <param name="before">Each with a key of its own.</param>
internal sealed class RepeatedRows<T>(IReadOnlyList<T> before, Func<T, RowKey> keyOf)
    where T : class
{
    private int _next;
    private Dictionary<RowKey, T>? _others;

    /// <summary>How many rows the earlier return does not have; likewise those of which it says otherwise.</summary>
    public int New { get; private set; }
    public int Changed { get; private set; }

    /// <summary>Keys of the earlier rows that none of those taken has.</summary>
    public IEnumerable<RowKey> Left => _others?.Keys ?? before.Skip(_next).Select(keyOf);

    /// <returns>The rows as they come, each made once.</returns>
    /// <param name="repeat">The row with what the earlier one holds; null where the two are not equal.</param>
    /// <param name="saysSame">Of two that are not equal.</param>
    public List<T> Take(IReadOnlyList<T> rows, Func<T, T, T?> repeat, Func<T, T, bool> saysSame)
    {
        var taken = new List<T>(rows.Count);
        foreach (var row in rows)
        {
            var old = Find(keyOf(row));
            var repeated = old is null ? null : repeat(row, old);
            New += old is null ? 1 : 0;
            Changed += old is not null && repeated is null && !saysSame(row, old) ? 1 : 0;
            taken.Add(repeated ?? row);
        }

        return taken;
    }

    private T? Find(RowKey key)
    {
        if (_others is null)
        {
            if (_next < before.Count && keyOf(before[_next]) == key)
            {
                return before[_next++];
            }

            _others = before.Skip(_next).ToDictionary(keyOf);
        }

        return _others.Remove(key, out var old) ? old : null;
    }
}
