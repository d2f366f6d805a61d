using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>The answer to one submission (returns.md section 2): what is stored, and what is said.</summary>
public sealed record Judgement
{
    /// <summary>Rejected, Accepted or PartlyAccepted.</summary>
    public required SubmissionStatus Status { get; init; }
    public required Declaration Declaration { get; init; }

    /// <summary>In the order of the sheet: file findings first, then by row and column. At most 10,000 of them are kept.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Accepted rows, in the order of the sheet; empty in a rejected submission.</summary>
    public IReadOnlyList<NumberedEnrolment> Enrolments { get; init; } = [];
    public IReadOnlyList<NumberedCompletion> Completions { get; init; } = [];

    /// <summary>The accepted rows in the order of the sheet, as far as what is decided of them may change although they are not sent again.</summary>
    public IEnumerable<DecidedRow> Decided
    {
        get => field ?? Enrolments.Select(at => new DecidedRow(at.ExcelRow, at.Enrolment.Residence, at.Enrolment.Delivery))
            .Concat(Completions.Select(at => new DecidedRow(at.ExcelRow, null, null)));
        init;
    }

    /// <summary>learner_ref of rows that were rejected (E).</summary>
    public IReadOnlySet<string> RejectedLearners { get; init; } = new HashSet<string>();

    /// <summary>Rows that hold a value.</summary>
    public int Rows { get; init; }
    public int AcceptedRows => Enrolments.Count + Completions.Count;
    public int RejectedRows { get; init; }

    /// <summary>Sum of the claims of rows not reported in error, and of the accepted ones among them, in pounds.</summary>
    public decimal ClaimedGbp { get; init; }
    public decimal AcceptedClaimGbp { get; init; }

    /// <summary>Accepted rows that count, and their claims in pounds: all of them, unless a later quarter's return prevails (DECL_14).</summary>
    public int CountingRows { get; init; }
    public decimal CountingClaimGbp { get; init; }

    /// <summary>The later quarter whose return prevails over this one; null where none does.</summary>
    public Quarter? SupersededBy { get; init; }

    /// <summary>Null where nothing of this kind was accepted before, or nothing is accepted now.</summary>
    public ReturnChanges? Changes { get; init; }

    /// <summary>How often each rule fired; <see cref="Findings"/> may hold fewer (returns.md section 2).</summary>
    public IReadOnlyList<RuleTally> Tallies { get; init; } = [];
    public int FindingCount => Tallies.Sum(tally => tally.Findings);
    public int Warnings => Tallies.Where(tally => tally.Severity == Severity.W).Sum(tally => tally.Findings);

    /// <summary>DECL_12, DECL_09 and DECL_10.</summary>
    public bool Interim { get; init; }
    public bool Late { get; init; }
    public bool PeriodClosed { get; init; }
}
