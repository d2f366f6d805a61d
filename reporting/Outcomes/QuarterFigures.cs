using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>How often a rule fired in a submission's newest judgement.</summary>
/// <param name="Rows">Rows that it fired on; 1 for a rule of the whole file.</param>
public sealed record RuleCount(
    Ukprn Ukprn, ReturnKind Kind, Quarter Period, int SubmissionNumber, string RuleId, Severity Severity, int Rows);

/// <summary>One finding in a return that counts for the quarter, with its learner: for officers alone.</summary>
/// <param name="ExcelRow">Null for a finding about the whole file.</param>
/// <param name="Words">What it found, in the words of the receipt.</param>
public sealed record OpenFinding(
    Ukprn Ukprn, ReturnKind Kind, int SubmissionNumber, int? ExcelRow, string? LearnerRef, string RuleId, Severity Severity, string Words);

/// <summary>One published Skills England cell, kept for later publications (workbooks.md section 5).</summary>
/// <param name="Value">The count as printed; null where a shorthand stands in its place.</param>
public sealed record PublishedCell(Quarter Period, int Revision, string Sheet, string Row, string Column, int? Value)
{
    /// <summary>How the cell stands in the workbook.</summary>
    public PublishedAs As { get; init; } = PublishedAs.Figure;

    /// <summary>The true count behind the cell. Kept because a table that did not change is printed as it was, and never shown to anyone.</summary>
    public int? Exact { get; init; }
}

/// <summary>How a cell stands in a published Skills England workbook.</summary>
public enum PublishedAs
{
    /// <summary>As its value.</summary>
    Figure,

    /// <summary>[c], in what the first version of this program published: small, or it would have given away another figure.</summary>
    Suppressed,

    /// <summary>[c], in what the first version of this program published: it moved by 1 to 4 since the publication before.</summary>
    HeldBack,

    /// <summary>[z]: there is nobody yet whom it could count.</summary>
    NotApplicable,

    /// <summary>[x]</summary>
    NotAvailable,

    /// <summary>Not in the workbook: a value that the program needs, or the one category of a table that would say its total twice.</summary>
    Unprinted,

    /// <summary>[u]: too few to be reliable.</summary>
    Unreliable,
}

/// <summary>All that the workbooks of one run are drawn from. Nothing else is looked up while drawing.</summary>
public sealed record QuarterFigures
{
    public required RunRecord Run { get; init; }
    public required PilotSettings Settings { get; init; }
    public required Ledger Ledger { get; init; }
    public required FundingRun Funding { get; init; }

    /// <summary>The facts that the run was computed from, every provider of the settings among them, in the order of UKPRNs.</summary>
    public required IReadOnlyList<ProviderFacts> Providers { get; init; }

    /// <summary>Of the submissions that count, for every period so far.</summary>
    public IReadOnlyList<RuleCount> RuleCounts { get; init; } = [];

    /// <summary>In the order of UKPRN, return, row and rule.</summary>
    public IReadOnlyList<OpenFinding> OpenFindings { get; init; } = [];

    /// <summary>The reconciliation lines of the last closed run before this one, at its newest revision: for adjustments and changes. Empty where nothing was closed.</summary>
    public IReadOnlyList<ReconciliationLine> LastClosed { get; init; } = [];

    /// <summary>What the last closed run earned: for adjustments by learner and quarter, and for what is newly funded.</summary>
    public IReadOnlyList<Earning> LastClosedEarnings { get; init; } = [];

    /// <summary>Every closed quarter before this one, as it was last published, oldest first.</summary>
    public IReadOnlyList<PublishedQuarter> PublishedQuarters { get; init; } = [];

    /// <summary>
    /// Every figure of the Skills England workbooks published so far. Where those of this run are among them, it is shown as it was
    /// published, and no secret is needed.
    /// </summary>
    public IReadOnlyList<PublishedCell> Published { get; init; } = [];

    /// <summary>Decides how counts are rounded; null where nothing is drawn that needs it.</summary>
    public RoundingSecret? RoundingSecret { get; init; }

    /// <summary>In a revision: the lines of the run that it revises.</summary>
    public FundingRun? Revises { get; init; }

    /// <summary>In a revision: the settings of the run that it revises; null = as now.</summary>
    public PilotSettings? RevisesSettings { get; init; }

    /// <summary>The awarding body's record that the run used; version 0 before the first awards workbook.</summary>
    public Awards Awards { get; init; } = Awards.None;

    /// <summary>The evidence samples that earlier closings drew, newest revision of each period.</summary>
    public IReadOnlyList<EvidenceSample> EvidenceSamples { get; init; } = [];

    public Quarter Period => Run.Period;
}
