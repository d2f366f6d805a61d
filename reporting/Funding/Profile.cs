using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// The profile of an allocation line to date (funding.md section 4): all of the quarters that have ended and, of the running one, the share
/// of its days from its first to the as-of day, both counted, over all its days.
/// </summary>
public static class Profile
{
    /// <summary>Pounds, to the penny.</summary>
    public static decimal PoundsToDate(Allocation line, DateOnly asOf) =>
        line.FundingYear.Quarters.Sum(quarter => PoundsOf(line, quarter, asOf));

    /// <summary>Of one quarter of the line's year.</summary>
    public static decimal PoundsOf(Allocation line, Quarter quarter, DateOnly asOf) =>
        Money.Round(line.ProfileGbp[quarter.Number - 1] * DaysGone(quarter, asOf) / DaysIn(quarter));

    /// <summary>Starts, to one decimal.</summary>
    public static decimal StartsToDate(Allocation line, DateOnly asOf) => line.FundingYear.Quarters.Sum(quarter => StartsOf(line, quarter, asOf));

    /// <summary>Of one quarter of the line's year.</summary>
    public static decimal StartsOf(Allocation line, Quarter quarter, DateOnly asOf) =>
        Math.Round((decimal)line.ProfileStarts[quarter.Number - 1] * DaysGone(quarter, asOf) / DaysIn(quarter), 1, MidpointRounding.AwayFromZero);

    private static int DaysIn(Quarter quarter) => quarter.CensusDate.DayNumber - quarter.FirstDay.DayNumber + 1;

    private static int DaysGone(Quarter quarter, DateOnly asOf) => Math.Clamp(asOf.DayNumber - quarter.FirstDay.DayNumber + 1, 0, DaysIn(quarter));
}
