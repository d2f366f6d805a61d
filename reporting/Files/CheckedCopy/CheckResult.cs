using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>What the sheet <c>Check result</c> of a checked copy says. The caller has put it into plain English.</summary>
public sealed record CheckResult
{
    /// <summary>One or two sentences: what became of the file.</summary>
    /// <example>Partly accepted. 3 rows were rejected; fix them and send the file again.</example>
    public required string Status { get; init; }

    /// <summary>Null where nothing was stored: a dry run.</summary>
    public int? SubmissionNumber { get; init; }

    /// <summary>As it was sent, without folders.</summary>
    public required string FileName { get; init; }

    /// <summary><c>October to December 2026 (2026-27 Q3)</c>; null where the file does not say, or has no period.</summary>
    public string? Period { get; init; }

    /// <summary>Rows that hold a value, and what became of them.</summary>
    public int Rows { get; init; }
    public int AcceptedRows { get; init; }
    public int RejectedRows { get; init; }
    public int Warnings { get; init; }

    /// <summary>In pounds; null where the file claims nothing by its nature (settings, ledger).</summary>
    public decimal? ClaimedGbp { get; init; }
    public decimal? AcceptedClaimGbp { get; init; }

    /// <summary>Of the accepted claims, those that count; null where that is all or not known.</summary>
    public decimal? CountingClaimGbp { get; init; }

    /// <summary>What changed since the last accepted submission, in a sentence; null where there is none.</summary>
    public string? Changes { get; init; }

    /// <summary>Each thing to do: what is wrong, with how often, and how to fix it, with its rows.</summary>
    public IReadOnlyList<(string What, string Fix)> ThingsToDo { get; init; } = [];

    /// <summary>How many findings there are; null = those that are given.</summary>
    public int? FindingCount { get; init; }

    /// <summary>What is to be done by when, as a sentence; null where nothing is due.</summary>
    public string? Deadline { get; init; }

    /// <summary>What a finding of severity E does; in settings and ledgers it rejects the whole workbook.</summary>
    public string ErrorMeans { get; init; } = "The row is rejected";

    /// <summary>When the check was made. Shown in London time; the same moment gives the same bytes.</summary>
    public required DateTimeOffset Moment { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>A column's label by its machine name, where <see cref="Finding.Column"/> carries the latter.</summary>
    public IReadOnlyDictionary<string, string> ColumnLabels { get; init; } = new Dictionary<string, string>();
}
