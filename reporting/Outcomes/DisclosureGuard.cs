namespace Pilot.Reporting.Outcomes;

/// <summary>
/// Rule 7 of workbooks.md section 5: everything published so far leaves every category that can be 1 to 4 at least three values (or as many
/// as its known total allows), and makes no change of 1 to 4 certain. It judges from what readers know, never from a true category count.
/// </summary>
internal sealed class DisclosureGuard(IReadOnlyList<Breakdown> tables, IReadOnlyList<Publication> publications)
{
    private const int MinValues = 3;

    /// <summary>Values tried around those that are known to fit, before a category counts as too narrow.</summary>
    private const int MaxTried = 12;

    /// <summary>How many sizes a change may have that is certain to be one of 1 to 4.</summary>
    private const int OneSize = 1;

    private const int SeveralSizes = 2;

    private readonly int _base = publications[^1].Values.Base;
    private readonly Dictionary<(FigureKey Key, int From, int To), int> _tolerated = [];
    private ReaderKnowledge _knowledge = null!;
    private List<int[]> _fits = [];

    /// <param name="withForesight">
    /// A table that is printed otherwise under the same total may not tell of any one category that it fell, or that it rose, by whatever number: a later
    /// total can fix the number, and nothing that is printed then could hide it any more.
    /// </param>
    public bool Passes(bool withForesight) => Weaknesses(all: false).Count == 0 && !(withForesight && RevealsDirection());

    private bool RevealsDirection() => _knowledge.Redrawn
        .Where(change => change.Publication == publications.Count - 1)
        .Any(change => IsSure(change.Before, change.Now) || IsSure(change.Now, change.Before));

    /// <summary>Certain to have become more.</summary>
    private bool IsSure(int lesser, int greater) => !_fits.Exists(fit => fit[greater] <= fit[lesser]) && !Keeps(greater, lesser, 0);

    /// <summary>
    /// Takes the ranges that are too narrow in the publication as it stands now as unavoidable: <see cref="Passes"/> no longer objects to them.
    /// It does so once.
    /// </summary>
    /// <returns>Whether anything was taken so; false on every later call.</returns>
    public bool Tolerate()
    {
        if (_tolerated.Count > 0)
        {
            return false;
        }

        foreach (var (demand, values) in Weaknesses(all: true))
        {
            _tolerated[demand] = values;
        }

        return _tolerated.Count > 0;
    }

    /// <summary>The fewest values that are left to a category that can be 1 to 4, after <see cref="Passes"/>; null where there is none.</summary>
    public int? NarrowestRange()
    {
        int? narrowest = null;
        foreach (var cell in _knowledge.Cells.Where(cell => CanBeSmall(cell) && !(cell.KnownTotal < MinValues)))
        {
            var (least, most) = _knowledge.Constraints[cell.Variable];
            narrowest ??= most - least + 1;
            // From both ends inwards, as long as it could still be the narrowest.
            for (; most - least + 1 > 1 && !Fits(cell.Variable, least, least); least++)
            {
            }

            for (; most > least && !Fits(cell.Variable, most, most); most--)
            {
            }

            narrowest = Math.Min(narrowest.Value, most - least + 1);
        }

        return narrowest;
    }

    private Dictionary<(FigureKey Key, int From, int To), int> Weaknesses(bool all)
    {
        var weak = new Dictionary<(FigureKey Key, int From, int To), int>();
        _knowledge = new ReaderKnowledge(tables, publications);
        _fits = [];
        if (_knowledge.Cells.Count == 0)
        {
            return weak;
        }

        foreach (var cell in _knowledge.Cells.Where(CanBeSmall))
        {
            var needed = Math.Min(MinValues, cell.KnownTotal + 1 ?? MinValues);
            needed = Math.Min(needed, _tolerated.GetValueOrDefault((cell.Key, cell.Publication, cell.Publication), needed));
            var values = ValuesOf(cell, needed);
            if (values < needed)
            {
                weak[(cell.Key, cell.Publication, cell.Publication)] = values;
                if (!all)
                {
                    return weak;
                }
            }
        }

        foreach (var cells in _knowledge.Cells.GroupBy(cell => cell.Key))
        {
            FindCertainChanges([.. cells], weak, all);
            if (weak.Count > 0 && !all)
            {
                return weak;
            }
        }

        return weak;
    }

    private bool CanBeSmall(KnownCell cell) => _knowledge.Constraints[cell.Variable] is { Least: var least, Most: var most } && most >= 1 && least < _base;

    /// <summary>How many values are known to fit, up to those that are needed. None is needed where none of 1 to 4 fits.</summary>
    private int ValuesOf(KnownCell cell, int needed)
    {
        var values = _fits.Select(fit => fit[cell.Variable]).ToHashSet();
        var (least, most) = _knowledge.Constraints[cell.Variable];
        if (values.Count == 0 && Fits(cell.Variable, least, most))
        {
            values.Add(_fits[^1][cell.Variable]);
        }

        var from = values.Count > 0 ? values.First() : least;
        for (var away = 1; away <= MaxTried && values.Count < needed; away++)
        {
            foreach (var value in new[] { from - away, from + away })
            {
                if (value >= least && value <= most && values.Count < needed && !values.Contains(value) && Fits(cell.Variable, value, value))
                {
                    values.Add(value);
                }
            }
        }

        return values.Count < needed && values.Count > 0 && !values.Any(value => value >= 1 && value < _base) && !Fits(cell.Variable, 1, _base - 1)
            ? needed
            : values.Count;
    }

    private void FindCertainChanges(List<KnownCell> cells, Dictionary<(FigureKey Key, int From, int To), int> weak, bool all)
    {
        for (var from = 0; from < cells.Count; from++)
        {
            for (var to = from + 1; to < cells.Count; to++)
            {
                var demand = (cells[from].Key, cells[from].Publication, cells[to].Publication);
                var (before, after) = (cells[from].Variable, cells[to].Variable);
                if (!IsCertain(before, after) || IsTolerated(demand, before, after))
                {
                    continue;
                }

                weak[demand] = all && !IsSizeCertain(before, after) ? SeveralSizes : OneSize;
                if (!all)
                {
                    return;
                }
            }
        }
    }

    /// <summary>What could not be avoided may not be made worse: where several sizes of a change were left, one alone is too few.</summary>
    private bool IsTolerated((FigureKey Key, int From, int To) demand, int before, int after) =>
        _tolerated.TryGetValue(demand, out var sizes) && (sizes == OneSize || !IsSizeCertain(before, after));

    /// <summary>Whether one change alone is known to fit; for two counts that are certain to differ.</summary>
    private bool IsSizeCertain(int before, int after)
    {
        var changes = _fits.Select(fit => fit[after] - fit[before]).Distinct().Take(2).ToList();
        return changes.Count < 2
            && (changes.Count == 0 || !(Keeps(after, before, 1 - changes[0]) || Keeps(before, after, changes[0] + 1)));
    }

    /// <summary>Certain to have grown, or to have fallen, by 1 to 4.</summary>
    private bool IsCertain(int before, int after)
    {
        bool Unsettles(int change) => change <= 0 || change >= _base;
        bool UnsettlesFall(int change) => change >= 0 || change <= -_base;
        return !(_fits.Exists(fit => Unsettles(fit[after] - fit[before])) || Keeps(after, before, 0) || Keeps(before, after, _base))
            || !(_fits.Exists(fit => UnsettlesFall(fit[after] - fit[before])) || Keeps(before, after, 0) || Keeps(after, before, _base));
    }

    private bool Fits(int variable, int least, int most) =>
        _fits.Exists(fit => fit[variable] >= least && fit[variable] <= most) || Keep(_knowledge.Constraints.Find(Hint, variable, least, most));

    private bool Keeps(int lesser, int greater, int by) => Keep(_knowledge.Constraints.FindOrdered(Hint, lesser, greater, by));

    private int[]? Hint => _fits.Count > 0 ? _fits[^1] : null;

    private bool Keep(int[]? found)
    {
        if (found is not null)
        {
            _fits.Add(found);
        }

        return found is not null;
    }
}
