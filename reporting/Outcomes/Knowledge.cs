namespace Pilot.Reporting.Outcomes;

/// <summary>
/// What a careful reader could work out from all publications together: that breakdowns add up, that one count cannot exceed another,
/// how shares were rounded, and that what never fell did not fall.
/// </summary>
internal sealed class Knowledge
{
    private readonly IReadOnlyList<Publication> _publications;
    private readonly int _threshold;
    private readonly Bounds _bounds = new();
    private readonly List<Dictionary<FigureKey, int>> _variables = [];
    private readonly List<List<(FigureKey Total, IReadOnlyList<FigureKey> Parts)>> _sums = [];
    private readonly List<Cell[]> _cells = [];
    private readonly List<Move> _moves = [];
    private readonly List<(int Relation, Publication Publication, FigureKey Share)> _shares = [];

    /// <summary>What does not change of a figure, in the order of the publication's counts.</summary>
    private readonly record struct Cell(int Variable, bool TakenAsKnown, bool BelowSmallTotal);

    /// <summary>How a count differs between two publications.</summary>
    private readonly record struct Move(FigureKey Key, int Variable, bool Grew, bool Printed);

    /// <param name="publications">Oldest first; those but the last do not change any more.</param>
    public Knowledge(IReadOnlyList<Publication> publications)
    {
        (_publications, _threshold) = (publications, publications[^1].Rounding.Threshold);
        foreach (var publication in publications)
        {
            var variables = publication.Counts.Keys.ToDictionary(key => key, _ => _bounds.Add());
            _variables.Add(variables);
            _sums.Add([.. FigureLinks.SumsIn(publication.Counts.Keys)]);
            _cells.Add(CellsOf(publication, variables));
            RelateWithin(publication, variables);
        }

        for (var from = 0; from < publications.Count; from++)
        {
            for (var to = from + 1; to < publications.Count; to++)
            {
                RelateMoves(from, to);
            }
        }
    }

    /// <summary>
    /// A figure that could be worked out: a suppressed count with one possible value, or a count of which it is certain that it moved,
    /// between two publications, by a small number of people. Null where there is none. Always the same one for the same publications.
    /// </summary>
    public FigureKey? FindExposed()
    {
        Learn(isTold: true);
        for (var i = 0; i < _publications.Count; i++)
        {
            var at = 0;
            foreach (var (key, count) in _publications[i].Counts)
            {
                var (least, most) = _bounds[_cells[i][at++].Variable];
                if (count.IsSuppressed && least == most)
                {
                    return key;
                }
            }
        }

        Learn(isTold: false);
        var move = _moves.FindIndex(IsIsolated);
        return move < 0 ? null : _moves[move].Key;
    }

    private bool IsIsolated(Move move)
    {
        var (least, most) = _bounds[move.Variable];
        return move.Printed && ((least > 0 && most < _threshold) || (most < 0 && least > -_threshold));
    }

    /// <param name="isTold">
    /// The reader knows what the workbook does not say. First, the exact totals that are shown, because the money paid may tell them.
    /// Second, which [c] are small and which only protect another; but not in the breakdown of a small total, where every category is
    /// [c] whatever it counts. This is too much for judging movements: that a true zero became a small number, or that a total grew by
    /// one, would then always be certain.
    /// </param>
    private void Learn(bool isTold)
    {
        for (var i = 0; i < _publications.Count; i++)
        {
            var at = 0;
            foreach (var count in _publications[i].Counts.Values)
            {
                var cell = _cells[i][at++];
                var (least, most) = RangeOf(count, cell, _publications[i].Rounding, isTold);
                _bounds.Set(cell.Variable, least, most);
            }
        }

        foreach (var move in _moves)
        {
            _bounds.Set(move.Variable, move.Grew ? 0 : -Bounds.Unlimited, Bounds.Unlimited);
        }

        foreach (var (relation, publication, share) in _shares)
        {
            _bounds.Switch(relation, publication.Shares.ContainsKey(share));
        }

        _bounds.Narrow();
    }

    private static (long Least, long Most) RangeOf(ShownCount count, Cell cell, Rounding rounding, bool isTold)
    {
        if ((isTold && count.IsFigure && cell.TakenAsKnown) || count.As == PublishedAs.NotApplicable)
        {
            return (count.Exact, count.Exact);
        }

        if (count.IsFigure)
        {
            return rounding.CountsShownAs(rounding.Round(count.Exact));
        }

        return isTold && count.IsSuppressed && rounding.IsSmall(count.Exact) && !cell.BelowSmallTotal
            ? (1, rounding.LeastShown - 1)
            : (0, Bounds.Unlimited);
    }

    private Cell[] CellsOf(Publication publication, Dictionary<FigureKey, int> variables)
    {
        var belowSmall = _sums[^1].Where(sum => publication.Rounding.IsSmall(publication.Counts[sum.Total].Exact))
            .SelectMany(sum => sum.Parts).ToHashSet();
        return [.. publication.Counts.Keys.Select(key =>
            new Cell(variables[key], OutcomeFigures.KnownToTheWorld.Contains(key), belowSmall.Contains(key)))];
    }

    private void RelateWithin(Publication publication, Dictionary<FigureKey, int> variables)
    {
        foreach (var (total, parts) in _sums[^1])
        {
            _bounds.Relate(0, 0, [(-1, variables[total]), .. parts.Select(part => (1L, variables[part]))]);
        }

        foreach (var (lesser, greater) in FigureLinks.NestingIn(publication.Counts.Keys))
        {
            if (publication.Counts[lesser].Exact <= publication.Counts[greater].Exact)
            {
                _bounds.Relate(0, Bounds.Unlimited, (1, variables[greater]), (-1, variables[lesser]));
            }
        }

        foreach (var rate in OutcomeFigures.Rates)
        {
            if (Percentage(publication, rate) is { } percent && variables.TryGetValue(rate.Numerator, out var top)
                && variables.TryGetValue(rate.Denominator, out var bottom))
            {
                // Rounded to a whole percentage: percent - 0.5 <= 100 top / bottom < percent + 0.5.
                var atLeast = _bounds.Relate(0, 1000 * Bounds.Unlimited, (200, top), (1 - 2 * percent, bottom));
                var under = _bounds.Relate(1, 1000 * Bounds.Unlimited, (2 * percent + 1, bottom), (-200, top));
                _shares.AddRange([(atLeast, publication, rate.Key), (under, publication, rate.Key)]);
            }
        }
    }

    private static int? Percentage(Publication publication, RateFigure rate) =>
        publication.Shares.TryGetValue(rate.Key, out var percent) ? percent : null;

    private void RelateMoves(int from, int to)
    {
        var moves = new Dictionary<FigureKey, int>();
        foreach (var (key, before) in _variables[from])
        {
            if (_variables[to].TryGetValue(key, out var after))
            {
                moves[key] = _bounds.Add();
                _bounds.Relate(0, 0, (1, moves[key]), (-1, after), (1, before));
                var (earlier, later) = (_publications[from].Counts[key], _publications[to].Counts[key]);
                _moves.Add(new(key, moves[key], later.Exact >= earlier.Exact, later.As != PublishedAs.Unprinted));
            }
        }

        foreach (var (total, parts) in _sums[to])
        {
            // A breakdown whose categories changed in between does not add up in what both have.
            if (_sums[from].Exists(sum => sum.Total == total && sum.Parts.SequenceEqual(parts)))
            {
                _bounds.Relate(0, 0, [(-1, moves[total]), .. parts.Select(part => (1L, moves[part]))]);
            }
        }
    }
}
