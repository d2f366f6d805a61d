using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Funding;

/// <summary>
/// Facts of a small pilot: two qualifications, 45/35/20, tolerance 15% inclusive. A test says only what it is about; every provider
/// with rows sends both returns for the period, prepared after the census date, unless the test says otherwise.
/// </summary>
internal sealed class FundingSample
{
    public const string Hnc = "60300001";
    public const string Hnd = "60300002";
    public static readonly Ukprn P1 = Ukprn.Parse("10000001");
    public static readonly Ukprn P2 = Ukprn.Parse("10000002");
    public static readonly Quarter Q3 = new(2026, 3);
    public static readonly Quarter Q4 = new(2026, 4);
    public static readonly FundingYear Year = new(2026);
    public static readonly DateOnly Sep14 = new(2026, 9, 14);
    public static readonly DateOnly Jun25 = new(2027, 6, 25);

    private readonly List<HeldEnrolment> enrolments = [];
    private readonly List<HeldCompletion> completions = [];
    private readonly List<JudgedSubmission> submissions = [];
    private int excelRow = 1;

    public PilotSettings Settings { get; set; } = DefaultSettings();
    public Ledger Ledger { get; set; } = new();
    public Awards Awards { get; set; } = Awards.None;
    public IReadOnlyList<ReconciliationLine> LastClosed { get; set; } = [];

    /// <summary>When every row stood in an enrolment return last, unless the row says otherwise.</summary>
    public DateOnly StoodOn { get; set; } = new(2027, 12, 31);

    public IReadOnlyList<HeldEnrolment> Enrolments => enrolments;

    public static PilotSettings DefaultSettings() => new()
    {
        Version = 1,
        Qualifications =
        [
            new(Hnc, "HNC", "Medical technology", 4, 120, [], new(2026, 1, 1), new(2030, 1, 1)),
            new(Hnd, "HND", "Medical technology", 5, 240, [], new(2026, 1, 1), new(2030, 1, 1)),
        ],
        Calendar = Enumerable.Range(0, 12).Select(at => new Quarter(2026 + at / 4, at % 4 + 1)).Select(period => new CalendarPeriod(
            period, period.FirstDay, period.CensusDate.AddDays(14), period.CensusDate.AddDays(30), 15)).ToList(),
        QualifyingDays = [new(168, 42), new(14, 14), new(1, 1)],
    };

    public static Allocation LineOf(
        Ukprn ukprn, string qualification, FundingYear year, decimal rate, decimal allocation, decimal profileQ3 = 0, decimal profileQ4 = 0) => new(
            ukprn, qualification, year, rate, 20, allocation, [0, 0, 20, 0], [0, 0, profileQ3, profileQ4], null, new(2026, 4, 1), "A. Officer");

    public FundingSample With(params Allocation[] lines)
    {
        Settings = Settings with { Allocations = [.. Settings.Allocations, .. lines] };
        return this;
    }

    /// <summary>Twenty places at 3,000.00 with 27,000.00 profiled in the third quarter, in both years for both providers.</summary>
    public FundingSample WithPlenty(decimal rate = 3000)
    {
        foreach (var ukprn in new[] { P1, P2 })
        {
            foreach (var year in new[] { Year, Year.Next })
            {
                With(LineOf(ukprn, "HNC", year, rate, 1_000_000, 27_000), LineOf(ukprn, "HND", year, rate * 2, 1_000_000, 27_000));
            }
        }

        return this;
    }

    public static LearnerKey KeyOf(string person) => LearnerKey.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(person)));

    /// <summary>A claimed, full-length HNC from 14 September 2026 to 25 June 2027.</summary>
    public FundingSample Enrol(
        string learner, Func<Enrolment, Enrolment>? change = null, Ukprn? at = null, Func<HeldEnrolment, HeldEnrolment>? held = null)
    {
        var row = new Enrolment
        {
            LearnerRef = learner,
            AimRef = Hnc,
            StartDate = Sep14,
            LearnerKey = KeyOf(learner),
            EmploymentStatus = "10",
            PlannedEndDate = Jun25,
            FundingRoute = "SELF",
            IzFunded = true,
        };
        row = change?.Invoke(row) ?? row;
        var enrolment = new HeldEnrolment
        {
            Ukprn = at ?? P1,
            Newest = row,
            SubmissionNumber = 1,
            ExcelRow = ++excelRow,
            FirstPlannedEndDate = row.PlannedEndDate,
            LastReportedOn = StoodOn,
        };
        enrolments.Add(held?.Invoke(enrolment) ?? enrolment);
        return this;
    }

    public FundingSample Enrol(int learners, Func<Enrolment, Enrolment>? change = null)
    {
        for (var i = 1; i <= learners; i++)
        {
            Enrol($"L{enrolments.Count + 1:D3}", change);
        }

        return this;
    }

    /// <summary>A withdrawal of the row that was enrolled last or of the one named.</summary>
    public FundingSample Ends(string learner, DateOnly on, Func<Completion, Completion>? change = null, Ukprn? at = null, DateOnly? start = null)
    {
        var of = enrolments.Last(enrolment => enrolment.Newest.LearnerRef == learner && enrolment.Ukprn == (at ?? P1) && (start is null || enrolment.Newest.StartDate == start));
        var row = new Completion
        {
            LearnerRef = learner,
            AimRef = of.Newest.AimRef,
            StartDate = of.Newest.StartDate,
            CompStatus = "3",
            ActualEndDate = on,
            WithdrawReason = "98",
            Outcome = "3",
        };
        completions.Add(new HeldCompletion
        {
            Ukprn = of.Ukprn,
            Newest = change?.Invoke(row) ?? row,
            SubmissionNumber = 2,
            ExcelRow = ++excelRow,
        });
        return this;
    }

    public static Func<Completion, Completion> Achieved(DateOnly on) => row => row with
    {
        CompStatus = "2",
        Outcome = "1",
        WithdrawReason = null,
        AchievementDate = on,
        Grade = "PA",
    };

    public static Destination NewJob(DateOnly from, DateOnly? collected = null) =>
        new("EMP", "1", from, collected ?? from.AddDays(30), "Y", null, "Y", "NEW_JOB", "PAYSLIP", "PS-1");

    /// <summary>A submission of the first provider, or of the one named; accepted unless changed.</summary>
    public FundingSample Sends(
        ReturnKind kind, Quarter period, DateOnly preparedOn, Func<JudgedSubmission, JudgedSubmission>? change = null, Ukprn? from = null)
    {
        var submission = new JudgedSubmission
        {
            Number = submissions.Count + 1,
            Ukprn = from ?? P1,
            Status = SubmissionStatus.Accepted,
            ReceivedAt = new DateTimeOffset(preparedOn.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero),
            Kind = kind,
            Period = period,
            PreparedOn = preparedOn,
            Interim = preparedOn < period.CensusDate,
        };
        submissions.Add(change?.Invoke(submission) ?? submission);
        return this;
    }

    public FundingInputs Inputs(Quarter period) => new(
        period,
        Settings,
        Ledger,
        new[] { P1, P2 }.Select(ukprn => new ProviderFacts(
            ukprn,
            submissions.Where(submission => submission.Ukprn == ukprn).ToList(),
            enrolments.Where(enrolment => enrolment.Ukprn == ukprn).OrderBy(enrolment => enrolment.Newest.Key).ToList(),
            completions.Where(completion => completion.Ukprn == ukprn).OrderBy(completion => completion.Newest.Key).ToList())).ToList(),
        LastClosed)
    {
        Awards = Awards,
    };

    /// <summary>A run in which both providers have sent both returns for the period, prepared nine months after it.</summary>
    /// <param name="runOn">The day of a provisional run; null = a closing one.</param>
    public FundingRun Run(Quarter period, bool returned = true, DateOnly? runOn = null)
    {
        if (returned)
        {
            foreach (var ukprn in new[] { P1, P2 })
            {
                Sends(ReturnKind.Enrolment, period, new DateOnly(2028, 3, 1), from: ukprn);
                Sends(ReturnKind.Completion, period, new DateOnly(2028, 3, 1), from: ukprn);
            }
        }

        return EarnAndReconcile.Run(Inputs(period) with { RunOn = runOn });
    }

    /// <summary>The same pilot with rows reported in error taken away.</summary>
    public FundingSample Without(string learner)
    {
        enrolments.RemoveAll(enrolment => enrolment.Newest.LearnerRef == learner);
        completions.RemoveAll(completion => completion.Newest.LearnerRef == learner);
        return this;
    }

    public FundingSample WithoutEnd(string learner)
    {
        completions.RemoveAll(completion => completion.Newest.LearnerRef == learner);
        return this;
    }
}

internal static class RunReading
{
    public static ReconciliationLine Line(this FundingRun run, Ukprn? ukprn = null, string qualification = "HNC", FundingYear? year = null) =>
        run.Lines.Single(line => line.Ukprn == (ukprn ?? FundingSample.P1) && line.Qualification == qualification
            && line.FundingYear == (year ?? FundingSample.Year));

    public static Course Course(this FundingRun run, string learner = "L001", Ukprn? ukprn = null) =>
        run.Courses.Single(course => course.First.Newest.LearnerRef == learner && course.Ukprn == (ukprn ?? FundingSample.P1));
}
