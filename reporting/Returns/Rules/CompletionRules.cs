using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using static Pilot.Reporting.Returns.Columns.CompletionColumns;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>Rules about one completion row and the enrolment that it belongs to (returns.md section 4.4).</summary>
internal static class CompletionRules
{

    public static IReadOnlyList<RowRule> All { get; } =
    [
        Rule("MATCH_01", Severity.E, [LearnerRef, AimRef, StartDate],
            "No accepted enrolment has this learner reference, learning aim reference and start date.",
            "Check the three values against your enrolment return. If the enrolment has not been sent or was rejected, send or fix it first.",
            // Where the enrolment is reported in error, its completion goes with it and comes back with it: that is not a mistake in this
            // row, and a return that said it in good faith stays one.
            (row, facts) => row.Held is null ? !facts.IsInError(row.Key) : IsSetAside(row, facts),
            (row, facts) => row.Held is null
                ? $"No accepted enrolment has learner reference '{row.Text(LearnerRef)}', learning aim reference '{row.Text(AimRef)}' and start date {Display.Date(row.Date(StartDate))}."
                : $"The enrolment starts on {Display.Date(row.Held.Newest.StartDate)}, after the end of the quarter on {Display.Date(facts.CensusDate)}. "
                    + "Like the enrolment, this row is set aside until the quarter in which the start falls.") with
        {
            // The enrolment is accepted and only waits (DATE_01): so does what became of it.
            SeverityFor = (row, _) => row.Held is null ? Severity.E : Severity.W,
        },
        Rule("MATCH_02", Severity.E, [LearnerNumber],
            "The unique learner number is not the one on the enrolment.",
            "Check the number in both returns and correct the one that is wrong.",
            (row, facts) => row.Has(LearnerNumber) && row.Whole(LearnerNumber) != RowFacts.TemporaryUln && row.Held is { } held
                && held.Newest.LearnerKey != facts.KeyOf(row) && held.Newest.LearnerKey != facts.TemporaryKeyOf(held.Newest.LearnerRef),
            null, LearnerRef, AimRef, StartDate),
        Rule("END_01", Severity.E, [ActualEndDate, StartDate],
            "The actual end date is before the start date, or after the day on which the return was prepared.",
            "Correct the actual end date. If the learner has not ended yet, remove the row until they have.",
            (row, facts) => row.Date(ActualEndDate) < row.Date(StartDate) || row.Date(ActualEndDate) > facts.PreparedOn,
            (row, facts) => row.Date(ActualEndDate) < row.Date(StartDate)
                ? $"Actual end date is {Display.Date(row.Date(ActualEndDate))}, before the start date, {Display.Date(row.Date(StartDate))}."
                : $"Actual end date is {Display.Date(row.Date(ActualEndDate))}, after the return was prepared on {Display.Date(facts.PreparedOn)}."),
        Rule("OUT_01", Severity.E, [Outcome, CompStatus],
            "The outcome does not go with the completion status.",
            "Outcome 8 (not yet known) and outcome 1 (achieved) both need completion status 2 (completed the learning). Correct one of the two.",
            (row, _) => (row.Is(Outcome, OutcomeCode.NotYetKnown) && !row.Is(CompStatus, CompStatusCode.Completed)) || (row.Is(Outcome, OutcomeCode.Achieved) && !row.Is(CompStatus, CompStatusCode.Completed)),
            (row, _) => $"Outcome {Named(Outcome, row)} does not go with completion status {Named(CompStatus, row)}."),
        Rule("OUT_02", Severity.E, [Outcome, AimRef],
            "Outcome 2 (partial) is for an HND only.",
            "For an HNC enter outcome 1 (achieved) or 3 (no achievement), or correct the learning aim reference.",
            (row, _) => row.Is(Outcome, OutcomeCode.Partial) && row.Qualification is { Code: "HNC" },
            (row, _) => "Outcome is 2 (partial) but the qualification is an HNC. Only an HND can be left with a lower award."),
        Rule("OUT_03", Severity.W, [Outcome],
            "The outcome is still not known more than 6 months after the actual end date.",
            "Enter the outcome as soon as the assessment board has met.",
            (row, facts) => row.Is(Outcome, OutcomeCode.NotYetKnown) && IsDue(row, facts),
            (row, _) => $"Outcome is 8 (not yet known) more than 6 months after the actual end date, {Display.Date(row.Date(ActualEndDate))}.",
            ActualEndDate),
        Rule("ACH_01", Severity.E, [AchievementDate, ActualEndDate],
            "The achievement date is before the actual end date, or after the day on which the return was prepared.",
            "Enter the date of the assessment board, and check the actual end date.",
            (row, facts) => row.Has(AchievementDate)
                && (row.Date(AchievementDate) < row.Date(ActualEndDate) || row.Date(AchievementDate) > facts.PreparedOn),
            (row, facts) => row.Date(AchievementDate) < row.Date(ActualEndDate)
                ? $"Achievement date is {Display.Date(row.Date(AchievementDate))}, before the actual end date, {Display.Date(row.Date(ActualEndDate))}."
                : $"Achievement date is {Display.Date(row.Date(AchievementDate))}, after the return was prepared on {Display.Date(facts.PreparedOn)}."),
        Rule("CRED_01", Severity.E, [CreditsAchieved, Outcome],
            "Fewer credits are achieved than the outcome needs.",
            "Check the credits achieved and the outcome, and the credits planned in the enrolment return.",
            (row, _) => CreditsNeeded(row) is { } needed && row.Has(CreditsAchieved) && row.Whole(CreditsAchieved) < needed,
            (row, _) => $"Credits achieved is {row.Whole(CreditsAchieved)}. Outcome {Named(Outcome, row)} needs at least {CreditsNeeded(row)}.",
            LearnerRef, AimRef, StartDate),
        Rule("DEST_01", Severity.E, [DestCode, DestType],
            "The destination code does not belong to the destination.",
            "Choose a code of that destination, or correct the destination.",
            (row, _) => row.Has(DestCode) && row.Has(DestType) && !CodeLists.IsDestination(row.Text(DestType), row.Text(DestCode)),
            (row, _) => $"Destination code is {row.Text(DestCode)}. Destination {Named(DestType, row)} accepts {CodeLists.DestinationCodesOf(row.Text(DestType))}."),
        Rule("DEST_02", Severity.E, [DestStartDate, DestCollectedOn, StartDate],
            "The destination began before the course did, or was collected after the day on which the return was prepared.",
            "Correct the date on which the destination started, or the date on which you found out.",
            (row, facts) => BeganTooEarly(row) || CollectedTooLate(row, facts),
            (row, facts) => BeganTooEarly(row)
                ? $"Destination started is {Display.Date(row.Date(DestStartDate))}, before the start date of the course, {Display.Date(row.Date(StartDate))}."
                : $"Destination collected on is {Display.Date(row.Date(DestCollectedOn))}, after the return was prepared on {Display.Date(facts.PreparedOn)}."),
        Rule("DEST_03", Severity.W, [DestType],
            "No destination is given more than 6 months after the actual end date of a completed learner.",
            "Find out what the learner went on to, and enter it. Where you cannot reach them enter OTH (other) with code 3 (unable to contact the learner).",
            (row, facts) => row.Is(CompStatus, CompStatusCode.Completed) && !row.HasValue(DestType) && IsDue(row, facts),
            (row, _) => $"Destination is blank more than 6 months after the actual end date, {Display.Date(row.Date(ActualEndDate))}.",
            CompStatus, ActualEndDate),
        Rule("DEST_04", Severity.W, [DestEvidence],
            "There is no evidence of the destination: it earns no outcome payment.",
            "Get evidence from the employer or the learner, and enter what it is and where it is kept.",
            (row, _) => row.Is(DestEvidence, DestEvidenceCode.None)),
        Rule("CLAIM_01", Severity.W, [ClaimCompletion],
            "There is a claim for the completion but the outcome is not 1 (achieved).",
            "Clear the claim, or correct the outcome.",
            (row, _) => row.Has(ClaimCompletion) && row.Whole(ClaimCompletion) > 0 && !row.Is(Outcome, OutcomeCode.Achieved),
            (row, _) => $"Claim for the completion is {Money.Words(row.Money(ClaimCompletion))} but outcome is {Named(Outcome, row)}, so it cannot be paid.",
            Outcome),
        Rule("CLAIM_02", Severity.W, [ClaimOutcome],
            "There is a claim for the outcome but no destination that counts as positive.",
            "Clear the claim, or correct the destination.",
            (row, facts) => row.Has(ClaimOutcome) && row.Whole(ClaimOutcome) > 0 && !HasPositiveDestination(row, facts),
            (row, _) => $"Claim for the outcome is {Money.Words(row.Money(ClaimOutcome))} but "
                + (row.Has(DestType) ? "the destination does not count as positive, so it cannot be paid." : "no destination is given, so it cannot be paid."),
            DestType, DestCode, NewOrProgressed),
    ];

    /// <summary>A code is said with its meaning: nobody knows them all by heart.</summary>
    internal static string Named(int column, TypedRow row) => Named(column, row.Text(column));

    internal static string Named(int column, string code) => CompletionColumns.All[column].Codes!.Named(code);

    private static bool IsSetAside(TypedRow row, RowFacts facts) => row.Held!.Newest.StartDate > facts.CensusDate;

    // By the day on which the return was prepared: judged again later, the same file gives the same answer.
    private static bool IsDue(TypedRow row, RowFacts facts) => facts.PreparedOn > row.Date(ActualEndDate).AddMonths(Programme.MonthsUntilDestination);

    private static bool BeganTooEarly(TypedRow row) => row.Has(DestStartDate) && row.Date(DestStartDate) < row.Date(StartDate);

    private static bool CollectedTooLate(TypedRow row, RowFacts facts) => row.Has(DestCollectedOn) && row.Date(DestCollectedOn) > facts.PreparedOn;

    private static int? CreditsNeeded(TypedRow row) => row.Text(Outcome) switch
    {
        OutcomeCode.Achieved => row.Held is { } held ? held.Newest.CreditsPlanned ?? row.Qualification?.Credits : null,
        OutcomeCode.Partial => Programme.HncCredits,
        _ => null,
    };

    private static bool HasPositiveDestination(TypedRow row, RowFacts facts) =>
        row.Has(DestType) && row.Has(DestCode)
        && facts.IsPositive(row.Text(DestType), row.Text(DestCode), row.Text(NewOrProgressed), row.Held?.Newest.EmploymentStatus ?? "");

    private static RowRule Rule(
        string id, Severity severity, int[] at, string message, string fix, Func<TypedRow, RowFacts, bool> fires,
        Func<TypedRow, RowFacts, string>? says = null, params int[] alsoReads) => new()
        {
            Id = id,
            Severity = severity,
            Stage = RuleStage.Row,
            Kind = ReturnKind.Completion,
            Columns = Rules.Rule.NamesOf(CompletionColumns.All, at),
            Message = message,
            Fix = fix,
            BlamedColumns = at,
            ColumnsRead = TypedRow.Set([.. at, .. alsoReads]),
            Fires = fires,
            MessageFor = says,
        };
}
