using System.Globalization;
using Pilot.Reporting.Settings;
using static Pilot.Functions.Demo.DemoSettings;

namespace Pilot.Functions.Demo;

/// <summary>
/// What Pearson sends in the demo: most registrations and certificates as the returns claim them, and here and there one that is late,
/// withdrawn, with another provider, of another grade, missing, or of nobody whom a return names. Lathegate's carry numbers and no ULN, and
/// its returns give the numbers.
/// </summary>
internal static class DemoAwards
{
    public const string Sender = "Pearson, centre registrations";

    /// <summary>Under which Pearson knows a learner.</summary>
    public static string NumberOf(DemoLearner learner) => "RG" + new string([.. learner.Ref.Where(char.IsAsciiLetterOrDigit)]);

    /// <summary>The number is the one thing that Lathegate's returns and Pearson's record have in common.</summary>
    public static bool IsKnownByNumber(DemoLearner learner) => learner.Provider == Lathegate;

    public static byte[] Of(IReadOnlyList<DemoLearner> learners, DateOnly today)
    {
        var registered = learners.Where(learner => learner.Provider != Ardenmere && learner.OriginalStart is null).ToList();
        using var content = new MemoryStream();
        SettingsWorkbook.WriteAwards(
            registered.SelectMany((learner, i) => Registration(learner, i, today)).Append(Nobody()),
            registered.SelectMany((learner, i) => Certificate(learner, i, today)),
            Sender, today, content);
        return content.ToArray();
    }

    private static IEnumerable<object?[]> Registration(DemoLearner learner, int i, DateOnly today)
    {
        var on = learner.Start.AddDays(i % 30 == 7 ? 110 : 10 + (i % 20));
        if (on > today || i % 25 == 3)
        {
            yield break;
        }

        DateOnly? withdrawn = i % 45 == 11 && learner.Start.AddDays(30) <= today ? learner.Start.AddDays(30) : null;
        var provider = i % 50 == 21 ? (learner.Provider == Kilnbridge ? Copperwell : Kilnbridge) : learner.Provider;
        yield return [NumberOf(learner), UlnOf(learner), provider, learner.AimRef, on, withdrawn < on ? on : withdrawn];
    }

    private static IEnumerable<object?[]> Certificate(DemoLearner learner, int i, DateOnly today)
    {
        if (learner.Ending is not { Achieved: { } achieved, Grade: { } grade, Outcome: 1 } || achieved.AddDays(20) > today || i % 14 == 5)
        {
            yield break;
        }

        var other = i % 16 == 9 ? (grade == "PA" ? "ME" : "PA") : grade;
        yield return [NumberOf(learner), UlnOf(learner), learner.Provider, learner.AimRef, achieved.AddDays(20), other, learner.Ending.Credits, learner.AimRef == Hnd ? "HND" : "HNC"];
    }

    private static object?[] Nobody() => ["RGKB9001", null, Kilnbridge, Hnc, new DateOnly(2026, 10, 2), null];

    private static string? UlnOf(DemoLearner learner) => IsKnownByNumber(learner) ? null : learner.Uln.ToString(CultureInfo.InvariantCulture);
}
