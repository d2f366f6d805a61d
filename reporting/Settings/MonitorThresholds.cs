namespace Pilot.Reporting.Settings;

/// <summary>From where on a monitor names a provider (funding.md section 8). Days, counts, and percent from 0 to 100.</summary>
public sealed record MonitorThresholds
{
    public int BreakDays { get; init; } = 365;
    public int MovedDays { get; init; } = 90;
    public int MissingReturns { get; init; } = 2;
    public int LeftSoonSharePct { get; init; } = 50;
    public int LeftSoonMin { get; init; } = 5;
    public int LeftSoonDays { get; init; } = 7;
    public int LateMin { get; init; } = 10;
    public int LateDays { get; init; } = 90;
    public int LastDayMin { get; init; } = 3;
    public int OutsideSharePct { get; init; } = 80;
    public int OutsideMin { get; init; } = 10;
    public int SharedEvidenceMin { get; init; } = 2;
    public int SameGradeMin { get; init; } = 10;
    public int PutOffReturns { get; init; } = 2;
}
