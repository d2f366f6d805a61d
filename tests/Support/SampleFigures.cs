using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Workbooks;

/// <summary>
/// A believable quarter in memory: three invented providers, two qualifications, learners without names. Milestones are decided by the
/// simplest reading of the rules, so that sheets can be tested without the funding engine.
/// </summary>
internal static partial class SampleFigures
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
            Run = RunOf(period, kind, settings),
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

    private static RunRecord RunOf(Quarter period, RunKind kind, PilotSettings settings) => new(
        14,
        period,
        kind,
        kind == RunKind.Provisional ? 0 : 1,
        kind == RunKind.Provisional ? RunState.Provisional : RunState.AwaitingApproval,
        settings.Version,
        new string('a', 60) + "0123",
        new DateTimeOffset(period.CensusDate.AddDays(35).ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero),
        "1.0.0");

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

    private static List<ReconciliationLine> Lines(Quarter period, PilotSettings settings, List<Course> courses, Ledger ledger, IReadOnlyList<ReconciliationLine> lastClosed) =>
    [
        .. settings.Allocations.Where(allocation => allocation.FundingYear <= period.FundingYear)
            .OrderBy(allocation => allocation.Ukprn).ThenBy(allocation => allocation.Qualification, StringComparer.Ordinal).ThenBy(allocation => allocation.FundingYear)
            .Select(allocation => LineOf(
                allocation, period, courses.FindAll(course => course.Ukprn == allocation.Ukprn && course.Qualification == allocation.Qualification), ledger,
                lastClosed.FirstOrDefault(line => line.Ukprn == allocation.Ukprn && line.Qualification == allocation.Qualification && line.FundingYear == allocation.FundingYear))),
    ];

    private static ReconciliationLine LineOf(Allocation line, Quarter period, List<Course> mine, Ledger ledger, ReconciliationLine? before)
    {
        Earning[] earned = [.. mine.SelectMany(course => course.Milestones).Where(earning => earning.Date is { } date && line.FundingYear.Contains(date))];
        var quarters = line.FundingYear.Quarters.Count(quarter => quarter <= period);
        var inQuarter = earned.Where(earning => earning.IsEarned && period.Contains(earning.Date!.Value)).Sum(earning => earning.AmountGbp);
        var ytd = earned.Where(earning => earning.IsEarned).Sum(earning => earning.AmountGbp);
        return new ReconciliationLine
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
        };
    }
}
