using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>The Declaration as typed; a value that is missing or malformed is null.</summary>
public sealed record Declaration
{
    /// <summary>MTHTQ-ENR or MTHTQ-CMP.</summary>
    public ReturnKind? Kind { get; init; }
    public Ukprn? Ukprn { get; init; }
    public string? ProviderName { get; init; }
    public Quarter? Period { get; init; }
    public bool Nil { get; init; }
    public DateOnly? PreparedOn { get; init; }
    public int? DataRowCount { get; init; }
    public decimal? ClaimedTotalGbp { get; init; }
    public string? CertifierName { get; init; }
    public string? CertifierRole { get; init; }
    public DateOnly? CertifiedOn { get; init; }
}

public sealed record EnrolmentAt(int ExcelRow, Enrolment Row);

public sealed record CompletionAt(int ExcelRow, Completion Row);

/// <summary>What a submission is judged against besides its own content. Loaded once; a rule never queries.</summary>
public sealed record JudgeContext
{
    public required PilotSettings Settings { get; init; }

    /// <summary>The UKPRN of the folder or of the sign-in; null where the Declaration alone says who sent it (command line).</summary>
    public Ukprn? Folder { get; init; }

    /// <summary>As it was sent, without folders.</summary>
    public required string FileName { get; init; }

    /// <summary>By the time at which the store received the file. TODAY is its date in London.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// Given the Declaration's provider, return and period: what was held before this submission in the order of supersession. Called
    /// once, after the Declaration is read and before the rows are judged.
    /// </summary>
    public required Func<Ukprn, ReturnKind, Quarter, DateOnly, ProviderHistory> LoadHistory { get; init; }

    /// <summary>Makes learner keys: HMAC under the pilot's secret.</summary>
    public required ILearnerKeys Keys { get; init; }

    public FileLimits Limits { get; init; } = FileLimits.Default;
    public DateOnly Today => LondonTime.DateOf(ReceivedAt);
}

/// <summary>Turns a ULN into the key that stands for it.</summary>
public interface ILearnerKeys
{
    LearnerKey OfUln(ReadOnlySpan<char> uln);

    LearnerKey OfTemporary(Ukprn ukprn, string learnerRef);
}

/// <param name="Facts">
/// Enrolments and completions held from the provider's accepted returns that stand before this submission in the order (period,
/// prepared_on, number); for a completion return, the enrolments of all of them, whenever they came.
/// </param>
/// <param name="AcceptedPreparedOn">prepared_on of the accepted submission for the same return and period, where there is one.</param>
public sealed record ProviderHistory(ProviderFacts Facts, DateOnly? AcceptedPreparedOn);

/// <summary>The answer to one submission (returns.md section 2): what is stored, and what is said.</summary>
public sealed record Judgement
{
    /// <summary>Rejected, Accepted or PartlyAccepted.</summary>
    public required SubmissionStatus Status { get; init; }
    public required Declaration Declaration { get; init; }

    /// <summary>In the order of the sheet: file findings first, then by row and column.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Accepted rows, in the order of the sheet; empty in a rejected submission.</summary>
    public IReadOnlyList<EnrolmentAt> Enrolments { get; init; } = [];
    public IReadOnlyList<CompletionAt> Completions { get; init; } = [];

    /// <summary>learner_ref of rows that were rejected (E).</summary>
    public IReadOnlySet<string> RejectedLearners { get; init; } = new HashSet<string>();

    /// <summary>Rows that hold a value.</summary>
    public int Rows { get; init; }
    public int AcceptedRows => Enrolments.Count + Completions.Count;
    public int RejectedRows { get; init; }

    /// <summary>Sum of the claims of rows not reported in error, and of the accepted ones among them, in pounds.</summary>
    public decimal ClaimedGbp { get; init; }
    public decimal AcceptedClaimGbp { get; init; }

    /// <summary>DECL_12, DECL_09 and DECL_10.</summary>
    public bool Interim { get; init; }
    public bool Late { get; init; }
    public bool PeriodClosed { get; init; }
}
