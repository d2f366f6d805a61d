namespace Pilot.Reporting.Outcomes;

/// <summary>
/// Decides what a publication may show beside all earlier ones (workbooks.md section 5). Small counts and small movements first; then
/// further figures are withheld, one by one, until nothing suppressed can be worked out; then each that turns out not to be needed
/// is shown again. It ends: a publication that withholds everything adds nothing to what was known before.
/// </summary>
internal static class ProtectFigures
{
    /// <param name="current">Counts by figure, each with the way in which it would be shown if nothing had to be protected.</param>
    /// <param name="earlier">Oldest first.</param>
    /// <param name="secondary">False leaves out the second step: for measuring what it is worth.</param>
    public static void In(Publication current, IReadOnlyList<Publication> earlier, bool secondary = true)
    {
        SuppressSmall(current);
        HoldBackSmallMoves(current, earlier);
        ShowShares(current);
        if (!secondary)
        {
            return;
        }

        var knowledge = new Knowledge([.. earlier, current]);
        var withheld = new Stack<(FigureKey Key, ShownCount Count)>();
        while (knowledge.FindExposed() is { } exposed)
        {
            if (ChooseComplement(current, exposed) is not { } next)
            {
                // Nothing is shown any more: what is still known, earlier publications say.
                return;
            }

            if (!current.Shares.Remove(next))
            {
                withheld.Push((next, current.Counts[next]));
                Withhold(current, next);
            }
        }

        ShowWhatNeedNotBeWithheld(current, knowledge, withheld);
    }

    /// <summary>Small counts, and every category of a small total: of 3 people not even a zero says who they are not.</summary>
    private static void SuppressSmall(Publication current)
    {
        var belowSmall = FigureLinks.SumsIn(current.Counts.Keys)
            .Where(sum => current.Rounding.IsSmall(current.Counts[sum.Total].Exact)).SelectMany(sum => sum.Parts).ToHashSet();
        foreach (var (key, count) in current.Counts.ToList())
        {
            if (count.IsFigure && (current.Rounding.IsSmall(count.Exact) || belowSmall.Contains(key)))
            {
                current.Counts[key] = count with { As = PublishedAs.Suppressed };
            }
        }
    }

    /// <summary>
    /// A breakdown that moved by a small number since the publication before is held back one quarter. It is shown as [c] like any other:
    /// a mark of its own would say that the movement was small, and an old figure would contradict the new ones beside it.
    /// </summary>
    private static void HoldBackSmallMoves(Publication current, IReadOnlyList<Publication> earlier)
    {
        if (earlier.Count == 0)
        {
            return;
        }

        var before = earlier[^1];
        foreach (var (key, count) in current.Counts.ToList())
        {
            if (!count.IsFigure || key.Group.Length == 0 || !before.Counts.TryGetValue(key, out var previous))
            {
                continue;
            }

            // A revision comes in the same quarter: what that quarter holds back it holds back too.
            var held = previous.As == PublishedAs.HeldBack
                ? before.Period == current.Period
                : previous.As != PublishedAs.NotAvailable && current.Rounding.IsSmallMove(previous.Exact, count.Exact);
            if (held)
            {
                current.Counts[key] = count with { As = PublishedAs.HeldBack };
            }
        }
    }

    private static void ShowShares(Publication current)
    {
        foreach (var rate in OutcomeFigures.Rates)
        {
            if (ShareIfAllowed(current, rate) is { } percent)
            {
                current.Shares[rate.Key] = percent;
            }
        }
    }

    /// <summary>A share is shown only where both of its counts are.</summary>
    private static int? ShareIfAllowed(Publication current, RateFigure rate) =>
        current.Counts.TryGetValue(rate.Numerator, out var top) && current.Counts.TryGetValue(rate.Denominator, out var bottom)
            && top.IsFigure && bottom.IsFigure && current.Rounding.MayShowShare(top.Exact, bottom.Exact)
            && (!rate.WaitsForEnds || current.Counts[OutcomeFigures.DueKey].Exact > 0)
            ? Rounding.Percent(top.Exact, bottom.Exact)
            : null;

    private static void Withhold(Publication current, FigureKey key)
    {
        current.Counts[key] = current.Counts[key] with { As = PublishedAs.Suppressed };
        foreach (var rate in OutcomeFigures.Rates.Where(rate => rate.Numerator == key || rate.Denominator == key))
        {
            current.Shares.Remove(rate.Key);
        }
    }

    /// <summary>
    /// The figure nearest to the exposed one whose loss is least: a share before a count, a small count before a great one, then a true
    /// zero, then a [z], which says zero too; the total of all starts last of all. Ties are broken by the figure's name, so the same facts give the same choice.
    /// </summary>
    private static FigureKey? ChooseComplement(Publication current, FigureKey exposed)
    {
        var distance = DistancesFrom(exposed, current);
        int Away(FigureKey key) => distance.GetValueOrDefault(key, int.MaxValue);
        var shares = OutcomeFigures.Rates.Where(rate => current.Shares.ContainsKey(rate.Key))
            .Select(rate => (rate.Key, Away: Math.Min(Away(rate.Numerator), Away(rate.Denominator)), Rank: 0, Exact: 0));
        var counts = current.Counts.Where(one => one.Value.IsFigure || one.Value.As == PublishedAs.NotApplicable)
            .Select(one => (one.Key, Away: Away(one.Key), Rank: !one.Value.IsFigure ? 3 : one.Value.Exact == 0 ? 2 : 1, one.Value.Exact));
        return shares.Concat(counts)
            .OrderBy(one => one.Key == OutcomeFigures.StartsKey).ThenBy(one => one.Away).ThenBy(one => one.Rank).ThenBy(one => one.Exact)
            .ThenBy(one => one.Key)
            .Select(one => (FigureKey?)one.Key).FirstOrDefault();
    }

    private static Dictionary<FigureKey, int> DistancesFrom(FigureKey start, Publication current)
    {
        var keys = current.Counts.Keys;
        var neighbours = FigureLinks.SumsIn(keys).Select(sum => sum.Parts.Append(sum.Total).ToList())
            .Concat(FigureLinks.NestingIn(keys).Select(pair => new List<FigureKey> { pair.Lesser, pair.Greater })).ToList();
        var distance = new Dictionary<FigureKey, int> { [start] = 0 };
        var queue = new Queue<FigureKey>([start]);
        while (queue.TryDequeue(out var key))
        {
            foreach (var next in neighbours.Where(one => one.Contains(key)).SelectMany(one => one).Where(next => !distance.ContainsKey(next)))
            {
                distance[next] = distance[key] + 1;
                queue.Enqueue(next);
            }
        }

        return distance;
    }

    /// <summary>
    /// Results and destinations of which nothing has reached its date are [z] together, total and breakdowns: zeros that protect nobody
    /// else, but of which the last one that is [c] could always be worked out. One by one none of them would be shown again.
    /// Destinations come first: they are fewer than results, so results of nobody would tell of them.
    /// </summary>
    private static void ShowWhatWaitsAsAWhole(
        Publication current, Knowledge knowledge, Stack<(FigureKey Key, ShownCount Count)> withheld)
    {
        var waiting = withheld.Where(one => one.Count.As == PublishedAs.NotApplicable).ToDictionary(one => one.Key, one => one.Count);
        bool Waits(FigureKey key) => waiting.ContainsKey(key) || current.Counts[key].As == PublishedAs.NotApplicable;
        var sums = FigureLinks.SumsIn(current.Counts.Keys).Where(sum => Waits(sum.Total)).ToList();
        foreach (var whole in new[] { OutcomeFigures.ClosedKey, OutcomeFigures.DueKey }.Where(Waits))
        {
            HashSet<FigureKey> keys = [whole];
            while (sums.Exists(sum => keys.Contains(sum.Total) && !keys.IsSupersetOf(sum.Parts)))
            {
                keys.UnionWith(sums.Where(sum => keys.Contains(sum.Total)).SelectMany(sum => sum.Parts));
            }

            List<KeyValuePair<FigureKey, ShownCount>> hidden = [.. waiting.Where(one => keys.Contains(one.Key))];
            hidden.ForEach(one => current.Counts[one.Key] = one.Value);
            if (knowledge.FindExposed() is not null)
            {
                hidden.ForEach(one => Withhold(current, one.Key));
            }
        }
    }

    private static void ShowWhatNeedNotBeWithheld(
        Publication current, Knowledge knowledge, Stack<(FigureKey Key, ShownCount Count)> withheld)
    {
        ShowWhatWaitsAsAWhole(current, knowledge, withheld);
        while (withheld.TryPop(out var one))
        {
            var suppressed = current.Counts[one.Key];
            current.Counts[one.Key] = one.Count;
            if (knowledge.FindExposed() is not null)
            {
                current.Counts[one.Key] = suppressed;
            }
        }

        // Shares come last, once their counts are settled.
        foreach (var rate in OutcomeFigures.Rates.Where(rate => !current.Shares.ContainsKey(rate.Key)))
        {
            if (ShareIfAllowed(current, rate) is { } percent)
            {
                current.Shares[rate.Key] = percent;
                if (knowledge.FindExposed() is not null)
                {
                    current.Shares.Remove(rate.Key);
                }
            }
        }
    }
}
