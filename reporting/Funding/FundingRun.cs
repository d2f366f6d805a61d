using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>All that a run is computed from (funding.md section 5).</summary>
/// <param name="Providers">In the order of their UKPRNs.</param>
/// <param name="LastClosed">The lines of the last closed run: the highest revision of the latest closed period before this one.</param>
public sealed record FundingInputs(
    Quarter Period,
    PilotSettings Settings,
    Ledger Ledger,
    IReadOnlyList<ProviderFacts> Providers,
    IReadOnlyList<ReconciliationLine> LastClosed)
{
    /// <summary>The day on which a provisional run is made; null for a closing run and a revision, which look back on the whole quarter.</summary>
    public DateOnly? RunOn { get; init; }

    /// <summary>The day that "to date" means: the census date, or the day of the run where that comes first (funding.md section 4).</summary>
    public DateOnly AsOf => RunOn is { } day && day < Period.CensusDate ? day : Period.CensusDate;

    /// <summary>The day after which a missing return is not returned, rather than not due, has passed.</summary>
    public bool ReturnsOverdue => RunOn is not { } day || Settings.FindPeriod(Period) is not { } row || day > row.DueOn;

    /// <summary>The awarding body's record; version 0 before the first awards workbook.</summary>
    public Awards Awards { get; init; } = Awards.None;
}

/// <summary>What a run says: a line per provider x qualification x funding year, and every course with its milestones.</summary>
/// <param name="AsOf">The day that its figures are to: the census date, or the day of a provisional run where that comes first.</param>
/// <param name="Lines">In the order of UKPRN, qualification, funding year.</param>
/// <param name="Courses">In the order of UKPRN, learner_ref, aim_ref, first start date.</param>
public sealed record FundingRun(Quarter Period, DateOnly AsOf, IReadOnlyList<ReconciliationLine> Lines, IReadOnlyList<Course> Courses)
{
    public IEnumerable<Earning> Earnings => Courses.SelectMany(course => course.Milestones);
}

public enum RunKind
{
    Provisional,
    Closing,
    Revision,
}

public enum RunState
{
    Provisional,
    AwaitingApproval,
    Published,
}

/// <summary>What is known of a run besides its figures: the Cover's content.</summary>
/// <param name="InputsHash">SHA-256 of the inputs, 64 hexadecimal digits, lower case.</param>
/// <param name="Number">From 1; 0 where the figures were worked out for a statement alone and no run was stored.</param>
/// <param name="Revision">0 for a provisional run, 1 for a closing one, 2 and more for revisions.</param>
public sealed record RunRecord(
    int Number,
    Quarter Period,
    RunKind Kind,
    int Revision,
    RunState State,
    int SettingsVersion,
    string InputsHash,
    DateTimeOffset CreatedAt,
    string EngineVersion,
    string? Reason = null,
    string? ApprovedBy = null,
    DateTimeOffset? ApprovedAt = null)
{
    public bool IsStored => Number > 0;

    public bool IsProvisional => Kind == RunKind.Provisional;

    /// <summary>The day to which its figures go: the census date, or the day of a provisional run where that comes first.</summary>
    public DateOnly AsOf => IsProvisional && LondonTime.DateOf(CreatedAt) is var day && day < Period.CensusDate ? day : Period.CensusDate;

    /// <summary><c>provisional</c>, <c>r1</c>, <c>r2</c>: the end of the files' names.</summary>
    public string FileSuffix => IsProvisional
        ? "provisional"
        : "r" + Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
