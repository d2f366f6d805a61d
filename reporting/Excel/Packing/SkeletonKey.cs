using System.Globalization;
using System.Text;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// Everything that the shell of a workbook depends on, as one text: two workbooks of one shape have the same sheets, columns and looks, and
/// differ in their words, figures and numbers of rows alone.
/// </summary>
internal static class SkeletonKey
{
    private const char End = '\u001F';

    public static string Of(IReadOnlyList<SheetPlan> plans)
    {
        var shape = new StringBuilder();
        foreach (var plan in plans)
        {
            AddSheet(shape, plan);
        }

        return shape.ToString();
    }

    private static void AddSheet(StringBuilder shape, SheetPlan plan)
    {
        var sheet = plan.Sheet;
        Add(shape, sheet.Code);
        Add(shape, sheet.TableName);
        Add(shape, plan.Lines.Count);
        Add(shape, sheet.Columns.Count);
        shape.Append(sheet.HasTotal ? 'T' : '-').Append(sheet.IsForWorkingIn ? 'W' : '-');
        foreach (var column in sheet.Columns)
        {
            Add(shape, column.Shown);
            Add(shape, column.Width);
            Add(shape, (int)column.Format);
            shape.Append(column.Key ? 'K' : '-');
        }

        // The title has its say in how the columns go on pages.
        var paper = sheet.Paper;
        Add(shape, paper.Scale ?? 0);
        foreach (var page in paper.Columns)
        {
            Add(shape, page.Last);
        }

        Add(shape, plan.Patterns.Count);
        for (var r = 0; r < plan.Patterns.Count; r++)
        {
            AddPattern(shape, plan, r);
        }
    }

    private static void AddPattern(StringBuilder shape, SheetPlan plan, int index)
    {
        var row = plan.Patterns[index];
        Add(shape, row.Count);
        for (var c = 0; c < row.Count; c++)
        {
            Add(shape, SheetPlan.StyleOf(row[c], plan.IsTotal(index)));
            if (row[c].LinkTo is { } link)
            {
                Add(shape, link);
                Add(shape, row[c].Text);
            }
        }
    }

    private static void Add(StringBuilder shape, string text) => shape.Append(text).Append(End);

    private static void Add(StringBuilder shape, int number) => shape.Append(CultureInfo.InvariantCulture, $"{number}").Append(End);
}
