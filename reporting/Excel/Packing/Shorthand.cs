namespace Pilot.Reporting.Excel.Packing;

/// <summary>Shorthand in square brackets, explained above the table on each sheet that uses it (workbooks.md section 6).</summary>
public static class Shorthand
{
    public const string ProvisionalMark = "[p]";
    public const string RevisedMark = "[r]";

    /// <summary>Marks that stand in the place of a value.</summary>
    public static IReadOnlyList<string> Marks { get; } = ["[z]", "[x]", "[u]", "[c]", "[low]"];

    public static Cell NotApplicable { get; } = Cell.Of("[z]");

    public static Cell NotAvailable { get; } = Cell.Of("[x]");

    private static readonly (string Mark, string Meaning)[] Meanings =
    [
        ("[low]", "[low] means more than zero but rounds to zero."),
        (ProvisionalMark, "[p] means provisional: the figure may change until the period is closed."),
        (RevisedMark, "[r] means revised: the figure differs from the one published before."),
        ("[u]", "[u] means unreliable: too few to be given or broken down."),
        ("[x]", "[x] means not available: it waits for a return or an entry that is missing."),
        ("[z]", "[z] means not applicable, or not yet: it is not zero."),
    ];

    /// <summary>The meanings of these marks, in the order of the marks.</summary>
    public static IReadOnlyList<string> Explain(IReadOnlySet<string> marks) =>
        [.. Meanings.Where(meaning => marks.Contains(meaning.Mark)).Select(meaning => meaning.Meaning)];

    /// <summary>Adds the marks that a text uses.</summary>
    public static void AddMarks(string text, HashSet<string> marks)
    {
        if (text.Contains('[', StringComparison.Ordinal))
        {
            marks.UnionWith(Meanings.Where(meaning => text.Contains(meaning.Mark, StringComparison.Ordinal)).Select(meaning => meaning.Mark));
        }
    }

    /// <summary>Adds the marks that a cell uses.</summary>
    public static void AddMarks(Cell cell, HashSet<string> marks)
    {
        if (cell.Revised)
        {
            marks.Add(RevisedMark);
        }

        if (cell.Revised || cell.Kind == TableCellKind.Text)
        {
            AddMarks(cell.Text, marks);
        }
    }
}
