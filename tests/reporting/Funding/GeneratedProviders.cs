using System.Globalization;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Funding;

/// <summary>One learner of a generated provider, as it really was: what monitors should find follows from this alone.</summary>
internal sealed record PlannedLearner
{
    public required string Ref { get; init; }
    public required string Aim { get; init; }
    public required DateOnly Start { get; init; }

    /// <summary>The planned end that the return of each quarter gives; null where that return does not hold the learner.</summary>
    public required DateOnly?[] Reported { get; init; }
    public bool LivesInside { get; init; } = true;
    public string Status { get; init; } = "";
    public DateOnly? Ended { get; init; }
    public string? Reason { get; init; }
    public string? Grade { get; init; }
    public DateOnly? DestinationFrom { get; init; }
    public string? DestinationRef { get; init; }

    /// <summary>Came back from the break on this day, and is in learning.</summary>
    public DateOnly? BackOn { get; init; }
}

/// <summary>
/// Providers as they are: everyone starts on one day, registers and minutes are shared, somebody takes a break, a few leave at any time, the
/// first return may come late, a row is forgotten once, a planned end moves once. Patterns are planted on request.
/// </summary>
internal sealed partial class GeneratedProviders(int seed)
{
    public const string Hnc = "60300001";
    public const string Hnd = "60300002";
    public static readonly Quarter Period = new(2028, 1);
    private static readonly DateOnly September = new(2026, 9, 14);
    private static readonly DateOnly January = new(2027, 1, 11);
    private static readonly DateOnly June = new(2027, 6, 25);

    private readonly Random random = new(seed);

    /// <summary>The quarters of the returns, from July 2026 to the period.</summary>
    public static IReadOnlyList<Quarter> Quarters { get; } = MakeQuarters();

    public static DateOnly PreparedOn(int quarter) => Quarters[quarter].CensusDate.AddDays(5);

    public static DateOnly Qualifies(PlannedLearner learner) => learner.Start.AddDays(41);

    public List<PlannedLearner> Ordinary()
    {
        var lateFirst = Chance(25);
        var cohort = Chance(80) ? September : January;
        var learners = Enumerable.Range(0, random.Next(8, 60)).Select(i => Learner(i, cohort, lateFirst)).ToList();
        if (Chance(30))
        {
            learners.Add(Moved(learners.Count, cohort, lateFirst, out var again));
            learners.Add(again);
        }

        return learners;
    }

    /// <summary>Plants the pattern of a monitor in an ordinary provider of some size.</summary>
    public List<PlannedLearner> With(string monitor)
    {
        var learners = Enumerable.Range(0, 40).Select(i => Learner(i, September, false)).ToList();
        if (Planted(learners[0], monitor) is { } planted)
        {
            learners[0] = planted;
            return learners;
        }

        switch (monitor)
        {
            case "MON_04":
                Change(learners, 12, (learner, i) => Left(learner, i < 6 ? Qualifies(learner).AddDays(i + 2) : new DateOnly(2027, 3, 1)));
                learners = [.. learners.Where((learner, i) => i < 12 || learner.Status != "3")];
                break;
            case "MON_05":
                Change(learners, 10, (learner, _) => learner with { Reported = [.. learner.Reported.Select((end, q) => q < 3 ? null : end)] });
                break;
            case "MON_06":
                Change(learners, 3, (learner, _) => Achieved(learner, "PA") with { DestinationFrom = June.AddMonths(6) });
                break;
            case "MON_07":
                learners = [.. learners.Select((learner, i) => learner with { LivesInside = i % 6 == 0 })];
                break;
            case "MON_08":
                Change(learners, 2, (learner, _) => Achieved(learner, "PA") with { DestinationRef = "ONE-LETTER" });
                break;
            case "MON_09":
                learners = [.. learners.Select(learner => learner.Grade is null ? learner : learner with { Grade = "DS" })];
                break;
            default:
                throw new ArgumentException(monitor, nameof(monitor));
        }

        return learners;
    }

    /// <returns>The learner as the monitor finds it; null where it takes more than a single learner.</returns>
    private static PlannedLearner? Planted(PlannedLearner learner, string monitor)
    {
        var continuing = learner with { Status = "", Ended = null, Grade = null, DestinationFrom = null, BackOn = null };
        return monitor switch
        {
            "MON_01" => continuing with { Status = "6", Ended = Period.CensusDate.AddDays(-365) },
            "MON_02" => continuing with { Status = "3", Reason = "40", Ended = new(2027, 2, 1) },
            "MON_03" => continuing with { Reported = [.. learner.Reported.Select((end, q) => q >= Quarters.Count - 2 ? null : end)] },
            "MON_10" => continuing with { Reported = [.. learner.Reported.Select((end, q) => end?.AddDays(q < 4 ? 0 : 30 * (q - 3)))] },
            _ => null,
        };
    }

    /// <summary>The facts as the pilot would hold them of these learners, from one enrolment return a quarter and a completion return.</summary>
    public static ProviderFacts Facts(Ukprn ukprn, IReadOnlyList<PlannedLearner> learners)
    {
        var returns = new List<AcceptedReturn>();
        for (var q = 0; q < Quarters.Count; q++)
        {
            var rows = learners.SelectMany(learner => Rows(ukprn, learner, q)).Select((row, i) => new NumberedEnrolment(i + 2, row)).ToList();
            if (rows.Count > 0)
            {
                returns.Add(new AcceptedReturn(Submission(ukprn, returns.Count + 1, ReturnKind.Enrolment, q, rows.Count), rows, []));
            }
        }

        var ends = learners.Where(learner => learner.Ended is not null).Select((learner, i) => new NumberedCompletion(i + 2, End(learner))).ToList();
        returns.Add(new AcceptedReturn(Submission(ukprn, 99, ReturnKind.Completion, Quarters.Count - 1, ends.Count), [], ends));
        return GatherFacts.Of(ukprn, returns.Select(accepted => accepted.Submission), returns);
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];

    private PlannedLearner Learner(int number, DateOnly start, bool lateFirst)
    {
        var end = start == September ? June : new DateOnly(2027, 12, 17);
        var first = Quarters.TakeWhile(q => q.CensusDate.AddDays(5) < start).Count() + (lateFirst ? 1 : 0);
        var (forgotten, moves) = (Chance(4) ? random.Next(first + 1, Quarters.Count - 1) : -1, Chance(8) ? random.Next(first + 1, Quarters.Count) : 99);
        var learner = new PlannedLearner
        {
            Ref = string.Create(CultureInfo.InvariantCulture, $"L{number:D3}"),
            Aim = Hnc,
            Start = start,
            Reported = [.. Quarters.Select((_, q) => q < first || q == forgotten ? (DateOnly?)null : q >= moves ? end.AddDays(28) : end)],
            LivesInside = Chance(82),
            DestinationRef = string.Create(CultureInfo.InvariantCulture, $"DEST-{number:D3}"),
        };
        return random.Next(100) switch
        {
            < 12 => Left(learner, start.AddDays(random.Next(3, end.DayNumber - start.DayNumber))),
            < 15 => learner with { Status = "6", Ended = start.AddDays(random.Next(60, 150)), BackOn = start.AddDays(random.Next(200, 280)) },
            < 17 => learner with { Status = "6", Ended = Period.CensusDate.AddDays(-random.Next(20, 364)) },
            < 22 => learner,
            _ => Achieved(learner, Pick("PA", "PA", "PA", "ME", "ME", "DS")) with { Ended = end, DestinationFrom = Chance(70) ? end.AddDays(random.Next(1, 184)) : null },
        };
    }

    private static PlannedLearner Left(PlannedLearner learner, DateOnly on) => learner with
    {
        Status = "3",
        Ended = on,
        Reason = "44",
        Grade = null,
        DestinationFrom = null,
        BackOn = null,
    };

    private static PlannedLearner Achieved(PlannedLearner learner, string grade) => learner with
    {
        Status = "2",
        Ended = June,
        Reason = null,
        Grade = grade,
        DestinationFrom = June.AddDays(20),
        BackOn = null,
    };

    /// <summary>Leaves one aim for the other, with a start there soon after: what reason 40 is for.</summary>
    private PlannedLearner Moved(int number, DateOnly start, bool lateFirst, out PlannedLearner again)
    {
        var left = Left(Learner(number, start, lateFirst), start.AddDays(random.Next(50, 120))) with { Reason = "40" };
        var on = left.Ended!.Value.AddDays(random.Next(1, 90));
        again = Learner(number, on, false) with
        {
            Aim = Hnd,
            Start = on,
            Status = "",
            Ended = null,
            Grade = null,
            DestinationFrom = null,
            BackOn = null,
            Reported = [.. Quarters.Select((q, i) => PreparedOn(i) < on ? (DateOnly?)null : new DateOnly(2028, 12, 15))],
        };
        return left;
    }

    private static void Change(List<PlannedLearner> learners, int count, Func<PlannedLearner, int, PlannedLearner> change)
    {
        for (var i = 0; i < count; i++)
        {
            learners[i] = change(learners[i], i);
        }
    }
}
