using Google.OrTools.Sat;
using Google.OrTools.Util;
using Pilot.Reporting.Outcomes;

namespace Pilot.Tests.Outcomes;

/// <summary>What of the workbooks is looked at.</summary>
internal enum Sight
{
    /// <summary>Every figure.</summary>
    Printed,

    /// <summary>No category, but that a group changed where what stood in it could stand no longer (rule 3): then it is printed otherwise, or it is [u], and by rule 5 both say so.</summary>
    ForcedChanges,

    /// <summary>No category at all: what remains is known to whoever never saw a workbook.</summary>
    Nothing,
}

/// <summary>Some tables in all their publications as one exact system of whole numbers.</summary>
internal sealed partial class AttackedTables
{
    private const int Far = 2_000;
    private readonly CpModel _model = new();
    private readonly PrintedPublications _printed;
    private readonly int _reach;
    private readonly Sight _sight;
    private readonly Dictionary<(int Publication, string Name), IntVar> _variables = [];
    private readonly Dictionary<string, List<(int Publication, int Truth)>> _truths = [];
    private readonly List<AttackedCell> _cells = [];
    private readonly List<Dictionary<int, long>> _solutions = [];

    public AttackedTables(PrintedPublications printed, IReadOnlyList<PrintedTable> tables, int reach, Sight sight = Sight.Printed)
    {
        (_printed, _reach, _sight) = (printed, reach, sight);
        foreach (var table in tables)
        {
            Read(table);
        }

        for (var at = 0; at < printed.Count; at++)
        {
            Nest(at);
        }

        foreach (var (name, truths) in _truths)
        {
            TellWhatDidNotFall(name, truths);
        }

        foreach (var (before, now) in sight == Sight.Printed ? tables.GroupBy(table => table.Name).SelectMany(same => same.Zip(same.Skip(1))) : [])
        {
            TellThatItChanged(before, now);
        }

        foreach (var group in sight == Sight.Nothing ? [] : tables.GroupBy(GroupOf))
        {
            TellThatTheGroupChanged([.. group]);
        }
    }

    public IReadOnlyList<AttackedCell> Cells => _cells;

    /// <summary>The number that stands here for a cell of another system of the same tables.</summary>
    public IntVar SameAs(AttackedCell cell) => _variables[(cell.Publication, cell.Key)];

    public bool HasFewerThan(int values, IntVar variable)
    {
        var seen = _solutions.Select(solution => solution[variable.Index]).ToHashSet();
        while (seen.Count < values)
        {
            var without = Domain.FromValues([.. seen]).Complement();
            if (Solve(model => model.AddLinearExpressionInDomain(variable, without)) is not { } solution)
            {
                return true;
            }

            seen.Add(solution[variable.Index]);
        }

        return false;
    }

    /// <summary>No other change than this one is possible.</summary>
    public bool IsCertain(IntVar before, IntVar after, int change) =>
        !_solutions.Exists(solution => solution[after.Index] - solution[before.Index] != change)
        && Solve(model => model.Add(after - before <= change - 1)) is null && Solve(model => model.Add(after - before >= change + 1)) is null;

    private Dictionary<int, long>? Solve(Action<CpModel> ask)
    {
        ask(_model);
        var solver = new CpSolver { StringParameters = "num_workers:1,max_time_in_seconds:60" };
        var status = solver.Solve(_model);
        _model.Model.Constraints.RemoveAt(_model.Model.Constraints.Count - 1);
        if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
        {
            Assert.Equal(CpSolverStatus.Infeasible, status);
            return null;
        }

        var solution = _variables.Values.ToDictionary(variable => variable.Index, variable => solver.Value(variable));
        _solutions.Add(solution);
        return solution;
    }

    private void Read(PrintedTable table)
    {
        // [x] says nothing, and a table that waits for returns is not there at all.
        if (table.Cells.Values.Any(cell => cell?.Kind == OutcomeCellKind.NotAvailable))
        {
            return;
        }

        var total = Variable(table.Publication, table.Total, () => HeadlineRange(table.Publication, table.Total), TruthOf(table));
        foreach (var (category, cell) in table.Cells)
        {
            var name = NameOf(table, category);
            var isNew = !_variables.ContainsKey((table.Publication, name));
            var variable = Variable(table.Publication, name, () => RangeOf(table, name, cell), table.Truth[category]);
            if (isNew && name is not ("Achieved" or "Positive"))
            {
                _cells.Add(new(name, table.Publication, variable, table.Truth[category], table.Truth.Values.Sum()));
            }
        }

        _model.Add(LinearExpr.Sum(table.Cells.Keys.Select(category => _variables[(table.Publication, NameOf(table, category))])) == total);
    }

    private static int TruthOf(PrintedTable table) => table.Truth.Values.Sum();

    /// <summary>Two headlines are categories as well.</summary>
    private static string NameOf(PrintedTable table, string category) => (table.Sheet, table.Group, category) switch
    {
        ("K07", "Result", "Achieved") => "Achieved",
        ("K08", "Outcome", "Positive") => "Positive",
        ("T11", _, _) => $"T11 {table.Measure} {table.Group} {category}",
        _ => $"{table.Sheet} {table.Group} {category}",
    };

    private IntVar Variable(int publication, string name, Func<(int Least, int Most)> range, int truth)
    {
        if (!_variables.TryGetValue((publication, name), out var variable))
        {
            var (least, most) = range();
            Assert.InRange(truth, least, most);
            _variables[(publication, name)] = variable = _model.NewIntVar(least, most, $"{publication} {name}");
            _truths.TryAdd(name, []);
            _truths[name].Add((publication, truth));
        }

        return variable;
    }

    private (int Least, int Most) HeadlineRange(int publication, string name)
    {
        var (cell, truth) = _printed.Headlines[publication][name];
        return name is "Starts" or "Achieved" or "Positive" ? (truth, truth)
            : _sight != Sight.Printed ? (0, MostStarts)
            : cell.Kind switch
            {
                OutcomeCellKind.NotApplicable => (0, 0),
                OutcomeCellKind.Unreliable => (1, 7),
                _ => (Math.Max(0, (int)cell.Value! - 2), (int)cell.Value! + 2),
            };
    }

    /// <summary>No count of courses is greater.</summary>
    private int MostStarts => _printed.Headlines.Max(headlines => headlines["Starts"].Truth);

    private (int Least, int Most) RangeOf(PrintedTable table, string name, OutcomeCell? cell) => cell?.Kind switch
    {
        _ when name is "Achieved" or "Positive" => HeadlineRange(table.Publication, name),
        _ when _sight != Sight.Printed => (0, MostStarts),
        null or OutcomeCellKind.NotApplicable => (0, 0),
        OutcomeCellKind.Unreliable => (0, Far),
        _ => (Math.Max(0, (int)cell.Value! - _reach), (int)cell.Value! + _reach),
    };

    /// <summary>Who achieved is among those due and those who stayed, whose window closed among those due, and so on.</summary>
    private void Nest(int at)
    {
        var headlines = _printed.Headlines[at];
        foreach (var (lesser, greater) in new[]
        {
            ("Achieved", "Due"), ("Closed", "Due"), ("Due", "Starts"), ("Positive", "Achieved"), ("Positive", "Closed"),
            ("Achieved", "K06 Retention In learning or completed"), ("Closed", "K06 Retention In learning or completed"),
            ("Positive", "K08 Destination In work or further study"),
        })
        {
            if (Find(at, lesser) is { } less && Find(at, greater) is { } more)
            {
                _model.Add(less <= more);
            }
        }

        foreach (var ((publication, name), variable) in _variables.Where(variable => variable.Key.Publication == at && variable.Key.Name.StartsWith("T11 ", StringComparison.Ordinal)))
        {
            var greater = name.Replace("T11 Achieved ", "K03 ", StringComparison.Ordinal).Replace("T11 Positive outcome ", "T11 Achieved ", StringComparison.Ordinal);
            if (_variables.TryGetValue((publication, greater), out var more))
            {
                _model.Add(variable <= more);
            }
        }

        LinearExpr? Find(int publication, string name) =>
            _variables.TryGetValue((publication, name), out var variable) ? variable
            : headlines.TryGetValue(name, out var headline) && HeadlineRange(publication, name) is var (least, most) && least == most && headline.Printed.Kind != OutcomeCellKind.NotAvailable ? LinearExpr.Constant(least)
            : null;
    }

    private void TellWhatDidNotFall(string name, List<(int Publication, int Truth)> truths)
    {
        foreach (var from in truths)
        {
            foreach (var to in truths.Where(to => to.Publication > from.Publication && to.Truth >= from.Truth))
            {
                _model.Add(_variables[(from.Publication, name)] <= _variables[(to.Publication, name)]);
            }
        }
    }
}
