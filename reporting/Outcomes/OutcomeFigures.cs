using Pilot.Reporting.Settings;

namespace Pilot.Reporting.Outcomes;

/// <summary>A total and the breakdown that adds up to it: all figures of one sheet, group and measure.</summary>
internal sealed record Breakdown(FigureKey Total, string Sheet, string Group, string Measure)
{
    public bool Holds(FigureKey key) => key.Sheet == Sheet && key.Group == Group && key.Measure == Measure;
}

/// <summary>
/// Every figure of the Skills England workbook, and of T11, that counts people: declared beforehand, with how they hang together.
/// Every breakdown is one-way and adds up to one total, so the figures of a publication form a tree.
/// </summary>
internal static class OutcomeFigures
{
    public const string Starts = "Starts";
    public const string Courses = "Courses";
    public const string Achieved = "Achieved";
    public const string Positive = "Positive outcome";
    public const string Share = "Share";
    public const string Kinds = "Provider kind";
    private const string KindParts = "Provider kind, before merging";

    public static FigureKey StartsKey { get; } = new("K01", "", "Starts", Courses);
    public static FigureKey LearnersKey { get; } = new("K01", "", "Learners", Courses);
    public static FigureKey DueKey { get; } = new("K07", "", "Courses due to end", Courses);
    public static FigureKey ClosedKey { get; } = new("K08", "", "Courses whose destination window has closed", Courses);
    public static FigureKey RetainedKey { get; } = new("K06", "Retention", "In learning or completed", Courses);
    public static FigureKey WithdrawnKey { get; } = new("K06", "Retention", "Withdrawn", Courses);
    public static FigureKey AchievedKey { get; } = new("K07", "Result", "Achieved", Courses);
    public static FigureKey WorkOrStudyKey { get; } = new("K08", "Destination", "In work or further study", Courses);
    public static FigureKey PositiveKey { get; } = new("K08", "Outcome", "Positive", Courses);
    public static FigureKey MedtechKey { get; } = new("K08", "MedTech role", "In a MedTech role", Courses);
    public static FigureKey Under25Key { get; } = new("K03", "Age", Bands.Under25, Starts);

    /// <summary>Personal characteristics: rows of K03 and of T11, which share the starts.</summary>
    public static IReadOnlyList<(string Group, IReadOnlyList<string> Categories, Func<CourseStanding, string> Of)> Characteristics { get; } =
    [
        ("Age", Bands.Age, course => course.Age),
        ("Sex", Bands.Sex, course => course.Sex),
        ("Ethnicity", Bands.Ethnicity, course => course.Ethnicity),
        ("Learning difficulty or disability", Bands.Lldd, course => course.Lldd),
    ];

    /// <summary>Totals that might be found out from elsewhere, from the money paid for example: protection takes them as known.</summary>
    public static IReadOnlyList<FigureKey> KnownToTheWorld { get; } = [StartsKey, AchievedKey, PositiveKey];

    public static IReadOnlyList<RateFigure> Rates { get; } =
    [
        new(Under25Key with { Measure = Share }, Under25Key, StartsKey),
        new(RetainedKey with { Measure = Share }, RetainedKey, StartsKey) { WaitsForEnds = true, FromCompletions = true },
        new(AchievedKey with { Measure = Share }, AchievedKey, DueKey) { WaitsForEnds = true, FromCompletions = true },
        new(PositiveKey with { Measure = Share }, PositiveKey, ClosedKey) { WaitsForEnds = true, FromCompletions = true },
        new(MedtechKey with { Measure = Share }, MedtechKey, WorkOrStudyKey) { WaitsForEnds = true, FromCompletions = true },
    ];

    public static IReadOnlyList<Breakdown> Breakdowns { get; } = AllBreakdowns();

    /// <summary>The order in which people read the categories that do not depend on the settings.</summary>
    public static List<(string Group, string Category)> Order { get; } =
        [.. Declare(new PilotSettings(), []).Select(figure => (figure.Key.Group, figure.Key.Category))];

    /// <summary>The counts of one publication, in a fixed order.</summary>
    public static IReadOnlyList<CountFigure> Declare(PilotSettings settings, IReadOnlyList<CourseStanding> courses) =>
    [
        new(StartsKey, _ => true),
        new(LearnersKey, _ => true) { DistinctLearners = true },
        .. Split("K02", "Qualification and level", Starts, Qualifications(settings, courses), course => course.Qualification),
        .. Split("K02", "Mode of study", Starts, Bands.Mode, course => course.Mode),
        .. Characteristics.SelectMany(one => Split("K03", one.Group, Starts, one.Categories, one.Of)),
        .. Split("K04", "Prior attainment", Starts, Bands.PriorAttainment, course => course.PriorAttainment),
        .. Split("K04", "Employment before start", Starts, Bands.Employment, course => course.Employment),
        .. Split("K05", "Student funding route", Starts, Bands.Route, course => course.Route),
        .. Split("K05", "Employer sponsored", Starts, Bands.Sponsorship, course => course.Sponsorship),
        .. Retention(),
        .. Results(),
        .. Destinations(),
        .. ProviderKinds(settings),
        .. Characteristics.SelectMany(CharacteristicResults),
    ];

    public static IReadOnlyList<string> Qualifications(PilotSettings settings, IReadOnlyList<CourseStanding> courses) =>
        [.. settings.Qualifications.Select(one => CourseStanding.QualificationWords(one.Code, one.Level))
            .Concat(courses.Select(course => course.Qualification)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The hidden parts of a K09 row, which may merge several kinds.</summary>
    public static IEnumerable<FigureKey> PartsOf(string mergedKinds) =>
        ProviderKindRows.KindsOf(mergedKinds).Select(kind => new FigureKey("K09", KindParts, ProviderKindRows.Name(kind), Starts));

    private static IEnumerable<CountFigure> Split(
        string sheet, string group, string measure, IReadOnlyList<string> categories, Func<CourseStanding, string> of) =>
        categories.Select(category => new CountFigure(new(sheet, group, category, measure), course => of(course) == category));

    private static IEnumerable<CountFigure> Retention()
    {
        yield return new(RetainedKey, course => !course.Withdrawn && !course.OnBreak) { FromCompletions = true };
        yield return new(RetainedKey with { Category = "On a break" }, course => course.OnBreak) { FromCompletions = true };
        yield return new(WithdrawnKey, course => course.Withdrawn) { FromCompletions = true };
        foreach (var reason in Split("K06", "Withdrawal reason", Courses, Bands.WithdrawalReason, course => course.WithdrawalReason))
        {
            yield return reason with { FromCompletions = true };
        }
    }

    private static IEnumerable<CountFigure> Results()
    {
        CountFigure Due(FigureKey key, Func<CourseStanding, bool> counts) =>
            new(key, counts) { Cohort = course => course.Due, FromCompletions = true };
        yield return Due(DueKey, course => course.Due);
        yield return Due(AchievedKey, course => course.Achieved);
        yield return Due(AchievedKey with { Category = "HND learner left with an HNC" }, course => course.Partial);
        yield return Due(AchievedKey with { Category = "Not achieved" }, course => course.NotAchieved);
        yield return Due(
            AchievedKey with { Category = "Not yet known" }, course => course is { Due: true, Achieved: false, Partial: false, NotAchieved: false });
        yield return Due(new("K07", "Grade", "Pass", Courses), course => course is { Achieved: true, Grade: not ("ME" or "DS") });
        yield return Due(new("K07", "Grade", "Merit", Courses), course => course is { Achieved: true, Grade: "ME" });
        yield return Due(new("K07", "Grade", "Distinction", Courses), course => course is { Achieved: true, Grade: "DS" });
    }

    private static IEnumerable<CountFigure> Destinations()
    {
        CountFigure Closed(FigureKey key, Func<CourseStanding, bool> counts) =>
            new(key, counts) { Cohort = course => course.WindowClosed, FromCompletions = true };
        yield return Closed(ClosedKey, course => course.WindowClosed);
        yield return Closed(WorkOrStudyKey, course => course.DestinationType is "EMP" or "EDU");
        yield return Closed(
            WorkOrStudyKey with { Category = "Other destination" }, course => course.DestinationType is not (null or "EMP" or "EDU"));
        yield return Closed(WorkOrStudyKey with { Category = Bands.NotKnown }, course => course is { WindowClosed: true, DestinationType: null });
        yield return Closed(new("K08", "Work or further study", "Employment", Courses), course => course.DestinationType == "EMP");
        yield return Closed(new("K08", "Work or further study", "Further study", Courses), course => course.DestinationType == "EDU");
        yield return Closed(MedtechKey, course => course.MedtechRole);
        yield return Closed(
            MedtechKey with { Category = "Another role or not known" },
            course => course is { DestinationType: "EMP" or "EDU", MedtechRole: false });
        yield return Closed(PositiveKey, course => course.Positive);
        yield return Closed(PositiveKey with { Category = "Not positive or not known" }, course => course is { WindowClosed: true, Positive: false });
    }

    private static IEnumerable<CountFigure> ProviderKinds(PilotSettings settings)
    {
        foreach (var kind in Enum.GetValues<ProviderKind>())
        {
            yield return new(new("K09", KindParts, ProviderKindRows.Name(kind), Starts), course => course.ProviderKind == kind) { Unprinted = true };
        }

        foreach (var kinds in ProviderKindRows.Merge(settings.Providers))
        {
            yield return new(new("K09", Kinds, ProviderKindRows.Name(kinds), Starts), course => kinds.Contains(course.ProviderKind));
        }
    }

    private static IEnumerable<CountFigure> CharacteristicResults(
        (string Group, IReadOnlyList<string> Categories, Func<CourseStanding, string> Of) one)
    {
        foreach (var category in one.Categories)
        {
            yield return new(new("T11", one.Group, category, Achieved), course => course.Achieved && one.Of(course) == category)
            {
                Cohort = course => course.Due && one.Of(course) == category,
                FromCompletions = true,
            };
            yield return new(new("T11", one.Group, category, Positive), course => course.Positive && one.Of(course) == category)
            {
                Cohort = course => course.WindowClosed && one.Of(course) == category,
                FromCompletions = true,
            };
        }
    }

    private static List<Breakdown> AllBreakdowns()
    {
        List<Breakdown> all =
        [
            new(StartsKey, "K02", "Qualification and level", Starts),
            new(StartsKey, "K02", "Mode of study", Starts),
            .. Characteristics.Select(one => new Breakdown(StartsKey, "K03", one.Group, Starts)),
            new(StartsKey, "K04", "Prior attainment", Starts),
            new(StartsKey, "K04", "Employment before start", Starts),
            new(StartsKey, "K05", "Student funding route", Starts),
            new(StartsKey, "K05", "Employer sponsored", Starts),
            new(StartsKey, "K06", "Retention", Courses),
            new(WithdrawnKey, "K06", "Withdrawal reason", Courses),
            new(DueKey, "K07", "Result", Courses),
            new(AchievedKey, "K07", "Grade", Courses),
            new(ClosedKey, "K08", "Destination", Courses),
            new(WorkOrStudyKey, "K08", "Work or further study", Courses),
            new(WorkOrStudyKey, "K08", "MedTech role", Courses),
            new(ClosedKey, "K08", "Outcome", Courses),
            new(StartsKey, "K09", Kinds, Starts),
            new(StartsKey, "K09", KindParts, Starts),
            .. Characteristics.Select(one => new Breakdown(AchievedKey, "T11", one.Group, Achieved)),
            .. Characteristics.Select(one => new Breakdown(PositiveKey, "T11", one.Group, Positive)),
        ];
        return all;
    }
}
