using Google.OrTools.Sat;
using Pilot.Reporting.Outcomes;

namespace Pilot.Tests.Outcomes;

/// <summary>What it says that figures are printed otherwise, or not at all.</summary>
internal sealed partial class AttackedTables
{
    /// <summary>Tables that are drawn together, and are [u] together where no draw is safe.</summary>
    private static string GroupOf(PrintedTable table) => table.Sheet switch
    {
        "K06" or "K07" or "K08" => table.Sheet,
        "T11" => "K03 " + table.Group,
        _ => table.Sheet + " " + table.Group,
    };

    /// <summary>A table of the same counts under the same printed total is printed as it was: one that is printed otherwise changed.</summary>
    private void TellThatItChanged(PrintedTable before, PrintedTable now)
    {
        if (IsComparable(before, now) && !IsWithheld(before) && !IsWithheld(now) && !now.Cells.All(cell => Equal(before.Cells[cell.Key], cell.Value)))
        {
            NotAllAlike([(before, now)]);
        }
    }

    /// <summary>A group is [u] for want of a draw only if at least one of its tables was drawn anew.</summary>
    private void TellThatTheGroupChanged(List<PrintedTable> tables)
    {
        for (var at = 1; at < _printed.Count; at++)
        {
            List<PrintedTable> shown = [.. tables.Where(table => table.Publication == at && PrintedTotal(table) >= 10 && table.Cells.Keys.All(category => _variables.ContainsKey((at, NameOf(table, category)))))];
            List<(PrintedTable Before, PrintedTable Now)> pairs = [.. shown.SelectMany(now => tables.Where(table => table.Publication == at - 1 && table.Name == now.Name).Select(before => (before, now)))];
            if (shown.Exists(table => _sight == Sight.ForcedChanges ? pairs.Exists(pair => pair.Now == table && !MayStand(pair.Before, table)) : IsWithheld(table)) && pairs.Count == shown.Count && pairs.TrueForAll(pair => !IsWithheld(pair.Before) && IsComparable(pair.Before, pair.Now)))
            {
                NotAllAlike(pairs);
            }
        }
    }

    /// <summary>What was printed before could be printed of the counts of now.</summary>
    private bool MayStand(PrintedTable before, PrintedTable now) => now.Cells.Keys.All(category =>
        before.Cells[category]?.Value is not { } printed || Math.Abs(printed - now.Truth[category]) <= _reach);

    private static bool IsWithheld(PrintedTable table) => table.Cells.Values.Any(cell => cell?.Kind == OutcomeCellKind.Unreliable);

    private bool IsComparable(PrintedTable before, PrintedTable now) =>
        now.Publication == before.Publication + 1 && now.Cells.Keys.SequenceEqual(before.Cells.Keys)
        && PrintedTotal(before) is { } total && PrintedTotal(now) == total
        && now.Cells.Keys.Select(category => NameOf(now, category)).All(name => _variables.ContainsKey((before.Publication, name)) && _variables.ContainsKey((now.Publication, name)));

    private void NotAllAlike(List<(PrintedTable Before, PrintedTable Now)> pairs)
    {
        List<ILiteral> differs = [];
        foreach (var (before, now) in pairs)
        {
            foreach (var name in now.Cells.Keys.Select(category => NameOf(now, category)))
            {
                var literal = _model.NewBoolVar($"{now.Publication} {name} changed");
                _model.Add(_variables[(before.Publication, name)] != _variables[(now.Publication, name)]).OnlyEnforceIf(literal);
                differs.Add(literal);
            }
        }

        _model.AddBoolOr(differs);
    }

    private static bool Equal(OutcomeCell? first, OutcomeCell? other) => first?.Kind == other?.Kind && first?.Value == other?.Value;

    private decimal? PrintedTotal(PrintedTable table) => _printed.Headlines[table.Publication].TryGetValue(table.Total, out var headline)
        ? headline.Printed.Value
        : _printed.Tables.Where(printedTable => printedTable.Publication == table.Publication).SelectMany(printedTable => printedTable.Cells.Select(cell => (Name: NameOf(printedTable, cell.Key), Cell: cell.Value)))
            .First(pair => pair.Name == table.Total).Cell?.Value;
}
