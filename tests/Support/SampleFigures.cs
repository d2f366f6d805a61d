using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Workbooks;

/// <summary>
/// A believable quarter in memory: three invented providers, two qualifications, learners without names. Milestones are decided by the
/// simplest reading of the rules, so that sheets can be tested without the funding engine.
/// </summary>
internal static class SampleFigures
{
    public static readonly Ukprn College = Ukprn.Parse("10000101");
    public static readonly Ukprn Private = Ukprn.Parse("10000202");
    public static readonly Ukprn University = Ukprn.Parse("10000303");
    public static readonly Quarter Q3 = new(2026, 3);
    public const string Hnc = "60399991";
    public const string Hnd = "60399992";

    public static QuarterFigures Provisional { get; } = Build(Q3, RunKind.Provisional);

    public static QuarterFigures Closed { get; } = Build(Q3, RunKind.Closing);

    /// <summary>Eighteen months on: people have completed, and windows have closed.</summary>
    public static QuarterFigures Mature { get; } = Build(new Quarter(2027, 4), RunKind.Closing);

    public static QuarterFigures Build(Quarter period, RunKind kind, bool first = false)
    {
        var settings = Settings();
        List<ProviderFacts> providers = [];
        List<Course> courses = [];
        foreach (var (provider, starts) in new[] { (College, 26), (Private, 9), (University, 14) })
        {
            var made = Courses(provider, starts, period.CensusDate, settings);
            courses.AddRange(made);
            providers.Add(new ProviderFacts(
                provider,
                Submissions(provider, period),
                [.. made.SelectMany(course => course.Rows).Select(row => row.Enrolment).OrderBy(row => row.Newest.Key)],
                [.. made.SelectMany(course => course.Rows).Select(row => row.Completion).OfType<HeldCompletion>().OrderBy(row => row.Newest.Key)]));
        }

        courses = Cap(courses, settings);
        var ledger = Ledger();
        var last = first ? null : Build(period.Previous, RunKind.Closing, first: true);
        return new QuarterFigures
        {
            LastClosed = last?.Funding.Lines ?? [],
            LastClosedEarnings = last is null ? [] : [.. last.Funding.Earnings],
            Run = new RunRecord(
                14,
                period,
                kind,
                kind == RunKind.Provisional ? 0 : 1,
                kind == RunKind.Provisional ? RunState.Provisional : RunState.AwaitingApproval,
                settings.Version,
                new string('a', 60) + "0123",
                new DateTimeOffset(period.CensusDate.AddDays(35).ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero),
                "1.0.0"),
            Settings = settings,
            Ledger = ledger,
            RoundingSecret = new RoundingSecret("example"u8),
            Funding = new FundingRun(period, period.CensusDate, Lines(period, settings, courses, ledger, last?.Funding.Lines ?? []), courses),
            Providers = providers,
            OpenFindings = [new OpenFinding(College, ReturnKind.Enrolment, 11, 7, "L101003", "FUND_03", Severity.W, RuleCatalogue.Get("FUND_03").Message)],
            RuleCounts =
            [
                new RuleCount(College, ReturnKind.Enrolment, period, 11, "FUND_03", Severity.W, 2),
                new RuleCount(College, ReturnKind.Enrolment, period.Previous, 4, "FUND_03", Severity.W, 3),
                new RuleCount(Private, ReturnKind.Enrolment, period, 21, "ULN_D", Severity.E, 1),
            ],
        };
    }

    /// <summary>Funds earnings in the order of their dates until the allocation is used up.</summary>
    private static List<Course> Cap(List<Course> courses, PilotSettings settings)
    {
        var left = settings.Allocations.ToDictionary(allocation => (allocation.Ukprn, allocation.Qualification, allocation.FundingYear), allocation => allocation.AllocationGbp);
        var funded = new Dictionary<Earning, Earning>(ReferenceEqualityComparer.Instance);
        foreach (var earning in courses.SelectMany(course => course.Milestones).Where(otherEarning => otherEarning.IsEarned)
            .OrderBy(otherEarning => otherEarning.Date).ThenBy(otherEarning => otherEarning.LearnerRef, StringComparer.Ordinal).ThenBy(otherEarning => otherEarning.Milestone))
        {
            var key = (earning.Ukprn, earning.Qualification, FundingYear.Containing(earning.Date!.Value));
            var paid = Math.Min(earning.AmountGbp, left[key]);
            left[key] -= paid;
            funded[earning] = paid == earning.AmountGbp ? earning : earning with
            {
                FundedGbp = paid,
                Decision = paid > 0 ? Decision.PartFunded : Decision.UnfundedCap,
                Reason = "The allocation is used up.",
                WhatChangesIt = "A larger allocation.",
            };
        }

        return
        [
            .. courses.Select(course => course with
            {
                Start = funded.GetValueOrDefault(course.Start, course.Start),
                Completion = funded.GetValueOrDefault(course.Completion, course.Completion),
                Outcome = funded.GetValueOrDefault(course.Outcome, course.Outcome),
            }),
        ];
    }

    private static PilotSettings Settings()
    {
        var years = new[] { new FundingYear(2026), new FundingYear(2027) };
        return new PilotSettings
        {
            Version = 3,
            Providers =
            [
                new Provider(College, "Blackthorn College", ProviderKind.College, "IZ-001", "V1001"),
                new Provider(Private, "=Foundry Lane Training", ProviderKind.Private, null, "V1002"),
                new Provider(University, "University of the Rea Valley", ProviderKind.University, "IZ-003", null),
            ],
            Contacts = [new Contact(null, "OFFICER", "Funding Officer", "funding@example.org")],
            Qualifications =
            [
                new Qualification(Hnc, "HNC", "Higher National Certificate in MedTech", 4, 120, ["ST9001"], new(2026, 8, 1), new(2029, 7, 31)),
                new Qualification(Hnd, "HND", "Higher National Diploma in MedTech", 5, 240, ["ST9001", "ST9002"], new(2026, 8, 1), new(2029, 7, 31)),
            ],
            Allocations =
            [
                .. from provider in new[] { (College, 20000m), (Private, 9000m), (University, 60000m) }
                   from qualification in new[] { "HNC", "HND" }
                   from year in years
                   select new Allocation(
                       provider.Item1, qualification, year, 3333.33m, 12, provider.Item2, [0, 4, 6, 2],
                       [0m, Money.Round(provider.Item2 * 0.2m), Money.Round(provider.Item2 * 0.5m), provider.Item2 - Money.Round(provider.Item2 * 0.2m) - Money.Round(provider.Item2 * 0.5m)],
                       null, new(2026, 6, 1), "A. Officer"),
            ],
            Calendar =
            [
                .. Enumerable.Range(0, 8).Select(i => new Quarter(2026 + i / 4, 1 + i % 4)).Select(quarter => new CalendarPeriod(
                    quarter, quarter.FirstDay, quarter.CensusDate.AddDays(15), quarter.CensusDate.AddDays(30), 15)),
            ],
            Scheme = new Scheme { PilotFrom = new(2026, 8, 1), PilotTo = new(2029, 7, 31) },
            QualifyingDays = [new(168, 42), new(14, 14), new(1, 1)],
            RuleOverrides = [new RuleOverride("POST_D", Private, Severity.W, new(2026, 2), new(2026, 4), "System being replaced", "A. Officer")],
        };
    }

    private static List<JudgedSubmission> Submissions(Ukprn provider, Quarter period)
    {
        JudgedSubmission Sent(int number, ReturnKind kind, int days, SubmissionStatus status) => new()
        {
            Number = number,
            Ukprn = provider,
            Kind = kind,
            Period = period,
            Status = status,
            ReceivedAt = new DateTimeOffset(period.CensusDate.AddDays(days).ToDateTime(new TimeOnly(10, 30)), TimeSpan.Zero),
            PreparedOn = period.CensusDate.AddDays(days),
            Rows = 26,
            AcceptedRows = 25,
            RejectedRows = 1,
            Warnings = 4,
        };

        // The college is in time, the training provider partly accepted and late, and the university has not sent its completions.
        return provider == College
            ? [Sent(11, ReturnKind.Enrolment, 5, SubmissionStatus.Accepted), Sent(12, ReturnKind.Completion, 5, SubmissionStatus.Accepted)]
            : provider == Private
                ? [Sent(21, ReturnKind.Enrolment, 20, SubmissionStatus.PartlyAccepted), Sent(22, ReturnKind.Completion, 20, SubmissionStatus.Accepted) with { Nil = true, Rows = 0, AcceptedRows = 0, RejectedRows = 0, Warnings = 0 }]
                : [Sent(31, ReturnKind.Enrolment, 8, SubmissionStatus.Accepted)];
    }

    private static List<Course> Courses(Ukprn provider, int starts, DateOnly census, PilotSettings settings)
    {
        List<Course> courses = [];
        for (var i = 0; i < starts; i++)
        {
            courses.Add(OneCourse(provider, i, census, settings));
        }

        return [.. courses.OrderBy(course => course.First.Newest.LearnerRef, StringComparer.Ordinal)];
    }

    private static Course OneCourse(Ukprn provider, int i, DateOnly census, PilotSettings settings)
    {
        var hnd = i % 3 == 0;
        var start = new DateOnly(2026, 9, 14).AddDays(i % 4 * 7);
        var key = new byte[32];
        BitConverter.TryWriteBytes(key, provider.Value + i);
        var enrolment = new HeldEnrolment
        {
            Ukprn = provider,
            SubmissionNumber = 11,
            ExcelRow = 9 + i,
            FirstPlannedEndDate = new DateOnly(2027, 6, 25),
            LastReportedOn = census.AddDays(5),
            Stale = provider == University && i == 3,
            Newest = new Enrolment
            {
                LearnerRef = $"L{provider.Value % 1000:000}{i:000}",
                AimRef = hnd ? Hnd : Hnc,
                StartDate = start,
                LearnerKey = LearnerKey.FromBytes(key),
                AgeAtStart = 18 + i % 20,
                Sex = i % 5 == 0 ? "M" : "F",
                Ethnicity = new[] { "31", "37", "40", "44", "99" }[i % 5],
                Lldd = i % 7 == 0 ? "1" : "2",
                PriorAttainment = i % 2 == 0 ? "L3" : "L4",
                EmploymentStatus = i % 4 == 0 ? "11" : "10",
                Residence = i % 6 == 0 ? PostcodeArea.None : new PostcodeArea("B15", "Birmingham", true, i % 2 == 0),
                Delivery = i % 8 == 0 ? PostcodeArea.None : new PostcodeArea("B4", "Birmingham", true, i % 3 == 0),
                Mode = i % 3 == 1 ? "PT" : "FT",
                PlannedEndDate = new DateOnly(2027, 6, 25),
                FundingRoute = i % 2 == 0 ? "HESF" : "EMP",
                IzFunded = true,
                OtherPublicFunding = i == 5,
                EmployerSponsored = i % 2 == 1,
            },
        };
        var completion = CompletionOf(enrolment, i, census);
        var (first, second, third) = Money.Split(3333.33m, 45, 35);
        Earning Milestone(Milestone milestone, DateOnly? date, decimal amount, Decision decision, params HoldKind[] holds) => new()
        {
            Ukprn = provider,
            LearnerRef = enrolment.Newest.LearnerRef,
            AimRef = enrolment.Newest.AimRef,
            Qualification = hnd ? "HND" : "HNC",
            StartDate = start,
            Milestone = milestone,
            Date = date,
            AmountGbp = amount,
            FundedGbp = decision == Decision.Funded ? amount : 0,
            Decision = decision,
            Holds = holds,
            Reason = decision switch
            {
                Decision.Funded => "The learner was in learning on the qualifying date and the returns confirm it.",
                Decision.Held => "The row says that another grant pays the same costs.",
                _ => "Not reached by the census date.",
            },
            WhatChangesIt = decision switch { Decision.Funded => "", Decision.Held => "An officer clears it in the ledger.", _ => "A later return." },
            SubmissionNumber = 11,
            ExcelRow = 9 + i,
        };

        var qualifies = start.AddDays(41);
        var left = completion?.Newest is { CompStatus: "3" } ended && ended.ActualEndDate < qualifies;
        var held = i == 5;
        var startDecision = left || qualifies > census ? Decision.NotYet : held ? Decision.Held : Decision.Funded;
        var achieved = completion?.Newest is { CompStatus: "2", Outcome: "1" } && startDecision == Decision.Funded;
        var placed = achieved && completion!.Newest.Destination is { Type: "EMP", NewOrProgressed: "NEW_JOB" };
        return new Course(provider, enrolment.Newest.LearnerKey, enrolment.Newest.AimRef, hnd ? "HND" : "HNC", [new CourseRow(enrolment, completion)])
        {
            Start = Milestone(
                Pilot.Reporting.Vocabulary.Milestone.Start, qualifies, startDecision == Decision.NotYet ? 0 : first, startDecision,
                held ? [HoldKind.OtherFunding] : []),
            Completion = Milestone(
                Pilot.Reporting.Vocabulary.Milestone.Completion, achieved ? completion!.Newest.AchievementDate : null, achieved ? second : 0,
                achieved ? Decision.Funded : Decision.NotYet),
            Outcome = Milestone(
                Pilot.Reporting.Vocabulary.Milestone.Outcome, placed ? completion!.Newest.Destination!.StartDate : null, placed ? third : 0,
                placed ? Decision.Funded : Decision.NotYet),
        };
    }

    private static HeldCompletion? CompletionOf(HeldEnrolment enrolment, int i, DateOnly census)
    {
        var row = new Completion { LearnerRef = enrolment.Newest.LearnerRef, AimRef = enrolment.Newest.AimRef, StartDate = enrolment.Newest.StartDate };
        Completion? ended = i % 9 == 4
            ? row with { CompStatus = "3", ActualEndDate = enrolment.Newest.StartDate.AddDays(i % 2 == 0 ? 29 : 60), Outcome = "3", WithdrawReason = "44" }
            : census < new DateOnly(2027, 7, 1) ? null : row with
            {
                CompStatus = "2",
                ActualEndDate = new(2027, 6, 25),
                Outcome = i % 10 == 1 ? "3" : i % 10 == 3 ? "8" : "1",
                AchievementDate = i % 10 is 1 or 3 ? null : new(2027, 7, 9),
                Grade = i % 10 is 1 or 3 ? null : new[] { "PA", "ME", "DS" }[i % 3],
                Destination = i % 4 == 3 ? null : new Destination(
                    i % 4 == 2 ? "OTH" : "EMP", i % 4 == 2 ? "3" : "1", new(2027, 9, 1), new(2027, 10, 1), i % 4 == 2 ? null : "Y", null, i % 4 == 2 ? null : "Y", i % 4 == 2 ? null : "NEW_JOB", "EMPLOYER", "E1"),
            };
        return ended is null || ended.ActualEndDate > census
            ? null
            : new HeldCompletion { Ukprn = enrolment.Ukprn, Newest = ended, SubmissionNumber = 12, ExcelRow = 9 + i };
    }

    private static Ledger Ledger() => new()
    {
        Payments =
        [
            new Payment("P1", College, "HNC", new(2026), new(2026, 12, 1), 12000m),
            new Payment("P2", University, "HND", new(2026), new(2026, 12, 1), 20000m),
        ],
        Adjustments = [new ManualAdjustment("A1", College, "HND", new(2026), new(2026, 12, 20), -250.50m, "Agreed correction", "A. Officer")],
        EvidenceChecks =
        [
            new EvidenceCheck("E1", College, "L101001", Hnc, new(2026, 9, 21), Milestone.Start, new(2026, 12, 15), true, "B. Officer"),
            new EvidenceCheck("E2", College, "L101002", Hnc, new(2026, 9, 28), Milestone.Start, new(2026, 12, 15), false, "B. Officer"),
        ],
    };

    private static List<ReconciliationLine> Lines(Quarter period, PilotSettings settings, List<Course> courses, Ledger ledger, IReadOnlyList<ReconciliationLine> lastClosed)
    {
        List<ReconciliationLine> lines = [];
        foreach (var line in settings.Allocations.Where(allocation => allocation.FundingYear <= period.FundingYear)
            .OrderBy(allocation => allocation.Ukprn).ThenBy(allocation => allocation.Qualification, StringComparer.Ordinal).ThenBy(allocation => allocation.FundingYear))
        {
            Course[] mine = [.. courses.Where(course => course.Ukprn == line.Ukprn && course.Qualification == line.Qualification)];
            Earning[] earned = [.. mine.SelectMany(course => course.Milestones).Where(earning => earning.Date is { } date && line.FundingYear.Contains(date))];
            var quarters = line.FundingYear.Quarters.Count(quarter => quarter <= period);
            var inQuarter = earned.Where(earning => earning.IsEarned && period.Contains(earning.Date!.Value)).Sum(earning => earning.AmountGbp);
            var ytd = earned.Where(earning => earning.IsEarned).Sum(earning => earning.AmountGbp);
            var before = lastClosed.FirstOrDefault(reconciliationLine => reconciliationLine.Ukprn == line.Ukprn && reconciliationLine.Qualification == line.Qualification && reconciliationLine.FundingYear == line.FundingYear);
            lines.Add(new ReconciliationLine
            {
                PreviouslyReported = before?.FundedYtd ?? 0,
                Adjustment = ytd - inQuarter - (before?.EarnedYtd ?? 0),
                Ukprn = line.Ukprn,
                Qualification = line.Qualification,
                FundingYear = line.FundingYear,
                Places = line.Places,
                AllocationGbp = line.AllocationGbp,
                ProfileStartsQuarter = line.FundingYear == period.FundingYear ? line.ProfileStarts[period.Number - 1] : 0,
                ProfileStartsYtd = line.ProfileStarts.Take(quarters).Sum(),
                ProfileGbpQuarter = line.FundingYear == period.FundingYear ? line.ProfileGbp[period.Number - 1] : 0,
                ProfileGbpYtd = line.ProfileGbp.Take(quarters).Sum(),
                Starts = mine.Count(course => line.FundingYear.Contains(course.StartDate)),
                QualifyingStartsQuarter = earned.Count(earning => earning.Milestone == Milestone.Start && earning.IsQualifying && period.Contains(earning.Date!.Value)),
                QualifyingStartsYtd = earned.Count(earning => earning.Milestone == Milestone.Start && earning.IsQualifying),
                EarnedQuarter = inQuarter,
                EarnedEarlier = ytd - inQuarter,
                FundedYtd = Math.Min(ytd, line.AllocationGbp),
                ManualAdjustmentsYtd = ledger.Adjustments.Where(adjustment => adjustment.Ukprn == line.Ukprn && adjustment.Qualification == line.Qualification && adjustment.FundingYear == line.FundingYear).Sum(adjustment => adjustment.AmountGbp),
                PaidYtd = ledger.Payments.Where(payment => payment.Ukprn == line.Ukprn && payment.Qualification == line.Qualification && payment.FundingYear == line.FundingYear).Sum(payment => payment.AmountGbp),
                ClaimedYtd = ytd,
                HeldGbp = earned.Where(earning => earning.Decision == Decision.Held).Sum(earning => earning.AmountGbp),
                Status = line.Ukprn == University ? LineStatus.NotReturned : ytd > line.AllocationGbp ? LineStatus.OverUnfunded : LineStatus.Within,
                Stale = line.Ukprn == University,
            });
        }

        return lines;
    }
}
