using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns.Rules;

/// <summary>A valid return and all that it is judged against. A test changes what it is about and nothing else.</summary>
public sealed class ReturnUnderTest
{
    public const string Hnc = "60300011";
    public const string Hnd = "60300012";
    public static readonly Ukprn Ukprn = Ukprn.Parse("10000001");
    public static readonly Ukprn OtherUkprn = Ukprn.Parse("10000002");
    public static readonly DateOnly Start = new(2026, 9, 14);
    public static readonly DateOnly PlannedEnd = new(2027, 6, 25);
    private readonly ReturnTemplate _template;

    private ReturnUnderTest(ReturnTemplate template, Quarter period, DateOnly preparedOn)
    {
        _template = template;
        Period = period;
        File = new ReturnBuilder(template, Ukprn.ToString(), period, preparedOn);
        Today = preparedOn.AddDays(2);
        FileName = $"{template.Code}-{Ukprn}-{period.Id}-20270105-093000.xlsx";
    }

    public ReturnBuilder File { get; }
    public Quarter Period { get; }
    public PilotSettings Settings { get; set; } = SettingsInForce();
    public Ukprn? Folder { get; set; } = Ukprn;
    public string FileName { get; set; }
    public DateOnly Today { get; set; }
    public List<HeldEnrolment> Enrolments { get; } = [];
    public List<HeldCompletion> Completions { get; } = [];

    /// <summary>What accepted returns of later quarters say; null where there is none.</summary>
    public LaterReturns? Later { get; set; }

    /// <summary>A return for the next quarter was accepted with every row of this one as it stands now.</summary>
    public void LaterHoldsAll()
    {
        const int Number = 9;
        var judged = Judge();
        var facts = new ProviderFacts(Ukprn, [],
            [.. judged.Enrolments.Select(at => new HeldEnrolment
            {
                Ukprn = Ukprn, Newest = at.Enrolment, SubmissionNumber = Number, ExcelRow = at.ExcelRow, FirstPlannedEndDate = at.Enrolment.PlannedEndDate, LastReportedOn = Today,
            })],
            [.. judged.Completions.Select(at => new HeldCompletion { Ukprn = Ukprn, Newest = at.Completion, SubmissionNumber = Number, ExcelRow = at.ExcelRow })]);
        Later = new LaterReturns(Period.Next, new HashSet<int> { Number }, facts, (_, _, _) => (Number + 1, facts));
    }

    /// <summary>Enrolments that were accepted and are reported in error now.</summary>
    public HashSet<RowKey> InError { get; } = [];
    public DateOnly? AcceptedPreparedOn { get; set; }
    public FileLimits Limits { get; set; } = FileLimits.Default;

    /// <summary>What became of the file's bytes before they arrived.</summary>
    public Func<byte[], byte[]> Sent { get; set; } = bytes => bytes;

    /// <summary>How the same bytes were judged when they came before.</summary>
    public List<EarlierJudgement> Earlier { get; } = [];
    public static ILearnerKeys Keys { get; } = new SampleKeys();

    /// <summary>Three learners who started on 14 September 2026, returned for October to December 2026.</summary>
    public static ReturnUnderTest Enrolment()
    {
        var underTest = new ReturnUnderTest(ReturnTemplate.Enrolment, new Quarter(2026, 3), new DateOnly(2027, 1, 5));
        for (var i = 0; i < 3; i++)
        {
            underTest.File.AddEnrolment(i, Hnc, Start, PlannedEnd);
        }

        return underTest;
    }

    /// <summary>Two learners who ended on 25 June 2027 and achieved, returned for July to September 2027; their enrolments are held.</summary>
    public static ReturnUnderTest Completion()
    {
        var underTest = new ReturnUnderTest(ReturnTemplate.Completion, new Quarter(2027, 2), new DateOnly(2027, 10, 5));
        for (var i = 0; i < 2; i++)
        {
            underTest.File.AddCompletion(i, Hnc, Start, PlannedEnd, new DateOnly(2027, 7, 9), 120);
            underTest.Hold(i, Hnc);
        }

        return underTest;
    }

    public HeldEnrolment Hold(int learner, string aimRef, DateOnly? start = null, Func<Enrolment, Enrolment>? change = null)
    {
        var row = new Enrolment
        {
            LearnerRef = ReturnBuilder.LearnerRef(learner),
            AimRef = aimRef,
            StartDate = start ?? Start,
            LearnerKey = Keys.OfUln(SampleUlns.Valid(learner)),
            PlannedEndDate = PlannedEnd,
            EmploymentStatus = "10",
            IzFunded = true,
        };
        row = change?.Invoke(row) ?? row;
        var held = new HeldEnrolment
        {
            Ukprn = Ukprn,
            Newest = row,
            SubmissionNumber = 1,
            ExcelRow = 2 + learner,
            FirstPlannedEndDate = row.PlannedEndDate,
            LastReportedOn = new DateOnly(2027, 1, 1),
        };
        Enrolments.RemoveAll(enrolment => enrolment.Newest.Key == row.Key);
        Enrolments.Add(held);
        return held;
    }

    public void HoldEnd(int learner, string aimRef, string status = "2", string outcome = "1", string? grade = "PA", DateOnly? end = null, DateOnly? start = null) =>
        Completions.Add(new HeldCompletion
        {
            Ukprn = Ukprn,
            SubmissionNumber = 1,
            ExcelRow = 2,
            Newest = new Completion
            {
                LearnerRef = ReturnBuilder.LearnerRef(learner),
                AimRef = aimRef,
                StartDate = start ?? Start,
                CompStatus = status,
                Outcome = outcome,
                Grade = grade,
                ActualEndDate = end ?? PlannedEnd,
            },
        });

    public Judgement Judge()
    {
        if (EarlierJudgement.InForceFor(Earlier, Settings.Version) is { } first)
        {
            return new Judgement { Status = SubmissionStatus.Duplicate, Declaration = new Declaration(), Findings = [EarlierJudgement.Finding(first)] };
        }

        using var stream = File.ToStream();
        return Judge(new MemoryStream(Sent(stream.ToArray())));
    }

    public Judgement Judge(Stream content) => JudgeReturn.Judge(content, new JudgeContext
    {
        Settings = Settings,
        SenderUkprn = Folder,
        FileName = FileName,
        Limits = Limits,
        ReceivedAt = LondonTime.On(Today, new TimeOnly(12, 0)),
        Keys = Keys,
        LoadHistory = (ukprn, kind, period, prepared) =>
        {
            Assert.Equal((Ukprn, _template.Kind), (ukprn, kind));
            return new ProviderHistory(
                new ProviderFacts(Ukprn, [], [.. Enrolments.OrderBy(enrolment => enrolment.Newest.Key)], [.. Completions.OrderBy(completion => completion.Newest.Key)])
                {
                    InErrorIn = InError.ToDictionary(key => key, _ => 1),
                },
                AcceptedPreparedOn)
            {
                Later = Later,
            };
        },
    });

    private static PilotSettings SettingsInForce()
    {
        var year = new FundingYear(2026);
        Allocation Line(string qualification, FundingYear funding, DateOnly? stop = null) => new(
            Ukprn, qualification, funding, 3000m, 20, 60000m, [0, 0, 20, 0], [0, 0, 27000m, 0], stop, new DateOnly(2026, 4, 1), "An Officer");
        return new PilotSettings
        {
            Version = 1,
            Providers = [new Provider(Ukprn, "Sandpit College", ProviderKind.College, null, null), new Provider(OtherUkprn, "Gravel University", ProviderKind.University, null, null)],
            Qualifications =
            [
                new Qualification(Hnc, "HNC", "HNC in MedTech", 4, 120, [], new DateOnly(2026, 9, 1), new DateOnly(2029, 8, 31)),
                new Qualification(Hnd, "HND", "HND in MedTech", 5, 240, [], new DateOnly(2026, 9, 1), new DateOnly(2029, 8, 31)),
            ],
            Allocations = [Line("HNC", year, new DateOnly(2027, 3, 1)), Line("HND", year), Line("HNC", year.Next), Line("HND", year.Next)],
            Calendar = [.. year.Quarters.Concat(year.Next.Quarters).Select(quarter =>
                new CalendarPeriod(quarter, quarter.FirstDay, quarter.CensusDate.AddDays(20), quarter.CensusDate.AddDays(40), 15m))],
            Scheme = new Scheme { PilotFrom = new DateOnly(2026, 8, 1), PilotTo = new DateOnly(2029, 12, 31) },
            Areas = [new AreaRule("B1", "Birmingham", true, true)],
        };
    }

    private sealed class SampleKeys : ILearnerKeys
    {
        public LearnerKey OfUln(ReadOnlySpan<char> uln) => Of("uln:" + uln.ToString());

        public LearnerKey OfTemporary(Ukprn ukprn, string learnerRef) => Of($"temporary:{ukprn}:{learnerRef}");

        private static LearnerKey Of(string text) => LearnerKey.FromBytes(HMACSHA256.HashData("for tests only"u8, Encoding.UTF8.GetBytes(text)));
    }
}
