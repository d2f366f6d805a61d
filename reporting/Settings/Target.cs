using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>What the whole pilot is to reach (funding.md section 1).</summary>
/// <param name="Measure">One of <see cref="TargetMeasures"/>.</param>
/// <param name="Value">A count, pounds or percentage points, as the measure is.</param>
/// <param name="Baseline">What it stood at when the pilot began.</param>
public sealed record Target(string Measure, Quarter ByPeriod, decimal Value, decimal Baseline, string Source);

/// <summary>What a target may be set for.</summary>
public static class TargetMeasures
{
    public const string Starts = "STARTS";
    public const string QualifyingStarts = "QUALIFYING_STARTS";
    public const string EarnedGbp = "EARNED_GBP";

    /// <summary>Of those due to end.</summary>
    public const string AchievedPct = "ACHIEVED_PCT";

    /// <summary>Of those whose destination window has closed.</summary>
    public const string PositivePct = "POSITIVE_PCT";

    /// <summary>Of those whose destination window has closed.</summary>
    public const string MedtechPct = "MEDTECH_PCT";

    /// <summary>Of courses started.</summary>
    public const string Under25Pct = "UNDER_25_PCT";

    public static IReadOnlyList<string> All { get; } = [Starts, QualifyingStarts, EarnedGbp, AchievedPct, PositivePct, MedtechPct, Under25Pct];
}

/// <summary>Where a figure stands against its target, in words.</summary>
public static class TargetStatus
{
    public const string Met = "Met";
    public const string NotMet = "Not met";
    public const string OnCourse = "On course";
    public const string Behind = "Behind";

    /// <summary>
    /// From the end of the target's period on: met or not. Before: on course where the figure is within the tolerance of the value, on the
    /// as-of day, of a straight line by days from the baseline on the pilot's first day to the target on the census date of its period.
    /// </summary>
    /// <param name="value">As printed where the reader sees a printed figure; of the target's unit.</param>
    /// <param name="asOf">The census date of the period, or the day of the run where that comes first.</param>
    /// <param name="period">The period of the run, whose tolerance holds.</param>
    public static string Of(Target target, decimal value, DateOnly asOf, Quarter period, PilotSettings settings)
    {
        var falls = target.Value < target.Baseline;
        var due = target.ByPeriod.CensusDate;
        if (asOf >= due)
        {
            return (falls ? value <= target.Value : value >= target.Value) ? Met : NotMet;
        }

        var from = settings.Scheme.PilotFrom;
        var days = Math.Max(1, due.DayNumber - from.DayNumber);
        var line = target.Baseline + (target.Value - target.Baseline) * Math.Clamp(asOf.DayNumber - from.DayNumber, 0, days) / days;
        var tolerance = (settings.FindPeriod(period)?.TolerancePct ?? 0) / 100;
        var limit = falls ? line * (1 + tolerance) : line * (1 - tolerance);
        var beyond = falls ? value < limit : value > limit;
        return beyond || (value == limit && (settings.Scheme.ToleranceInclusive || tolerance == 0)) ? OnCourse : Behind;
    }
}
