using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>
/// The cell rules (returns.md section 4.2): {COLUMN}_M blank although it must be given, _D not of its form, _C not in the code list,
/// _X given although it must be blank. They are made from the column tables and never written by hand.
/// </summary>
/// <param name="NotInList">Null for a column without a code list.</param>
/// <param name="Missing">Null for a column that is never required.</param>
/// <param name="Unwanted">Null for a column that may always be given.</param>
public sealed record ColumnRules(Rule? Missing, Rule Malformed, Rule? NotInList, Rule? Unwanted)
{
    private static readonly IReadOnlyList<ColumnRules> Enrolment = Make(ReturnTemplate.Enrolment);
    private static readonly IReadOnlyList<ColumnRules> Completion = Make(ReturnTemplate.Completion);

    /// <summary>One for each column, in the order of the columns.</summary>
    public static IReadOnlyList<ColumnRules> Of(ReturnKind kind) => kind == ReturnKind.Enrolment ? Enrolment : Completion;

    /// <summary>In the order in which they run.</summary>
    public IEnumerable<Rule> All => new[] { Missing, Malformed, NotInList, Unwanted }.OfType<Rule>();

    private static ColumnRules[] Make(ReturnTemplate template) =>
        [.. template.Columns.Select(column => Make(template, column))];

    private static ColumnRules Make(ReturnTemplate template, ReturnColumn column)
    {
        var when = column.When is { } on ? $"{template.Columns[on.Column].Label} {on.Words}" : "";
        var enter = $"Enter {column.Accepts}.";
        var required = column.Requirement == Requirement.Required || column.When is { IsRequired: true };
        var controlling = column.When is { } other ? template.Columns[other.Column].Label : "";

        return new ColumnRules(
            !required ? null : Rule(template, column, "M",
                column.When is null ? $"{column.Label} is blank." : $"{column.Label} is blank although {when}.", enter),
            Rule(template, column, "D", $"{column.Label} is not in a form that can be read.", enter),
            column.Codes is null ? null : Rule(template, column, "C", $"{column.Label} is not one of the accepted codes.", enter),
            column.When is not { IsForbiddenOtherwise: true } ? null : Rule(template, column, "X",
                $"{column.Label} must be blank unless {when}.", $"Clear the cell, or correct {controlling}.") with
            { CanOverride = true });
    }

    private static Rule Rule(ReturnTemplate template, ReturnColumn column, string suffix, string message, string fix) => new()
    {
        Id = $"{column.Name.ToUpperInvariant()}_{suffix}",
        Severity = Severity.E,
        Stage = RuleStage.Cell,
        Kind = template.Kind,
        Columns = [column.Name],
        Message = message,
        Fix = fix,
        CanOverride = !column.Essential,
    };
}
