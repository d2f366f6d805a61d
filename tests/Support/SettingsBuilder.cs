using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Support;

/// <summary>A small valid pilot of three invented providers; tests change what they are about with <c>with</c>.</summary>
internal static class SettingsBuilder
{
    public const string Hnc = "60300001";
    public const string Hnd = "60300002";

    public static readonly Ukprn College = Ukprn.Parse("10000001");
    public static readonly Ukprn Private = Ukprn.Parse("10000002");
    public static readonly Ukprn University = Ukprn.Parse("10000003");

    public static readonly FundingYear FirstYear = new(2026);

    /// <summary>Version 1: HNC and HND, places in 2026-27 and money for those learners in 2027-28, periods 2026Q2 to 2027Q4.</summary>
    public static PilotSettings Small() => new()
    {
        Version = 1,
        Providers =
        [
            new(College, "Alder College", ProviderKind.College, "G-001", "V-001"),
            new(Private, "Birch Training", ProviderKind.Private, "G-002", null),
            new(University, "University of Cedar", ProviderKind.University, null, null),
        ],
        Contacts = Contacts(),
        Qualifications =
        [
            new(Hnc, "HNC", "HNC in Medical Engineering", 4, 120, ["ST0001", "ST0002"], new(2026, 8, 1), new(2028, 7, 31)),
            new(Hnd, "HND", "HND in Medical Engineering", 5, 240, ["ST0001"], new(2026, 8, 1), new(2028, 7, 31)),
        ],
        Allocations = [.. new[] { College, Private, University }.SelectMany(ukprn => new[]
        {
            Line(ukprn, "HNC", FirstYear, 3_000m, 20, 27_000m, 2),
            Line(ukprn, "HNC", FirstYear.Next, 3_000m, 0, 33_000m, 1),
            Line(ukprn, "HND", FirstYear, 6_000m, 10, 27_000m, 2),
            Line(ukprn, "HND", FirstYear.Next, 6_000m, 0, 33_000m, 1),
        })],
        Calendar = [.. Enumerable.Range(0, 7).Select(Period)],
        Scheme = new Scheme { PilotFrom = new(2026, 8, 1), PilotTo = new(2028, 7, 31) },
        QualifyingDays = [new(168, 42), new(14, 14), new(1, 1)],
        Areas =
        [
            new("B15", "Birmingham", true, false),
            new("B15 2", "Birmingham", true, true),
            new("B15 2TT", "Sandwell", true, false),
            new("CV1", "Coventry", true, true),
            new("CV9", "North Warwickshire", false, false),
        ],
    };

    private static IReadOnlyList<Contact> Contacts() =>
    [
        new(null, "OFFICER", "Olive Officer", "olive.officer@example.org"),
        .. new[] { College, Private, University }.SelectMany(ukprn => new Contact[]
        {
            new(ukprn, "CERTIFIER", "Chris Certifier", $"certifier@{ukprn}.example.org"),
            new(ukprn, "DATA", "Dana Data", $"data@{ukprn}.example.org"),
            new(ukprn, "FINANCE", "Fern Finance", $"finance@{ukprn}.example.org"),
        }),
    ];

    /// <summary>One line of money whose whole profile lies in one quarter.</summary>
    /// <param name="quarter">0 = April to June.</param>
    public static Allocation Line(
        Ukprn ukprn, string qualification, FundingYear year, decimal rate, int places, decimal allocation, int quarter)
    {
        var starts = new int[4];
        var pounds = new decimal[4];
        Array.Fill(pounds, 0.00m);
        starts[quarter] = places;
        pounds[quarter] = allocation + 0.00m;
        return new Allocation(ukprn, qualification, year, rate + 0.00m, places, allocation + 0.00m, starts, pounds, null, new(2026, 6, 1), "Olive Officer");
    }

    /// <summary>The calendar of the worked cases: due on the 13th day after the census date, closed on the 19th.</summary>
    public static PilotSettings OnTheDaysOfTheWorkedCases(this PilotSettings settings) => settings with
    {
        Calendar = [.. settings.Calendar.Select(row => row with { DueOn = row.Period.CensusDate.AddDays(13), ClosesOn = row.Period.CensusDate.AddDays(19) })],
    };

    /// <summary>Opens on its first day, due 20 and closed 30 days after its census date, tolerance 15%.</summary>
    private static CalendarPeriod Period(int fromFirst)
    {
        var period = new Quarter(2026, 2);
        for (var i = 0; i < fromFirst; i++)
        {
            period = period.Next;
        }

        return new CalendarPeriod(period, period.FirstDay, period.CensusDate.AddDays(20), period.CensusDate.AddDays(30), 15m);
    }
}
