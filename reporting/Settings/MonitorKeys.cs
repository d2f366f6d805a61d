namespace Pilot.Reporting.Settings;

/// <summary>A threshold of a monitor as a key of the sheet Scheme.</summary>
/// <param name="Name"><c>mon_01_days</c></param>
internal sealed record MonitorKey(
    string Name, int Min, int Max, Func<MonitorThresholds, int> Get, Func<MonitorThresholds, int, MonitorThresholds> Set);

/// <summary>The thresholds of the monitors (funding.md section 8), in the order in which they are written.</summary>
internal static class MonitorKeys
{
    private const int MostDays = 3_660;
    private const int MostLearners = 10_000;

    internal static IReadOnlyList<MonitorKey> All { get; } =
    [
        new("mon_01_days", 1, MostDays, limits => limits.BreakDays, (limits, value) => limits with { BreakDays = value }),
        new("mon_02_days", 1, MostDays, limits => limits.MovedDays, (limits, value) => limits with { MovedDays = value }),
        new("mon_03_returns", 1, 40, limits => limits.MissingReturns, (limits, value) => limits with { MissingReturns = value }),
        new("mon_04_share_pct", 1, 100, limits => limits.LeftSoonSharePct, (limits, value) => limits with { LeftSoonSharePct = value }),
        new("mon_04_min", 1, MostLearners, limits => limits.LeftSoonMin, (limits, value) => limits with { LeftSoonMin = value }),
        new("mon_04_days", 0, MostDays, limits => limits.LeftSoonDays, (limits, value) => limits with { LeftSoonDays = value }),
        new("mon_05_min", 1, MostLearners, limits => limits.LateMin, (limits, value) => limits with { LateMin = value }),
        new("mon_05_days", 0, MostDays, limits => limits.LateDays, (limits, value) => limits with { LateDays = value }),
        new("mon_06_min", 1, MostLearners, limits => limits.LastDayMin, (limits, value) => limits with { LastDayMin = value }),
        new("mon_07_share_pct", 1, 100, limits => limits.OutsideSharePct, (limits, value) => limits with { OutsideSharePct = value }),
        new("mon_07_min", 1, MostLearners, limits => limits.OutsideMin, (limits, value) => limits with { OutsideMin = value }),
        new("mon_08_min", 2, MostLearners, limits => limits.SharedEvidenceMin, (limits, value) => limits with { SharedEvidenceMin = value }),
        new("mon_09_min", 1, MostLearners, limits => limits.SameGradeMin, (limits, value) => limits with { SameGradeMin = value }),
        new("mon_10_returns", 1, 40, limits => limits.PutOffReturns, (limits, value) => limits with { PutOffReturns = value }),
    ];
}
