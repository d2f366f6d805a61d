using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>The status of a reconciliation line: the first that applies (funding.md section 4).</summary>
public static class LineStatusRules
{
    /// <param name="returned">The provider has an accepted return of each kind for the period that is not interim.</param>
    /// <param name="overdue">The day of the run is after the period's due date.</param>
    public static LineStatus Of(ReconciliationLine line, PilotSettings settings, Quarter period, bool returned, bool overdue) =>
        settings.FindAllocation(line.Ukprn, line.Qualification, line.FundingYear) is null ? LineStatus.NoAllocation
        : !returned && line.FundingYear == period.FundingYear ? (overdue ? LineStatus.NotReturned : LineStatus.NotDue)
        : AgainstProfile(line, settings, period);

    /// <summary>
    /// The status that a stored line would have on another day, if nothing but time has passed: the profile to date grows, and what was not
    /// due becomes not returned.
    /// </summary>
    public static LineStatus StatusOn(DateOnly day, ReconciliationLine line, PilotSettings settings, Quarter period)
    {
        var inputs = new FundingInputs(period, settings, new Ledger(), [], []) { RunOn = day };
        var profile = settings.FindAllocation(line.Ukprn, line.Qualification, line.FundingYear) is { } allocation ? Profile.PoundsToDate(allocation, inputs.AsOf) : 0;
        var returned = line.Status is not (LineStatus.NotDue or LineStatus.NotReturned);
        return Of(line with { ProfileGbpYtd = profile }, settings, period, returned, inputs.ReturnsOverdue);
    }

    private static LineStatus AgainstProfile(ReconciliationLine line, PilotSettings settings, Quarter period)
    {
        var tolerance = settings.FindPeriod(period)?.TolerancePct ?? 0;
        var inclusive = settings.SchemeOf(line.FundingYear).ToleranceInclusive;

        // Products, not quotients: a third of a profile must not miss the boundary by a digit.
        var earned = line.EarnedYtd * 100;
        var low = line.ProfileGbpYtd * (100 - tolerance);
        var high = line.ProfileGbpYtd * (100 + tolerance);
        return line.UnfundedYtd > 0 ? LineStatus.OverUnfunded
            : line.ProfileGbpYtd == 0 ? (line.EarnedYtd > 0 ? LineStatus.OverProfile : LineStatus.Within)
            : earned < low || (earned == low && !inclusive) ? LineStatus.Under
            : earned > high || (earned == high && !inclusive) ? LineStatus.OverProfile
            : LineStatus.Within;
    }
}
