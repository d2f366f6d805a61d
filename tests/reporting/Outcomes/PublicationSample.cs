using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Outcomes;

/// <summary>A plain pilot to change one thing in: three colleges, and people who all start alike on 14 September 2026.</summary>
internal static class PublicationSample
{
    public static readonly Quarter Q3 = new(2026, 3);
    public static readonly Ukprn College = Ukprn.Parse("10090001");

    public static RoundingSecret Secret { get; } = new("example"u8);

    public static PilotSettings Settings { get; } = new()
    {
        Version = 1,
        Scheme = new Scheme { PilotFrom = new(2026, 8, 1), PilotTo = new(2029, 7, 31) },
        Providers = [.. Enumerable.Range(1, 3).Select(i => Provider(i, ProviderKind.College))],
        Allocations =
        [
            .. Enumerable.Range(1, 3).Select(i => new Allocation(
                Provider(i, ProviderKind.College).Ukprn, "HNC", new FundingYear(2026), 3000m, 20, 60000m, [0, 10, 10, 0],
                [0m, 20000m, 20000m, 20000m], null, new(2026, 7, 1), "A. Officer")),
        ],
        Qualifications =
        [
            new("60300001", "HNC", "Higher National Certificate in MedTech", 4, 120, ["ST0001", "ST0002"], new(2026, 8, 1), new(2029, 7, 31)),
            new("60300002", "HND", "Higher National Diploma in MedTech", 5, 240, [], new(2026, 8, 1), new(2029, 7, 31)),
        ],
    };

    public static Enrolment Starter { get; } = new()
    {
        LearnerRef = "L1",
        AimRef = "60300001",
        StartDate = new(2026, 9, 14),
        PlannedEndDate = new(2027, 6, 25),
        AgeAtStart = 19,
        Sex = "F",
        Ethnicity = "31",
        Lldd = "2",
        PriorAttainment = "L3",
        EmploymentStatus = "10",
        Mode = "FT",
        FundingRoute = "HESF",
        IzFunded = true,
    };

    public static Completion Achiever { get; } = new()
    {
        LearnerRef = "L1",
        AimRef = "60300001",
        StartDate = new(2026, 9, 14),
        CompStatus = "2",
        Outcome = "1",
        ActualEndDate = new(2027, 6, 25),
        AchievementDate = new(2027, 6, 30),
        Grade = "PA",
        Destination = new("EMP", "1", new(2027, 9, 1), new(2027, 10, 1), "Y", null, "Y", "NEW_JOB", "EMPLOYER", "E1"),
    };

    public static Provider Provider(int number, ProviderKind kind) => new(
        Ukprn.Parse((10090000 + number).ToString(System.Globalization.CultureInfo.InvariantCulture)), $"Invented Provider {number}", kind, null, null);

    /// <summary>That many people, each a course, changed as told.</summary>
    public static IEnumerable<Course> People(int count, Func<Enrolment, Enrolment>? change = null, Completion? end = null, int from = 0) =>
        Enumerable.Range(from, count).Select(i =>
        {
            var row = (change?.Invoke(Starter) ?? Starter) with { LearnerRef = $"L{i}-{count}", LearnerKey = new LearnerKey((ulong)i, (ulong)count, 7, 7) };
            return CourseOf(College, row, end is null ? null : end with { LearnerRef = row.LearnerRef, AimRef = row.AimRef }, Q3.CensusDate.AddYears(9));
        });

    public static Course CourseOf(Ukprn ukprn, Enrolment row, Completion? end, DateOnly census)
    {
        var qualification = row.AimRef == "60300002" ? "HND" : "HNC";
        Earning Earned(Milestone milestone, DateOnly? date, decimal pounds) => new()
        {
            Ukprn = ukprn,
            LearnerRef = row.LearnerRef,
            AimRef = row.AimRef,
            Qualification = qualification,
            StartDate = row.StartDate,
            Milestone = milestone,
            Date = date,
            AmountGbp = date <= census ? pounds : 0,
            FundedGbp = date <= census ? pounds : 0,
            Decision = date <= census ? Decision.Funded : Decision.NotYet,
            Reason = "",
            WhatChangesIt = "",
            SubmissionNumber = 1,
            ExcelRow = 2,
        };
        var achieved = end is { Outcome: "1" } ? end.AchievementDate : null;
        var held = new HeldEnrolment
        {
            Ukprn = ukprn,
            Newest = row,
            SubmissionNumber = 1,
            ExcelRow = 2,
            FirstPlannedEndDate = row.PlannedEndDate,
            LastReportedOn = census,
        };
        var completion = end is null ? null : new HeldCompletion { Ukprn = ukprn, Newest = end, SubmissionNumber = 2, ExcelRow = 2 };
        return new Course(ukprn, row.LearnerKey, row.AimRef, qualification, [new(held, completion)])
        {
            Start = Earned(Milestone.Start, row.StartDate.AddDays(41), 1350m),
            Completion = Earned(Milestone.Completion, achieved, 1050m),
            Outcome = Earned(Milestone.Outcome, achieved is null ? null : end?.Destination?.StartDate, 600m),
        };
    }

    /// <summary>A closing run over these courses, for which every provider has sent both returns.</summary>
    public static QuarterFigures Figures(
        Quarter period, IEnumerable<Course> courses, IReadOnlyList<PublishedCell>? published = null, PilotSettings? settings = null, int revision = 1)
    {
        List<Course> all = [.. courses];
        settings ??= Settings;
        var line = new ReconciliationLine
        {
            Ukprn = College,
            Qualification = "HNC",
            FundingYear = period.FundingYear,
            FundedYtd = all.SelectMany(course => course.Milestones).Where(earning => earning.Date <= period.CensusDate).Sum(earning => earning.FundedGbp),
        };
        return new QuarterFigures
        {
            Run = new RunRecord(1, period, RunKind.Closing, revision, RunState.Published, 1, new string('0', 64), DateTimeOffset.UnixEpoch, "1"),
            Settings = settings,
            Ledger = new Ledger(),
            Funding = new FundingRun(period, period.CensusDate, [line], all),
            Providers = [.. settings.Providers.Select(provider => FactsOf(provider.Ukprn, period))],
            Published = published ?? [],
            RoundingSecret = Secret,
        };
    }

    public static string Cell(this SkillsEnglandPublication publication, string sheet, string group, string category, string heading) => publication.Cell(
        sheet, group, category, publication.Tables.Single(table => table.Sheet == sheet).Headings.ToList().IndexOf(heading));

    public static string Cell(this SkillsEnglandPublication publication, string sheet, string group, string category, int column = 0)
    {
        var table = sheet == "T11" ? publication.Characteristics : publication.Tables.Single(outcomeTable => outcomeTable.Sheet == sheet);
        var cell = table.Rows.Single(row => row.Labels[^1] == category && (row.Labels.Count == 1 || row.Labels[0] == group)).Cells[column];
        return cell.Shorthand ?? cell.Text ?? cell.Value!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static ProviderFacts FactsOf(Ukprn ukprn, Quarter period)
    {
        JudgedSubmission Sent(int number, ReturnKind kind) => new()
        {
            Number = number,
            Ukprn = ukprn,
            Status = SubmissionStatus.Accepted,
            ReceivedAt = LondonTime.EndOf(period.CensusDate.AddDays(9)),
            Kind = kind,
            Period = period,
            PreparedOn = period.CensusDate.AddDays(8),
            Rows = 30,
            AcceptedRows = 30,
        };
        return new(ukprn, [Sent(1, ReturnKind.Enrolment), Sent(2, ReturnKind.Completion)], [], []);
    }
}
