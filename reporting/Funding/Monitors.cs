using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Reporting.Funding.MonitorCounts;

namespace Pilot.Reporting.Funding;

/// <summary>A provider that a monitor names, beside the pilot as a whole.</summary>
/// <param name="Pilot">The same counted over all providers, this one included.</param>
public sealed record MonitorFinding(MonitorRule Monitor, string Words, Ukprn Ukprn, PatternCount Counted, PilotFigure Pilot)
{
    /// <summary>What the courses found have been funded so far, in pounds.</summary>
    public decimal FundedGbp => Counted.Found.Sum(course => course.FundedGbp);
}

/// <summary>What a monitor counts over the whole pilot.</summary>
public sealed record PilotFigure(int Found, int OutOf)
{
    /// <summary>Percent, 0 to 100; null where there is nothing to count.</summary>
    public decimal? Percent => OutOf == 0 ? null : 100m * Found / OutOf;
}

/// <summary>Every monitor, once (funding.md section 8).</summary>
public static class Monitors
{
    private const string Assurance = "Financial assurance: monitoring post-16 funding (Education and Skills Funding Agency, 2024 to 2025)";
    private const string OwnWord = "Individual Learning Accounts (National Audit Office, HC 1235, 2002): money paid on the provider's word";

    public static IReadOnlyList<MonitorRule> All { get; } =
    [
        new()
        {
            Id = "MON_01",
            Words = limits => $"A break in learning of {Display.Digits(limits.BreakDays)} days or more, and no restart",
            OutOf = "courses on a break",
            Ask = "Has the learner left? If so, a withdrawal on the last day of learning is owed.",
            Source = Assurance,
            Count = LongBreaks,
            NamesProvider = Any,
        },
        new()
        {
            Id = "MON_02",
            Words = limits => $"Withdrawn as moved to a new aim with this provider, and no start here within {Display.Digits(limits.MovedDays)} days",
            OutOf = "withdrawals with reason 40",
            Ask = "Which aim did the learner move to, and when?",
            Source = Assurance,
            Count = MovedNowhere,
            NamesProvider = Any,
        },
        new()
        {
            Id = "MON_03",
            Words = limits => $"A continuing learner missing from {Display.Digits(limits.MissingReturns)} returns running",
            OutOf = "continuing courses",
            Ask = "Is the learner still in learning? The row should be sent again, or its end reported.",
            Source = Assurance + ", report FRM06",
            Count = Missing,
            NamesProvider = Any,
        },
        new()
        {
            Id = "MON_04",
            Words = limits => $"{Display.Digits(limits.LeftSoonSharePct)}% or more of {Display.Digits(limits.LeftSoonMin)} or more withdrawals within {Display.Digits(limits.LeftSoonDays)} days after the qualifying date",
            OutOf = "withdrawals",
            Ask = "What shows that these learners were in learning on the qualifying date?",
            Source = Assurance,
            Count = LeftSoon,
            NamesProvider = (counted, limits) => counted.OutOf >= limits.LeftSoonMin && counted.Percent >= limits.LeftSoonSharePct,
        },
        new()
        {
            Id = "MON_05",
            Words = limits => $"{Display.Digits(limits.LateMin)} or more starts first reported over {Display.Digits(limits.LateDays)} days after the start date, though an earlier return could have held them",
            OutOf = "starts",
            Ask = "Why were these learners not in the return before? What shows that they had started then?",
            Source = Assurance,
            Count = ReportedLate,
            NamesProvider = (counted, limits) => counted.Found.Count >= limits.LateMin,
        },
        new()
        {
            Id = "MON_06",
            Words = limits => $"{Display.Digits(limits.LastDayMin)} or more destinations that started on the last day on which they count",
            OutOf = "destinations",
            Ask = "What shows on which day each destination started?",
            Source = OwnWord,
            Count = OnTheLastDay,
            NamesProvider = (counted, limits) => counted.Found.Count >= limits.LastDayMin,
        },
        new()
        {
            Id = "MON_07",
            Words = limits => $"{Display.Digits(limits.OutsideSharePct)}% or more of {Display.Digits(limits.OutsideMin)} or more starts live outside the WMCA area, where most delivery is inside",
            OutOf = "starts with a known home postcode",
            Ask = "How do these learners attend? Where do they study?",
            Source = Assurance,
            Count = FromOutside,
            NamesProvider = (counted, limits) => counted.OutOf >= limits.OutsideMin && counted.Percent >= limits.OutsideSharePct,
        },
        new()
        {
            Id = "MON_08",
            Words = limits => $"One destination evidence reference for {Display.Digits(limits.SharedEvidenceMin)} or more learners",
            OutOf = "destinations with an evidence reference",
            Ask = "Does one document show the destination of each of these learners?",
            Source = OwnWord,
            Count = SharedEvidence,
            NamesProvider = Any,
        },
        new()
        {
            Id = "MON_09",
            Words = limits => $"{Display.Digits(limits.SameGradeMin)} or more grades, all alike and not Pass",
            OutOf = "grades",
            Ask = "What did the assessment board and the external examiner see?",
            Source = "BTEC Higher Nationals: centre guide to quality assurance and assessment (Pearson)",
            Count = NotPass,
            NamesProvider = (counted, limits) => counted.OutOf >= limits.SameGradeMin && counted.Found.Count == counted.OutOf
                && counted.Found.Select(course => course.CourseRow.Completion!.Newest.Grade).Distinct().Count() == 1,
        },
        new()
        {
            Id = "MON_10",
            Words = limits => $"The planned end of a course moved later in {Display.Digits(limits.PutOffReturns)} returns running",
            OutOf = "courses",
            Ask = "When will the learner really finish, and what has changed?",
            Source = Assurance,
            Count = PutOff,
            NamesProvider = Any,
        },
    ];

    /// <summary>Every provider that a monitor names, in the order of monitors and UKPRNs.</summary>
    public static IReadOnlyList<MonitorFinding> Find(IReadOnlyList<Course> courses, PilotSettings settings, DateOnly asOf)
    {
        var providers = courses.Where(course => course.StartDate <= asOf)
            .GroupBy(course => course.Ukprn).OrderBy(group => group.Key)
            .Select(group => new MonitoredProvider(group.Key, [.. group], settings, asOf))
            .ToList();
        return [.. All.SelectMany(monitor => Find(monitor, providers, settings.Scheme))];
    }

    private static IEnumerable<MonitorFinding> Find(MonitorRule monitor, List<MonitoredProvider> providers, Scheme limits)
    {
        var counted = providers.ConvertAll(provider => (provider.Ukprn, Counted: monitor.Count(provider)));
        var pilot = new PilotFigure(counted.Sum(pair => pair.Counted.Found.Count), counted.Sum(pair => pair.Counted.OutOf));
        return counted.Where(pair => monitor.NamesProvider(pair.Counted, limits))
            .Select(pair => new MonitorFinding(monitor, monitor.Words(limits), pair.Ukprn, pair.Counted, pilot));
    }

    private static bool Any(PatternCount counted, Scheme limits) => counted.Found.Count > 0;
}
