using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

public sealed record Payment(
    string Reference, Ukprn Ukprn, string Qualification, FundingYear FundingYear, DateOnly PaidOn, decimal AmountGbp);

public sealed record ManualAdjustment(
    string Reference, Ukprn Ukprn, string Qualification, FundingYear FundingYear, DateOnly Dated, decimal AmountGbp, string Reason, string ApprovedBy);

/// <summary>Why an earning is held (funding.md section 2). The order is the one in which kinds are named to people.</summary>
public enum HoldKind
{
    OtherFunding,
    PartProgramme,
    PossibleDuplicate,
    NoUln,
    DoubleFunding,
    Transfer,

    /// <summary>The awarding body's record says otherwise (funding.md section 7).</summary>
    Contradicted,

    /// <summary>The awarding body's record has said nothing of it for too long.</summary>
    Uncorroborated,
    Officer,
}

/// <param name="Pay">True for PAY, false for REFUSE.</param>
/// <param name="RateGbp">Replaces the unit rate of the course, in pounds.</param>
public sealed record Clearance(
    string Reference, Ukprn Ukprn, string LearnerRef, string AimRef, DateOnly StartDate, HoldKind Hold, bool Pay, decimal? RateGbp,
    string DecidedBy, DateOnly DecidedOn, string Reason);

/// <param name="LearnerRef">Null = all learners of the provider.</param>
/// <param name="To">Null = until a clearance OFFICER PAY.</param>
public sealed record OfficerHold(
    string Reference, Ukprn Ukprn, string? LearnerRef, DateOnly From, DateOnly? To, string Reason, string DecidedBy);

/// <param name="Pass">True for PASS, false for FAIL.</param>
public sealed record EvidenceCheck(
    string Reference, Ukprn Ukprn, string LearnerRef, string AimRef, DateOnly StartDate, Milestone Milestone, DateOnly CheckedOn, bool Pass,
    string CheckedBy);

/// <summary>The append-only ledger: each list in the order in which the lines were accepted (funding.md section 1).</summary>
public sealed record Ledger
{
    public IReadOnlyList<Payment> Payments { get; init; } = [];
    public IReadOnlyList<ManualAdjustment> Adjustments { get; init; } = [];
    public IReadOnlyList<Clearance> Clearances { get; init; } = [];
    public IReadOnlyList<OfficerHold> Holds { get; init; } = [];
    public IReadOnlyList<EvidenceCheck> EvidenceChecks { get; init; } = [];
}
