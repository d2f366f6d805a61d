using Pilot.Reporting.Vocabulary;
using static Pilot.Functions.Demo.DemoSettings;

namespace Pilot.Functions.Demo;

internal enum DemoAct
{
    /// <summary>Providers upload, and the sweep finds it.</summary>
    Receive,
    SendSettings,

    /// <summary>The daily timer closes what is due.</summary>
    CloseQuarters,
    Approve,
    SendLedger,

    /// <summary>Pearson uploads its record.</summary>
    SendAwards,
}

/// <param name="Period">Which quarter is approved, or paid.</param>
internal sealed record DemoStep(DateTimeOffset At, DemoAct Act, Quarter? Period, IReadOnlyList<DemoReturn> Returns);

/// <summary>What happens from July 2026 to May 2027, in order.</summary>
internal static class DemoStory
{
    private static readonly Quarter Q2 = new(2026, 2);
    private static readonly Quarter Q3 = new(2026, 3);
    private static readonly Quarter Q4 = new(2026, 4);

    /// <summary>The demo's own clock, and the one at which it is served: a few days after 2026Q4 has closed.</summary>
    public static readonly DateTimeOffset Now = On(2027, 5, 4, 9);

    public static IReadOnlyList<DemoStep> Steps { get; } =
    [
        new(On(2026, 7, 6, 10), DemoAct.SendSettings, null, []),
        .. FirstQuarter(),
        new(On(2026, 10, 31, 6), DemoAct.CloseQuarters, Q2, []),
        new(On(2026, 11, 4, 11), DemoAct.Approve, Q2, []),
        new(On(2026, 11, 10, 14), DemoAct.SendLedger, Q2, []),
        .. SecondQuarter(),
        new(On(2027, 1, 27, 15), DemoAct.SendAwards, null, []),
        new(On(2027, 1, 31, 6), DemoAct.CloseQuarters, Q3, []),
        new(On(2027, 2, 3, 11), DemoAct.Approve, Q3, []),
        Day(On(2027, 2, 5, 16), Completion(Ardenmere, Q3, new(2027, 2, 4))),
        new(On(2027, 2, 9, 14), DemoAct.SendLedger, Q3, []),
        .. ThirdQuarter(),
        new(On(2027, 4, 28, 15), DemoAct.SendAwards, null, []),
        new(On(2027, 5, 1, 6), DemoAct.CloseQuarters, Q4, []),
        new(Now, DemoAct.CloseQuarters, null, []),
    ];

    private static IEnumerable<DemoStep> FirstQuarter() =>
    [
        // Before the quarter has ended: an interim return, and the return is still owed.
        Day(On(2026, 9, 21, 15), Enrolment(Lathegate, Q2, new(2026, 9, 21))),
        Day(On(2026, 10, 7, 9), Both(Kilnbridge, Q2, new(2026, 10, 5))),
        Day(On(2026, 10, 9, 11), Both(Lathegate, Q2, new(2026, 10, 8))),
        Day(On(2026, 10, 12, 16), Enrolment(Copperwell, Q2, new(2026, 10, 12)), Nil(Copperwell, Q2, new(2026, 10, 12))),
        // The same file once more.
        Day(On(2026, 10, 13, 10), Enrolment(Copperwell, Q2, new(2026, 10, 12))),
        Day(On(2026, 10, 19, 13), Both(Tessalow, Q2, new(2026, 10, 16))),
        // Due on 21 October.
        Day(On(2026, 10, 26, 17), Both(Ardenmere, Q2, new(2026, 10, 23))),
    ];

    private static IEnumerable<DemoStep> SecondQuarter() =>
    [
        Day(On(2027, 1, 8, 9), Both(Kilnbridge, Q3, new(2027, 1, 6))),
        Day(On(2027, 1, 11, 11), Enrolment(Lathegate, Q3, new(2027, 1, 8)) with { FileName = "enrolment return FINAL v2.xlsx" }, Completion(Lathegate, Q3, new(2027, 1, 8))),
        Day(On(2027, 1, 14, 16),
            Enrolment(Copperwell, Q3, new(2027, 1, 14)) with { Miscounted = 3 },
            Completion(Copperwell, Q3, new(2027, 1, 14)) with { AsText = true }),
        Day(On(2027, 1, 15, 10), Both(Copperwell, Q3, new(2027, 1, 14))),
        Day(On(2027, 1, 18, 14),
            Enrolment(Tessalow, Q3, new(2027, 1, 15)) with { Change = DemoMistakes.Spoil },
            Completion(Tessalow, Q3, new(2027, 1, 15))),
        Day(On(2027, 1, 20, 12), Enrolment(Ardenmere, Q3, new(2027, 1, 19))),
        // Fixed, but after 21 January.
        Day(On(2027, 1, 25, 14), Enrolment(Tessalow, Q3, new(2027, 1, 22))),
    ];

    private static IEnumerable<DemoStep> ThirdQuarter() =>
    [
        Day(On(2027, 4, 9, 9), [.. Both(Kilnbridge, Q4, new(2027, 4, 7)).Select(sent => sent.Kind == ReturnKind.Enrolment ? sent with { Change = WithoutOne } : sent)]),
        Day(On(2027, 4, 12, 16), Both(Copperwell, Q4, new(2027, 4, 9))),
        Day(On(2027, 4, 14, 11), Both(Lathegate, Q4, new(2027, 4, 13))),
        Day(On(2027, 4, 20, 15), Both(Tessalow, Q4, new(2027, 4, 19))),
        // Due on 21 April.
        Day(On(2027, 4, 26, 17), Both(Ardenmere, Q4, new(2027, 4, 23))),
    ];

    private static List<Dictionary<string, object>> WithoutOne(List<Dictionary<string, object>> rows) =>
        [.. rows.Where(row => !DemoHolds.LeftOutInQ4.Equals(row["learner_ref"]))];

    private static DemoReturn Enrolment(Ukprn provider, Quarter period, DateOnly preparedOn) =>
        new(provider, ReturnKind.Enrolment, period, preparedOn, default);

    private static DemoReturn Completion(Ukprn provider, Quarter period, DateOnly preparedOn) =>
        new(provider, ReturnKind.Completion, period, preparedOn, default);

    private static DemoReturn Nil(Ukprn provider, Quarter period, DateOnly preparedOn) =>
        Completion(provider, period, preparedOn) with { Change = _ => [] };

    private static DemoReturn[] Both(Ukprn provider, Quarter period, DateOnly preparedOn) =>
        [Enrolment(provider, period, preparedOn), Completion(provider, period, preparedOn)];

    private static DemoStep Day(DateTimeOffset at, params DemoReturn[] returns) =>
        new(at, DemoAct.Receive, null, [.. returns.Select(sent => sent with { At = at })]);

    private static DateTimeOffset On(int year, int month, int day, int hour) => LondonTime.On(new DateOnly(year, month, day), new TimeOnly(hour, 20));
}
