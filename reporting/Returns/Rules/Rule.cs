using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>In the order in which they run (returns.md section 4).</summary>
public enum RuleStage
{
    File,
    Cell,
    Row,
    CrossRow,
    History,
}

/// <summary>One entry of the catalogue: what is judged, how severely, and in which words (returns.md section 6).</summary>
public record Rule
{
    public required string Id { get; init; }

    /// <summary>The default; settings may soften it where <see cref="CanOverride"/>.</summary>
    public required Severity Severity { get; init; }
    public required RuleStage Stage { get; init; }

    /// <summary>Null where the rule belongs to both returns.</summary>
    public ReturnKind? Kind { get; init; }

    /// <summary>Machine names of the columns, or keys of the Declaration, that it judges; the first is where a finding is shown.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>What is wrong, in general; a finding says it with the values as they were sent.</summary>
    public required string Message { get; init; }

    /// <summary>What the provider should do.</summary>
    public required string Fix { get; init; }

    /// <summary>
    /// False for F rules, and for rules without which a row cannot be stored at all: settings cannot soften these.
    /// </summary>
    public bool CanOverride { get; init; } = true;

    /// <summary>The machine names of a template's columns.</summary>
    internal static IReadOnlyList<string> NamesOf(IReadOnlyList<ReturnColumn> columns, int[] at)
    {
        var names = new string[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            names[i] = columns[at[i]].Name;
        }

        return names;
    }
}

/// <summary>A rule about one row by itself.</summary>
internal sealed record RowRule : Rule
{
    /// <summary>Columns that it blames: they count as failed once it fired as an E. The first is where the finding is shown.</summary>
    public required IReadOnlyList<int> BlamedColumns { get; init; }

    /// <summary>Every column that it reads: where one of them has failed, the rule is not applicable.</summary>
    public required ulong ColumnsRead { get; init; }

    public required Func<TypedRow, RowFacts, bool> Fires { get; init; }

    /// <summary>What is wrong with this row; null = the general message.</summary>
    public Func<TypedRow, RowFacts, string>? MessageFor { get; init; }

    /// <summary>A rule that is milder in one case says so here; null = its severity.</summary>
    public Func<TypedRow, RowFacts, Severity>? SeverityFor { get; init; }

    /// <summary>Where it says so the row could not be stored: settings do not soften the rule there. Null = they may.</summary>
    public Func<TypedRow, bool>? CannotBeSoftenedFor { get; init; }
}

/// <summary>Hands a finding about a row back to the procedure that judges.</summary>
/// <param name="column">Where the finding is shown.</param>
internal delegate void Report(TypedRow row, int column, string message);

/// <summary>A rule about rows seen together, or against what is held.</summary>
internal sealed record SetRule : Rule
{
    public required IReadOnlyList<int> BlamedColumns { get; init; }

    public required Action<RowSet, RowFacts, Report> Find { get; init; }
}

/// <summary>A rule about something held that is not in the file: its finding has no row.</summary>
internal sealed record MissingRule : Rule
{
    public required Func<RowSet, RowFacts, IEnumerable<(string LearnerRef, string Message)>> Find { get; init; }
}

/// <summary>A rule about the file or its Declaration.</summary>
internal sealed record FileRule : Rule
{
    /// <summary>Null where the reader or the caller decides: FILE_01 to FILE_05 and FILE_10.</summary>
    public Func<FileFacts, IEnumerable<FileFinding>>? Find { get; init; }
}

/// <param name="Message">Null = the rule's own message.</param>
/// <param name="Fix">Null = the rule's own.</param>
internal sealed record FileFinding(
    string Sheet, int? Row = null, string? Cell = null, string? Column = null, string? Value = null, string? Message = null, string? Fix = null);
