using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

// One class a table. Times are UTC. Periods are written 2026Q3. What a column means is said where it is not plain.

/// <summary>One uploaded return file: immutable but for where it stands.</summary>
public sealed class SubmissionRow
{
    public int Number { get; set; }

    /// <summary>Null where neither the folder nor the file says a UKPRN.</summary>
    public int? Ukprn { get; set; }

    /// <summary>The folder that it came in and that its answer goes to.</summary>
    public string Folder { get; set; } = "";
    public string BlobName { get; set; } = "";
    public string ETag { get; set; } = "";
    public string FileName { get; set; } = "";

    /// <summary>Of its bytes, 64 hexadecimal digits.</summary>
    public string Sha256 { get; set; } = "";
    public long Length { get; set; }
    public DateTime ReceivedAt { get; set; }

    /// <summary>The signed-in person, where the file came through a page.</summary>
    public string? SentBy { get; set; }

    /// <summary>The account of that person, which no two people share; null where it is not known.</summary>
    public string? SentByAccount { get; set; }
    public SubmissionStatus Status { get; set; }
    public int? DuplicateOf { get; set; }

    /// <summary>The judgement that counts now.</summary>
    public long? JudgementId { get; set; }

    /// <summary>When the newest receipt was written; null while the answer is still owed.</summary>
    public DateTime? AnsweredAt { get; set; }

    /// <summary>Since when its files are no longer used, because their time was over; null while they are kept.</summary>
    public DateTime? PurgedAt { get; set; }

    /// <summary>When the last of its files was removed.</summary>
    public DateTime? FilesGoneAt { get; set; }
}

/// <summary>
/// One judgement of a submission; a later one stands beside it. The id holds the UKPRN and a running number of the provider's judgements,
/// see <see cref="JudgementIds"/>, so that a provider's rows lie together on disk.
/// </summary>
public sealed class JudgementRow
{
    public long Id { get; set; }
    public int Ukprn { get; set; }
    public int SubmissionNumber { get; set; }
    public int Version { get; set; }

    /// <summary>When the file that made this judgement due was received: facts as of a moment are those of judgements as of it.</summary>
    public DateTime AsOf { get; set; }
    public DateTime JudgedAt { get; set; }
    public int SettingsVersion { get; set; }
    public SubmissionStatus Status { get; set; }
    public ReturnKind? Kind { get; set; }
    public string? Period { get; set; }
    public DateOnly? PreparedOn { get; set; }
    public bool Nil { get; set; }
    public bool Interim { get; set; }
    public bool Late { get; set; }
    public bool PeriodClosed { get; set; }
    public int Rows { get; set; }
    public int AcceptedRows { get; set; }
    public int RejectedRows { get; set; }
    public int Warnings { get; set; }
    public decimal ClaimedGbp { get; set; }
    public decimal AcceptedClaimGbp { get; set; }

    /// <summary>learner_ref of rejected rows, one a line.</summary>
    public string RejectedLearners { get; set; } = "";

    /// <summary>Of what was decided row by row: a later judgement with the same hash changes nothing and is not stored.</summary>
    public string DecisionsHash { get; set; } = "";
}

/// <summary>
/// The receipt of a judgement, in a table of its own: whoever loads judgements by the thousand does not pass through all that was ever written.
/// </summary>
public sealed class ReceiptRow
{
    public long JudgementId { get; set; }

    /// <summary>As it was written, sensitive values masked.</summary>
    public string Text { get; set; } = "";
}

/// <summary>How often a rule fired in a judgement.</summary>
public sealed class RuleCountRow
{
    public long JudgementId { get; set; }
    public string RuleId { get; set; } = "";
    public Severity Severity { get; set; }
    public int Rows { get; set; }
}
