using Pilot.Reporting.Outcomes;

namespace Pilot.Tests.Outcomes;

/// <summary>One printed table in one publication, with what the attacker is told besides.</summary>
/// <param name="Cells">By category: as printed; null where the table does not show it because nobody is in it yet, [u] where a remark says that there are too few.</param>
internal sealed record PrintedTable(
    int Publication, string Sheet, string Group, string Measure, string Total, IReadOnlyDictionary<string, OutcomeCell?> Cells, IReadOnlyDictionary<string, int> Truth)
{
    public string Name => $"{Sheet} {Group} {Measure}";
}

/// <summary>Every published table side by side, read from the sheets as printed.</summary>
internal sealed class PrintedPublications
{
    /// <summary>Table, and the cell that is its total: a headline, or a cell of another table.</summary>
    private static readonly (string Sheet, string Group, string Total)[] Known =
    [
        ("K02", "Qualification and level", "Starts"), ("K02", "Mode of study", "Starts"),
        ("K03", "Age", "Starts"), ("K03", "Sex", "Starts"), ("K03", "Ethnicity", "Starts"), ("K03", "Learning difficulty or disability", "Starts"),
        ("K04", "Prior attainment", "Starts"), ("K04", "Employment before start", "Starts"),
        ("K05", "Student funding route", "Starts"), ("K05", "Employer sponsored", "Starts"),
        ("K06", "Retention", "Starts"), ("K06", "Withdrawal reason", "K06 Retention Withdrawn"),
        ("K07", "Result", "Due"), ("K07", "Grade", "Achieved"),
        ("K08", "Destination", "Closed"), ("K08", "Work or further study", "K08 Destination In work or further study"),
        ("K08", "MedTech role", "K08 Destination In work or further study"), ("K08", "Outcome", "Closed"),
        ("K09", "Provider kind", "Starts"),
    ];

    public PrintedPublications(IReadOnlyList<SkillsEnglandPublication> publications)
    {
        Count = publications.Count;
        for (var at = 0; at < Count; at++)
        {
            Read(publications[at], at);
        }
    }

    public int Count { get; }
    public List<PrintedTable> Tables { get; } = [];

    /// <summary>Starts, Due, Closed, Achieved and Positive of each publication, as printed and as they are.</summary>
    public List<Dictionary<string, (OutcomeCell Printed, int Truth)>> Headlines { get; } = [];

    private void Read(SkillsEnglandPublication publication, int at)
    {
        var truth = publication.Published.Where(cell => cell.Exact is not null)
            .GroupBy(cell => $"{cell.Sheet}|{cell.Row}|{cell.Column}", StringComparer.OrdinalIgnoreCase).ToDictionary(cells => cells.Key, cells => cells.First().Exact!.Value, StringComparer.OrdinalIgnoreCase);
        OutcomeTable Sheet(string code) => publication.Tables.Single(table => table.Sheet == code);
        // A measure of nobody yet is no row of K01.
        OutcomeCell Summary(string measure) => Sheet("K01").Rows.SingleOrDefault(row => row.Labels[0] == measure) is not { } row ? OutcomeCell.NotApplicable : row.Cells[Sheet("K01").Headings.ToList().IndexOf("Since the pilot began")];
        Headlines.Add(new()
        {
            ["Starts"] = (Summary("Starts"), truth["K01|Starts|Courses"]),
            ["Due"] = (Summary("Courses due to end"), truth["K07|Courses due to end|Courses"]),
            ["Closed"] = (Summary("Destination window closed"), truth["K08|Courses whose destination window has closed|Courses"]),
            ["Achieved"] = (Summary("Achieved"), truth["K07|Result: Achieved|Courses"]),
            ["Positive"] = (Summary("Positive outcomes"), truth["K08|Outcome: Positive|Courses"]),
        });
        foreach (var (sheet, group, total) in Known)
        {
            var measure = sheet is "K06" or "K07" or "K08" ? "Courses" : "Starts";
            var shown = Sheet(sheet).Rows.Where(row => row.Labels[0] == group).ToDictionary(row => row.Labels[1], row => row.Cells[0], StringComparer.OrdinalIgnoreCase);
            var tooFew = Sheet(sheet).Remarks.Any(remark => remark.StartsWith(group + ": shown once there are", StringComparison.Ordinal));
            Add(at, sheet, group, measure, total, shown, truth, tooFew);
        }

        foreach (var group in publication.Characteristics.Rows.GroupBy(row => row.Labels[0]))
        {
            foreach (var (heading, measure, total) in new[] { ("Achieved", "Achieved", "Achieved"), ("Positive outcome", "Positive outcome", "Positive") })
            {
                var column = publication.Characteristics.Headings.ToList().IndexOf(heading);
                var shown = column < 0 ? [] : group.ToDictionary(row => row.Labels[1], row => row.Cells[column], StringComparer.OrdinalIgnoreCase);
                Add(at, "T11", group.Key, measure, total, shown, truth);
            }
        }
    }

    private void Add(int at, string sheet, string group, string measure, string total, Dictionary<string, OutcomeCell> shown, Dictionary<string, int> truth, bool tooFew = false)
    {
        var prefix = $"{sheet}|{group}: ";
        var counts = truth.Where(pair => pair.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && pair.Key.EndsWith("|" + measure, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[prefix.Length..^(measure.Length + 1)], pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        if (counts.Count > 1)
        {
            Tables.Add(new(at, sheet, group, measure, total, counts.Keys.ToDictionary(category => category, category => shown.GetValueOrDefault(category) ?? (tooFew ? OutcomeCell.Unreliable : null)), counts));
        }
    }
}
