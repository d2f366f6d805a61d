namespace Pilot.Reporting.Excel.Reading;

/// <summary>What a file may hold (returns.md rule FILE_04). Sizes in bytes.</summary>
public sealed record FileLimits
{
    public long FileBytes { get; init; } = 25L * 1024 * 1024;
    public long InflatedBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>From this inflated size on, <see cref="InflationRatio"/> is judged.</summary>
    public long RatioFromBytes { get; init; } = 10L * 1024 * 1024;
    public int InflationRatio { get; init; } = 100;

    /// <summary>Rows of one sheet that hold a value.</summary>
    public int Rows { get; init; } = 100_000;
    public int Columns { get; init; } = 200;
    public int Sheets { get; init; } = 50;

    public static FileLimits Default { get; } = new();
}

/// <summary>A file that cannot be read to its end: the file rule that fired, and where the reader was.</summary>
/// <param name="ruleId">FILE_01 to FILE_05.</param>
/// <param name="detail">What is wrong, in words for the provider.</param>
public sealed class UnreadableFileException(string ruleId, string detail, string? sheet = null) : Exception(detail)
{
    public string RuleId { get; } = ruleId;

    public string? Sheet { get; } = sheet;

    /// <summary>Null where it is not one cell that is wrong.</summary>
    public string? Cell { get; init; }

    /// <summary>What to do about it; null = what the rule says in general.</summary>
    public string? Fix { get; init; }
}

/// <param name="Name">As it stands on the tab.</param>
/// <param name="PartName">Path inside the package, without a leading slash.</param>
public sealed record SheetEntry(string Name, string PartName);
