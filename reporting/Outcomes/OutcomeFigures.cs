using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>
/// Every figure of the Skills England workbook, and of T11, that counts people: declared beforehand, with how they hang together.
/// Every table is one-way and adds up to one total, so the figures of a publication form a tree.
/// </summary>
internal static class OutcomeFigures
{
    public const string Starts = "Starts";
    public const string Courses = "Courses";
    public const string Achieved = "Achieved";
    public const string Positive = "Positive outcome";
    public const string DueToEnd = "Due to end";
    public const string Kinds = "Provider kind";
    public const string StartQuarters = "Quarter of start";

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
    public static IReadOnlyList<(string Group, IReadOnlyList<string> Categories, Func<CourseCategories, string> Of)> Characteristics { get; } =
    [
        ("Age", Bands.Age, course => course.Age),
        ("Sex", Bands.Sex, course => course.Sex),
        ("Ethnicity", Bands.Ethnicity, course => course.Ethnicity),
        ("Learning difficulty or disability", Bands.Lldd, course => course.Lldd),
    ];

    /// <summary>Printed to the nearest multiple, first, and so wherever they stand.</summary>
    public static IReadOnlyList<FigureKey> Headlines { get; } = [StartsKey, LearnersKey, DueKey, ClosedKey, AchievedKey, PositiveKey];

    /// <summary>Totals that might be found out from elsewhere, from the money paid for example: protection takes them as known.</summary>
    public static IReadOnlyList<FigureKey> PubliclyKnown { get; } = [StartsKey, AchievedKey, PositiveKey];

    public static IReadOnlyList<RateFigure> Rates { get; } =
    [
        new("Under 25, of all starts", Under25Key, StartsKey),
        new("In learning or completed, of all starts", RetainedKey, StartsKey) { WaitsForEnds = true },
        new("Achieved, of courses due to end", AchievedKey, DueKey) { WaitsForEnds = true },
        new("Positive outcomes, of courses whose destination window has closed", PositiveKey, ClosedKey) { WaitsForEnds = true },
        new("In a MedTech role, of courses whose destination window has closed", MedtechKey, ClosedKey) { WaitsForEnds = true },
    ];

    /// <summary>The counts of one publication, in a fixed order.</summary>
    /// <param name="quarters">The quarters of start so far.</param>
    public static IReadOnlyList<CountFigure> Declare(PilotSettings settings, IReadOnlyList<CourseCategories> courses, IReadOnlyList<Quarter> quarters) =>
    [
        new(StartsKey, _ => true),
        new(LearnersKey, _ => true) { DistinctLearners = true },
        .. Split("K02", "Qualification and level", Starts, Qualifications(settings, courses), course => course.Qualification),
        .. Split("K02", "Mode of study", Starts, Bands.Mode, course => course.Mode),
        .. Characteristics.SelectMany(characteristic => Split("K03", characteristic.Group, Starts, characteristic.Categories, characteristic.Of)),
        .. Split("K04", "Prior attainment", Starts, Bands.PriorAttainment, course => course.PriorAttainment),
        .. Split("K04", "Employment before start", Starts, Bands.Employment, course => course.Employment),
        .. Split("K05", "Student funding route", Starts, Bands.Route, course => course.Route),
        .. Split("K05", "Employer sponsored", Starts, Bands.Sponsorship, course => course.Sponsorship),
        .. Retention(),
        .. Results(),
        .. Destinations(),
        .. ProviderKinds(settings),
        .. Characteristics.SelectMany(CharacteristicResults),
        .. quarters.SelectMany(QuarterOfStart),
    ];

    public static IReadOnlyList<string> Qualifications(PilotSettings settings, IReadOnlyList<CourseCategories> courses) =>
        [.. settings.Qualifications.Select(qualification => CourseCategories.QualificationWords(qualification.Code, qualification.Level))
            .Concat(courses.Select(course => course.Qualification)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<CountFigure> Split(
        string sheet, string group, string measure, IReadOnlyList<string> categories, Func<CourseCategories, string> of) =>
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
        CountFigure Due(FigureKey key, Func<CourseCategories, bool> counts) =>
            new(key, counts) { Cohort = course => course.Due, FromCompletions = true };
        yield return Due(DueKey, course => course.Due) with { FromCompletions = false };
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
        CountFigure Closed(FigureKey key, Func<CourseCategories, bool> counts) =>
            new(key, counts) { Cohort = course => course.WindowClosed, FromCompletions = true };
        yield return Closed(ClosedKey, course => course.WindowClosed);
        yield return Closed(WorkOrStudyKey, course => course.DestinationType is DestTypeCode.Employment or DestTypeCode.Education);
        yield return Closed(
            WorkOrStudyKey with { Category = "Other destination" }, course => course.DestinationType is not (null or DestTypeCode.Employment or DestTypeCode.Education));
        yield return Closed(WorkOrStudyKey with { Category = Bands.NotKnown }, course => course is { WindowClosed: true, DestinationType: null });
        yield return Closed(new("K08", "Work or further study", "Employment", Courses), course => course.DestinationType == DestTypeCode.Employment);
        yield return Closed(new("K08", "Work or further study", "Further study", Courses), course => course.DestinationType == DestTypeCode.Education);
        yield return Closed(MedtechKey, course => course.MedtechRole);
        yield return Closed(
            MedtechKey with { Category = "Another role or not known" },
            course => course is { DestinationType: DestTypeCode.Employment or DestTypeCode.Education, MedtechRole: false });
        yield return Closed(PositiveKey, course => course.Positive);
        yield return Closed(PositiveKey with { Category = "Not positive or not known" }, course => course is { WindowClosed: true, Positive: false });
    }

    private static IEnumerable<CountFigure> ProviderKinds(PilotSettings settings)
    {
        foreach (var kinds in ProviderKindRows.Merge(settings.Providers))
        {
            yield return new(new("K09", Kinds, ProviderKindRows.Name(kinds), Starts), course => kinds.Contains(course.ProviderKind));
        }
    }

    /// <summary>
    /// One band's results wait for those of all bands: that nobody in a band is due yet would say of each of them that nobody has achieved.
    /// </summary>
    private static IEnumerable<CountFigure> CharacteristicResults(
        (string Group, IReadOnlyList<string> Categories, Func<CourseCategories, string> Of) entry)
    {
        foreach (var category in entry.Categories)
        {
            yield return new(new("T11", entry.Group, category, Achieved), course => course.Achieved && entry.Of(course) == category)
            {
                Cohort = course => course.Due,
                FromCompletions = true,
            };
            yield return new(new("T11", entry.Group, category, Positive), course => course.Positive && entry.Of(course) == category)
            {
                Cohort = course => course.WindowClosed,
                FromCompletions = true,
            };
        }
    }

    private static IEnumerable<CountFigure> QuarterOfStart(Quarter quarter)
    {
        CountFigure Of(string measure, Func<CourseCategories, bool> counts) =>
            new(new("K11", StartQuarters, quarter.Label, measure), course => course.StartedIn == quarter && counts(course));
        bool Started(CourseCategories course) => course.StartedIn == quarter;
        yield return Of(Starts, _ => true);
        yield return Of(DueToEnd, course => course.Due) with { Cohort = course => Started(course) && course.Due };
        yield return Of(Achieved, course => course.Achieved) with { Cohort = course => Started(course) && course.Due, FromCompletions = true };
        yield return Of(Positive, course => course.Positive) with { Cohort = course => Started(course) && course.WindowClosed, FromCompletions = true };
    }
}
