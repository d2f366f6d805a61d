namespace Pilot.Reporting.Outcomes;

/// <summary>
/// Constraints on unknown counts, and a search for counts that satisfy all of them. Each count has a range; some add up to another (Sum); some
/// are at most another (Order); and of some pairs at least one differs (NotAllAlike). Counts that are found do satisfy everything. The search
/// gives up after a number of steps and then finds nothing, so a promise that rests on what was found is never given wrongly.
/// </summary>
internal sealed partial class CountConstraints
{
    /// <summary>Stands for "no limit": far beyond any count of learners, and small enough that no sum overflows.</summary>
    public const int Unlimited = 1_000_000;

    /// <summary>Steps after which one search is given up. Nearly all need fewer than there are numbers.</summary>
    private const int MaxSteps = 1_000;

    private readonly List<int> _low = [];
    private readonly List<int> _high = [];
    private readonly List<int[]> _sums = [];
    private readonly List<List<int>> _sumsOf = [];
    private readonly List<(int Lesser, int Greater, int By)> _orders = [];
    private readonly List<List<int>> _ordersOf = [];
    private readonly List<(int One, int Other)[]> _unlike = [];
    private (int[] Low, int[] High)? _root;

    public int Count => _low.Count;

    public int Add(int least, int most)
    {
        _low.Add(least);
        _high.Add(most);
        _sumsOf.Add([]);
        _ordersOf.Add([]);
        return _low.Count - 1;
    }

    /// <summary>The greatest value that the number was given.</summary>
    public int MostOf(int variable) => _high[variable];

    /// <summary>The parts add up to the total.</summary>
    public void Sum(int total, IEnumerable<int> parts)
    {
        int[] sum = [total, .. parts];
        foreach (var variable in sum)
        {
            _sumsOf[variable].Add(_sums.Count);
        }

        _sums.Add(sum);
    }

    /// <summary>lesser + by is at most greater.</summary>
    public void Order(int lesser, int greater, int by = 0)
    {
        _ordersOf[lesser].Add(_orders.Count);
        _ordersOf[greater].Add(_orders.Count);
        _orders.Add((lesser, greater, by));
    }

    /// <summary>At least one of the pairs differs.</summary>
    public void NotAllAlike(IEnumerable<(int One, int Other)> pairs) => _unlike.Add([.. pairs]);

    /// <summary>The range of a number as far as sums and orders narrow it by themselves: never too narrow.</summary>
    public (int Least, int Most) this[int variable] => (Root.Low[variable], Root.High[variable]);

    private (int[] Low, int[] High) Root
    {
        get
        {
            if (_root is null)
            {
                var (low, high) = (_low.ToArray(), _high.ToArray());
                Fits = Narrow(low, high, Enumerable.Range(0, Count));
                _root = (low, high);
            }

            return _root.Value;
        }
    }

    /// <summary>False where it is plain that no numbers fit.</summary>
    public bool Fits { get; private set; } = true;

    /// <summary>Numbers that fit and are as near to the hint as the search comes; null where none were found.</summary>
    /// <param name="variable">The number that is to lie between the two limits.</param>
    public int[]? Find(IReadOnlyList<int>? hint, int variable, int least, int most)
    {
        var (low, high) = ((int[])Root.Low.Clone(), (int[])Root.High.Clone());
        if (!Fits)
        {
            return null;
        }

        (low[variable], high[variable]) = (Math.Max(low[variable], least), Math.Min(high[variable], most));
        return low[variable] <= high[variable] && Narrow(low, high, [variable]) ? Search(low, high, hint) : null;
    }

    /// <summary>Numbers of which lesser + by is at most greater.</summary>
    public int[]? FindOrdered(IReadOnlyList<int>? hint, int lesser, int greater, int by)
    {
        var (low, high) = ((int[])Root.Low.Clone(), (int[])Root.High.Clone());
        if (!Fits)
        {
            return null;
        }

        Order(lesser, greater, by);
        var found = Narrow(low, high, [lesser, greater]) ? Search(low, high, hint) : null;
        _orders.RemoveAt(_orders.Count - 1);
        _ordersOf[lesser].RemoveAt(_ordersOf[lesser].Count - 1);
        _ordersOf[greater].RemoveAt(_ordersOf[greater].Count - 1);
        return found;
    }

    private int[]? Search(int[] low, int[] high, IReadOnlyList<int>? hint)
    {
        var left = MaxSteps;
        return Search(low, high, hint, ref left);
    }

    private int[]? Search(int[] low, int[] high, IReadOnlyList<int>? hint, ref int left)
    {
        var open = Narrowest(low, high);
        if (open < 0)
        {
            return Array.TrueForAll([.. _unlike], pairs => Array.Exists(pairs, pair => low[pair.One] != low[pair.Other])) ? low : null;
        }

        var wanted = Math.Clamp(hint is not null && open < hint.Count ? hint[open] : Middle(low[open], high[open]), low[open], high[open]);
        foreach (var value in Outwards(wanted, low[open], high[open]))
        {
            if (left-- <= 0)
            {
                return null;
            }

            var (nextLow, nextHigh) = ((int[])low.Clone(), (int[])high.Clone());
            nextLow[open] = nextHigh[open] = value;
            if (Narrow(nextLow, nextHigh, [open]) && Search(nextLow, nextHigh, hint, ref left) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static int Middle(int low, int high) => high >= Unlimited / 2 ? low : low + (high - low) / 2;

    private static IEnumerable<int> Outwards(int from, int low, int high)
    {
        yield return from;
        for (var away = 1; from - away >= low || from + away <= high; away++)
        {
            if (from - away >= low)
            {
                yield return from - away;
            }

            if (from + away <= high)
            {
                yield return from + away;
            }
        }
    }

    private static int Narrowest(int[] low, int[] high)
    {
        var (best, width) = (-1, int.MaxValue);
        for (var i = 0; i < low.Length; i++)
        {
            if (high[i] - low[i] is > 0 and var own && own < width)
            {
                (best, width) = (i, own);
            }
        }

        return best;
    }
}
