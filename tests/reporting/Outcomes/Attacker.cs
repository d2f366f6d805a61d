using Pilot.Reporting.Outcomes;

namespace Pilot.Tests.Outcomes;

/// <summary>
/// Someone with every published table side by side and an afternoon. Reads the tables as printed, writes down every range and every sum
/// they imply, and narrows by hand until nothing moves. Knows nothing of how cells were chosen to be suppressed. To be on the safe side
/// the attacker is told which counts did not fall between two publications and, when looking for cells, the exact total of starts,
/// achievements and positive outcomes wherever they are shown, and which [c] of a breakdown of 5 or more people are small.
/// </summary>
internal sealed class Attacker
{
    private const int Far = 100_000;
    private readonly List<Dictionary<string, int>> _places = [];
    private readonly List<OutcomeCell> _cells = [];
    private readonly List<int> _truth = [];
    private readonly List<(int[] Plus, int[] Minus)> _equal = [];
    private readonly List<(int Lesser, int Greater)> _nested = [];
    private readonly List<(int Top, int Bottom, int Percent)> _shares = [];
    private readonly HashSet<int> _told = [];
    private readonly HashSet<int> _belowSmall = [];

    public Attacker(IReadOnlyList<SkillsEnglandPublication> publications)
    {
        foreach (var publication in publications)
        {
            Read(publication);
        }
    }

    /// <summary>Suppressed cells of any publication with fewer than two feasible values.</summary>
    public IReadOnlyList<string> FindCells()
    {
        var (low, high) = Narrow(isTold: true, AllDifferences());
        return [.. Names().Where(one => _cells[one.Cell].Kind == OutcomeCellKind.Suppressed && high[one.Cell] <= low[one.Cell]).Select(one => one.Name)];
    }

    /// <summary>Cells that certainly moved by 1 to 4 people between two publications.</summary>
    public IReadOnlyList<string> FindMovements()
    {
        var differences = AllDifferences();
        var (low, high) = Narrow(isTold: false, differences);
        var names = Names().ToDictionary(one => one.Cell, one => one.Name);
        var found = new List<string>();
        for (var i = 0; i < differences.Count; i++)
        {
            var (before, after) = differences[i];
            var (least, most) = (low[_cells.Count + i], high[_cells.Count + i]);
            if ((least >= 1 && most <= 4) || (most <= -1 && least >= -4))
            {
                found.Add($"{names[before]} to {names[after]}: {least} to {most}");
            }
        }

        return found;
    }

    private List<(int Before, int After)> AllDifferences()
    {
        var differences = new List<(int Before, int After)>();
        for (var before = 0; before < _places.Count; before++)
        {
            for (var after = before + 1; after < _places.Count; after++)
            {
                differences.AddRange(_places[before].Where(one => _places[after].ContainsKey(one.Key))
                    .Select(one => (one.Value, _places[after][one.Key])));
            }
        }

        return differences;
    }

    private bool IsKnownTotal(int cell) => _told.Contains(cell) && _cells[cell].Kind == OutcomeCellKind.Count;

    private IEnumerable<(string Name, int Cell)> Names() =>
        _places.SelectMany((place, publication) => place.Select(one => ($"publication {publication + 1}, {one.Key}", one.Value)));

    private void Read(SkillsEnglandPublication publication)
    {
        var place = new Dictionary<string, int>(StringComparer.Ordinal);
        _places.Add(place);
        var truth = publication.Published.Where(cell => cell.Exact is not null && cell.Sheet != "T11")
            .ToDictionary(cell => $"{cell.Sheet}|{cell.Row}", cell => cell.Exact!.Value, StringComparer.Ordinal);
        var tables = publication.Tables.ToDictionary(table => table.Sheet);

        int Note(string name, OutcomeCell cell, int exact)
        {
            _cells.Add(cell);
            _truth.Add(exact);
            return place[name] = _cells.Count - 1;
        }

        int Headline(string sheet, string label, int row)
        {
            var found = tables[sheet].Rows[row];
            Assert.Equal(label, found.Labels[^1]);
            return Note(label, found.Cells[0], truth[$"{(sheet == "K02" ? "K01" : sheet)}|{(sheet == "K02" ? "Starts" : label)}"]);
        }

        var starts = Headline("K02", "All starts", 0);
        var due = Headline("K07", "Courses due to end", 0);
        var closed = Headline("K08", "Courses whose destination window has closed", 0);
        var learners = Note("Learners", tables["K01"].Rows[1].Cells[0], truth["K01|Learners"]);

        int[] Group(string sheet, string group) =>
        [
            .. tables[sheet].Rows.Where(row => row.Labels[0] == group).Select(row => Note(
                $"{sheet} {group} {row.Labels[1]}", row.Cells[0],
                truth.TryGetValue($"{sheet}|{group}: {row.Labels[1]}", out var exact)
                    ? exact
                    : truth[$"{sheet}|{group}: {char.ToLowerInvariant(row.Labels[1][0])}{row.Labels[1][1..]}"])),
        ];

        void AddsUp(int total, params int[] parts)
        {
            _equal.Add((parts, [total]));
            if (_truth[total] is >= 1 and <= 4)
            {
                _belowSmall.UnionWith(parts);
            }
        }

        foreach (var sheet in new[] { "K02", "K03", "K04", "K05", "K09" })
        {
            foreach (var group in tables[sheet].Rows.Select(row => row.Labels[0]).Distinct().Where(group => group != "All"))
            {
                AddsUp(starts, Group(sheet, group));
            }
        }

        var retention = Group("K06", "Retention");
        AddsUp(starts, retention);
        AddsUp(retention[2], Group("K06", "Withdrawal reason"));
        var results = Group("K07", "Result");
        AddsUp(due, results);
        AddsUp(results[0], Group("K07", "Grade"));
        var destinations = Group("K08", "Destination");
        AddsUp(closed, destinations);
        AddsUp(destinations[0], Group("K08", "Work or further study"));
        var medtech = Group("K08", "MedTech role");
        AddsUp(destinations[0], medtech);
        var outcomes = Group("K08", "Outcome");
        AddsUp(closed, outcomes);
        ReadCharacteristics(publication, place, results[0], outcomes[0]);

        var under25 = place["K03 Age Under 25"];
        Share(tables["K03"], "Under 25", under25, starts);
        Share(tables["K06"], "In learning or completed", retention[0], starts);
        Share(tables["K07"], "Achieved", results[0], due);
        Share(tables["K08"], "Positive", outcomes[0], closed);
        Share(tables["K08"], "In a MedTech role", medtech[0], destinations[0]);
        Nest(learners, starts);
        Nest(due, starts);
        Nest(closed, due);
        Nest(results[0], retention[0]);
        Nest(outcomes[0], results[0]);
        Nest(outcomes[0], destinations[0]);
        _told.UnionWith([starts, results[0], outcomes[0]]);
    }

    private void ReadCharacteristics(SkillsEnglandPublication publication, Dictionary<string, int> place, int achieved, int positive)
    {
        foreach (var group in publication.Characteristics.Rows.GroupBy(row => row.Labels[0]))
        {
            var (achievedParts, positiveParts) = (new List<int>(), new List<int>());
            foreach (var row in group)
            {
                var start = place[$"K03 {group.Key} {row.Labels[1]}"];
                Assert.Equal(_cells[start], row.Cells[0]);
                achievedParts.Add(Part("Achieved", row.Cells[1]));
                positiveParts.Add(Part("Positive outcome", row.Cells[2]));
                Nest(achievedParts[^1], start);
                Nest(positiveParts[^1], achievedParts[^1]);

                int Part(string measure, OutcomeCell cell)
                {
                    _cells.Add(cell);
                    _truth.Add(publication.Published.Single(
                        one => one.Sheet == "T11" && one.Row == $"{group.Key}: {row.Labels[1]}" && one.Column == measure).Exact!.Value);
                    return place[$"T11 {group.Key} {row.Labels[1]} {measure}"] = _cells.Count - 1;
                }
            }

            foreach (var (parts, total) in new[] { (achievedParts, achieved), (positiveParts, positive) })
            {
                _equal.Add(([.. parts], [total]));
                if (_truth[total] is >= 1 and <= 4)
                {
                    _belowSmall.UnionWith(parts);
                }
            }
        }
    }

    private void Nest(int lesser, int greater)
    {
        if (_truth[lesser] <= _truth[greater])
        {
            _nested.Add((lesser, greater));
        }
    }

    private void Share(OutcomeTable table, string category, int top, int bottom)
    {
        var cell = table.Rows.Single(row => row.Labels[1] == category).Cells[1];
        if (cell.Kind == OutcomeCellKind.Rate)
        {
            _shares.Add((top, bottom, (int)(cell.Value!.Value * 100)));
        }
    }

    private (int Low, int High) StartingRange(int cell, bool isTold)
    {
        if (isTold && IsKnownTotal(cell))
        {
            return (_truth[cell], _truth[cell]);
        }

        return _cells[cell] switch
        {
            { Kind: OutcomeCellKind.Count, Value: 0 } or { Kind: OutcomeCellKind.NotApplicable } => (0, 0),
            { Kind: OutcomeCellKind.Count, Value: 5 } => (5, 7),
            { Kind: OutcomeCellKind.Count } printed => ((int)printed.Value! - 2, (int)printed.Value! + 2),
            { Kind: OutcomeCellKind.Suppressed } when isTold && _truth[cell] is >= 1 and <= 4 && !_belowSmall.Contains(cell) => (1, 4),
            _ => (0, Far),
        };
    }

    /// <summary>Ranges of all cells, then of all differences, after sweeping over everything again and again until nothing moves.</summary>
    private (int[] Low, int[] High) Narrow(bool isTold, List<(int Before, int After)> differences)
    {
        var low = new int[_cells.Count + differences.Count];
        var high = new int[low.Length];
        for (var cell = 0; cell < _cells.Count; cell++)
        {
            (low[cell], high[cell]) = StartingRange(cell, isTold);
        }

        var equal = new List<(int[] Plus, int[] Minus)>(_equal);
        var numbers = differences.Select((pair, i) => (pair, i)).ToDictionary(one => one.pair, one => _cells.Count + one.i);
        foreach (var (pair, number) in numbers)
        {
            var grew = _truth[pair.After] >= _truth[pair.Before];
            (low[number], high[number]) = (grew ? 0 : -Far, Far);
            equal.Add(([number, pair.Before], [pair.After]));
        }

        AddSumsOfDifferences(equal, numbers);
        while (Sweep(low, high, equal))
        {
        }

        return (low, high);
    }

    /// <summary>What a total moved by is what its parts moved by together.</summary>
    private void AddSumsOfDifferences(List<(int[] Plus, int[] Minus)> equal, Dictionary<(int Before, int After), int> numbers)
    {
        var nameOf = Names().ToDictionary(one => one.Cell, one => one.Name[(one.Name.IndexOf(", ", StringComparison.Ordinal) + 2)..]);
        var sums = _equal.GroupBy(sum => string.Join('+', sum.Plus.Select(part => nameOf[part]).Order(StringComparer.Ordinal))).ToList();
        foreach (var same in sums)
        {
            foreach (var before in same)
            {
                foreach (var after in same.Where(one => numbers.ContainsKey((before.Minus[0], one.Minus[0]))))
                {
                    equal.Add(([.. before.Plus.Zip(after.Plus, (a, b) => numbers[(a, b)])], [numbers[(before.Minus[0], after.Minus[0])]]));
                }
            }
        }
    }

    private bool Sweep(int[] low, int[] high, List<(int[] Plus, int[] Minus)> equal)
    {
        var moved = false;
        void Into(int cell, int least, int most)
        {
            if (least > low[cell])
            {
                (low[cell], moved) = (least, true);
            }

            if (most < high[cell])
            {
                (high[cell], moved) = (most, true);
            }
        }

        foreach (var (plus, minus) in equal)
        {
            foreach (var cell in plus)
            {
                Into(
                    cell, minus.Sum(one => low[one]) - plus.Sum(one => one == cell ? 0 : high[one]),
                    minus.Sum(one => high[one]) - plus.Sum(one => one == cell ? 0 : low[one]));
            }

            Into(minus[0], plus.Sum(one => low[one]), plus.Sum(one => high[one]));
        }

        foreach (var (lesser, greater) in _nested)
        {
            Into(lesser, int.MinValue, high[greater]);
            Into(greater, low[lesser], int.MaxValue);
        }

        foreach (var (top, bottom, percent) in _shares)
        {
            // Whole percentages: (percent - 0.5) / 100 <= top / bottom < (percent + 0.5) / 100.
            Into(top, Up((2 * percent - 1) * low[bottom], 200), high[bottom] >= Far ? Far : ((2 * percent + 1) * high[bottom] - 1) / 200);
            Into(bottom, Up(200 * low[top] + 1, 2 * percent + 1), percent == 0 || high[top] >= Far ? Far : 200 * high[top] / (2 * percent - 1));
        }

        return moved;
    }

    private static int Up(int value, int by) => value <= 0 ? 0 : (value + by - 1) / by;
}
