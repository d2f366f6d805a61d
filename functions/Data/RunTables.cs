using Pilot.Reporting.Funding;

namespace Pilot.Functions.Data;

// One class a table. Times are UTC. Periods are written 2026Q3. What a column means is said where it is not plain.

/// <summary>One run, stored with its figures. Nothing of it changes but its state and approval.</summary>
public sealed class RunRow
{
    public int Number { get; set; }
    public string Period { get; set; } = "";
    public RunKind Kind { get; set; }
    public int Revision { get; set; }
    public RunState State { get; set; }
    public int SettingsVersion { get; set; }
    public string InputsHash { get; set; } = "";

    /// <summary>The moment whose facts it was computed from.</summary>
    public DateTime FactsAsOf { get; set; }
    public DateTime CreatedAt { get; set; }

    /// <summary>When it was last asked for: provisional files show the run of their period that was asked for last.</summary>
    public DateTime AskedAt { get; set; }
    public string EngineVersion { get; set; } = "";
    public string? Reason { get; set; }
    public string? ApprovedBy { get; set; }
    public DateTime? ApprovedAt { get; set; }

    /// <summary>When its files were written in the state they are to show; null while they are still owed.</summary>
    public DateTime? FilesAt { get; set; }

    /// <summary>Reconciliation lines as JSON.</summary>
    public string Lines { get; set; } = "";

    /// <summary>Earnings as JSON, compressed.</summary>
    public byte[] Earnings { get; set; } = [];

    /// <summary>The Skills England figures as printed, as JSON: what later publications protect.</summary>
    public string PublishedCells { get; set; } = "";

    /// <summary>The evidence sample of a closing run as JSON: what it was drawn from and what was drawn.</summary>
    public string EvidenceSamples { get; set; } = "";
}
