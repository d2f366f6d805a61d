using Pilot.Reporting.Returns.Rules;
using Enr = Pilot.Reporting.Returns.EnrolmentColumns;
using Cmp = Pilot.Reporting.Returns.CompletionColumns;

namespace Pilot.Reporting.Returns;

/// <summary>Accepted rows as they are stored: the ULN becomes a key, the date of birth an age, a postcode a place.</summary>
internal static class StoreRows
{
    public static List<EnrolmentAt> Enrolments(IReadOnlyList<TypedRow> rows, RowFacts facts)
    {
        var stored = new List<EnrolmentAt>(rows.Count);
        foreach (var row in rows)
        {
            if (!row.Rejected && row.Key is { } key)
            {
                stored.Add(new EnrolmentAt(row.Number, row.InError ? InErrorEnrolment(key) : Enrolment(row, key, facts)));
            }
        }

        return stored;
    }

    public static List<CompletionAt> Completions(IReadOnlyList<TypedRow> rows, RowFacts facts)
    {
        var stored = new List<CompletionAt>(rows.Count);
        foreach (var row in rows)
        {
            if (!row.Rejected && row.Key is { } key)
            {
                stored.Add(new CompletionAt(row.Number, row.InError ? InErrorCompletion(key) : Completion(row, key, facts)));
            }
        }

        return stored;
    }

    private static Enrolment InErrorEnrolment(RowKey key) =>
        new() { LearnerRef = key.LearnerRef, AimRef = key.AimRef, StartDate = key.StartDate, ReportedInError = true };

    private static Completion InErrorCompletion(RowKey key) =>
        new() { LearnerRef = key.LearnerRef, AimRef = key.AimRef, StartDate = key.StartDate, ReportedInError = true };

    private static Enrolment Enrolment(TypedRow row, RowKey key, RowFacts facts) => new()
    {
        LearnerRef = key.LearnerRef,
        AimRef = key.AimRef,
        StartDate = key.StartDate,
        LearnerKey = facts.KeyOf(row),
        TemporaryUln = row.Whole(Enr.LearnerNumber) == RowFacts.TemporaryUln,
        AgeAtStart = EnrolmentRules.AgeAtStart(row),
        Sex = row.Text(Enr.Sex),
        Ethnicity = row.Text(Enr.Ethnicity),
        Lldd = row.Text(Enr.Lldd),
        PriorAttainment = row.Text(Enr.PriorAttainment),
        EmploymentStatus = row.Text(Enr.EmploymentStatus),
        Residence = row.Place(Enr.HomePostcode),
        Delivery = row.Place(Enr.DeliveryPostcode),
        CreditsPlanned = row.WholeOrNone(Enr.CreditsPlanned),
        Mode = row.Text(Enr.Mode),
        PlannedEndDate = row.Date(Enr.PlannedEndDate),
        Restart = row.Is(Enr.Restart, CodeLists.Yes),
        OriginalStartDate = row.DateOrNone(Enr.OriginalStartDate),
        FundingRoute = row.Text(Enr.FundingRoute),
        IzFunded = row.Is(Enr.IzFunded, CodeLists.Yes),
        OtherPublicFunding = row.Is(Enr.OtherPublicFunding, CodeLists.Yes),
        EmployerSponsored = row.Is(Enr.EmployerSponsored, CodeLists.Yes),
        StartEvidenceRef = row.TextOrNone(Enr.StartEvidenceRef),
        ClaimStartGbp = row.MoneyOrNone(Enr.ClaimStart),
    };

    private static Completion Completion(TypedRow row, RowKey key, RowFacts facts) => new()
    {
        LearnerRef = key.LearnerRef,
        AimRef = key.AimRef,
        StartDate = key.StartDate,
        LearnerKey = row.Has(Cmp.LearnerNumber) && row.Whole(Cmp.LearnerNumber) != RowFacts.TemporaryUln ? facts.KeyOf(row) : null,
        CompStatus = row.Text(Cmp.CompStatus),
        ActualEndDate = row.Date(Cmp.ActualEndDate),
        WithdrawReason = row.TextOrNone(Cmp.WithdrawReason),
        Outcome = row.Text(Cmp.Outcome),
        AchievementDate = row.DateOrNone(Cmp.AchievementDate),
        Grade = row.TextOrNone(Cmp.Grade),
        ExitAward = row.TextOrNone(Cmp.ExitAward),
        CreditsAchieved = row.WholeOrNone(Cmp.CreditsAchieved),
        AchievementEvidenceRef = row.TextOrNone(Cmp.AchievementEvidenceRef),
        Destination = row.Has(Cmp.DestType) ? Destination(row) : null,
        ClaimCompletionGbp = row.MoneyOrNone(Cmp.ClaimCompletion),
        ClaimOutcomeGbp = row.MoneyOrNone(Cmp.ClaimOutcome),
    };

    private static Destination Destination(TypedRow row) => new(
        row.Text(Cmp.DestType),
        row.Text(Cmp.DestCode),
        row.Date(Cmp.DestStartDate),
        row.Date(Cmp.DestCollectedOn),
        row.TextOrNone(Cmp.MedtechRole),
        row.TextOrNone(Cmp.DestSoc2020),
        row.TextOrNone(Cmp.JobInWmca),
        row.TextOrNone(Cmp.NewOrProgressed),
        row.Text(Cmp.DestEvidence),
        row.TextOrNone(Cmp.DestEvidenceRef));
}
