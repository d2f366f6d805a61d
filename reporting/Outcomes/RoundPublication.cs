namespace Pilot.Reporting.Outcomes;

/// <summary>How one table is split: what <see cref="RoundToAddUp.Split"/> does, or what a test puts in its place.</summary>
internal delegate int[] SplitTotal(CountedTable table, int printedTotal, int? printedHeadline, IReadOnlyList<int?> last, int draw);

/// <summary>
/// Decides what a publication prints beside all earlier ones (workbooks.md section 5): headlines to the nearest multiple, then each group
/// of tables in the first draw that the guard passes.
/// </summary>
internal sealed class RoundPublication
{
    /// <summary>Draws before a group is [u].</summary>
    public const int MaxAttempts = 24;

    private readonly Publication _current;
    private readonly IReadOnlyList<Publication> _earlier;
    private readonly SplitTotal _split;
    private readonly bool _guarded;

    /// <param name="earlier">Oldest first.</param>
    /// <param name="guarded">False takes every first draw: for measuring what the guard is worth.</param>
    private RoundPublication(Publication current, IReadOnlyList<Publication> earlier, SplitTotal split, bool guarded) =>
        (_current, _earlier, _split, _guarded) = (current, earlier, split, guarded);

    /// <param name="current">Counts by figure: those that stand as figures get what they print.</param>
    public static void In(Publication current, IReadOnlyList<Publication> earlier, SplitTotal split, bool guarded = true)
    {
        var round = new RoundPublication(current, earlier, split, guarded);
        round.Headlines();
        foreach (var group in Breakdown.All.GroupBy(table => table.GuardedGroup ?? table.KeyText))
        {
            round.Attempt(group.Key, [.. group.Where(table => current.Counts.Keys.Any(table.Includes))]);
        }
    }

    private void Headlines()
    {
        foreach (var key in OutcomeFigures.Headlines.Where(key => _current.ShownAs(key) == PublishedAs.Figure))
        {
            var count = _current.Counts[key];
            var printed = _current.Values.Nearest(count.Exact);
            // Due and Closed themselves would say how few they are; the others are known to the world.
            var withheld = (key == OutcomeFigures.DueKey || key == OutcomeFigures.ClosedKey) && printed < _current.Values.MinBrokenDown;
            _current.Counts[key] = withheld ? count with { As = PublishedAs.Unreliable } : count with { Printed = printed };
        }
    }

    private void Attempt(string group, IReadOnlyList<Breakdown> tables)
    {
        var guard = new DisclosureGuard(tables, [.. _earlier, _current]);
        // A weakness that no draw can avoid (earlier publications caused it) is set aside once all draws have failed.
        if (!TryDraws(group, tables, guard, withForesight: true) && !TryDraws(group, tables, guard) && !(guard.Tolerate() && TryDraws(group, tables, guard)))
        {
            _current.DisclosureChecks.Add(new(group, MaxAttempts, 0));
        }
    }

    /// <summary>
    /// Every draw, and then every draw again with those tables printed as they were which may be: a table that is printed otherwise under the
    /// same total says that it changed, and where it has many categories the key may never come to what says nothing.
    /// </summary>
    /// <returns>False where no draw passed the guard: then the group is [u].</returns>
    private bool TryDraws(string group, IReadOnlyList<Breakdown> tables, DisclosureGuard guard, bool withForesight = false)
    {
        for (var draw = 0; draw < 2 * MaxAttempts; draw++)
        {
            List<Breakdown> drawn = [.. tables.Where(table => Print(table, draw % MaxAttempts, keepsLast: draw >= MaxAttempts))];
            if (tables.Count == 0 || tables[0].GuardedGroup is null)
            {
                return true;
            }

            if (drawn.Count == 0 || !_guarded || guard.Passes(withForesight))
            {
                _current.DisclosureChecks.Add(new(group, drawn.Count > 0 ? Math.Min(draw + 1, MaxAttempts) : 0, drawn.Count > 0 && _guarded ? guard.NarrowestRange() : null));
                return true;
            }

            Withhold(tables);
        }

        return false;
    }

    /// <summary>The whole group, what did not change in it too: which of its tables changed is not told.</summary>
    private void Withhold(IReadOnlyList<Breakdown> tables)
    {
        foreach (var key in tables.Where(IsBrokenDown).SelectMany(OwnCells))
        {
            Set(key, PublishedAs.Unreliable, null);
        }
    }

    /// <summary>Its total is printed or [u], and it has categories to be told apart.</summary>
    private bool IsBrokenDown(Breakdown table) =>
        _current.Counts[table.Total].As is PublishedAs.Figure or PublishedAs.Unreliable && _current.Counts.Keys.Count(table.Includes) > 1;

    /// <returns>The table was drawn: it is neither empty, nor [u], nor printed as it was.</returns>
    /// <param name="keepsLast">What stood in the last publication is printed again where the counts allow it, though they changed.</param>
    private bool Print(Breakdown table, int draw, bool keepsLast)
    {
        List<FigureKey> cells = [.. _current.Counts.Keys.Where(table.Includes)];
        var own = OwnCells(table);
        if (own.Count == 0 || TotalToBreakDown(table, cells, own) is not { } printedTotal)
        {
            return false;
        }

        var unseen = own.Where(IsTooEarlyACohort).ToHashSet();
        if (PrintedBefore(table, cells, printedTotal, unseen) is { } before)
        {
            own.ForEach(key => Set(key, before.Counts[key].As, before.Counts[key].Printed));
            return false;
        }

        if (keepsLast && LastThatMayStand(table, cells, printedTotal) is { } last)
        {
            own.ForEach(key => Set(key, PublishedAs.Figure, last.Counts[key].Printed));
            return true;
        }

        var split = Split(table, cells, printedTotal, draw);
        own.ForEach(key => Set(key, unseen.Contains(key) ? PublishedAs.Unreliable : PublishedAs.Figure, unseen.Contains(key) ? null : split[cells.IndexOf(key)]));
        return true;
    }

    /// <returns>
    /// The printed total that the table's cells add up to; null where it has none, or is not broken down: then its cells are set already.
    /// </returns>
    private int? TotalToBreakDown(Breakdown table, List<FigureKey> cells, List<FigureKey> own)
    {
        var total = _current.Counts[table.Total];
        if (total.As is not (PublishedAs.Figure or PublishedAs.Unreliable))
        {
            return null;
        }

        if (cells.Count == 1)
        {
            own.ForEach(key => Set(key, PublishedAs.Unprinted, null));
            return null;
        }

        if (total.Printed is not { } printedTotal || printedTotal < _current.Values.MinBrokenDown)
        {
            own.ForEach(key => Set(key, PublishedAs.Unreliable, null));
            return null;
        }

        return printedTotal;
    }

    /// <summary>The cells that the table itself decides on: numbers, and the [u] of a draw that was not passed.</summary>
    private List<FigureKey> OwnCells(Breakdown table) =>
        [.. _current.Counts.Keys.Where(key => table.Includes(key) && IsPrinted(key) && !OutcomeFigures.Headlines.Contains(key))];

    private int[] Split(Breakdown table, List<FigureKey> cells, int printedTotal, int draw)
    {
        var headline = cells.FindIndex(OutcomeFigures.Headlines.Contains);
        var counted = new CountedTable(
            table.KeyText, [.. cells.Select(key => key.Category)], [.. cells.Select(key => _current.Counts[key].Exact)], headline < 0 ? null : headline);
        var last = _earlier.Count == 0 ? null : _earlier[^1];
        return _split(
            counted, printedTotal, headline < 0 ? null : _current.Counts[cells[headline]].Printed ?? 0,
            [.. cells.Select(key => last is not null && last.Counts.TryGetValue(key, out var count) ? count.Printed : null)], draw);
    }

    /// <summary>The last publication, where it broke down the same printed total into the same categories.</summary>
    private Publication? LastOfSameTotal(Breakdown table, List<FigureKey> cells, int printedTotal) =>
        _earlier is [.., { UsesKeyedRounding: true } last] && last.Values.Base == _current.Values.Base
        && last.Counts.TryGetValue(table.Total, out var total) && total.Printed == printedTotal
        && last.Counts.Keys.Where(table.Includes).SequenceEqual(cells)
            ? last
            : null;

    /// <summary>The last publication, where it showed this table with these counts and this total: then it is printed as it was (rule 5).</summary>
    private Publication? PrintedBefore(Breakdown table, List<FigureKey> cells, int printedTotal, HashSet<FigureKey> unseen) =>
        LastOfSameTotal(table, cells, printedTotal) is { } last && cells.TrueForAll(key => IsAsBefore(last.Counts[key], _current.Counts[key], key, unseen))
            ? last
            : null;

    /// <summary>A cell of K11 may be [u] for its own sake: it has no figure to be printed again. A group that was [u] for want of a draw is drawn again.</summary>
    private bool IsAsBefore(ShownCount before, ShownCount now, FigureKey key, HashSet<FigureKey> unseen) =>
        before.Exact == now.Exact && (before.As is PublishedAs.NotApplicable or PublishedAs.NotAvailable) == !IsPrinted(key)
        && (!IsPrinted(key) || (before.As == PublishedAs.Unreliable) == unseen.Contains(key) || OutcomeFigures.Headlines.Contains(key));

    /// <summary>The last publication, where what it printed of this table could be a draw of these counts as well (rule 3).</summary>
    private Publication? LastThatMayStand(Breakdown table, List<FigureKey> cells, int printedTotal)
    {
        bool MayStand(ShownCount before, ShownCount now, FigureKey key) => OutcomeFigures.Headlines.Contains(key)
            ? before.Printed == now.Printed
            : before.As == PublishedAs.Figure && Math.Abs(before.Printed!.Value - now.Exact) < _current.Values.Base;
        return LastOfSameTotal(table, cells, printedTotal) is { } last && cells.TrueForAll(key => IsPrinted(key) && MayStand(last.Counts[key], _current.Counts[key], key))
            ? last
            : null;
    }

    /// <summary>K11's results only for quarters of start that print enough (rule 9).</summary>
    private bool IsTooEarlyACohort(FigureKey key) =>
        key.Sheet == "K11" && key.Measure != OutcomeFigures.Starts
        && !(_current.Counts[key with { Measure = OutcomeFigures.Starts }].Printed >= _current.Values.MinBrokenDown);

    private bool IsPrinted(FigureKey key) => _current.ShownAs(key) is PublishedAs.Figure or PublishedAs.Unreliable;

    private void Set(FigureKey key, PublishedAs shownAs, int? printed) =>
        _current.Counts[key] = _current.Counts[key] with { As = shownAs, Printed = printed };
}
