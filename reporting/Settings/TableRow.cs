using System.Diagnostics.CodeAnalysis;

namespace Pilot.Reporting.Settings;

/// <summary>One row of a settings or ledger sheet, its cells read by the forms of their columns.</summary>
internal sealed class TableRow(TableLayout layout, int number, int[] columns, object?[] values, string[] seen, bool sound)
{
    internal TableLayout Layout => layout;

    /// <summary>The row's number in Excel.</summary>
    internal int Number => number;

    /// <summary>Every cell is of its form; only then may <see cref="Get{T}"/> be asked.</summary>
    internal bool IsValid => sound;

    /// <summary>Null where the sheet has no such column, or the cell no such value.</summary>
    internal string? LearnerRef => layout.Columns.Any(column => column.Name == "learner_ref") ? TextOrNull("learner_ref") : null;

    internal int ColumnOf(int index) => columns[index];

    internal string RawText(int index) => seen[index];

    internal T Get<T>(string column) => (T)values[layout.IndexOf(column)]!;

    internal bool Find<T>(string column, [MaybeNullWhen(false)] out T value)
    {
        if (values[layout.IndexOf(column)] is T found)
        {
            value = found;
            return true;
        }

        value = default;
        return false;
    }

    internal string? TextOrNull(string column) => values[layout.IndexOf(column)] as string;

    internal T? OrNull<T>(string column)
        where T : struct => values[layout.IndexOf(column)] is T found ? found : null;

    /// <summary>The keys that tell this row apart, in words; null where one of them could not be read.</summary>
    internal string? KeyWords()
    {
        var parts = new List<string>(layout.Keys.Count);
        foreach (var key in layout.Keys)
        {
            var value = values[layout.IndexOf(key)];
            if (value is null && !layout[key].Optional)
            {
                return null;
            }

            parts.Add(CellWords.Of(layout[key], value));
        }

        return string.Join(", ", parts.Where(part => part.Length > 0));
    }
}
