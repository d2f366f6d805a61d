using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>A count with the way in which it is, or is to be, shown.</summary>
/// <param name="Exact">The true count: for the program alone.</param>
/// <param name="Printed">As the workbook shows it; null where a shorthand stands in its place.</param>
internal sealed record ShownCount(int Exact, PublishedAs As, int? Printed = null);

/// <summary>Everything that one publication shows, by figure, in declared order.</summary>
/// <param name="keyed">
/// Printed by keyed controlled rounding. What the first version of this program published was rounded to nearest, and hid small counts.
/// </param>
internal sealed class Publication(Quarter period, int revision, DisclosureValues values, bool keyed = true)
{
    private const int KeyedVersion = 2;
    private const string ValueGroup = "Disclosure value";
    private const string DrawsGroup = "Disclosure draws";
    private const string RangesGroup = "Disclosure narrowest range";
    private static readonly FigureKey VersionKey = new("K01", ValueGroup, "version", "Value");
    private static readonly FigureKey BaseKey = VersionKey with { Category = "base" };
    private static readonly FigureKey MinDenominatorKey = VersionKey with { Category = "least denominator" };
    private static readonly FigureKey MoneyBaseKey = VersionKey with { Category = "money base" };
    private static readonly FigureKey FundedKey = new("K01", "", "Total funded", "Pounds");

    public Quarter Period { get; } = period;
    public int Revision { get; } = revision;

    /// <summary>The values under which it was, or is to be, published: settings may change them later.</summary>
    public DisclosureValues Values { get; } = values;
    public bool UsesKeyedRounding { get; } = keyed;
    public OrderedDictionary<FigureKey, ShownCount> Counts { get; } = [];

    /// <summary>Everything funded since the pilot began, in pounds as shown; null where it was not shown.</summary>
    public int? FundedGbp { get; set; }

    /// <summary>More than nothing was funded.</summary>
    public bool AnyFunded { get; set; }
    public List<GroupDisclosureCheck> DisclosureChecks { get; } = [];

    public PublishedAs ShownAs(FigureKey key) => Counts.TryGetValue(key, out var count) ? count.As : PublishedAs.Unprinted;

    /// <summary>What was published, from the list that is kept of it, oldest first.</summary>
    public static IReadOnlyList<Publication> From(IReadOnlyList<PublishedCell> cells) =>
        [.. cells.GroupBy(cell => (cell.Period, cell.Revision)).OrderBy(group => group.Key.Period).ThenBy(group => group.Key.Revision).Select(Read)];

    /// <summary>The list to be kept.</summary>
    public IReadOnlyList<PublishedCell> ToCells() =>
    [
        .. Counts.Select(count => Cell(count.Key, count.Value.Printed, count.Value.As, count.Value.Exact)),
        Cell(FundedKey, FundedGbp, PublishedAs.Figure, AnyFunded ? 1 : 0),
        Kept(VersionKey, KeyedVersion),
        Kept(BaseKey, Values.Base),
        Kept(MinDenominatorKey, Values.MinDenominator),
        Kept(MoneyBaseKey, Values.MoneyBase),
        .. DisclosureChecks.Select(certificate => Kept(new("K01", DrawsGroup, certificate.Group, "Draws"), certificate.Draws)),
        .. DisclosureChecks.Where(certificate => certificate.NarrowestRange is not null).Select(certificate => Kept(new("K01", RangesGroup, certificate.Group, "Values"), certificate.NarrowestRange!.Value)),
    ];

    private PublishedCell Kept(FigureKey key, int value) => Cell(key, null, PublishedAs.Unprinted, value);

    private PublishedCell Cell(FigureKey key, int? printed, PublishedAs shownAs, int exact) =>
        new(Period, Revision, key.Sheet, key.Row, key.Measure, printed) { As = shownAs, Exact = exact };

    private static Publication Read(IGrouping<(Quarter Period, int Revision), PublishedCell> cells)
    {
        var byKey = new OrderedDictionary<FigureKey, PublishedCell>();
        foreach (var cell in cells)
        {
            byKey[FigureKey.Of(cell)] = cell;
        }

        int ValueOf(FigureKey key, int otherwise) => byKey.TryGetValue(key, out var cell) ? cell.Exact ?? otherwise : otherwise;
        var publication = new Publication(
            cells.Key.Period, cells.Key.Revision, new(ValueOf(BaseKey, 5), ValueOf(MinDenominatorKey, 50), ValueOf(MoneyBaseKey, 1_000)),
            ValueOf(VersionKey, 1) == KeyedVersion);
        foreach (var (key, cell) in byKey)
        {
            publication.Take(key, cell);
        }

        return publication;
    }

    private void Take(FigureKey key, PublishedCell cell)
    {
        if (key.Group == DrawsGroup)
        {
            DisclosureChecks.Add(new(key.Category, cell.Exact!.Value, null));
        }
        else if (key.Group == RangesGroup)
        {
            var at = DisclosureChecks.FindIndex(certificate => certificate.Group == key.Category);
            DisclosureChecks[at] = DisclosureChecks[at] with { NarrowestRange = cell.Exact };
        }
        else if (key == FundedKey)
        {
            (FundedGbp, AnyFunded) = (cell.Value, cell.Exact > 0);
        }
        else if (key.Group != ValueGroup && (UsesKeyedRounding || cell.As != PublishedAs.Unprinted) && cell.Exact is { } exact)
        {
            Counts[key] = new(exact, cell.As, cell.Value);
        }
    }
}
