using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Workbooks;

/// <summary>The courses of the sample, by hand.</summary>
internal static partial class SampleFigures
{
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
        var enrolment = EnrolmentOf(provider, i, census);
        var completion = CompletionOf(enrolment, i, census);
        var (first, second, third) = Money.Split(3333.33m, 45, 35);
        var qualifies = enrolment.Newest.StartDate.AddDays(41);
        var left = completion?.Newest is { CompStatus: "3" } ended && ended.ActualEndDate < qualifies;
        var held = i == 5;
        var startDecision = left || qualifies > census ? Decision.NotYet : held ? Decision.Held : Decision.Funded;
        var achieved = completion?.Newest is { CompStatus: "2", Outcome: "1" } && startDecision == Decision.Funded;
        var placed = achieved && completion!.Newest.Destination is { Type: "EMP", NewOrProgressed: "NEW_JOB" };
        return new Course(provider, enrolment.Newest.LearnerKey, enrolment.Newest.AimRef, NameOf(enrolment), [new CourseRow(enrolment, completion)])
        {
            Start = EarningOf(
                enrolment, Milestone.Start, qualifies, startDecision == Decision.NotYet ? 0 : first, startDecision,
                held ? [HoldKind.OtherFunding] : []),
            Completion = EarningOf(
                enrolment, Milestone.Completion, achieved ? completion!.Newest.AchievementDate : null, achieved ? second : 0,
                achieved ? Decision.Funded : Decision.NotYet),
            Outcome = EarningOf(
                enrolment, Milestone.Outcome, placed ? completion!.Newest.Destination!.StartDate : null, placed ? third : 0,
                placed ? Decision.Funded : Decision.NotYet),
        };
    }

    private static HeldEnrolment EnrolmentOf(Ukprn provider, int i, DateOnly census)
    {
        var key = new byte[32];
        BitConverter.TryWriteBytes(key, provider.Value + i);
        return new HeldEnrolment
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
                AimRef = i % 3 == 0 ? Hnd : Hnc,
                StartDate = new DateOnly(2026, 9, 14).AddDays(i % 4 * 7),
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
    }

    private static Earning EarningOf(HeldEnrolment enrolment, Milestone milestone, DateOnly? date, decimal amount, Decision decision, params HoldKind[] holds) => new()
    {
        Ukprn = enrolment.Ukprn,
        LearnerRef = enrolment.Newest.LearnerRef,
        AimRef = enrolment.Newest.AimRef,
        Qualification = NameOf(enrolment),
        StartDate = enrolment.Newest.StartDate,
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
        SubmissionNumber = enrolment.SubmissionNumber,
        ExcelRow = enrolment.ExcelRow,
    };

    private static string NameOf(HeldEnrolment enrolment) => enrolment.Newest.AimRef == Hnd ? "HND" : "HNC";

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
}
