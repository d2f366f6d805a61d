using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks;

/// <summary>How often a rule fired in a submission's newest judgement.</summary>
/// <param name="Rows">Rows that it fired on; 1 for a rule of the whole file.</param>
public sealed record RuleCount(
    Ukprn Ukprn, ReturnKind Kind, Quarter Period, int SubmissionNumber, string RuleId, Severity Severity, int Rows);

/// <summary>One published Skills England cell, kept so that later publications protect it (workbooks.md section 5).</summary>
/// <param name="Value">The rounded count as printed; null where the cell was suppressed.</param>
public sealed record PublishedCell(Quarter Period, int Revision, string Sheet, string Row, string Column, int? Value);

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

    /// <summary>The lines and courses of earlier closed runs by period, newest revision each; for profiles, adjustments and changes.</summary>
    public IReadOnlyList<ReconciliationLine> LastClosed { get; init; } = [];

    /// <summary>The earnings of the last closed run, for adjustments by learner and quarter.</summary>
    public IReadOnlyList<Earning> LastClosedEarnings { get; init; } = [];

    /// <summary>Every figure of the Skills England workbooks published so far.</summary>
    public IReadOnlyList<PublishedCell> Published { get; init; } = [];

    /// <summary>In a revision: the lines of the run that it revises.</summary>
    public FundingRun? Revises { get; init; }

    /// <summary>In a revision: the settings of the run that it revises; null = as now.</summary>
    public PilotSettings? RevisesSettings { get; init; }

    public Quarter Period => Run.Period;
}
