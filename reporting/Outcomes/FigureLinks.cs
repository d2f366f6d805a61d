namespace Pilot.Reporting.Outcomes;

/// <summary>How the figures of one publication hang together, worked out from which of them it has.</summary>
internal static class FigureLinks
{
    /// <summary>Totals with the figures that add up to them, in a fixed order.</summary>
    public static IEnumerable<(FigureKey Total, IReadOnlyList<FigureKey> Parts)> SumsIn(IReadOnlyCollection<FigureKey> present)
    {
        var groups = present.GroupBy(key => (key.Sheet, key.Group, key.Measure)).ToDictionary(one => one.Key, one => one.Order().ToList());
        foreach (var breakdown in OutcomeFigures.Breakdowns)
        {
            if (present.Contains(breakdown.Total) && groups.TryGetValue((breakdown.Sheet, breakdown.Group, breakdown.Measure), out var parts))
            {
                yield return (breakdown.Total, parts);
            }
        }

        foreach (var merged in groups.GetValueOrDefault(("K09", OutcomeFigures.Kinds, OutcomeFigures.Starts), []))
        {
            var parts = OutcomeFigures.PartsOf(merged.Category).ToList();
            if (parts.TrueForAll(present.Contains))
            {
                yield return (merged, parts);
            }
        }
    }

    /// <summary>Pairs of which the first cannot exceed the second.</summary>
    public static IEnumerable<(FigureKey Lesser, FigureKey Greater)> NestingIn(IReadOnlyCollection<FigureKey> present)
    {
        IEnumerable<(FigureKey Lesser, FigureKey Greater)> all =
        [
            (OutcomeFigures.LearnersKey, OutcomeFigures.StartsKey),
            (OutcomeFigures.DueKey, OutcomeFigures.StartsKey),
            (OutcomeFigures.ClosedKey, OutcomeFigures.DueKey),
            (OutcomeFigures.AchievedKey, OutcomeFigures.RetainedKey),
            (OutcomeFigures.PositiveKey, OutcomeFigures.AchievedKey),
            (OutcomeFigures.PositiveKey, OutcomeFigures.WorkOrStudyKey),
            .. present.Where(key => key is { Sheet: "T11", Measure: OutcomeFigures.Achieved })
                .Select(key => (key, key with { Sheet = "K03", Measure = OutcomeFigures.Starts })),
            .. present.Where(key => key is { Sheet: "T11", Measure: OutcomeFigures.Positive })
                .Select(key => (key, key with { Measure = OutcomeFigures.Achieved })),
        ];
        return all.Where(pair => present.Contains(pair.Lesser) && present.Contains(pair.Greater));
    }
}
