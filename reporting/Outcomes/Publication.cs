using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>A count with the way in which it is, or is to be, shown.</summary>
internal sealed record ShownCount(int Exact, PublishedAs As)
{
    /// <summary>[c], for whatever reason: a reader cannot tell which.</summary>
    public bool IsSuppressed => As is PublishedAs.Suppressed or PublishedAs.HeldBack;

    public bool IsFigure => As == PublishedAs.Figure;
}

/// <summary>Everything that one publication shows, by figure. The newest one is being decided on and changes; earlier ones do not.</summary>
internal sealed class Publication(Quarter period, int revision, Rounding rounding)
{
    private static readonly FigureKey BaseKey = new("K01", "Disclosure value", "base", "Value");
    private static readonly FigureKey ThresholdKey = BaseKey with { Category = "threshold" };
    private static readonly FigureKey MinDenominatorKey = BaseKey with { Category = "least denominator" };

    public Quarter Period { get; } = period;
    public int Revision { get; } = revision;

    /// <summary>The values under which it was, or is to be, published: settings may change them later.</summary>
    public Rounding Rounding { get; } = rounding;
    public SortedDictionary<FigureKey, ShownCount> Counts { get; } = [];

    /// <summary>The sum of money, in pounds as shown, and the numbers of milestones behind it (<see cref="FundedTotal"/>).</summary>
    public SortedDictionary<FigureKey, ShownCount> Funded { get; } = [];

    /// <summary>Shares that are shown, as whole percentages; a share that is not shown is not here.</summary>
    public SortedDictionary<FigureKey, int> Shares { get; } = [];

    /// <summary>What was published, from the list that is kept of it, oldest first.</summary>
    public static IReadOnlyList<Publication> From(IReadOnlyList<PublishedCell> cells) =>
        [.. cells.GroupBy(cell => (cell.Period, cell.Revision)).OrderBy(one => one.Key.Period).ThenBy(one => one.Key.Revision).Select(Read)];

    /// <summary>The list to be kept.</summary>
    public IReadOnlyList<PublishedCell> ToCells() =>
    [
        .. Counts.Select(one => new PublishedCell(
            Period, Revision, one.Key.Sheet, one.Key.Row, one.Key.Measure, one.Value.IsFigure ? Rounding.Round(one.Value.Exact) : null)
        {
            As = one.Value.As,
            Exact = one.Value.Exact,
        }),
        .. Funded.Select(one => new PublishedCell(
            Period, Revision, one.Key.Sheet, one.Key.Row, one.Key.Measure, one.Value.IsFigure ? one.Value.Exact : null)
        {
            As = one.Value.As,
            Exact = one.Value.Exact,
        }),
        Kept(BaseKey, Rounding.Base),
        Kept(ThresholdKey, Rounding.Threshold),
        Kept(MinDenominatorKey, Rounding.MinDenominator),
        .. Shares.Select(one => new PublishedCell(Period, Revision, one.Key.Sheet, one.Key.Row, one.Key.Measure, one.Value)),
    ];

    private PublishedCell Kept(FigureKey key, int value) =>
        new(Period, Revision, key.Sheet, key.Row, key.Measure, null) { As = PublishedAs.Unprinted, Exact = value };

    private static Publication Read(IGrouping<(Quarter Period, int Revision), PublishedCell> cells)
    {
        var byKey = cells.ToDictionary(FigureKey.Of);
        int ValueOf(FigureKey key) => byKey[key].Exact!.Value;
        var publication = new Publication(
            cells.Key.Period, cells.Key.Revision, new(ValueOf(BaseKey), ValueOf(ThresholdKey), ValueOf(MinDenominatorKey)));
        foreach (var (key, cell) in byKey.Where(one => one.Key.Group != BaseKey.Group))
        {
            if (cell.Exact is { } exact)
            {
                (FundedTotal.Holds(key) ? publication.Funded : publication.Counts)[key] = new(exact, cell.As);
            }
            else if (cell.Value is { } percent)
            {
                publication.Shares[key] = percent;
            }
        }

        return publication;
    }
}
