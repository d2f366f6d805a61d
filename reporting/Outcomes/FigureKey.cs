namespace Pilot.Reporting.Outcomes;

/// <summary>Names one figure, the same in every publication: sheet, breakdown, category and what is counted.</summary>
/// <param name="Group">The breakdown; empty for a headline. Holds no <c>": "</c>.</param>
internal readonly record struct FigureKey(string Sheet, string Group, string Category, string Measure) : IComparable<FigureKey>
{
    private const string Between = ": ";

    public string Row => Group.Length == 0 ? Category : Group + Between + Category;

    public static FigureKey Of(PublishedCell cell)
    {
        var at = cell.Row.IndexOf(Between, StringComparison.Ordinal);
        return at < 0
            ? new(cell.Sheet, "", cell.Row, cell.Column)
            : new(cell.Sheet, cell.Row[..at], cell.Row[(at + Between.Length)..], cell.Column);
    }

    public int CompareTo(FigureKey other)
    {
        var bySheet = string.CompareOrdinal(Sheet, other.Sheet);
        var byGroup = bySheet != 0 ? bySheet : string.CompareOrdinal(Group, other.Group);
        var byCategory = byGroup != 0 ? byGroup : string.CompareOrdinal(Category, other.Category);
        return byCategory != 0 ? byCategory : string.CompareOrdinal(Measure, other.Measure);
    }

    public static bool operator <(FigureKey left, FigureKey right) => left.CompareTo(right) < 0;
    public static bool operator >(FigureKey left, FigureKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(FigureKey left, FigureKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(FigureKey left, FigureKey right) => left.CompareTo(right) >= 0;
}

/// <summary>A count that is declared beforehand.</summary>
internal sealed record CountFigure(FigureKey Key, Func<CourseCategories, bool> Counts)
{
    /// <summary>The courses that the figure speaks of: while there are none it is [z]. Null = it never waits.</summary>
    public Func<CourseCategories, bool>? Cohort { get; init; }

    /// <summary>Comes from completion returns: [x] while no provider has sent one.</summary>
    public bool FromCompletions { get; init; }

    /// <summary>Each learner once, instead of each course.</summary>
    public bool DistinctLearners { get; init; }
}

/// <summary>A share of one count in another, both declared: worked out from the printed counts.</summary>
/// <param name="Name">In words, as the tables of shares and the summary say it.</param>
internal sealed record RateFigure(string Name, FigureKey Numerator, FigureKey Denominator)
{
    /// <summary>[z] until the first planned end date has passed.</summary>
    public bool WaitsForEnds { get; init; }
}
