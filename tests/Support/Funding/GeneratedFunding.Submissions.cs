using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using static Pilot.Tests.Funding.FundingSample;

namespace Pilot.Tests.Funding;

/// <summary>Submissions, ledger and what the last quarter closed with.</summary>
internal sealed partial class GeneratedFunding
{
    private List<JudgedSubmission> MakeSubmissions(Ukprn ukprn, List<HeldEnrolment> rows, PilotSettings settings, Quarter period)
    {
        var made = new List<JudgedSubmission>();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = rows[random.Next(rows.Count)];
            var prepared = Chance(50) ? new DateOnly(2028, 6, 1) : QualifyingDate(at, settings).AddDays(Pick(-1, 0));
            made.Add(new JudgedSubmission
            {
                Number = made.Count + 1,
                Ukprn = ukprn,
                Status = Pick(SubmissionStatus.Accepted, SubmissionStatus.Accepted, SubmissionStatus.PartlyAccepted, SubmissionStatus.Rejected),
                ReceivedAt = DateTimeOffset.UnixEpoch,
                Kind = Pick(ReturnKind.Completion, ReturnKind.Completion, ReturnKind.Enrolment),
                Period = Pick(period, period, period.Previous),
                PreparedOn = prepared,
                AcceptedRows = Pick(0, 5),
                Interim = Chance(20),
                RejectedLearners = Chance(25) ? new HashSet<string> { at.Newest.LearnerRef } : new HashSet<string>(),
            });
        }

        return made;
    }

    private Ledger MakeLedger(List<HeldEnrolment> rows)
    {
        var reference = 0;
        string Next() => $"R{++reference}";
        HeldEnrolment Any() => rows[random.Next(rows.Count)];
        DateOnly StartOf(HeldEnrolment row) => Chance(50) ? row.EarlierStartDates.FirstOrDefault(row.Newest.StartDate) : row.Newest.StartDate;
        DateOnly Day() => new DateOnly(2026, 12, 30).AddDays(Pick(0, 1, 2, 3, 60));
        return new Ledger
        {
            Clearances = Some(4, () => Any() is var row
                ? new Clearance(
                    Next(), row.Ukprn, row.Newest.LearnerRef, row.Newest.AimRef, StartOf(row), Pick(Enum.GetValues<HoldKind>().Append(HoldKind.DoubleFunding).ToArray()),
                    Chance(75), Chance(30) ? Pick(1500m, 999.99m) : null, "A. Officer", Day(), "Seen")
                : null!),
            Holds = Some(1, () => Any() is var row
                ? new OfficerHold(
                    Next(), row.Ukprn, Chance(60) ? row.Newest.LearnerRef : null, Day(), Chance(50) ? new DateOnly(2027, 3, 31).AddDays(Pick(-1, 0, 90)) : null, "Query", "A. Officer")
                : null!),
            EvidenceChecks = Some(2, () => Any() is var row
                ? new EvidenceCheck(
                    Next(), row.Ukprn, row.Newest.LearnerRef, row.Newest.AimRef, StartOf(row), Pick(Enum.GetValues<Milestone>()), Day(), Chance(50), "A. Officer")
                : null!),
            Payments = Some(3, () => new Payment(Next(), Pick(P1, P2), Pick("HNC", "HND"), new(Pick(2026, 2027)), Day(), Pick(1350m, 10m, -10m))),
            Adjustments = Some(2, () => new ManualAdjustment(Next(), Pick(P1, P2), Pick("HNC", "HND"), new(Pick(2026, 2027)), Day(), Pick(5m, -7.01m), "Agreed", "A. Officer")),
        };
    }

    private List<T> Some<T>(int most, Func<T> make) => Enumerable.Range(0, Chance(50) ? random.Next(most + 1) : 0).Select(_ => make()).ToList();

    private List<ReconciliationLine> MakeLastClosed() => (
        from ukprn in new[] { P1, P2 }
        from code in new[] { "HNC", "HND" }
        from year in new[] { 2026, 2027 }
        where Chance(20)
        select new ReconciliationLine
        {
            Ukprn = ukprn,
            Qualification = code,
            FundingYear = new FundingYear(year),
            EarnedQuarter = Pick(1350m, 0m),
            EarnedEarlier = Pick(1350m, 0m),
            FundedYtd = Pick(0m, 1000m),
        }).ToList();
}
