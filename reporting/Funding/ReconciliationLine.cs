using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>funding.md section 4: the first that applies.</summary>
public enum LineStatus
{
    NoAllocation,
    NotDue,
    NotReturned,
    OverUnfunded,
    Under,
    OverProfile,
    Within,
}

/// <summary>
/// One provider x qualification x funding year for a period (funding.md section 4). Money in pounds; counts are of courses; what is
/// called year to date runs from 1 April of the line's year to the as-of day: the census date, or the day of a provisional run where that comes
/// first.
/// </summary>
public sealed record ReconciliationLine
{
    public required Ukprn Ukprn { get; init; }
    public required string Qualification { get; init; }
    public required FundingYear FundingYear { get; init; }
    public int Places { get; init; }
    public decimal AllocationGbp { get; init; }
    public int ProfileStartsQuarter { get; init; }

    /// <summary>Profile to date: the quarters that have ended, and of the running one the share of its days, to one decimal.</summary>
    public decimal ProfileStartsYtd { get; init; }

    /// <summary>Of the whole quarter.</summary>
    public decimal ProfileGbpQuarter { get; init; }

    /// <summary>Profile to date, the running quarter by the share of its days, to the penny.</summary>
    public decimal ProfileGbpYtd { get; init; }

    /// <summary>Accepted courses, claimed or not, started by the as-of day.</summary>
    public int Starts { get; init; }
    public int QualifyingStartsQuarter { get; init; }
    public int QualifyingStartsYtd { get; init; }
    public decimal EarnedQuarter { get; init; }
    public decimal EarnedEarlier { get; init; }
    public decimal EarnedYtd => EarnedEarlier + EarnedQuarter;
    public decimal FundedYtd { get; init; }
    public decimal UnfundedYtd => EarnedYtd - FundedYtd;

    /// <summary>FundedYtd of this line in the last closed run, 0 where it has none.</summary>
    public decimal PreviouslyReported { get; init; }
    public decimal Movement => FundedYtd - PreviouslyReported;

    /// <summary>EarnedEarlier less EarnedYtd of this line in the last closed run.</summary>
    public decimal Adjustment { get; init; }
    public decimal ManualAdjustmentsYtd { get; init; }
    public decimal PaidYtd { get; init; }

    /// <summary>Negative = repayable.</summary>
    public decimal ToPay => FundedYtd + ManualAdjustmentsYtd - PaidYtd;
    public decimal ClaimedYtd { get; init; }
    public decimal ClaimDifference => ClaimedYtd - EarnedYtd;
    public decimal HeldGbp { get; init; }
    public decimal VarianceGbp => EarnedYtd - ProfileGbpYtd;

    /// <summary>EarnedYtd / ProfileGbpYtd, unrounded; null ([z]) where the profile is 0.</summary>
    public decimal? Performance => ProfileGbpYtd == 0 ? null : EarnedYtd / ProfileGbpYtd;
    public LineStatus Status { get; init; }

    /// <summary>Rows of this line were carried forward: the provider's newest return does not hold them, or none came for the period.</summary>
    public bool Stale { get; init; }
}
