using Pilot.Reporting.Funding;

namespace Pilot.Functions.Quarters;

/// <summary>A run as it was asked for: the stored run, whether this call made it, and its files.</summary>
public sealed record RunResult(RunRecord Record, bool IsNew, IReadOnlyList<ReconciliationLine> Lines, IReadOnlyList<string> Files)
{
    /// <summary>What is to be said to who asked, in a sentence; null where nothing.</summary>
    public string? Note { get; init; }
}
