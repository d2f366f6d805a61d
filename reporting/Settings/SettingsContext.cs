using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>Milestones that may still be earned: by whom, on what, and in which funding year.</summary>
/// <param name="Qualification">HNC or HND.</param>
public sealed record OpenCommitment(Ukprn Ukprn, string Qualification, FundingYear FundingYear, int Milestones);

/// <summary>What a settings workbook is judged against besides its own content.</summary>
public sealed record SettingsContext
{
    /// <summary>The severity of a rule for returns; null where there is no such rule. Takes any case.</summary>
    public required Func<string, Severity?> SeverityOf { get; init; }

    /// <summary>The date in London on which the store received the file.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Null before the first settings.</summary>
    public PilotSettings? InForce { get; init; }

    /// <summary>Periods that have a closing run.</summary>
    public IReadOnlySet<Quarter> ClosedPeriods { get; init; } = new HashSet<Quarter>();

    /// <summary>Providers and learning aims of which rows are accepted.</summary>
    public IReadOnlySet<Ukprn> HeldProviders { get; init; } = new HashSet<Ukprn>();
    public IReadOnlySet<string> HeldAims { get; init; } = new HashSet<string>();
    public IReadOnlyCollection<OpenCommitment> OpenCommitments { get; init; } = [];
}

/// <summary>The answer to one settings workbook: all or nothing (funding.md section 1).</summary>
public sealed record SettingsReading
{
    /// <summary>Null where the workbook is not a settings workbook or could not be read.</summary>
    public OfficeFileDeclaration? Declaration { get; init; }

    /// <summary>In the order of sheets, rows and columns; any of severity E or F means that nothing was taken.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The new version, numbered one above the one in force; null where the workbook is rejected.</summary>
    public PilotSettings? Settings { get; init; }

    /// <summary>Every changed cell against the version in force; empty where the workbook is rejected.</summary>
    public IReadOnlyList<SettingsChange> Changes { get; init; } = [];

    public bool Accepted => Settings is not null;

    /// <summary>The answer to a file that cannot be opened.</summary>
    public static SettingsReading Unreadable(UnreadableFileException problem) => new() { Findings = [OfficeFileFindings.Of(problem)] };
}
