namespace Pilot.Reporting.Returns.Columns;

/// <summary>
/// The completion return (returns.md section 3.2): one row per learner, aim and start that ended, paused, or has a known
/// destination; cumulative.
/// </summary>
public static class CompletionColumns
{
    internal const int LearnerRef = 0;
    internal const int AimRef = 1;
    internal const int StartDate = 2;
    internal const int LearnerNumber = 3;
    internal const int CompStatus = 4;
    internal const int ActualEndDate = 5;
    internal const int WithdrawReason = 6;
    internal const int Outcome = 7;
    internal const int AchievementDate = 8;
    internal const int Grade = 9;
    internal const int ExitAward = 10;
    internal const int CreditsAchieved = 11;
    internal const int AchievementEvidenceRef = 12;
    internal const int DestType = 13;
    internal const int DestCode = 14;
    internal const int DestStartDate = 15;
    internal const int DestCollectedOn = 16;
    internal const int MedtechRole = 17;
    internal const int DestSoc2020 = 18;
    internal const int JobInWmca = 19;
    internal const int NewOrProgressed = 20;
    internal const int DestEvidence = 21;
    internal const int DestEvidenceRef = 22;
    internal const int ClaimCompletion = 23;
    internal const int ClaimOutcome = 24;
    internal const int ReportedInError = 25;

    private static readonly ColumnCondition Achieved = new(Outcome, [OutcomeCode.Achieved], IsRequired: true, IsForbiddenOtherwise: true, Is(CodeLists.Outcome, OutcomeCode.Achieved));
    private static readonly ColumnCondition WithDestination = new(DestType, null, IsRequired: true, IsForbiddenOtherwise: true, "is given");
    private static readonly ColumnCondition WithJob = new(DestType, [DestTypeCode.Employment], IsRequired: true, IsForbiddenOtherwise: true, Is(CodeLists.DestType, DestTypeCode.Employment));

    public static IReadOnlyList<ReturnColumn> All { get; } =
    [
        SharedColumns.LearnerRef,
        SharedColumns.AimRef,
        SharedColumns.StartDate,
        SharedColumns.Uln(Requirement.Optional),
        SharedColumns.Coded("comp_status", "Completion status", CodeLists.CompStatus,
            "2 when all learning is over, whether or not the result is known.", "ILR CompStatus; HESA RSNENGEND") with { Essential = true },
        SharedColumns.Date("actual_end_date", "Actual end date", "The last day of learning.",
            "ILR LearnActEndDate; HESA ENGENDDATE") with { Essential = true },
        Coded("withdraw_reason", "Withdrawal reason", CodeLists.WithdrawReason, new ColumnCondition(CompStatus, [CompStatusCode.Withdrawn], IsRequired: true, IsForbiddenOtherwise: true, Is(CodeLists.CompStatus, CompStatusCode.Withdrawn)),
            "The main reason.", "ILR WithdrawReason; HESA RSNENGEND"),
        SharedColumns.Coded("outcome", "Outcome", CodeLists.Outcome,
            "8 while the assessment board has not met, for completed learning only.", "ILR Outcome; HESA RSNENGEND") with { Essential = true },
        Date("achievement_date", "Achievement date (assessment board)", new ColumnCondition(Outcome, [OutcomeCode.Achieved, OutcomeCode.Partial], IsRequired: true, IsForbiddenOtherwise: true, Is(CodeLists.Outcome, OutcomeCode.Achieved, OutcomeCode.Partial)),
            "The date of the assessment board that confirmed the result.", "ILR AchDate"),
        Coded("grade", "Grade", CodeLists.Grade, Achieved,
            "As awarded. Pass, P, Merit, M, Distinction and D are understood.", "ILR OutGrade"),
        Coded("exit_award", "Exit award", CodeLists.ExitAward, new ColumnCondition(Outcome, [OutcomeCode.Partial], IsRequired: true, IsForbiddenOtherwise: true, Is(CodeLists.Outcome, OutcomeCode.Partial)),
            "For an HND learner who leaves with an HNC."),
        new()
        {
            Name = "credits_achieved", Label = "Credits achieved", Requirement = Requirement.Conditional, Type = ReturnColumnType.Whole, Min = 0, Max = 240,
            Accepts = "a whole number from 0 to 240",
            Guidance = "Credits achieved with you on this course.",
            When = new ColumnCondition(Outcome, [OutcomeCode.Achieved, OutcomeCode.Partial], IsRequired: true, IsForbiddenOtherwise: false, Is(CodeLists.Outcome, OutcomeCode.Achieved, OutcomeCode.Partial)),
        },
        SharedColumns.Reference("achievement_evidence_ref", "Achievement evidence reference",
            "Where your evidence of the achievement is kept. Send the reference, never the document.", Achieved with { IsForbiddenOtherwise = false }),
        SharedColumns.Coded("dest_type", "Destination", CodeLists.DestType,
            "What the learner went on to. Owed once 6 months have passed since the actual end date of a completed learner.", "ILR OutType") with { Requirement = Requirement.Optional },
        Coded("dest_code", "Destination code", CodeLists.DestCode, WithDestination,
            "Which codes go with which destination: see the sheet Codes of the template.", "ILR OutCode") with
        {
            Accepts = "a code that goes with the destination, from the sheet Codes of the template",
            Essential = true,
        },
        Date("dest_start_date", "Destination started", WithDestination, "When the job, course or other destination began.", "ILR OutStartDate") with { Essential = true },
        Date("dest_collected_on", "Destination collected on", WithDestination, "When you found out.", "ILR OutCollDate") with { Essential = true },
        Coded("medtech_role", "MedTech role", CodeLists.YesNoUnknown,
            new ColumnCondition(DestType, [DestTypeCode.Employment, DestTypeCode.Education], IsRequired: true, IsForbiddenOtherwise: true, Is(CodeLists.DestType, DestTypeCode.Employment, DestTypeCode.Education)),
            Columns.MedtechRole.WhenYes),
        new()
        {
            Name = "dest_soc2020", Label = "Occupation (SOC 2020)", Requirement = Requirement.Optional, Type = ReturnColumnType.Digits, MaxLength = 4,
            Accepts = "the 4 digits of the occupation's SOC 2020 code, or leave it blank",
            Guidance = "Only for a job. Medical and dental technicians are 3213, engineering technicians 3113.",
            When = new ColumnCondition(DestType, [DestTypeCode.Employment], IsRequired: false, IsForbiddenOtherwise: true, Is(CodeLists.DestType, DestTypeCode.Employment)),
        },
        Coded("job_in_wmca", "Job in the WMCA area", CodeLists.YesNoUnknown, WithJob, "Where the job is mostly done."),
        Coded("new_or_progressed", "New job or progression", CodeLists.NewOrProgressed, WithJob,
            "Compared with the job, if any, that the learner had before the course."),
        Coded("dest_evidence", "Destination evidence", CodeLists.DestEvidence, WithDestination,
            "What you have seen. NONE earns no outcome payment.") with { Essential = true },
        SharedColumns.Reference("dest_evidence_ref", "Destination evidence reference",
            "Where your evidence of the destination is kept. Send the reference, never the document.",
            new ColumnCondition(DestEvidence, ["EMPLOYER", "PAYSLIP", "LEARNER", "ADMISSION"], IsRequired: true, IsForbiddenOtherwise: false, "is not NONE (no evidence)")),
        SharedColumns.Claim("claim_completion_gbp", "Claim for the completion (GBP)"),
        SharedColumns.Claim("claim_outcome_gbp", "Claim for the outcome (GBP)"),
        SharedColumns.ReportedInError,
    ];

    /// <summary>"is 1 (achieved) or 2 (partial)": a code alone says nothing to most people.</summary>
    private static string Is(CodeList list, params string[] codes) => "is " + CodeList.AnyOf(list.Codes.Where(code => codes.Contains(code.Code)));

    private static ReturnColumn Coded(string name, string label, CodeList codes, ColumnCondition when, string guidance, string crosswalk = "") =>
        SharedColumns.Coded(name, label, codes, guidance, crosswalk) with { Requirement = Requirement.Conditional, When = when };

    private static ReturnColumn Date(string name, string label, ColumnCondition when, string guidance, string crosswalk = "") =>
        SharedColumns.Date(name, label, guidance, crosswalk) with { Requirement = Requirement.Conditional, When = when };
}
