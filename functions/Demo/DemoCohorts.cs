using static Pilot.Functions.Demo.DemoSettings;

namespace Pilot.Functions.Demo;

/// <summary>Who is taught where, and what becomes of them: 400 learners, most of them without trouble, some with each kind of it.</summary>
internal static class DemoCohorts
{
    private static readonly string[] CollegeRoutes = ["ALL", "EMP", "SELF", "HESF"];
    private static readonly DateOnly August = new(2026, 8, 10);
    private static readonly DateOnly AugustEnds = new(2027, 2, 26);
    private static readonly DateOnly September = new(2026, 9, 14);
    private static readonly DateOnly January = new(2027, 1, 11);

    public static IReadOnlyList<DemoLearner> Make()
    {
        var people = new DemoPeople();
        var all = new List<DemoLearner>();
        all.AddRange(Class(people, 100, new(Kilnbridge, "KB", Hnc, "FT", "B4", September, new(2027, 6, 25), CollegeRoutes)));
        all.AddRange(Class(people, 30, new(Kilnbridge, "KB", Hnd, "FT", "B4", September, new(2028, 6, 23), CollegeRoutes)));
        all.AddRange(Class(people, 65, new(Copperwell, "CW/", Hnc, "PT", "WV10", September, new(2027, 7, 2), CollegeRoutes)));
        all.AddRange(Class(people, 15, new(Copperwell, "CW/", Hnc, "PT", "WV10", January, new(2027, 12, 17), ["LLE", "EMP", "SELF"])));
        all.AddRange(Class(people, 60, new(Lathegate, "LT-", Hnc, "FT", "CV1", August, AugustEnds, ["EMP", "SELF", "IZ_FULL"])));
        all.AddRange(Class(people, 52, new(Tessalow, "TS", Hnc, "FT", "DY1", August, AugustEnds, ["SELF", "IZ_FULL"])));
        all.AddRange(Class(people, 8, new(Tessalow, "TS", Hnc, "FT", "DY1", January, new(2027, 7, 30), ["SELF", "IZ_FULL"])));
        all.AddRange(Class(people, 70, new(Ardenmere, "U", Hnd, "FT", "CV2", new(2026, 9, 21), new(2028, 6, 9), ["HESF", "SELF"])));
        DemoHolds.AddTo(all, people);
        return all;
    }

    private static List<DemoLearner> Class(DemoPeople people, int size, DemoCourse course) =>
        [.. Enumerable.Range(0, size).Select(_ => people.Make(course)).Select(learner => learner with { Ending = Ending(people, learner) })];

    private static DemoEnding? Ending(DemoPeople people, DemoLearner learner)
    {
        if (people.Happens(0.04))
        {
            // Before the day on which the start is earned.
            return new DemoEnding(3, learner.Start.AddDays(people.Between(8, 40)), people.Pick(2, 3, 43, 44));
        }

        if (people.Happens(0.05))
        {
            return new DemoEnding(3, learner.Start.AddDays(people.Between(43, 120)), people.Pick(29, 42, 43, 44, 98));
        }

        return learner.PlannedEnd == AugustEnds ? Completed(people, learner) : null;
    }

    private static DemoEnding Completed(DemoPeople people, DemoLearner learner)
    {
        var end = AugustEnds.AddDays(-people.Pick(0, 0, 0, 3));
        if (people.Happens(0.1))
        {
            return new DemoEnding(2, end, Outcome: 3, Achieved: null);
        }

        // The second board meets after the quarter's returns: until then the outcome is not known.
        var board = people.Happens(0.85) ? new DateOnly(2027, 3, 12) : new DateOnly(2027, 5, 21);
        return new DemoEnding(
            2, end, Outcome: 1, Achieved: board, Grade: people.Pick("PA", "PA", "PA", "ME", "ME", "DS"), Credits: 120,
            Destination: people.Happens(0.6) ? Destination(people, learner) : null);
    }

    private static DemoDestination Destination(DemoPeople people, DemoLearner learner)
    {
        var start = new DateOnly(2027, 3, 1).AddDays(7 * people.Between(0, 3));
        var medtech = people.Pick("Y", "Y", "Y", "N");
        return people.Between(1, 10) switch
        {
            <= 6 => new DemoDestination("EMP", people.Pick(1, 1, 1, 2), start, start.AddDays(5), medtech,
                learner.Employment == 10 ? people.Pick("NEW_JOB", "PROMOTED", "RESPONSIBILITIES", "SAME_JOB") : "NEW_JOB", people.Pick("EMPLOYER", "PAYSLIP", "LEARNER")),
            7 => new DemoDestination("EMP", 1, start, start.AddDays(5), "U", "NEW_JOB", "NONE"),
            8 => new DemoDestination("EDU", 6, start, start.AddDays(10), "Y", "", "ADMISSION"),
            9 => new DemoDestination("NPE", 1, start, start.AddDays(10), "", "", "LEARNER"),
            _ => new DemoDestination("OTH", 3, start, start.AddDays(10), "", "", "NONE"),
        };
    }
}
