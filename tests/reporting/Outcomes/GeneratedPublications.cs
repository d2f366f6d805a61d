using System.Security.Cryptography;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Outcomes;

/// <summary>
/// An invented pilot: 20 to 300 people with their courses from first day to destination, of which every quarter sees what has happened
/// by then. People withdraw, pause, are reported in error, have a characteristic corrected, or take a second course. A hostile one has 20 to
/// 60 starts and 0 to 3 new ones a quarter: the fewer there are, the more a change says of each. The same seed gives the same pilot.
/// </summary>
internal sealed class GeneratedPublications
{
    private static readonly Quarter FirstQuarter = new(2026, 2);
    private static readonly string[] Reasons = ["2", "3", "7", "29", "40", "42", "43", "44", "46", "97", "98"];
    private static readonly string[] Routes = ["HESF", "HESF", "HESF", "LLE", "ALL", "EMP", "SELF", "IZ_FULL", "OTH"];
    private static readonly string[] Attainments = ["NONE", "BELOW_L3", "L3", "L3", "L3", "L4", "L5", "L6PLUS", "OTHER", "NOT_KNOWN"];
    private readonly Random _random;
    private readonly List<Life> _lives = [];
    private readonly int _lastQuarter;

    private sealed record Life(
        Enrolment Row, Completion? End, Ukprn Ukprn, int? GoneFrom, int? CorrectedFrom, string CorrectedEthnicity);

    public GeneratedPublications(int seed, bool hostile = false)
    {
        _random = new Random(seed);
        Secret = new RoundingSecret(SHA256.HashData(BitConverter.GetBytes(seed)));
        var quartersBefore = _random.Next(0, 6);
        _lastQuarter = quartersBefore + 3;
        Quarters = [.. Enumerable.Range(quartersBefore, 4).Select(QuarterAt)];
        Settings = MakeSettings();
        var people = hostile ? _random.Next(20, 61) : _random.Next(20, 301);
        for (var i = 0; i < people; i++)
        {
            AddPerson(i, hostile ? _random.Next(quartersBefore + 1) : null);
        }

        for (var quarter = quartersBefore + 1; hostile && quarter <= _lastQuarter; quarter++)
        {
            for (var more = _random.Next(4); more > 0; more--)
            {
                AddPerson(people++, quarter);
            }
        }

        RevisedQuarter = _random.Next(4) == 0 ? Quarters[_random.Next(4)] : null;
    }

    public PilotSettings Settings { get; }

    /// <summary>What the pilot is rounded with.</summary>
    public RoundingSecret Secret { get; }

    /// <summary>The four quarters that publish.</summary>
    public IReadOnlyList<Quarter> Quarters { get; }

    /// <summary>A quarter that publishes a revision as well.</summary>
    public Quarter? RevisedQuarter { get; }

    /// <summary>Publishes all four quarters, each knowing those before it.</summary>
    /// <param name="split">How tables are rounded; null = as they should be.</param>
    public IReadOnlyList<SkillsEnglandPublication> Publish(SplitTotal? split = null, bool guarded = true)
    {
        var publications = new List<SkillsEnglandPublication>();
        var published = new List<PublishedCell>();
        foreach (var quarter in Quarters)
        {
            Add(1, quarter);
            if (quarter == RevisedQuarter)
            {
                Add(2, quarter);
            }
        }

        return publications;

        void Add(int revision, Quarter quarter)
        {
            var figures = FiguresOf(quarter, revision, [.. published]) with { RoundingSecret = Secret };
            var publication = SkillsEnglandTables.Build(figures, split ?? new RoundToAddUp(Secret, 5).Split, guarded);
            publications.Add(publication);
            published.AddRange(publication.Published);
        }
    }

    public QuarterFigures FiguresOf(Quarter quarter, int revision, IReadOnlyList<PublishedCell> published)
    {
        var index = Enumerable.Range(0, _lastQuarter + 1).Single(i => QuarterAt(i) == quarter);
        var courses = _lives
            .Where(life => life.Row.StartDate <= quarter.CensusDate && !(life.GoneFrom <= index + (revision - 1)))
            .Select(life => CourseOf(life, index, quarter.CensusDate)).ToList();
        return PublicationSample.Figures(quarter, courses, published, Settings, revision);
    }

    private static Quarter QuarterAt(int index) => Enumerable.Range(0, index).Aggregate(FirstQuarter, (quarter, _) => quarter.Next);

    private PilotSettings MakeSettings()
    {
        Provider Make(int number) => PublicationSample.Provider(number, (ProviderKind)_random.Next(3));
        var from = FirstQuarter.FirstDay;
        return new PilotSettings
        {
            Version = 1,
            Scheme = new Scheme { PilotFrom = from, PilotTo = from.AddYears(5), OutcomeWindowMonths = _random.Next(1, 7) },
            Providers = [.. Enumerable.Range(1, _random.Next(3, 13)).Select(Make)],
            Qualifications =
            [
                new("60300001", "HNC", "MedTech HNC", 4, 120, ["ST0001"], from, from.AddYears(5)),
                new("60300002", "HND", "MedTech HND", 5, 240, [], from, from.AddYears(5)),
            ],
        };
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(params string[] codes) => codes[_random.Next(codes.Length)];

    private void AddPerson(int number, int? startsIn = null)
    {
        var key = new LearnerKey((ulong)number + 1, 0, 0, 0);
        var first = OneLife(number, key, Pick("60300001", "60300001", "60300002"), Settings.Providers[_random.Next(Settings.Providers.Count)], startsIn);
        _lives.Add(first);
        if (Chance(4))
        {
            _lives.Add(OneLife(number, key, first.Row.AimRef == "60300001" ? "60300002" : "60300001", Settings.FindProvider(first.Ukprn)!, startsIn));
        }
    }

    private Life OneLife(int number, LearnerKey key, string aim, Provider provider, int? startsIn)
    {
        // Most start in the first two quarters, as a September and a January intake would.
        var quarter = QuarterAt(startsIn ?? (Chance(60) ? _random.Next(Math.Min(2, _lastQuarter + 1)) : _random.Next(_lastQuarter + 1)));
        var start = quarter.FirstDay.AddDays(_random.Next(80));
        var row = new Enrolment
        {
            LearnerRef = $"L{number}",
            AimRef = aim,
            StartDate = start,
            LearnerKey = key,
            AgeAtStart = Chance(65) ? _random.Next(18, 25) : _random.Next(25, 60),
            Sex = Chance(3) ? "N" : Pick("F", "M"),
            Ethnicity = Chance(55) ? "31" : Pick("31", "35", "38", "39", "40", "41", "44", "47", "98", "99"),
            Lldd = Chance(80) ? "2" : Pick("1", "9"),
            PriorAttainment = Pick(Attainments),
            EmploymentStatus = Pick("10", "10", "10", "11", "12", "98"),
            Mode = Pick("FT", "PT", "PT"),
            FundingRoute = Pick(Routes),
            EmployerSponsored = Chance(30),
            IzFunded = true,
            PlannedEndDate = start.AddDays(_random.Next(60, 400)),
        };
        return new(
            row, EndOf(row), provider.Ukprn, Chance(2) ? _random.Next(8) : null, Chance(3) ? _random.Next(8) : null, Pick("32", "39", "44"));
    }

    private Completion? EndOf(Enrolment row)
    {
        var fate = _random.Next(100);
        var days = row.PlannedEndDate.DayNumber - row.StartDate.DayNumber;
        var end = fate < 18 ? row.StartDate.AddDays(_random.Next(1, days)) : row.PlannedEndDate.AddDays(_random.Next(-30, 40));
        var made = new Completion { LearnerRef = row.LearnerRef, AimRef = row.AimRef, StartDate = row.StartDate, ActualEndDate = end };
        return fate switch
        {
            < 13 => made with { CompStatus = "3", Outcome = "3", WithdrawReason = Pick(Reasons) },
            < 18 => made with { CompStatus = "6", Outcome = "3" },
            < 80 => made with
            {
                CompStatus = "2",
                Outcome = "1",
                AchievementDate = end.AddDays(_random.Next(0, 40)),
                Grade = Pick("PA", "PA", "ME", "DS"),
                Destination = DestinationAfter(end),
            },
            < 84 => made with { CompStatus = "2", Outcome = "2", AchievementDate = end, ExitAward = "HNC", Destination = DestinationAfter(end) },
            < 90 => made with { CompStatus = "2", Outcome = "3", Destination = DestinationAfter(end) },
            < 94 => made with { CompStatus = "2", Outcome = "8" },
            _ => null,
        };
    }

    private Destination? DestinationAfter(DateOnly end)
    {
        if (Chance(15))
        {
            return null;
        }

        var type = Pick("EMP", "EMP", "EMP", "EMP", "EDU", "EDU", "NPE", "OTH");
        var code = type switch { "EMP" => Pick("1", "2", "4"), "EDU" => Pick("2", "4", "6"), "NPE" => "1", _ => Pick("1", "3", "4") };
        return new(
            type, code, end.AddDays(_random.Next(1, 60)), end.AddDays(70), Pick("Y", "N", "U"), null, Pick("Y", "N", "U"),
            Pick("NEW_JOB", "PROMOTED", "SAME_JOB", "U"), Pick("EMPLOYER", "PAYSLIP", "NONE"), "evidence");
    }

    private static Course CourseOf(Life life, int quarterIndex, DateOnly census)
    {
        var row = life.CorrectedFrom <= quarterIndex ? life.Row with { Ethnicity = life.CorrectedEthnicity } : life.Row;
        var end = life.End?.ActualEndDate <= census ? life.End : null;
        return PublicationSample.CourseOf(life.Ukprn, row, end, census);
    }
}
