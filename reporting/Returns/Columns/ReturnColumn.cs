namespace Pilot.Reporting.Returns.Columns;

/// <summary>Whether a column must be filled in (returns.md sections 3.1 and 3.2, column "given").</summary>
public enum Requirement
{
    Required,

    /// <summary>Depends on another column of the row: see <see cref="ReturnColumn.When"/>.</summary>
    Conditional,
    Optional,
}

/// <summary>How a cell of a column is read.</summary>
public enum ReturnColumnType
{
    LearnerRef,
    Uln,
    AimRef,
    Date,
    Code,
    Whole,
    Money,
    Postcode,
    Text,
    Digits,
}

/// <summary>On which values of another column a column depends.</summary>
/// <param name="Column">Position of the other column in its template, before this one.</param>
/// <param name="Values">Codes that call for this column; null = any value.</param>
/// <param name="IsRequired">Must be given with those values; otherwise it may be.</param>
/// <param name="IsForbiddenOtherwise">Must be blank without those values; otherwise it may be given.</param>
/// <param name="Words">As it reads after the other column's label: "is Y", "is 3 (withdrawn)".</param>
public sealed record ColumnCondition(int Column, IReadOnlyList<string>? Values, bool IsRequired, bool IsForbiddenOtherwise, string Words);

/// <summary>One column of a return's template: all that rules, template, codes and guidance know of it.</summary>
public sealed record ReturnColumn
{
    /// <summary>The machine name, such as <c>learner_ref</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public required string Label { get; init; }
    public required Requirement Requirement { get; init; }
    public required ReturnColumnType Type { get; init; }

    /// <summary>What may be entered, as it reads after "Enter": "a date, like 14/09/2026".</summary>
    public required string Accepts { get; init; }
    public CodeList? Codes { get; init; }

    /// <summary>Whole numbers: the range, both ends included.</summary>
    public int Min { get; init; }
    public int Max { get; init; }

    /// <summary>Text: how many characters fit.</summary>
    public int MaxLength { get; init; }
    public ColumnCondition? When { get; init; }

    /// <summary>For the person who fills in the return.</summary>
    public required string Guidance { get; init; }

    /// <summary>Where the value comes from in an ILR or HESA return; empty where neither has it.</summary>
    public string Crosswalk { get; init; } = "";

    /// <summary>The value is masked everywhere but in the provider's own workbook.</summary>
    public bool Sensitive { get; init; }

    /// <summary>A row cannot be stored without it, so no override waves through a row in which it cannot be read.</summary>
    public bool Essential { get; init; }

    /// <summary>A reference or free text: what people type for want of a value counts as nothing typed (returns.md section 3).</summary>
    public bool IsFreeText => Type is ReturnColumnType.LearnerRef or ReturnColumnType.Text;

    /// <summary>The column may be left out of the sheet altogether.</summary>
    public bool MayBeAbsent => Requirement != Requirement.Required;
}
