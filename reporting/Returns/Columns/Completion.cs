using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>Where a learner went (returns.md section 3.2, columns <c>dest_...</c>). Codes upper case.</summary>
public sealed record Destination(
    string Type,
    string Code,
    DateOnly StartDate,
    DateOnly CollectedOn,
    string? MedtechRole,
    string? Soc2020,
    string? JobInWmca,
    string? NewOrProgressed,
    string Evidence,
    string? EvidenceRef);

/// <summary>An accepted row of a completion return. A row reported in error carries its key and nothing else.</summary>
public sealed record Completion
{
    /// <summary>The normalised key, also of a row that an earlier version stored as it was typed.</summary>
    public required string LearnerRef { get; init => field = LearnerReference.KeyOf(value); }

    public required string AimRef { get; init; }
    public required DateOnly StartDate { get; init; }

    /// <summary>Of the real ULN, where the row gave one.</summary>
    public LearnerKey? LearnerKey { get; init; }

    /// <summary>2 completed, 3 withdrawn, 6 break in learning.</summary>
    public string CompStatus { get; init; } = "";
    public DateOnly ActualEndDate { get; init; }
    public string? WithdrawReason { get; init; }

    /// <summary>1 achieved, 2 partial, 3 none, 8 not yet known.</summary>
    public string Outcome { get; init; } = "";
    public DateOnly? AchievementDate { get; init; }

    /// <summary>PA, ME or DS.</summary>
    public string? Grade { get; init; }
    public string? ExitAward { get; init; }
    public int? CreditsAchieved { get; init; }
    public string? AchievementEvidenceRef { get; init; }
    public Destination? Destination { get; init; }
    public decimal? ClaimCompletionGbp { get; init; }
    public decimal? ClaimOutcomeGbp { get; init; }
    public bool ReportedInError { get; init; }

    public RowKey Key => new(LearnerRef, AimRef, StartDate);
}

public sealed record NumberedCompletion(int ExcelRow, Completion Completion);
