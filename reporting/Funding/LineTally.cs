using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>What adds up to one reconciliation line while the courses are counted. Money in pounds.</summary>
internal sealed class LineTally
{
    private int _qualifyingQuarter;
    private int _qualifyingYtd;
    private decimal _earnedQuarter;
    private decimal _earnedEarlier;
    private decimal _funded;
    private decimal _held;
    private bool _hasRows;
    private bool _hasStaleRows;

    public Allocation? Allocation { get; set; }
    public ReconciliationLine? Before { get; set; }
    public decimal Paid { get; set; }
    public decimal Adjusted { get; set; }
    public decimal Claimed { get; set; }
    public int Starts { get; set; }

    public void NoteRows(bool stale)
    {
        _hasRows = true;
        _hasStaleRows |= stale;
    }

    /// <param name="inQuarter">Dated in the period; else in an earlier quarter.</param>
    public void Count(Earning earning, bool inQuarter)
    {
        if (earning is { Milestone: Milestone.Start, IsQualifying: true })
        {
            _qualifyingYtd++;
            _qualifyingQuarter += inQuarter ? 1 : 0;
        }

        if (earning.Decision == Decision.Held)
        {
            _held += earning.AmountGbp;
        }
        else if (earning.IsEarned)
        {
            _earnedQuarter += inQuarter ? earning.AmountGbp : 0;
            _earnedEarlier += inQuarter ? 0 : earning.AmountGbp;
            _funded += earning.FundedGbp;
        }
    }

    /// <exception cref="RunRefusedException">Funded differs from the lesser of earned and allocation.</exception>
    public ReconciliationLine Line(LineKey key, FundingInputs inputs, bool returned)
    {
        var allocation = Allocation?.AllocationGbp ?? 0;
        if (_funded != Math.Min(_earnedQuarter + _earnedEarlier, allocation))
        {
            throw new RunRefusedException(
                $"{key} would fund {Money.Words(_funded)} of {Money.Words(_earnedQuarter + _earnedEarlier)} earned and {Money.Words(allocation)} allocated");
        }

        var inYear = inputs.Period.FundingYear == key.FundingYear;
        var line = new ReconciliationLine
        {
            Ukprn = key.Ukprn,
            Qualification = key.Qualification,
            FundingYear = key.FundingYear,
            Places = Allocation?.Places ?? 0,
            AllocationGbp = allocation,
            ProfileStartsQuarter = inYear ? Allocation?.ProfileStarts[inputs.Period.Number - 1] ?? 0 : 0,
            ProfileStartsYtd = Allocation is { } starts ? Profile.StartsToDate(starts, inputs.AsOf) : 0,
            ProfileGbpQuarter = inYear ? Allocation?.ProfileGbp[inputs.Period.Number - 1] ?? 0 : 0,
            ProfileGbpYtd = Allocation is { } pounds ? Profile.PoundsToDate(pounds, inputs.AsOf) : 0,
            Starts = Starts,
            QualifyingStartsQuarter = _qualifyingQuarter,
            QualifyingStartsYtd = _qualifyingYtd,
            EarnedQuarter = _earnedQuarter,
            EarnedEarlier = _earnedEarlier,
            FundedYtd = _funded,
            PreviouslyReported = Before?.FundedYtd ?? 0,
            Adjustment = _earnedEarlier - (Before?.EarnedYtd ?? 0),
            ManualAdjustmentsYtd = Adjusted,
            PaidYtd = Paid,
            ClaimedYtd = Claimed,
            HeldGbp = _held,
            Stale = _hasStaleRows || (_hasRows && !returned),
        };
        return line with { Status = LineStatusRules.Of(line, inputs.Settings, inputs.Period, returned, inputs.ReturnsOverdue) };
    }
}
