using System.Globalization;

namespace Pilot.Tests.Workbooks;

/// <summary>The sheet of contents and the notes.</summary>
internal static partial class FormChecks
{
    private static IEnumerable<string> Contents(DrawnWorkbook book)
    {
        if (book.Sheets.FirstOrDefault(sheet => sheet.Name == "Contents") is not { } contents)
        {
            yield break;
        }

        foreach (var sheet in book.Sheets.Where(sheet => sheet != contents))
        {
            var row = contents.Cells.FirstOrDefault(cell => cell.Column == 1 && cell.Text == sheet.Name)?.Row ?? 0;
            if (row == 0 || !contents.All("hyperlink").Any(link => link.Attribute("ref")!.Value == $"A{row}" && (string?)link.Attribute("location") is { } to && to.Replace("'", "", StringComparison.Ordinal) == sheet.Name + "!A1"))
            {
                yield return $"E1 Contents: no link to {sheet.Name}";
            }
            else if (contents.TextAt(row, 2) != sheet.TextAt(1, 1))
            {
                yield return $"C3 {sheet.Name}: the title differs from its entry on Contents";
            }
        }
    }

    private static IEnumerable<string> Notes(DrawnWorkbook book)
    {
        List<string> used = [];
        foreach (var cell in book.Sheets.Where(sheet => sheet.Name is not ("Notes" or "Contents")).SelectMany(TitleAndHeadings))
        {
            used.AddRange(Marker().Matches(cell.Text).Select(match => match.Value).Where(marker => !used.Contains(marker)));
        }

        var notes = book.Sheets.FirstOrDefault(sheet => sheet.Name == "Notes");
        string[] explained = notes?.Tables.Count == 1
            ? [.. notes.Cells.Where(cell => cell.Column == 1 && cell.Row > notes.Tables[0].FirstRow).OrderBy(cell => cell.Row).Select(cell => cell.Text)]
            : [];
        if (used.Count > 0 && explained.Length == 0)
        {
            yield return "B4 workbook: notes are marked and there is no table of notes";
        }

        if (!used.SequenceEqual(explained) || !used.SequenceEqual(used.Select((_, i) => $"[note {(i + 1).ToString(CultureInfo.InvariantCulture)}]")))
        {
            yield return "B2 workbook: notes and their markers differ, or are not numbered in the order of first use";
        }
    }
}
