using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Demo;

/// <summary>The settings of the demo: five invented providers, their money, and the calendar of the first two years.</summary>
internal static class DemoSettings
{
    public const string Hnc = "60999991";
    public const string Hnd = "60999992";
    public const string Officer = "Priya Sandhu";

    /// <summary>UKPRNs that begin with 9000 belong to nobody: they are for tests.</summary>
    public static readonly Ukprn Kilnbridge = Ukprn.Parse("90000101");
    public static readonly Ukprn Copperwell = Ukprn.Parse("90000102");
    public static readonly Ukprn Lathegate = Ukprn.Parse("90000103");
    public static readonly Ukprn Tessalow = Ukprn.Parse("90000104");
    public static readonly Ukprn Ardenmere = Ukprn.Parse("90000105");

    private static readonly FundingYear First = new(2026);
    private static readonly DateOnly AvailableFrom = new(2026, 8, 1);
    private static readonly DateOnly AvailableTo = new(2029, 7, 31);

    public static PilotSettings Make() => new()
    {
        Providers =
        [
            new(Kilnbridge, "Kilnbridge College", ProviderKind.College, "IZ-HTQ-01", "V10001"),
            new(Copperwell, "Copperwell College", ProviderKind.College, "IZ-HTQ-02", "V10002"),
            new(Lathegate, "Lathegate Training", ProviderKind.Private, "IZ-HTQ-03", "V10003"),
            new(Tessalow, "Tessalow Skills", ProviderKind.Private, "IZ-HTQ-04", "V10004"),
            new(Ardenmere, "University of Ardenmere", ProviderKind.University, "IZ-HTQ-05", "V10005") { PearsonRegisters = false },
        ],
        Contacts = [new(null, "OFFICER", Officer, "priya.sandhu@wmca.example.org"), .. Contacts()],
        Qualifications =
        [
            new(Hnc, "HNC", "Higher National Certificate in Medical Engineering", 4, 120, ["ST9901", "ST9902"], AvailableFrom, AvailableTo),
            new(Hnd, "HND", "Higher National Diploma in Medical Engineering", 5, 240, ["ST9901"], AvailableFrom, AvailableTo),
        ],
        Allocations = Allocations(),
        Calendar = Calendar(),
        // Every receipt of the demonstration can be looked at, the oldest too.
        Scheme = new Scheme { PilotFrom = AvailableFrom, PilotTo = AvailableTo, KeepRawDays = 730 },
        QualifyingDays = [new(168, 42), new(14, 14), new(1, 1)],
        Areas = Areas(),
    };

    private static IEnumerable<Contact> Contacts() =>
        new (Ukprn Ukprn, string Mail, string Data, string Finance, string Certifier)[]
        {
            (Kilnbridge, "kilnbridge", "Tom Hale", "Ruth Okafor", "Alison Marsh"),
            (Copperwell, "copperwell", "Nadia Rahman", "Gareth Pugh", "Colin Webb"),
            (Lathegate, "lathegate", "Beth Lowe", "Sam Carter", "Imran Aziz"),
            (Tessalow, "tessalow", "Kofi Mensah", "Jane Firth", "Della Ross"),
            (Ardenmere, "ardenmere", "Owen Price", "Mary Quinn", "Helen Stroud"),
        }.SelectMany(entry => new Contact[]
        {
            new(entry.Ukprn, "DATA", entry.Data, $"data@{entry.Mail}.example.org"),
            new(entry.Ukprn, "FINANCE", entry.Finance, $"finance@{entry.Mail}.example.org"),
            new(entry.Ukprn, "CERTIFIER", entry.Certifier, $"principal@{entry.Mail}.example.org"),
        });

    private static List<Allocation> Allocations() =>
    [
        Line(Kilnbridge, "HNC", First, 3_000m, [0, 0, 100, 0], [0, 0, 126_000, 9_000]),
        Line(Kilnbridge, "HNC", First.Next, 3_000m, [0, 0, 0, 0], [6_000, 100_000, 40_000, 0]),
        Line(Kilnbridge, "HND", First, 6_000m, [0, 0, 30, 0], [0, 0, 81_000, 0]),
        Line(Kilnbridge, "HND", First.Next, 6_000m, [0, 0, 0, 0], [0, 0, 5_400, 0]),
        Line(Copperwell, "HNC", First, 3_333.33m, [0, 0, 80, 20], [0, 0, 120_000, 30_000]),
        Line(Copperwell, "HNC", First.Next, 3_333.33m, [0, 0, 0, 0], [0, 70_000, 40_000, 10_000]),
        Line(Lathegate, "HNC", First, 3_000m, [0, 60, 0, 0], [0, 75_600, 0, 70_000]),
        Line(Lathegate, "HNC", First.Next, 3_000m, [0, 0, 0, 0], [12_000, 0, 0, 0]),
        // Cut after the first learners had been recruited: not everything that is earned can be funded.
        Line(Tessalow, "HNC", First, 2_999.99m, [0, 40, 0, 0], [0, 40_000, 5_000, 0]) with { StopNewStartsFrom = new DateOnly(2027, 1, 4) },
        Line(Tessalow, "HNC", First.Next, 2_999.99m, [0, 0, 0, 0], [5_000, 0, 0, 0]),
        Line(Ardenmere, "HND", First, 6_000m, [0, 0, 70, 0], [0, 0, 182_000, 0]),
        Line(Ardenmere, "HND", First.Next, 6_000m, [0, 0, 0, 0], [0, 0, 10_000, 0]),
    ];

    private static Allocation Line(Ukprn ukprn, string qualification, FundingYear year, decimal rate, int[] starts, decimal[] pounds) => new(
        ukprn, qualification, year, rate + 0.00m, starts.Sum(), pounds.Sum() + 0.00m, starts, [.. pounds.Select(pound => pound + 0.00m)], null,
        new DateOnly(2026, 6, 22), Officer);

    private static List<CalendarPeriod> Calendar()
    {
        var calendar = new List<CalendarPeriod>();
        for (var period = new Quarter(2026, 2); period <= new Quarter(2027, 4); period = period.Next)
        {
            calendar.Add(new CalendarPeriod(period, period.FirstDay, period.CensusDate.AddDays(21), period.CensusDate.AddDays(30), 15m));
        }

        return calendar;
    }

    private static List<AreaRule> Areas() => [.. new (string Council, bool InWmca, string[] Outwards)[]
        {
            ("Birmingham", true, ["B4", "B8", "B11", "B12", "B16", "B20", "B23", "B33"]),
            ("Sandwell", true, ["B66", "B70", "DY4"]),
            ("Solihull", true, ["B91"]),
            ("Coventry", true, ["CV1", "CV2", "CV6"]),
            ("Dudley", true, ["DY1"]),
            ("Walsall", true, ["WS1", "WS3"]),
            ("Wolverhampton", true, ["WV1", "WV10", "WV14"]),
            ("Warwick", false, ["CV31"]),
            ("Stafford", false, ["ST16"]),
            ("Worcester", false, ["WR1"]),
        }.SelectMany(entry => entry.Outwards.Select(outward => new AreaRule(outward, entry.Council, entry.InWmca, outward is "B4" or "CV1" or "WV10")))];
}
