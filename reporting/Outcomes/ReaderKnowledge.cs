namespace Pilot.Reporting.Outcomes;

/// <summary>A category in one publication, as a number of the system.</summary>
/// <param name="Publication">Its place among the publications.</param>
/// <param name="KnownTotal">What the category's table adds up to, where the world knows it.</param>
internal readonly record struct KnownCell(FigureKey Key, int Publication, int Variable, int? KnownTotal);

/// <summary>
/// What a reader of all publications so far can work out about one group of tables. The reader knows that: a printed figure stands for a range
/// of counts; the categories of a table add up to its total; some totals are public; some counts never fall from one publication to the next;
/// and a table whose printed figures changed, though its printed total did not, has changed in at least one count. The true counts are used for
/// one thing alone: to tell whether a count fell.
/// </summary>
internal sealed class ReaderKnowledge
{
    private readonly IReadOnlyList<Publication> _publications;
    private readonly List<Dictionary<FigureKey, int>> _variables = [];
    private readonly List<KnownCell> _cells = [];
    private readonly List<(int Publication, int Before, int Now)> _redrawn = [];

    public ReaderKnowledge(IReadOnlyList<Breakdown> tables, IReadOnlyList<Publication> publications)
    {
        _publications = publications;
        for (var at = 0; at < publications.Count; at++)
        {
            _variables.Add([]);
            foreach (var table in tables)
            {
                AddTable(table, at);
            }

            AddNesting(at);
        }

        foreach (var key in _variables.SelectMany(variable => variable.Keys).Distinct().ToList())
        {
            AddRises(key);
        }

        for (var at = 1; at < publications.Count; at++)
        {
            AddChange(tables, at);
            foreach (var table in tables)
            {
                AddDifferences(table, at);
            }
        }
    }

    public CountConstraints Constraints { get; } = new();

    /// <summary>Every category that is not a headline.</summary>
    public IReadOnlyList<KnownCell> Cells => _cells;

    /// <summary>The counts of tables that are printed otherwise than in the publication before though their printed total is the same, before and now.</summary>
    public IReadOnlyList<(int Publication, int Before, int Now)> Redrawn => _redrawn;

    private void AddTable(Breakdown table, int at)
    {
        var publication = _publications[at];
        List<FigureKey> keys = [.. publication.Counts.Keys.Where(table.Includes)];
        if (keys.Count < 2 || !IsShown(publication.ShownAs(table.Total)) || !keys.TrueForAll(key => IsShown(publication.ShownAs(key))))
        {
            return;
        }

        var known = OutcomeFigures.PubliclyKnown.Contains(table.Total) && publication.ShownAs(table.Total) is PublishedAs.Figure;
        int? knownTotal = known ? publication.Counts[table.Total].Exact : null;
        var total = VariableOf(table.Total, at);
        var most = Constraints.MostOf(total);
        foreach (var key in keys)
        {
            var isNew = !_variables[at].ContainsKey(key);
            var variable = VariableOf(key, at, most);
            if (isNew && !OutcomeFigures.Headlines.Contains(key))
            {
                _cells.Add(new(key, at, variable, knownTotal));
            }
        }

        Constraints.Sum(total, keys.Select(key => _variables[at][key]));
    }

    private static bool IsShown(PublishedAs shownAs) =>
        shownAs is PublishedAs.Figure or PublishedAs.Unreliable or PublishedAs.NotApplicable or PublishedAs.Suppressed or PublishedAs.HeldBack;

    private int VariableOf(FigureKey key, int at, int most = CountConstraints.Unlimited)
    {
        if (!_variables[at].TryGetValue(key, out var variable))
        {
            var (least, greatest) = RangeOf(key, _publications[at]);
            _variables[at][key] = variable = Constraints.Add(least, Math.Max(least, Math.Min(greatest, most)));
        }

        return variable;
    }

    private static (int Least, int Most) RangeOf(FigureKey key, Publication publication)
    {
        var count = publication.Counts[key];
        if (count.As == PublishedAs.NotApplicable || (OutcomeFigures.PubliclyKnown.Contains(key) && count.As == PublishedAs.Figure))
        {
            return (count.Exact, count.Exact);
        }

        var (least, most) = count.As == PublishedAs.Figure ? RangeOfPrinted(key, count.Printed!.Value, publication) : RangeOfShorthand(key, publication);
        return (Math.Max(least, LeastOf(key, publication)), Math.Min(most, MostOf(key, publication)));
    }

    private static (int Least, int Most) RangeOfPrinted(FigureKey key, int printed, Publication publication)
    {
        var step = publication.Values.Base;
        return !publication.UsesKeyedRounding && printed == 0 ? (0, 0)
            : OutcomeFigures.Headlines.Contains(key) || !publication.UsesKeyedRounding ? Around(printed, step / 2, (step - 1) / 2)
            : Around(printed, step - 1, step - 1);
    }

    /// <summary>A headline that is [u] prints less than a total that is broken down, and is not [z].</summary>
    private static (int Least, int Most) RangeOfShorthand(FigureKey key, Publication publication) =>
        publication.UsesKeyedRounding && OutcomeFigures.Headlines.Contains(key)
            ? (1, publication.Values.MinBrokenDown - publication.Values.Base / 2 - 1)
            : (0, CountConstraints.Unlimited);

    private static (int Least, int Most) Around(int printed, int below, int above) => (Math.Max(0, printed - below), printed + above);

    /// <summary>What headlines say: whoever achieved, or whose destination window has closed, stayed; a positive outcome is work or study.</summary>
    private static int LeastOf(FigureKey key, Publication publication)
    {
        int Of(FigureKey known) => publication.ShownAs(known) is PublishedAs.Figure or PublishedAs.Unreliable ? RangeOf(known, publication).Least : 0;
        return key == OutcomeFigures.RetainedKey || key == OutcomeFigures.DueKey ? Math.Max(Of(OutcomeFigures.AchievedKey), Of(OutcomeFigures.ClosedKey))
            : key == OutcomeFigures.WorkOrStudyKey || key == OutcomeFigures.ClosedKey ? Of(OutcomeFigures.PositiveKey)
            : 0;
    }

    private static int MostOf(FigureKey key, Publication publication) =>
        key == OutcomeFigures.DueKey || key == OutcomeFigures.ClosedKey
            ? publication.ShownAs(OutcomeFigures.StartsKey) == PublishedAs.Figure ? publication.Counts[OutcomeFigures.StartsKey].Exact : CountConstraints.Unlimited
            : CountConstraints.Unlimited;

    /// <summary>In one band: positive outcomes are among the achieved, and those among the starts.</summary>
    private void AddNesting(int at)
    {
        foreach (var (key, variable) in _variables[at].Where(variable => variable.Key.Sheet == "T11").ToList())
        {
            FigureKey[] greater = key.Measure == OutcomeFigures.Positive
                ? [key with { Measure = OutcomeFigures.Achieved }]
                : [key with { Sheet = "K03", Measure = OutcomeFigures.Starts }];
            foreach (var other in greater.Where(_variables[at].ContainsKey))
            {
                Constraints.Order(variable, _variables[at][other]);
            }
        }
    }

    /// <summary>The reader is told which counts did not fall: those that follow from others are left out.</summary>
    private void AddRises(FigureKey key)
    {
        List<int> places = [.. Enumerable.Range(0, _publications.Count).Where(at => _variables[at].ContainsKey(key))];
        bool Rose(int from, int to) => _publications[from].Counts[key].Exact <= _publications[to].Counts[key].Exact;
        for (var i = 0; i < places.Count; i++)
        {
            for (var j = i + 1; j < places.Count; j++)
            {
                if (Rose(places[i], places[j]) && !places[(i + 1)..j].Exists(between => Rose(places[i], between) && Rose(between, places[j])))
                {
                    Constraints.Order(_variables[places[i]][key], _variables[places[j]][key]);
                }
            }
        }
    }

    /// <summary>What a table grew by is what its total grew by: it follows from the sums, and the search sees it sooner.</summary>
    private void AddDifferences(Breakdown table, int at)
    {
        List<FigureKey> keys = [.. _variables[at].Keys.Where(table.Includes)];
        if (keys.Count == 0 || !keys.TrueForAll(_variables[at - 1].ContainsKey) || _variables[at - 1].Keys.Count(table.Includes) != keys.Count)
        {
            return;
        }

        int Difference(FigureKey key)
        {
            var rose = _publications[at - 1].Counts[key].Exact <= _publications[at].Counts[key].Exact;
            var difference = Constraints.Add(rose ? 0 : -CountConstraints.Unlimited, CountConstraints.Unlimited);
            Constraints.Sum(_variables[at][key], [_variables[at - 1][key], difference]);
            return difference;
        }

        Constraints.Sum(Difference(table.Total), keys.Select(Difference).ToList());
    }

    /// <summary>
    /// A table whose counts and printed total are unchanged is printed the same again. So where the printed figures differ, a reader knows that
    /// at least one count changed; and where a group of tables is [u] for want of a draw, that at least one count of the group did.
    /// </summary>
    private void AddChange(IReadOnlyList<Breakdown> tables, int at)
    {
        List<Breakdown> shown = [.. tables.Where(table => _variables[at].Keys.Any(table.Includes) && PrintedTotal(table, at) >= _publications[at].Values.MinBrokenDown)];
        foreach (var table in shown.Where(table => IsDrawn(table, at) && IsDrawn(table, at - 1) && IsComparable(table, at)))
        {
            List<FigureKey> keys = [.. _variables[at].Keys.Where(table.Includes)];
            if (keys.Exists(key => _publications[at - 1].Counts[key].Printed != _publications[at].Counts[key].Printed))
            {
                Constraints.NotAllAlike(Pairs(table, at));
                _redrawn.AddRange(Pairs(table, at).Select(pair => (at, pair.One, pair.Other)));
            }
        }

        if (shown.Exists(table => !IsDrawn(table, at)) && shown.TrueForAll(table => IsDrawn(table, at - 1) && IsComparable(table, at)))
        {
            Constraints.NotAllAlike(shown.SelectMany(table => Pairs(table, at)));
        }
    }

    private int? PrintedTotal(Breakdown table, int at) => _publications[at].Counts.TryGetValue(table.Total, out var total) ? total.Printed : null;

    /// <summary>It shows numbers.</summary>
    private bool IsDrawn(Breakdown table, int at) =>
        _variables[at].Keys.Where(table.Includes).All(key => OutcomeFigures.Headlines.Contains(key) || _publications[at].Counts[key].As is not PublishedAs.Unreliable);

    /// <summary>It breaks down the same printed total into the same categories as in the publication before.</summary>
    private bool IsComparable(Breakdown table, int at)
    {
        var (before, now) = (_publications[at - 1], _publications[at]);
        List<FigureKey> keys = [.. now.Counts.Keys.Where(table.Includes)];
        return before.UsesKeyedRounding && now.UsesKeyedRounding && before.Values.Base == now.Values.Base
            && keys.TrueForAll(key => _variables[at].ContainsKey(key) && _variables[at - 1].ContainsKey(key))
            && before.Counts.Keys.Count(table.Includes) == keys.Count
            && PrintedTotal(table, at) is { } total && total == PrintedTotal(table, at - 1);
    }

    private IEnumerable<(int One, int Other)> Pairs(Breakdown table, int at) =>
        _variables[at].Keys.Where(table.Includes).Select(key => (_variables[at - 1][key], _variables[at][key]));
}
