using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>
/// Small, crowded pilots made from a seed: three people, two providers, dates on both sides of every boundary, so that rows meet each
/// other as seldom happens in life.
/// </summary>
internal sealed partial class GeneratedFunding(int seed)
{
    private static readonly DateOnly[] Starts =
    [
        new(2026, 9, 14), new(2026, 9, 14), new(2026, 9, 28), new(2026, 11, 2), new(2026, 12, 18), new(2026, 12, 19), new(2027, 1, 11),
        new(2027, 3, 10), new(2027, 5, 3), new(2027, 9, 13),
    ];

    private readonly Random random = new(seed);

    public FundingInputs Make()
    {
        var settings = MakeSettings();
        var rows = Enumerable.Range(0, random.Next(1, 8)).Select(MakeRow).DistinctBy(row => (row.Ukprn, row.Newest.Key)).ToList();
        rows = rows.ConvertAll(row => Restarted(row, rows));
        var ends = rows.Where(_ => Chance(60)).Select(row => MakeEnd(row, settings)).ToList();
        foreach (var left in ends.Where(_ => Chance(30)).ToList())
        {
            GoOn(left, rows, ends, settings);
        }

        var period = new Quarter(2026, 2);
        for (var later = random.Next(0, 8); later > 0; later--)
        {
            period = period.Next;
        }

        var providers = new[] { P1, P2 }.Select(ukprn => new ProviderFacts(
            ukprn,
            MakeSubmissions(ukprn, rows, settings, period),
            rows.Where(row => row.Ukprn == ukprn).OrderBy(row => row.Newest.Key).ToList(),
            ends.Where(row => row.Ukprn == ukprn).OrderBy(row => row.Newest.Key).ToList())).ToList();
        return new GeneratedAwards(seed).Add(new FundingInputs(period, settings, MakeLedger(rows), providers, MakeLastClosed())
        {
            RunOn = Chance(60) ? null : Pick(period.FirstDay.AddDays(random.Next(-20, 92)), period.CensusDate, period.CensusDate.AddDays(Pick(1, 14, 15))),
        });
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];

    private PilotSettings MakeSettings()
    {
        var settings = DefaultSettings();
        var lines = from ukprn in new[] { P1, P2 }
                    from code in new[] { "HNC", "HND" }
                    from year in new[] { 2026, 2027, 2028 }
                    where Chance(88)
                    select new Allocation(
                        ukprn, code, new FundingYear(year), Pick(3000m, 3000m, 3333.33m, 2999.99m, 0.05m), random.Next(20),
                        Pick(0m, 1350m, 2000m, 1200m, 2700m, 2700m, 100_000m, 100_000m, 100_000m),
                        [random.Next(3), random.Next(3), random.Next(9), 1], [Pick(0m, 0m, 100m), 0, Pick(0m, 1350m, 1500m, 3000m), Pick(0m, 1050m)],
                        Chance(10) ? Pick(new DateOnly(2026, 11, 2), new DateOnly(2027, 1, 11)) : null, new(2026, 4, 1), "A. Officer");
        var tolerance = Pick(0m, 10m, 15m);
        return settings with
        {
            Allocations = lines.ToList(),
            Calendar = settings.Calendar.Select(row => row with { TolerancePct = tolerance }).ToList(),
            Scheme = settings.Scheme with { ToleranceInclusive = Chance(60) },
            SchemesByStartYear = Chance(25)
                ? new Dictionary<FundingYear, Scheme>
                {
                    [new FundingYear(Pick(2026, 2027))] = settings.Scheme with
                    {
                        StartPct = 33.3m,
                        CompletionPct = 33.3m,
                        OutcomePct = 33.4m,
                        OutcomeWindowMonths = 3,
                        UlnGracePeriods = 1,
                    },
                }
                : new Dictionary<FundingYear, Scheme>(),
            Destinations = Chance(15)
                ? [new("EMP", "1", PositiveWhen.Always), new("EMP", "2", PositiveWhen.IfNew), new("EDU", "2", PositiveWhen.Never), new("VOL", "1", PositiveWhen.IfNew)]
                : [],
        };
    }

    private HeldEnrolment MakeRow(int number)
    {
        var person = Pick("Ann", "Bob", "Cid");
        var start = Pick(Starts).AddDays(Pick(0, 0, 0, 1));
        var aim = Pick(Hnc, Hnc, Hnd);
        var row = new Enrolment
        {
            LearnerRef = Chance(85) ? person : person + "2",
            AimRef = aim,
            StartDate = start,
            LearnerKey = KeyOf(person),
            EmploymentStatus = Pick("10", "10", "11", "12", "98"),
            CreditsPlanned = Pick<int?>(null, null, null, null, null, 120, 119, 240),
            PlannedEndDate = start.AddDays(Pick(12, 13, 165, 166, 167, 284, 284, 284)),
            FundingRoute = Pick("SELF", "SELF", "SELF", "SELF", "SELF", "LLE", "HESF", "ASF", "APP"),
            IzFunded = Chance(90),
            OtherPublicFunding = Chance(8),
            ClaimStartGbp = Chance(25) ? Pick(1350m, 1000m, 0m) : null,
        };
        var firstEnd = Chance(85) ? row.PlannedEndDate : start.AddDays(Pick(13, 166, 167));
        return new HeldEnrolment
        {
            Ukprn = Pick(P1, P1, P2),
            Newest = row,
            SubmissionNumber = random.Next(1, 9),
            ExcelRow = number + 2,
            FirstPlannedEndDate = firstEnd,
            LastReportedOn = Chance(80) ? new(2028, 6, 1) : start.AddDays(Pick(12, 13, 40, 41)),
            Stale = Chance(10),
            TemporaryUlnPeriods = Pick(0, 0, 0, 0, 0, 2, 3),
            PossibleDuplicate = Chance(5),
            EarlierStartDates = Chance(10) ? [start.AddDays(-7)] : [],
        };
    }

    private HeldEnrolment Restarted(HeldEnrolment row, List<HeldEnrolment> rows) => Chance(25)
        ? row with
        {
            Newest = row.Newest with
            {
                Restart = true,
                OriginalStartDate = Chance(75) ? rows[random.Next(rows.Count)] is var other && Chance(80) ? other.Newest.StartDate
                    : other.EarlierStartDates.FirstOrDefault(new DateOnly(2026, 9, 14)) : new(2026, 9, 1),
            },
        }
        : row;

    /// <summary>What mostly follows an end: a restart after a break, an HND after an HNC, or the same again, here and there a day too soon.</summary>
    private void GoOn(HeldCompletion left, List<HeldEnrolment> rows, List<HeldCompletion> ends, PilotSettings settings)
    {
        var row = rows.Single(enrolment => enrolment.Ukprn == left.Ukprn && enrolment.Newest.Key == left.Newest.Key);
        var start = left.Newest.ActualEndDate.AddDays(Pick(7, 7, 60, 200, 1, 0, -1));
        var restart = left.Newest.CompStatus == "6" && Chance(80);
        var again = row with
        {
            Ukprn = left.Newest.CompStatus == "2" ? Pick(P1, P2) : row.Ukprn,
            Newest = row.Newest with
            {
                AimRef = left.Newest.CompStatus == "2" ? Hnd : row.Newest.AimRef,
                StartDate = start,
                PlannedEndDate = start.AddDays(284),
                CreditsPlanned = null,
                Restart = restart,
                OriginalStartDate = restart ? row.Newest.StartDate : null,
                OtherPublicFunding = Chance(10),
            },
            FirstPlannedEndDate = start.AddDays(284),
            LastReportedOn = new(2028, 6, 1),
            PossibleDuplicate = false,
            EarlierStartDates = [],
        };
        if (rows.Any(enrolment => enrolment.Ukprn == again.Ukprn && enrolment.Newest.Key == again.Newest.Key))
        {
            return;
        }

        rows.Add(again);
        if (Chance(70))
        {
            ends.Add(MakeEnd(again, settings));
        }
    }

    private static DateOnly QualifyingDate(HeldEnrolment row, PilotSettings settings) => row.Newest.StartDate.AddDays(
        settings.QualifyingDaysOf(row.FirstPlannedEndDate.DayNumber - row.Newest.StartDate.DayNumber + 1) - 1);

    private HeldCompletion MakeEnd(HeldEnrolment of, PilotSettings settings)
    {
        var end = Chance(50) ? QualifyingDate(of, settings).AddDays(Pick(-1, 0, 1)) : Chance(60) ? of.Newest.PlannedEndDate : of.Newest.StartDate.AddDays(Pick(2, 60));
        var status = Pick("2", "2", "2", "3", "6");
        var outcome = status == "2" ? Pick("1", "1", "1", "1", "2", "3", "8") : Pick("3", "3", "2");
        var window = end.AddMonths(6);
        var began = Pick(end.AddDays(-5), end.AddDays(20), window, window.AddDays(1));
        return new HeldCompletion
        {
            Ukprn = of.Ukprn,
            Newest = new Completion
            {
                LearnerRef = of.Newest.LearnerRef,
                AimRef = of.Newest.AimRef,
                StartDate = of.Newest.StartDate,
                CompStatus = status,
                ActualEndDate = end,
                Outcome = outcome,
                AchievementDate = outcome is "1" or "2" ? end.AddDays(Pick(0, 14)) : null,
                Destination = Chance(70)
                    ? new Destination(
                        Pick("EMP", "EMP", "EMP", "EDU", "NPE", "VOL"), Pick("1", "1", "2", "2", "4", "3"), began, Later(began, end).AddDays(Pick(0, 0, 30, -1)),
                        "Y", null, "Y", Pick("NEW_JOB", "NEW_JOB", "PROMOTED", "RESPONSIBILITIES", "SAME_JOB", "U"),
                        Pick("PAYSLIP", "PAYSLIP", "EMPLOYER", "NONE"), "D-1")
                    : null,
                ClaimCompletionGbp = Chance(15) ? Pick(1050m, 0m) : null,
                ClaimOutcomeGbp = Chance(15) ? Pick(600m, 0.01m) : null,
            },
            SubmissionNumber = random.Next(1, 9),
            ExcelRow = random.Next(2, 99),
            Stale = Chance(10),
        };
    }

    private static DateOnly Later(DateOnly first, DateOnly other) => first > other ? first : other;
}
