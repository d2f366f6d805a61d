using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Funding;

/// <summary>The rows and submissions that report the learners.</summary>
internal sealed partial class GeneratedProviders
{
    private static IEnumerable<Enrolment> Rows(Ukprn ukprn, PlannedLearner learner, int quarter)
    {
        if (learner.Reported[quarter] is not { } end)
        {
            yield break;
        }

        var row = new Enrolment
        {
            LearnerRef = learner.Ref,
            AimRef = learner.Aim,
            StartDate = learner.Start,
            LearnerKey = FundingSample.KeyOf($"{ukprn} {learner.Ref}"),
            EmploymentStatus = "11",
            PlannedEndDate = end,
            FundingRoute = "SELF",
            IzFunded = true,
            StartEvidenceRef = "REGISTER-2026",
            Residence = new PostcodeArea(learner.LivesInside ? "B15" : "ST16", "", learner.LivesInside, false),
            Delivery = new PostcodeArea("B4", "Birmingham", true, true),
        };
        yield return row;
        if (learner.BackOn is { } back && PreparedOn(quarter) >= back)
        {
            yield return row with { StartDate = back, PlannedEndDate = new DateOnly(2028, 12, 15), Restart = true, OriginalStartDate = learner.Start };
        }
    }

    private static Completion End(PlannedLearner learner) => new()
    {
        LearnerRef = learner.Ref,
        AimRef = learner.Aim,
        StartDate = learner.Start,
        CompStatus = learner.Status,
        ActualEndDate = learner.Ended!.Value,
        WithdrawReason = learner.Reason,
        Outcome = learner.Status == "2" ? "1" : "3",
        AchievementDate = learner.Status == "2" ? learner.Ended : null,
        Grade = learner.Grade,
        AchievementEvidenceRef = learner.Status == "2" ? "BOARD-MINUTES" : null,
        Destination = learner.DestinationFrom is { } from
            ? new Destination("EMP", "1", from, from.AddDays(10), "Y", null, "Y", "NEW_JOB", "EMPLOYER", learner.DestinationRef)
            : null,
    };

    private static JudgedSubmission Submission(Ukprn ukprn, int number, ReturnKind kind, int quarter, int rows) => new()
    {
        Number = number,
        Ukprn = ukprn,
        Status = SubmissionStatus.Accepted,
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Kind = kind,
        Period = Quarters[quarter],
        PreparedOn = PreparedOn(quarter),
        Rows = rows,
        AcceptedRows = rows,
    };

    private static List<Quarter> MakeQuarters()
    {
        var quarters = new List<Quarter>();
        for (var quarter = new Quarter(2026, 2); quarter <= Period; quarter = quarter.Next)
        {
            quarters.Add(quarter);
        }

        return quarters;
    }
}
