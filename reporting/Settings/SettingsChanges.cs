namespace Pilot.Reporting.Settings;

/// <summary>One changed cell of the settings, for the receipt; values in words.</summary>
/// <param name="Row">The keys of the row: <c>10000001, HNC, 2026-27</c>.</param>
/// <param name="Column">The column's machine name.</param>
/// <param name="Before">Null where the row is new.</param>
/// <param name="After">Null where the row is gone. An empty text is a blank cell.</param>
public sealed record SettingsChange(string Sheet, string Row, string Column, string? Before, string? After);

/// <summary>What a new version changes, cell by cell (funding.md section 1).</summary>
public static class SettingsChanges
{
    /// <summary>
    /// In the order of sheets and columns, rows as they stand after, then those that are gone. Of a row that is new or gone every cell
    /// that holds a value is a change. Empty where nothing changed.
    /// </summary>
    public static IReadOnlyList<SettingsChange> Between(PilotSettings before, PilotSettings after)
    {
        var changes = new List<SettingsChange>();
        foreach (var layout in SettingsSheets.All)
        {
            // Before the first version there is no scheme, only the values that the type begins with.
            var old = before.Version == 0 && layout == SettingsSheets.Scheme ? [] : ByKey(SettingsTables.Rows(before, layout), layout);
            var now = ByKey(SettingsTables.Rows(after, layout), layout);
            foreach (var (key, row) in now)
            {
                Compare(layout, key, old.GetValueOrDefault(key), row, changes);
            }

            foreach (var (key, row) in old.Where(pair => !now.ContainsKey(pair.Key)))
            {
                Compare(layout, key, row, null, changes);
            }
        }

        return changes;
    }

    private static void Compare(TableLayout layout, string key, string[]? old, string[]? now, List<SettingsChange> changes)
    {
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var same = old is not null && now is not null && string.Equals(old[i], now[i], StringComparison.Ordinal);
            var nothing = string.IsNullOrEmpty(old?[i]) && string.IsNullOrEmpty(now?[i]);
            if (!same && !nothing)
            {
                changes.Add(new SettingsChange(layout.Sheet, key, layout.Columns[i].Name, old?[i], now?[i]));
            }
        }
    }

    private static OrderedDictionary<string, string[]> ByKey(IEnumerable<object?[]> rows, TableLayout layout)
    {
        var keys = layout.Keys.Select(layout.IndexOf).ToArray();
        var byKey = new OrderedDictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            string[] words = [.. row.Select((value, index) => CellWords.Of(layout.Columns[index], value))];
            byKey[string.Join(", ", keys.Select(at => words[at]).Where(part => part.Length > 0))] = words;
        }

        return byKey;
    }
}
