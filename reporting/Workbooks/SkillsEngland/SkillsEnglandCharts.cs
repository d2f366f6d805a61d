using System.Globalization;
using Pilot.Reporting.Excel.Packing;

namespace Pilot.Reporting.Workbooks.SkillsEngland;

/// <summary>The charts of the shared workbook: they read the printed cells of K11, K07 and K08. An empty chart is not drawn; what it awaits is said.</summary>
internal static class SkillsEnglandCharts
{
    private sealed record Wanted(string Title, string Code, string Group, ChartShape Shape, int CategoryColumn, int ValueColumn, string Awaited);

    private static readonly Wanted[] All =
    [
        new("Starts by quarter", "K11", "", ChartShape.Columns, 0, 1, "Starts by quarter: drawn from the second quarter of starts on."),
        new("Achievement of courses due to end", "K07", "Result", ChartShape.Bars, 1, 2, "Achievement of courses due to end: drawn once ten courses or more are due."),
        new("Destinations of completed courses", "K08", "Destination", ChartShape.Bars, 1, 2, "Destinations of completed courses: drawn once ten destination windows or more have closed."),
    ];

    public static (IReadOnlyList<Chart> Charts, IReadOnlyList<string> Awaited) Draw(IReadOnlyList<Sheet> sheets, bool provisional)
    {
        List<Chart> charts = [];
        List<string> awaited = [];
        foreach (var wanted in All)
        {
            var sheet = sheets.Single(otherSheet => otherSheet.Code == wanted.Code);
            // The rows of one breakdown; of K11 every quarter but the total below them.
            List<int> rows = [.. Enumerable.Range(0, sheet.Rows.Count).Where(row => wanted.Group.Length > 0
                ? sheet.Rows[row][0].Text == wanted.Group
                : row < sheet.Rows.Count - 1)];
            if (rows.Exists(row => sheet.Rows[row][wanted.ValueColumn] is { Kind: TableCellKind.Number, Number: > 0 }))
            {
                charts.Add(ChartOf(wanted, sheet, rows, provisional));
            }
            else
            {
                awaited.Add(wanted.Awaited);
            }
        }

        return (charts, awaited);
    }

    private static Chart ChartOf(Wanted wanted, Sheet sheet, List<int> rows, bool provisional)
    {
        var title = wanted.Title + (provisional ? " " + Shorthand.ProvisionalMark : "");
        var figures = rows.Select(row => $"{sheet.Rows[row][wanted.CategoryColumn].Text} {sheet.Rows[row][wanted.ValueColumn].Shown(Format.Whole)}");
        return new Chart(
            title,
            string.Create(CultureInfo.InvariantCulture, $"{(wanted.Shape == ChartShape.Bars ? "Bar" : "Column")} chart: {title}. {string.Join("; ", figures)}."),
            wanted.Shape,
            "Courses",
            rows[0],
            rows.Count,
            [sheet.Columns[wanted.ValueColumn].Heading])
        {
            Code = wanted.Code,
            CategoryColumn = wanted.CategoryColumn,
            ValueColumns = [wanted.ValueColumn],
        };
    }
}
