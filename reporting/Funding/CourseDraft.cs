using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>Why a milestone was decided as it was, and what would change that. Sentences.</summary>
internal readonly record struct DecisionReason(string Reason, string WhatChangesIt);

/// <summary>
/// A milestone as judged from the facts alone, whatever the census date and the allocation's cap: <see cref="Decision.Funded"/> here
/// means earned. Keeping the census date out of it keeps a decision from changing merely because time passes.
/// </summary>
internal sealed record Verdict
{
    public required Decision Decision { get; init; }
    public required CourseRow RestsOn { get; init; }
    public DateOnly? Date { get; init; }

    /// <summary>Pounds; 0 unless earned or held.</summary>
    public decimal Amount { get; init; }
    public IReadOnlyList<HoldKind> Holds { get; init; } = [];
    public required DecisionReason Why { get; init; }

    /// <summary>What the awarding body's record says; null where nothing is claimed, or nothing has happened yet.</summary>
    public CorroborationResult? AwardingBodyCheck { get; init; }
    public bool IsEarned => Decision == Decision.Funded;
}

/// <summary>A course while its milestones are being judged.</summary>
internal sealed class CourseDraft(Ukprn ukprn, LearnerKey learnerKey, Qualification qualification, IReadOnlyList<CourseRow> rows)
{
    public Ukprn Ukprn { get; } = ukprn;
    public LearnerKey LearnerKey { get; } = learnerKey;
    public Qualification Qualification { get; } = qualification;

    /// <summary>In the order of their start dates.</summary>
    public IReadOnlyList<CourseRow> Rows { get; } = rows;
    public HeldEnrolment First => Rows[0].Enrolment;
    public DateOnly StartDate => First.Newest.StartDate;
    public FundingYear StartYear => FundingYear.Containing(StartDate);

    /// <summary>No row ever had a real learner number.</summary>
    public bool HasTemporaryUln => Rows.All(row => row.Enrolment.TemporaryUlnPeriods > 0);

    /// <summary>The awarding body's numbers that its rows give.</summary>
    public IEnumerable<string> RegistrationNumbers =>
        Rows.Select(row => row.Enrolment.Newest.RegistrationNo).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Neither a real learner number nor a registration number: the awarding body's record cannot be searched for this learner.</summary>
    public bool IsUnknownToAwardingBody => HasTemporaryUln && !RegistrationNumbers.Any();

    /// <summary>A row has reached its qualifying date or, as far as is known, still may: the learner did not leave before it.</summary>
    public bool CanStart { get; set; }

    /// <summary>An earlier course of this learner, aim and provider whose earned start holds for this one too.</summary>
    public CourseDraft? StartedThrough { get; set; }

    /// <summary>A live course of the same learner overlaps and started no later.</summary>
    public bool IsDoubleFunded { get; set; }

    /// <summary>The same learner's start on this aim is earned at another provider, earlier and without overlap.</summary>
    public bool IsTransferred { get; set; }

    /// <summary>The last day of the first HNC that the pilot paid this learner's achievement of, among courses that started earlier.</summary>
    public DateOnly? FundedHncEnded { get; set; }

    public Verdict Start { get; set; } = null!;
    public Verdict Completion { get; set; } = null!;
    public Verdict Outcome { get; set; } = null!;

    public bool StartIsEarned => Start.IsEarned || StartedThrough is not null;

    /// <summary>
    /// Stands in the way of a later, overlapping course: its start is earned, or still open (not yet, or held by another kind than
    /// double funding or the awarding body's word, and the learner did not leave before the qualifying date).
    /// </summary>
    public bool StartIsLive => CanStart
        && (StartIsEarned
            || Start.Decision == Decision.NotYet
            || (Start.Decision == Decision.Held && !Start.Holds.Any(kind => HoldKinds.Of(kind).FreesLaterCourses)));

    public bool IsSameCourseAs(CourseDraft other) => Ukprn == other.Ukprn && HasSameAim(other);

    public bool HasSameAim(CourseDraft other) => ReferenceEquals(Qualification, other.Qualification);

    /// <summary>Both claimed, with a day in common: to the actual end where one is accepted, else to the planned end.</summary>
    public bool Overlaps(CourseDraft other)
    {
        foreach (var mine in Rows)
        {
            foreach (var theirs in other.Rows)
            {
                if (mine.Enrolment.Newest.IzFunded && theirs.Enrolment.Newest.IzFunded && mine.Overlaps(theirs))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public bool IsClaimed => Rows.Any(row => row.Enrolment.Newest.IzFunded);
}
