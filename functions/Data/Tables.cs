using Pilot.Reporting.Funding;
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

/// <summary>One audit line: who did what, when, from which file. No personal data of learners.</summary>
public sealed class AuditRow
{
    public int Id { get; set; }
    public DateTime At { get; set; }
    public string Who { get; set; } = "";
    public string What { get; set; } = "";
    public int? SubmissionNumber { get; set; }
    public string Detail { get; set; } = "";
}

/// <summary>One file that somebody was given: who, what, when. It names files and people who signed in, never a learner.</summary>
public sealed class DownloadRow
{
    public int Id { get; set; }
    public DateTime At { get; set; }

    /// <summary>As the sign-in names them.</summary>
    public string Who { get; set; } = "";

    /// <summary>The account of that person; null where it is not known.</summary>
    public string? Account { get; set; }

    /// <summary>The container and the name in it: <c>reports/2026Q3/...</c>.</summary>
    public string What { get; set; } = "";

    /// <summary>The provider of the person; null for officers.</summary>
    public int? Ukprn { get; set; }
}

/// <summary>A lock that holds across machines, until it is given back or runs out.</summary>
public sealed class LeaseRow
{
    public string Name { get; set; } = "";
    public string Owner { get; set; } = "";
    public DateTime ExpiresAt { get; set; }
}

/// <summary>Single facts of the installation, such as the check value of the learner-key secret.</summary>
public sealed class MarkRow
{
    public string Name { get; set; } = "";
    public string Value { get; set; } = "";
}

/// <summary>
/// Judgement and row ids. A judgement's id is UKPRN x 2^15 + running number; a row's id is its judgement's id x 2^21 + Excel row. Both
/// fit a positive 64-bit integer, group a provider's rows on disk, and make the primary key the only index that loading needs. Files of
/// folders that are nobody's are numbered below all providers; none of their rows is ever accepted.
/// </summary>
public static class JudgementIds
{
    private const int SequenceBits = 15;
    private const int RowBits = 21;
    private const long LastOfNobody = (10_000_000L << SequenceBits) - 1;

    public static long Of(int ukprn, int sequence) => sequence is > 0 and < 1 << SequenceBits
        ? ((long)ukprn << SequenceBits) | (long)sequence
        : throw new ArgumentOutOfRangeException(nameof(sequence), "A provider has at most 32,767 judgements.");

    /// <summary>The first and the last id that a judgement of these providers may have; 0 is nobody.</summary>
    public static (long First, long Last) Between(int firstUkprn, int lastUkprn) =>
        (firstUkprn == 0 ? 1 : (long)firstUkprn << SequenceBits, lastUkprn == 0 ? LastOfNobody : ((long)lastUkprn << SequenceBits) | ((1 << SequenceBits) - 1));

    /// <param name="last">The newest id of the same provider, or of nobody; null = none yet.</param>
    public static long After(long? last, int ukprn)
    {
        if (ukprn == 0)
        {
            return last is null ? 1 : last < LastOfNobody ? last.Value + 1 : throw new InvalidOperationException("There are no more numbers for files of nobody.");
        }

        return Of(ukprn, last is null ? 1 : SequenceOf(last.Value) + 1);
    }

    public static int SequenceOf(long judgementId) => (int)(judgementId & ((1 << SequenceBits) - 1));

    public static int UkprnOf(long judgementId) => (int)(judgementId >> SequenceBits);

    public static long Row(long judgementId, int excelRow) => (judgementId << RowBits) | (long)excelRow;

    public static long JudgementOf(long rowId) => rowId >> RowBits;

    public static int ExcelRowOf(long rowId) => (int)(rowId & ((1 << RowBits) - 1));

    /// <summary>Ids of all rows of these providers, both ends included.</summary>
    public static (long First, long Last) RowsOf(int firstUkprn, int lastUkprn) =>
        (Row(Of(firstUkprn, 1) - 1, 0), Row(Of(lastUkprn, (1 << SequenceBits) - 1), (1 << RowBits) - 1));
}
