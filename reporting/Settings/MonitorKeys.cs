using static Pilot.Reporting.Settings.SettingsColumnType;

namespace Pilot.Reporting.Settings;

/// <summary>The thresholds of the monitors (funding.md section 8) as keys of the sheet Scheme, in the order in which they are written.</summary>
internal static class MonitorKeys
{
    private const int MaxDays = 3_660;
    private const int MaxLearners = 10_000;

    internal static IReadOnlyList<SchemeKey> All { get; } =
    [
        Key("mon_01_days", 1, MaxDays, scheme => scheme.BreakDays, (scheme, value) => scheme with { BreakDays = value }),
        Key("mon_02_days", 1, MaxDays, scheme => scheme.MovedDays, (scheme, value) => scheme with { MovedDays = value }),
        Key("mon_03_returns", 1, 40, scheme => scheme.MissingReturns, (scheme, value) => scheme with { MissingReturns = value }),
        Key("mon_04_share_pct", 1, 100, scheme => scheme.LeftSoonSharePct, (scheme, value) => scheme with { LeftSoonSharePct = value }),
        Key("mon_04_min", 1, MaxLearners, scheme => scheme.LeftSoonMin, (scheme, value) => scheme with { LeftSoonMin = value }),
        Key("mon_04_days", 0, MaxDays, scheme => scheme.LeftSoonDays, (scheme, value) => scheme with { LeftSoonDays = value }),
        Key("mon_05_min", 1, MaxLearners, scheme => scheme.LateMin, (scheme, value) => scheme with { LateMin = value }),
        Key("mon_05_days", 0, MaxDays, scheme => scheme.LateDays, (scheme, value) => scheme with { LateDays = value }),
        Key("mon_06_min", 1, MaxLearners, scheme => scheme.LastDayMin, (scheme, value) => scheme with { LastDayMin = value }),
        Key("mon_07_share_pct", 1, 100, scheme => scheme.OutsideSharePct, (scheme, value) => scheme with { OutsideSharePct = value }),
        Key("mon_07_min", 1, MaxLearners, scheme => scheme.OutsideMin, (scheme, value) => scheme with { OutsideMin = value }),
        Key("mon_08_min", 2, MaxLearners, scheme => scheme.SharedEvidenceMin, (scheme, value) => scheme with { SharedEvidenceMin = value }),
        Key("mon_09_min", 1, MaxLearners, scheme => scheme.SameGradeMin, (scheme, value) => scheme with { SameGradeMin = value }),
        Key("mon_10_returns", 1, 40, scheme => scheme.PutOffReturns, (scheme, value) => scheme with { PutOffReturns = value }),
    ];

    private static SchemeKey Key(string name, int min, int max, Func<Scheme, int> get, Func<Scheme, int, Scheme> set) => new(
        new TableColumn(name, name, Whole) { Min = min, Max = max }, false, false, scheme => get(scheme), (scheme, value) => set(scheme, (int)value!));
}
