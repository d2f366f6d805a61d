using System.Text.Json.Serialization;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>funding.md section 4, "every pound explains itself".</summary>
public enum Decision
{
    Funded,
    PartFunded,
    UnfundedCap,
    Held,
    NotClaimable,
    NoAllocation,
    NotYet,
}

/// <summary>One course x milestone: what was decided and why. Money in pounds.</summary>
public sealed record Earning
{
    public required Ukprn Ukprn { get; init; }
    public required string LearnerRef { get; init; }
    public required string AimRef { get; init; }

    /// <summary>HNC or HND.</summary>
    public required string Qualification { get; init; }

    /// <summary>Start date of the row that the milestone rests on.</summary>
    public required DateOnly StartDate { get; init; }
    public required Milestone Milestone { get; init; }

    /// <summary>When the course began: the start date of its first row. Null in what was stored before it was kept.</summary>
    public DateOnly? CourseStart { get; init; }

    /// <summary>When it was, or would be, earned; null where that cannot be said yet.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>
    /// What the milestone is worth at the course's rate: earned for Funded, PartFunded and UnfundedCap, what would otherwise be earned
    /// for Held, and 0 for the rest.
    /// </summary>
    public required decimal AmountGbp { get; init; }

    /// <summary>What the allocation pays of it: the amount, a part, or 0.</summary>
    public required decimal FundedGbp { get; init; }
    public required Decision Decision { get; init; }
    public IReadOnlyList<HoldKind> Holds { get; init; } = [];

    /// <summary>Plain words, a sentence that an officer could paste into an e-mail.</summary>
    public required string Reason { get; init; }

    /// <summary>What would change the decision, in plain words; empty for Funded.</summary>
    public required string WhatChangesIt { get; init; }

    /// <summary>The submission and Excel row that the milestone rests on.</summary>
    public required int SubmissionNumber { get; init; }
    public required int ExcelRow { get; init; }

    /// <summary>The claim of the row that the milestone rests on; null = as calculated.</summary>
    public decimal? ClaimGbp { get; init; }

    /// <summary>What the awarding body's record says (funding.md section 7); null where nothing is claimed, or nothing has happened yet.</summary>
    public Corroboration? Corroboration { get; init; }

    /// <summary>That, where a milestone on which nothing is said was not checked: one that nobody claims, or that an earlier program funded.</summary>
    [JsonIgnore]
    public Corroboration CorroborationStatus => Corroboration ?? Funding.Corroboration.NotChecked;

    /// <summary>The same in words, with whom to ask; it never names another provider. Empty where there is nothing to say.</summary>
    public string PearsonSays { get; init; } = "";

    /// <summary>Earned: counted in earned_quarter or earned_earlier.</summary>
    public bool IsEarned => Decision is Decision.Funded or Decision.PartFunded or Decision.UnfundedCap;

    /// <summary>Would be earned: earned or held (a qualifying start, funding.md section 4).</summary>
    public bool IsQualifying => IsEarned || Decision == Decision.Held;

    [JsonIgnore]
    public MilestoneKey Key => new(Ukprn, LearnerRef, AimRef, Milestone);
}

/// <summary>What identifies a milestone whatever its start date: a row that was corrected to another day keeps its milestones.</summary>
public readonly record struct MilestoneKey(Ukprn Ukprn, string LearnerRef, string AimRef, Milestone Milestone);

/// <summary>One row of a course with what is held of its end.</summary>
public sealed record CourseRow(HeldEnrolment Enrolment, HeldCompletion? Completion)
{
    /// <summary>The actual end where one is accepted, else the planned end.</summary>
    public DateOnly LastDay => Completion?.Newest.ActualEndDate ?? Enrolment.Newest.PlannedEndDate;

    /// <summary>They have a day in common; rows that touch on one day have.</summary>
    public bool Overlaps(CourseRow other) => Enrolment.Newest.StartDate <= other.LastDay && other.Enrolment.Newest.StartDate <= LastDay;
}

/// <summary>
/// All rows of one learner key, aim and provider that restart and original_start_date link (funding.md section 2), in the order of
/// their start dates, and its three milestones as the run decided them.
/// </summary>
public sealed record Course(
    Ukprn Ukprn, LearnerKey LearnerKey, string AimRef, string Qualification, IReadOnlyList<CourseRow> Rows)
{
    /// <summary>The earliest row: rate year and employment status at start are its.</summary>
    public HeldEnrolment First => Rows[0].Enrolment;

    /// <summary>The latest row: where the course stands now.</summary>
    public CourseRow Latest => Rows[^1];

    public DateOnly StartDate => First.Newest.StartDate;

    public required Earning Start { get; init; }
    public required Earning Completion { get; init; }
    public required Earning Outcome { get; init; }

    /// <summary>
    /// The start of an earlier course of this learner, aim and provider is earned and holds for this one too: its own start is
    /// NOT_CLAIMABLE, and its completion and outcome may be earned (funding.md section 2).
    /// </summary>
    public bool StartedThroughEarlierCourse { get; init; }

    /// <summary>Counts as a qualifying start of its cohort in the funnel; money counts <see cref="Start"/> alone.</summary>
    public bool HasQualifyingStart => Start.IsQualifying || StartedThroughEarlierCourse;

    public IEnumerable<Earning> Milestones => [Start, Completion, Outcome];
}
