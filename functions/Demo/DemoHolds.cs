namespace Pilot.Functions.Demo;

/// <summary>Learners who give the funding rules something to say, each by its reference.</summary>
internal static class DemoHolds
{
    public const string HeldTopUp = "U0020";
    public const string OtherGrant = "CW/0021";
    public const string NoRegister = "LT-0015";
    public const string FailedCheck = "LT-0017";
    public const string LeftOutInQ4 = "KB0070";

    public static void AddTo(List<DemoLearner> all, DemoPeople people)
    {
        Held(all);
        NotPaid(all);
        BreaksAndReturns(all);
        Odd(all, people);
    }

    private static void Held(List<DemoLearner> all)
    {
        // One person at two providers: the later start is held.
        Change(all, "KB0010", learner => learner with { Ending = null });
        Change(all, "CW/0010", learner => SamePerson(learner, Find(all, "KB0010")) with { Start = new DateOnly(2026, 9, 28), Ending = null });
        Change(all, "CW/0020", learner => learner with { OtherFunding = true, Ending = null });
        Change(all, OtherGrant, learner => learner with { OtherFunding = true, Ending = null });

        // The number never comes; or it comes in the second quarter.
        Change(all, "KB0030", learner => learner with { UlnKnownFrom = DateOnly.MaxValue, Ending = null });
        Change(all, "LT-0030", learner => learner with { UlnKnownFrom = new DateOnly(2027, 1, 1) });
        Change(all, HeldTopUp, learner => learner with { Credits = 120, Ending = null });
        Change(all, "U0021", learner => learner with { Credits = 120, Ending = null });

        // Moves to another college once the start has been earned.
        Change(all, "CW/0060", learner => learner with { Ending = new DemoEnding(3, new DateOnly(2026, 12, 18), 2) });
        var moved = Find(all, "CW/0060");
        all.Add(SamePerson(Find(all, "KB0001"), moved) with
        {
            Ref = "KB0131",
            Start = new DateOnly(2027, 1, 11),
            PlannedEnd = new DateOnly(2027, 12, 17),
            Ending = null,
        });
        foreach (var learner in new[] { NoRegister, FailedCheck })
        {
            Change(all, learner, demoLearner => demoLearner with { Ending = demoLearner.Ending is { Status: 2 } ? demoLearner.Ending : null });
        }
    }

    private static void NotPaid(List<DemoLearner> all)
    {
        Change(all, "TS0002", learner => learner with { Route = "APP" });
        Change(all, "TS0003", learner => learner with { Route = "ASF" });
        Change(all, "CW/0030", learner => learner with { Claimed = false, Route = "SELF" });
        Change(all, "KB0050", learner => learner with { Claimed = false, Route = "SELF", ClaimStart = 1_350m });
    }

    private static void BreaksAndReturns(List<DemoLearner> all)
    {
        Change(all, "KB0040", learner => learner with { Ending = new DemoEnding(6, new DateOnly(2026, 12, 4)) });
        var broken = Find(all, "KB0040");
        all.Add(broken with { Start = new DateOnly(2027, 1, 11), PlannedEnd = new DateOnly(2027, 7, 30), OriginalStart = broken.Start, Ending = null });
        Change(all, "KB0041", learner => learner with { Ending = new DemoEnding(6, new DateOnly(2027, 2, 12)) });

        // Left on the tenth day and enrolled again in November: one start, earned by the second enrolment.
        Change(all, "LT-0040", learner => learner with { Ending = new DemoEnding(3, learner.Start.AddDays(10), 44) });
        all.Add(Find(all, "LT-0040") with { Start = new DateOnly(2026, 11, 2), PlannedEnd = new DateOnly(2027, 5, 28), Ending = null });
        Change(all, "CW/0040", learner => learner with { InErrorFrom = new DateOnly(2027, 4, 1), Ending = null });

        // One withdrawal the day before the start is earned, and one on the day.
        Change(all, "KB0080", learner => learner with { Ending = new DemoEnding(3, learner.Start.AddDays(40), 43) });
        Change(all, "KB0081", learner => learner with { Ending = new DemoEnding(3, learner.Start.AddDays(41), 43) });

        // Leaves the HND with an HNC.
        Change(all, "U0030", learner => learner with
        {
            Ending = new DemoEnding(2, new DateOnly(2027, 3, 19), Outcome: 2, Achieved: new DateOnly(2027, 3, 26), Credits: 120),
        });
    }

    private static void Odd(List<DemoLearner> all, DemoPeople people)
    {
        Change(all, "KB0060", learner => learner with { Born = learner.Start.AddYears(-17).AddDays(-people.Between(30, 300)) });
        Change(all, "KB0061", learner => learner with { Home = "ZZ99 9ZZ" });
        Change(all, "KB0062", learner => learner with { ClaimStart = 1_350m });
        Change(all, "CW/0050", learner => learner with { ClaimStart = 2_000m });
        Change(all, LeftOutInQ4, learner => learner with { Ending = null });
    }

    public static DemoLearner Find(IReadOnlyList<DemoLearner> all, string learner) => all.First(demoLearner => demoLearner.Ref == learner);

    private static void Change(List<DemoLearner> all, string learner, Func<DemoLearner, DemoLearner> change)
    {
        var at = all.FindIndex(demoLearner => demoLearner.Ref == learner);
        all[at] = change(all[at]);
    }

    private static DemoLearner SamePerson(DemoLearner first, DemoLearner other) => first with
    {
        Uln = other.Uln,
        Born = other.Born,
        Sex = other.Sex,
        Ethnicity = other.Ethnicity,
        Lldd = other.Lldd,
        Home = other.Home,
    };
}
