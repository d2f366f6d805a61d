using System.Text.Json.Serialization;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Held;

/// <summary>returns.md section 5.</summary>
public enum SubmissionStatus
{
    Received,
    Rejected,
    Accepted,
    PartlyAccepted,
    Duplicate,
    Failed,
}

/// <summary>One submission as it was judged: what T02, confirmation and statuses need to know of it.</summary>
public sealed record JudgedSubmission
{
    public required int Number { get; init; }
    public required Ukprn Ukprn { get; init; }
    public required SubmissionStatus Status { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Null where the file could not be read that far; likewise the next two.</summary>
    public ReturnKind? Kind { get; init; }
    public Quarter? Period { get; init; }
    public DateOnly? PreparedOn { get; init; }
    public bool Nil { get; init; }
    public int Rows { get; init; }
    public int AcceptedRows { get; init; }
    public int RejectedRows { get; init; }
    public int Warnings { get; init; }

    /// <summary>Prepared before its period's census date (DECL_12): the return is still owed.</summary>
    public bool Interim { get; init; }

    /// <summary>Learners of whom a row was rejected: this submission confirms nothing about them.</summary>
    public IReadOnlySet<string> RejectedLearners { get; init; } = new HashSet<string>();

    /// <summary>Accepted or partly accepted.</summary>
    public bool IsAccepted => Status is SubmissionStatus.Accepted or SubmissionStatus.PartlyAccepted;

    /// <summary>
    /// Counts as the provider's return of its kind: accepted, nil, or partly accepted with at least one row accepted (section 5).
    /// An interim submission confirms what it is late enough for but is not the return that is owed.
    /// </summary>
    public bool IsReturn => Status == SubmissionStatus.Accepted || (Status == SubmissionStatus.PartlyAccepted && AcceptedRows > 0);
}

/// <summary>
/// The enrolment row that counts for its key, with what its earlier versions say. Versions supersede by (period, prepared_on,
/// submission number), whatever the order of arrival (returns.md section 5). The names in its JSON are part of the hash of a run's inputs.
/// </summary>
public sealed record HeldEnrolment
{
    public required Ukprn Ukprn { get; init; }

    /// <summary>The newest version. Its <see cref="Enrolment.LearnerKey"/> is that of the real ULN once any version gave one.</summary>
    [JsonPropertyName("row")]
    public required Enrolment Newest { get; init; }

    /// <summary>The submission that the newest version came in, and its Excel row there.</summary>
    public required int SubmissionNumber { get; init; }
    public required int ExcelRow { get; init; }

    /// <summary>planned_end_date as first accepted (funding.md section 2).</summary>
    public required DateOnly FirstPlannedEndDate { get; init; }

    /// <summary>The latest prepared_on of an accepted enrolment return in which the row itself stood.</summary>
    [JsonPropertyName("last_stood_on")]
    public required DateOnly LastReportedOn { get; init; }

    /// <summary>Missing from the provider's newest accepted enrolment return: carried forward.</summary>
    public bool Stale { get; init; }

    /// <summary>In how many periods' returns the row stood with the temporary ULN and no real one has come since; 0 once it has.</summary>
    public int TemporaryUlnPeriods { get; init; }

    /// <summary>HIST_04: the same person under another aim or learner_ref, accepted before and not in the file that brought this row.</summary>
    public bool PossibleDuplicate { get; init; }

    /// <summary>Start dates under which this row was held before (HIST_01): clearances and evidence checks of those mean this row.</summary>
    public IReadOnlyList<DateOnly> EarlierStartDates { get; init; } = [];

    /// <summary>What the provider's returns, one after the other, said of the row; null where nobody asked.</summary>
    public RowHistory? History { get; init; }
}

/// <summary>The completion row that counts for its key. Its key is that of the enrolment it belongs to, after HIST_01.</summary>
public sealed record HeldCompletion
{
    public required Ukprn Ukprn { get; init; }

    /// <summary>The newest version.</summary>
    [JsonPropertyName("row")]
    public required Completion Newest { get; init; }
    public required int SubmissionNumber { get; init; }
    public required int ExcelRow { get; init; }
    public bool Stale { get; init; }
}

/// <summary>
/// All that is held of one provider at a moment. Rows reported in error, superseded ones, and completions without an enrolment are
/// not part of it. Enrolments and completions are in the order of their keys, submissions in the order of their numbers.
/// </summary>
public sealed record ProviderFacts(
    Ukprn Ukprn,
    IReadOnlyList<JudgedSubmission> Submissions,
    IReadOnlyList<HeldEnrolment> Enrolments,
    IReadOnlyList<HeldCompletion> Completions)
{
    /// <summary>
    /// Keys of enrolments that were accepted and are reported in error now, under every start date that they had, with the number of the submission
    /// that reported each.
    /// </summary>
    public IReadOnlyDictionary<RowKey, int> InErrorIn { get; init; } = new Dictionary<RowKey, int>();
}
