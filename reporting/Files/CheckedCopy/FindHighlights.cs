using System.Globalization;
using System.Text;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <param name="Stops">The cell rejects its row or the file; otherwise it only warns.</param>
internal sealed record CellHighlight(int Row, int Column, bool Stops)
{
    public string Address => CellAddress.Of(Row, Column);
}

/// <summary>A comment to put on a cell.</summary>
internal sealed record CellNote(int Row, int Column, string Text)
{
    public string Address => CellAddress.Of(Row, Column);
}

/// <summary>What is to be marked on one sheet, by row and then by column.</summary>
internal sealed record SheetHighlights(IReadOnlyList<CellHighlight> Cells, IReadOnlyList<CellNote> Notes)
{
    public static SheetHighlights None { get; } = new([], []);
}

/// <summary>From findings to the cells that carry them: one mark and one comment a cell, however many rules fired there.</summary>
internal static class FindHighlights
{
    /// <summary>Longer comments do not fit their box.</summary>
    public const int MaxNoteLength = 500;

    private const int LastRow = 1_048_576;
    private const int LastColumn = 16_384;

    /// <summary>By the sheet's name without regard to case.</summary>
    /// <param name="findings">In the order in which they are listed.</param>
    /// <param name="noted">So many of them, from the first, become comments; Excel grows slow with more.</param>
    public static Dictionary<string, SheetHighlights> Of(IReadOnlyList<Finding> findings, int noted)
    {
        var sheets = new Dictionary<string, SortedDictionary<(int Row, int Column), List<(Finding Finding, bool Noted)>>>(
            StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < findings.Count; i++)
        {
            if (PlaceOf(findings[i]) is not { } place)
            {
                continue;
            }

            var sheet = findings[i].Sheet;
            if (!sheets.TryGetValue(sheet, out var cells))
            {
                sheets.Add(sheet, cells = []);
            }

            if (!cells.TryGetValue(place, out var here))
            {
                cells.Add(place, here = []);
            }

            here.Add((findings[i], i < noted));
        }

        return sheets.ToDictionary(sheet => sheet.Key, sheet => OfSheet(sheet.Value), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The cell that a finding is about; the first of its row where it names a row alone; null where it has no place.</summary>
    public static (int Row, int Column)? PlaceOf(Finding finding)
    {
        if (finding.Cell is { } cell && TryParse(cell.Trim(), out var row, out var column))
        {
            return (row, column);
        }

        return finding.Row is >= 1 and <= LastRow ? (finding.Row.Value, 1) : null;
    }

    /// <summary><c>AB12</c>; dollar signs are let pass.</summary>
    public static bool TryParse(ReadOnlySpan<char> address, out int row, out int column)
    {
        column = 0;
        row = 0;
        var at = 0;
        for (; at < address.Length && (char.IsAsciiLetter(address[at]) || address[at] == '$') && column <= LastColumn; at++)
        {
            column = address[at] == '$' ? column : column * 26 + (address[at] & ~0x20) - 'A' + 1;
        }

        return column is >= 1 and <= LastColumn
            && int.TryParse(address[at..], NumberStyles.None, CultureInfo.InvariantCulture, out row)
            && row is >= 1 and <= LastRow;
    }

    private static SheetHighlights OfSheet(SortedDictionary<(int Row, int Column), List<(Finding Finding, bool Noted)>> cells)
    {
        var marks = new List<CellHighlight>(cells.Count);
        var notes = new List<CellNote>();
        foreach (var (place, here) in cells)
        {
            marks.Add(new CellHighlight(place.Row, place.Column, here.Exists(pair => pair.Finding.Severity != Severity.W)));
            var noted = here.Where(pair => pair.Noted).Select(pair => pair.Finding).ToList();
            if (noted.Count > 0)
            {
                notes.Add(new CellNote(place.Row, place.Column, NoteText(noted)));
            }
        }

        return new SheetHighlights(marks, notes);
    }

    private static string NoteText(List<Finding> findings)
    {
        const string More = "\nThere is more about this cell on the sheet Check result.";
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            var word = $"{finding.RuleId}: {finding.Message} {finding.Fix}".TrimEnd();
            if (text.Length == 0)
            {
                text.Append(Shorten(word, MaxNoteLength - More.Length));
            }
            else if (text.Length + word.Length + 1 > MaxNoteLength - More.Length)
            {
                return text.Append(More).ToString();
            }
            else
            {
                text.Append('\n').Append(word);
            }
        }

        return text.ToString();
    }

    /// <summary>At most so many characters, never half of a pair.</summary>
    public static string Shorten(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var cut = longest - 3;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[cut - 1]) ? cut - 1 : cut), "...");
    }
}
