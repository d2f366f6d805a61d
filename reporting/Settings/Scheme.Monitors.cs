using System.Text.Json.Serialization;

namespace Pilot.Reporting.Settings;

/// <content>From where on a monitor names a provider (funding.md section 8). Days, counts, and percent from 0 to 100.</content>
public sealed partial record Scheme
{
    [JsonPropertyName("mon_01_days")]
    public int BreakDays { get; init; } = 365;

    [JsonPropertyName("mon_02_days")]
    public int MovedDays { get; init; } = 90;

    [JsonPropertyName("mon_03_returns")]
    public int MissingReturns { get; init; } = 2;

    [JsonPropertyName("mon_04_share_pct")]
    public int LeftSoonSharePct { get; init; } = 50;

    [JsonPropertyName("mon_04_min")]
    public int LeftSoonMin { get; init; } = 5;

    [JsonPropertyName("mon_04_days")]
    public int LeftSoonDays { get; init; } = 7;

    [JsonPropertyName("mon_05_min")]
    public int LateMin { get; init; } = 10;

    [JsonPropertyName("mon_05_days")]
    public int LateDays { get; init; } = 90;

    [JsonPropertyName("mon_06_min")]
    public int LastDayMin { get; init; } = 3;

    [JsonPropertyName("mon_07_share_pct")]
    public int OutsideSharePct { get; init; } = 80;

    [JsonPropertyName("mon_07_min")]
    public int OutsideMin { get; init; } = 10;

    [JsonPropertyName("mon_08_min")]
    public int SharedEvidenceMin { get; init; } = 2;

    [JsonPropertyName("mon_09_min")]
    public int SameGradeMin { get; init; } = 10;

    [JsonPropertyName("mon_10_returns")]
    public int PutOffReturns { get; init; } = 2;
}
