using Pilot.Reporting.Excel.Packing;

namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>What a revision changed, figure by figure (funding.md section 5).</summary>
/// <param name="Row">The row's key in words.</param>
public sealed record RevisedFigure(string Sheet, string Row, string Figure, Cell Before, Cell After);

/// <summary>Finds the figures of a sheet that differ from those drawn before, and marks them [r].</summary>
internal static class WorkbookRevisions
{
    private static readonly Cell NotThere = Cell.Of("Not there");

    /// <summary>The tables of now with their changed figures marked, and the list of changes in the order of sheets, rows and columns.</summary>
    public static (IReadOnlyList<Sheet> Marked, IReadOnlyList<RevisedFigure> Changes) Compare(IReadOnlyList<Sheet> before, IReadOnlyList<Sheet> now)
    {
        List<RevisedFigure> changes = [];
        Sheet[] marked = [.. now.Select(sheet => Compare(before.FirstOrDefault(otherSheet => otherSheet.Code == sheet.Code), sheet, changes))];
        return (marked, changes);
    }

    private static Sheet Compare(Sheet? before, Sheet now, List<RevisedFigure> changes)
    {
        var old = before?.Rows.GroupBy(row => KeyOf(before, row), StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.First(), StringComparer.Ordinal)
            ?? [];
        List<IReadOnlyList<Cell>> rows = [];
        foreach (var row in now.Rows)
        {
            var key = KeyOf(now, row);
            rows.Add(old.Remove(key, out var was) ? Mark(now, key, before!, was, row, changes) : Mark(now, key, now, null, row, changes));
        }

        foreach (var (key, row) in old)
        {
            changes.AddRange(Figures(before!).Select(i => new RevisedFigure(
                now.Code, key, before!.Columns[i].Heading, AsItStood(before, row, i), NotThere)));
        }

        return now with { Rows = rows };
    }

    private static Cell[] Mark(
        Sheet now, string key, Sheet before, IReadOnlyList<Cell>? was, IReadOnlyList<Cell> row, List<RevisedFigure> changes)
    {
        Cell[] cells = [.. row];
        foreach (var i in Figures(now))
        {
            var after = AsItStood(now, row, i);
            // Columns of a sheet may come and go with the settings, such as targets.
            var earlier = was is not null && ColumnOf(before, now.Columns[i].Heading) is var at && at >= 0 ? AsItStood(before, was, at) : NotThere;
            if (after != earlier)
            {
                cells[i] = row[i] with { Revised = true };
                changes.Add(new RevisedFigure(now.Code, key, now.Columns[i].Heading, earlier, after));
            }
        }

        if (was is not null)
        {
            changes.AddRange(Figures(before).Where(i => ColumnOf(now, before.Columns[i].Heading) < 0)
                .Select(i => new RevisedFigure(now.Code, key, before.Columns[i].Heading, AsItStood(before, was, i), NotThere)));
        }

        return cells;
    }

    private static int ColumnOf(Sheet sheet, string heading)
    {
        var at = sheet.Columns.Count - 1;
        while (at >= 0 && sheet.Columns[at].Heading != heading)
        {
            at--;
        }

        return at;
    }

    private static IEnumerable<int> Figures(Sheet sheet) =>
        Enumerable.Range(0, sheet.Columns.Count).Where(i => !sheet.Columns[i].Key && sheet.Columns[i].Heading is not ("Definition" or "What it found"));

    /// <summary>The cell as it looks away from its column.</summary>
    private static Cell AsItStood(Sheet sheet, IReadOnlyList<Cell> row, int i) =>
        row[i] with { FormatOverride = row[i].FormatOverride ?? sheet.Columns[i].Format, Revised = false };

    private static string KeyOf(Sheet sheet, IReadOnlyList<Cell> row) => string.Join(
        ", ", row.Where((_, i) => sheet.Columns[i].Key).Select(cell => cell.Shown(Format.Text)));
}
