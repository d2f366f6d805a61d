using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Template;

/// <summary>What a row that is filled in already leaves for a person.</summary>
/// <param name="Columns">Blank cells that are marked.</param>
/// <param name="InWords">The same in words; empty where nothing is left.</param>
internal sealed record MissingInput(IReadOnlySet<int> Columns, string InWords)
{
    private static readonly MissingInput Nothing = new(new HashSet<int>(), "");

    public static MissingInput Of(FilledRow row)
    {
        if (row.IsKeyOnly)
        {
            return KeyOnly(row);
        }

        var due = row.DestinationDueSince is { } ended && row[CompletionColumns.DestType] is null
            ? $"Destination due: six months have passed since the learner ended on {Display.Date(ended)}."
            : "";
        if (!row.IsFromIlr)
        {
            return due.Length == 0 ? Nothing : new MissingInput(new HashSet<int> { CompletionColumns.DestType }, due);
        }

        var missing = Missing(row).ToHashSet();
        if (due.Length == 0 && LacksDestination(row))
        {
            missing.Add(CompletionColumns.DestType);
        }

        var words = FillIn(row, missing) + (due.Length > 0 && missing.Count > 0 ? " " : "") + due;
        if (due.Length > 0)
        {
            missing.Add(CompletionColumns.DestType);
        }

        return new MissingInput(missing, words);
    }

    /// <summary>The key alone: nothing of how it went on is known.</summary>
    private static MissingInput KeyOnly(FilledRow row)
    {
        var missing = Missing(row).ToHashSet();
        return new MissingInput(missing, $"{FillIn(row, missing)} The planned end date, {Display.Date(row.PlannedEndPassed!.Value)}, has passed. If the learner is still learning, leave the row as it is.");
    }

    private static string FillIn(FilledRow row, HashSet<int> missing) => missing.Count == 0
        ? ""
        : $"For you to fill in: {string.Join(", ", missing.Order().Select(column => row.Template.Columns[column].Label))}.";

    /// <summary>An ILR holds no destinations; of a learner who has completed, one will be due.</summary>
    private static bool LacksDestination(FilledRow row) =>
        row.Template.Kind == ReturnKind.Completion && row[CompletionColumns.CompStatus] == CompStatusCode.Completed && row[CompletionColumns.DestType] is null;

    private static IEnumerable<int> Missing(FilledRow row)
    {
        for (var column = 0; column < row.Template.Columns.Count; column++)
        {
            var spec = row.Template.Columns[column];
            if (row[column] is null && (spec.When is { } when ? when.IsRequired && CallsFor(row, when) : spec.Requirement == Requirement.Required))
            {
                yield return column;
            }
        }
    }

    private static bool CallsFor(FilledRow row, ColumnCondition when) =>
        row[when.Column] is { } value && (when.Values is null || when.Values.Contains(value, StringComparer.OrdinalIgnoreCase));
}
