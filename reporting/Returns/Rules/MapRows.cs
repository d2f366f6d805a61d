using System.Collections;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using Enr = Pilot.Reporting.Returns.Columns.EnrolmentColumns;
using Cmp = Pilot.Reporting.Returns.Columns.CompletionColumns;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>Accepted rows as they are stored: the ULN becomes a key, the date of birth an age, a postcode a place.</summary>
internal static class MapRows
{
    public static IReadOnlyList<NumberedEnrolment> Enrolments(IReadOnlyList<TypedRow> rows, RowFacts facts) => new AcceptedRows<NumberedEnrolment>(rows, row =>
        new NumberedEnrolment(row.Number, row.InError ? InErrorEnrolment(row.Key!.Value) : Enrolment(row, row.Key!.Value, facts)));

    public static IReadOnlyList<NumberedCompletion> Completions(IReadOnlyList<TypedRow> rows, RowFacts facts) => new AcceptedRows<NumberedCompletion>(rows, row =>
        new NumberedCompletion(row.Number, row.InError ? InErrorCompletion(row.Key!.Value) : Completion(row, row.Key!.Value, facts)));

    /// <summary>What of the accepted rows a judgement decides, without making the rows.</summary>
    public static IEnumerable<DecidedRow> Decided(IReadOnlyList<TypedRow> rows, ReturnKind kind)
    {
        foreach (var row in rows.Where(IsAccepted))
        {
            yield return (kind, row.InError) switch
            {
                (ReturnKind.Completion, _) => new DecidedRow(row.Number, null, null),
                (_, true) => new DecidedRow(row.Number, PostcodeArea.None, PostcodeArea.None),
                _ => new DecidedRow(row.Number, row.AreaOf(Enr.HomePostcode), row.AreaOf(Enr.DeliveryPostcode)),
            };
        }
    }

    private static bool IsAccepted(TypedRow row) => !row.Rejected && row.HasKey;

    /// <summary>The accepted rows, each made when it is asked for: beside the typed rows no second copy of a whole return is in memory.</summary>
    private sealed class AcceptedRows<T> : IReadOnlyList<T>
    {
        private readonly IReadOnlyList<TypedRow> _rows;
        private readonly Func<TypedRow, T> _make;

        public AcceptedRows(IReadOnlyList<TypedRow> rows, Func<TypedRow, T> make)
        {
            // Nearly always all of them are: then the list itself will do.
            _rows = rows.All(IsAccepted) ? rows : [.. rows.Where(IsAccepted)];
            _make = make;
        }

        public int Count => _rows.Count;

        public T this[int index] => _make(_rows[index]);

        public IEnumerator<T> GetEnumerator() => _rows.Select(_make).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private static Enrolment InErrorEnrolment(RowKey key) =>
        new() { LearnerRef = key.LearnerRef, AimRef = key.AimRef, StartDate = key.StartDate, ReportedInError = true };

    private static Completion InErrorCompletion(RowKey key) =>
        new() { LearnerRef = key.LearnerRef, AimRef = key.AimRef, StartDate = key.StartDate, ReportedInError = true };

    public static Enrolment Enrolment(TypedRow row, RowKey key, RowFacts facts) => new()
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
        Residence = row.AreaOf(Enr.HomePostcode),
        Delivery = row.AreaOf(Enr.DeliveryPostcode),
        CreditsPlanned = row.WholeOrNone(Enr.CreditsPlanned),
        Mode = row.Text(Enr.Mode),
        PlannedEndDate = row.Date(Enr.PlannedEndDate),
        Restart = row.Is(Enr.Restart, CodeLists.Yes),
        OriginalStartDate = row.DateOrNone(Enr.OriginalStartDate),
        FundingRoute = row.Text(Enr.FundingRoute),
        IzFunded = row.Is(Enr.IzFunded, CodeLists.Yes),
        OtherPublicFunding = row.Is(Enr.OtherPublicFunding, CodeLists.Yes),
        EmployerSponsored = row.Is(Enr.EmployerSponsored, CodeLists.Yes),
        StartEvidenceRef = FreeText(row, Enr.StartEvidenceRef),
        RegistrationNo = row.TextOrNone(Enr.RegistrationNo) is { } number ? LearnerReference.Shown(number).ToUpperInvariant() : null,
        ClaimStartGbp = row.MoneyOrNone(Enr.ClaimStart),
    };

    public static Completion Completion(TypedRow row, RowKey key, RowFacts facts) => new()
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
        AchievementEvidenceRef = FreeText(row, Cmp.AchievementEvidenceRef),
        Destination = row.Has(Cmp.DestType) ? Destination(row) : null,
        ClaimCompletionGbp = row.MoneyOrNone(Cmp.ClaimCompletion),
        ClaimOutcomeGbp = row.MoneyOrNone(Cmp.ClaimOutcome),
    };

    /// <summary>After ingest nothing personal is stored (returns.md section 5), wherever somebody typed it.</summary>
    private static string? FreeText(TypedRow row, int column) => row.TextOrNone(column) is { } text ? PersonalText.Masked(text) : null;

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
        FreeText(row, Cmp.DestEvidenceRef));
}
