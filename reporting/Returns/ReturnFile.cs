namespace Pilot.Reporting.Returns;

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
public sealed class FileProblemException(string ruleId, string detail, string? sheet = null) : Exception(detail)
{
    /// <summary>FILE_01 to FILE_06.</summary>
    public string RuleId { get; } = ruleId;

    public string? Sheet { get; } = sheet;
}

/// <param name="Name">As it stands on the tab.</param>
public sealed record SheetEntry(string Name, string PartName, bool Hidden);

/// <summary>
/// An Open XML workbook read as a stream, row by row; never a whole sheet in memory. The only file that knows how xlsx is read.
/// </summary>
public sealed class ReturnFile : IDisposable
{
    /// <summary>In the order of the tabs.</summary>
    public IReadOnlyList<SheetEntry> Sheets { get; } = [];

    /// <summary>Dates count from 1904, not 1900.</summary>
    public bool Date1904 { get; }

    /// <summary>FILE_11: the workbook names other workbooks. They are never opened.</summary>
    public bool HasExternalLinks { get; }

    /// <summary>Reads the workbook's parts list; no sheet yet.</summary>
    /// <param name="content">Seekable; left open.</param>
    /// <exception cref="FileProblemException">FILE_01 to FILE_05.</exception>
    public static ReturnFile Open(Stream content, FileLimits limits) => throw new NotSupportedException();

    /// <summary>Rows that hold a value, in the order of the sheet. The row is reused: copy what is to outlive the next one.</summary>
    /// <exception cref="FileProblemException">FILE_04 or FILE_05, while rows are read.</exception>
    public IEnumerable<RawRow> ReadRows(SheetEntry sheet) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
