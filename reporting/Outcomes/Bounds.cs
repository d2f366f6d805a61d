namespace Pilot.Reporting.Outcomes;

/// <summary>
/// What can be worked out about unknown whole numbers from linear relations between them: every relation narrows the range of each of
/// its numbers until nothing narrows any more. Where relations form a tree the ranges are exact; elsewhere they are never too narrow.
/// </summary>
internal sealed class Bounds
{
    /// <summary>Stands for "no limit": far beyond any count of learners, and small enough that no sum overflows.</summary>
    public const long Unlimited = 1_000_000;

    private readonly List<(long Factor, int Variable)[]> _terms = [];
    private readonly List<(long Least, long Most)> _limits = [];
    private readonly List<bool> _off = [];
    private readonly List<List<int>> _relationsOf = [];
    private readonly List<long> _lower = [];
    private readonly List<long> _upper = [];

    public int Add()
    {
        _relationsOf.Add([]);
        _lower.Add(-Unlimited);
        _upper.Add(Unlimited);
        return _relationsOf.Count - 1;
    }

    /// <summary>Sets a range, forgetting what was worked out of it.</summary>
    public void Set(int variable, long least, long most) => (_lower[variable], _upper[variable]) = (least, most);

    public (long Least, long Most) this[int variable] => (_lower[variable], _upper[variable]);

    /// <summary>The sum of factor x variable lies between least and most. Returns the relation's number.</summary>
    public int Relate(long least, long most, params (long Factor, int Variable)[] terms)
    {
        foreach (var (_, variable) in terms)
        {
            _relationsOf[variable].Add(_terms.Count);
        }

        _terms.Add(terms);
        _limits.Add((least, most));
        _off.Add(false);
        return _terms.Count - 1;
    }

    /// <summary>A relation that is off says nothing.</summary>
    public void Switch(int relation, bool on) => _off[relation] = !on;

    /// <summary>Narrows all ranges as far as the relations that are on allow.</summary>
    /// <exception cref="InvalidOperationException">No numbers satisfy them all.</exception>
    public void Narrow()
    {
        var queue = new Queue<int>(Enumerable.Range(0, _terms.Count));
        var waiting = new bool[_terms.Count];
        Array.Fill(waiting, true);
        var changed = new List<int>();
        while (queue.TryDequeue(out var relation))
        {
            waiting[relation] = false;
            if (_off[relation])
            {
                continue;
            }

            changed.Clear();
            Narrow(relation, changed);
            foreach (var variable in changed)
            {
                foreach (var next in _relationsOf[variable])
                {
                    if (!waiting[next])
                    {
                        waiting[next] = true;
                        queue.Enqueue(next);
                    }
                }
            }
        }
    }

    private void Narrow(int relation, List<int> changed)
    {
        var (least, most) = _limits[relation];
        long sumLeast = 0, sumMost = 0;
        foreach (var (factor, variable) in _terms[relation])
        {
            sumLeast += factor * (factor > 0 ? _lower[variable] : _upper[variable]);
            sumMost += factor * (factor > 0 ? _upper[variable] : _lower[variable]);
        }

        foreach (var (factor, variable) in _terms[relation])
        {
            var (low, high) = (_lower[variable], _upper[variable]);
            var ownLeast = factor * (factor > 0 ? low : high);
            var ownMost = factor * (factor > 0 ? high : low);
            // factor x variable lies between these two, whatever the others are.
            var from = least - (sumMost - ownMost);
            var to = most - (sumLeast - ownLeast);
            var newLow = Math.Max(low, factor > 0 ? CeilingOf(from, factor) : CeilingOf(-to, -factor));
            var newHigh = Math.Min(high, factor > 0 ? FloorOf(to, factor) : FloorOf(-from, -factor));
            if (newLow == low && newHigh == high)
            {
                continue;
            }

            (_lower[variable], _upper[variable]) = (newLow, newHigh);
            if (newLow > newHigh)
            {
                throw new InvalidOperationException("Published figures contradict each other: no counts could have given them.");
            }

            sumLeast += factor * (factor > 0 ? newLow : newHigh) - ownLeast;
            sumMost += factor * (factor > 0 ? newHigh : newLow) - ownMost;
            changed.Add(variable);
        }
    }

    private static long FloorOf(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);

    private static long CeilingOf(long value, long by) => -FloorOf(-value, by);
}
