using Pilot.Reporting.Returns.Held;

namespace Pilot.Functions.Data;

// One class a table. Times are UTC. Periods are written 2026Q3. What a column means is said where it is not plain.

/// <summary>A settings, ledger or awards workbook as it was sent, and its answer.</summary>
public sealed class OfficeFileRow
{
    public int Number { get; set; }

    /// <summary>Where it was uploaded: a sender of awards may write nothing else.</summary>
    public string Container { get; set; } = "settings";
    public string BlobName { get; set; } = "";
    public string ETag { get; set; } = "";
    public string FileName { get; set; } = "";
    public string Sha256 { get; set; } = "";
    public DateTime ReceivedAt { get; set; }
    public string? SentBy { get; set; }

    /// <summary>The account of the officer who sent it through a page; null where it was put into the container.</summary>
    public string? SentByAccount { get; set; }

    /// <summary>The officer who vouched for settings that nobody known had sent.</summary>
    public string? ConfirmedBy { get; set; }
    public string? ConfirmedByAccount { get; set; }
    public SubmissionStatus Status { get; set; }

    /// <summary>MTHTQ-SETTINGS, MTHTQ-LEDGER or MTHTQ-AWARDS; null where the file did not say.</summary>
    public string? Template { get; set; }
    public int? SettingsVersion { get; set; }
    public string Receipt { get; set; } = "";
    public DateTime? AnsweredAt { get; set; }

    /// <summary>When the last of its files was removed; only awards workbooks, which hold ULNs, are.</summary>
    public DateTime? FilesGoneAt { get; set; }
}

/// <summary>One version of the settings, kept for ever.</summary>
public sealed class SettingsRow
{
    public int Version { get; set; }
    public string Json { get; set; } = "";
    public DateTime AcceptedAt { get; set; }
    public string PreparedBy { get; set; } = "";
    public int OfficeFileNumber { get; set; }
}

/// <summary>One line of the append-only ledger.</summary>
public sealed class LedgerLineRow
{
    public int Id { get; set; }
    public string Sheet { get; set; } = "";
    public string Reference { get; set; } = "";

    /// <summary>The key of the reference (<see cref="Pilot.Reporting.Vocabulary.ReferenceKey"/>), by which it is one and never stands twice.</summary>
    public string ReferenceKey { get; set; } = "";
    public string Json { get; set; } = "";
    public DateTime AcceptedAt { get; set; }
    public int OfficeFileNumber { get; set; }
}
