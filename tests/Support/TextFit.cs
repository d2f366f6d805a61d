using System.Globalization;

namespace Pilot.Tests.Workbooks;

/// <summary>
/// Whether each cell's text can be seen whole. It reads widths, indents and heights from the written file and measures in pixels, as the
/// programs that show it do; of what the writer worked out it takes nothing.
/// </summary>
internal static class TextFit
{
    /// <summary>Advance widths of the characters from space to tilde, in thousandths of the letter size.</summary>
    private static readonly int[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>Pixels of a digit of Arial 12, in which columns are measured, and of the margins of a cell.</summary>
    private const double Digit = 9;
    private const double Margins = 5;

    /// <summary>Points of one line of Arial 12, and the highest row that the format allows.</summary>
    private const double Line = 15;
    private const double Highest = 409;

    /// <summary>Cells of the table whose text needs more lines than their row has room for, and numbers that do not fit their column.</summary>
    public static IEnumerable<string> Cut(DrawnWorkbook book, RawSheet sheet)
    {
        if (sheet.Tables.Count != 1)
        {
            yield break;
        }

        var heights = sheet.All("row").Where(row => row.Attribute("ht") is not null).ToDictionary(row => (int)row.Attribute("r")!, row => (double)row.Attribute("ht")!);
        var widths = sheet.All("col").SelectMany(column => Enumerable.Range((int)column.Attribute("min")!, Math.Min(200, (int)column.Attribute("max")! - (int)column.Attribute("min")! + 1))
            .Select(at => (At: at, Width: (double)column.Attribute("width")!))).ToDictionary(pair => pair.At, pair => pair.Width);
        foreach (var cell in sheet.Cells.Where(cell => cell.Row >= sheet.Tables[0].FirstRow && widths.ContainsKey(cell.Column)))
        {
            var (_, font, _, alignment) = book.StyleOf(cell.Style);
            var bold = font.Element(DrawnWorkbook.Main + "b") is not null;
            var room = widths[cell.Column] * Digit - Margins - ((int?)alignment?.Attribute("indent") ?? 0) * Digit;
            if (cell.IsText && heights.TryGetValue(cell.Row, out var height) && height < Highest && Lines(cell.Text, room, bold) * Line > height + 0.5)
            {
                yield return $"{cell.Reference} is cut: {Lines(cell.Text, room, bold)} lines in a row of {height.ToString(CultureInfo.InvariantCulture)} points";
            }

            // Twelve digits with separators and pence are the most that a figure of the pilot shows.
            if (cell.Type == "n" && Math.Round(Math.Abs(double.Parse(cell.Text, CultureInfo.InvariantCulture))).ToString("#,##0.00", CultureInfo.InvariantCulture).Length * Digit > room + 3 * Digit)
            {
                yield return $"{cell.Reference} shows ####";
            }
        }
    }

    private static int Lines(string text, double room, bool bold)
    {
        var lines = 1;
        var used = 0.0;
        foreach (var word in text.Split(' '))
        {
            var width = WidthOf(word, bold);
            var space = used > 0 ? WidthOf(" ", bold) : 0;
            if (used + space + width <= room)
            {
                used += space + width;
                continue;
            }

            lines += used > 0 ? 1 : 0;
            lines += (int)(width / room);
            used = width % room;
        }

        return lines;
    }

    private static double WidthOf(string text, bool bold) => text.Sum(letter => letter is >= ' ' and <= '~' ? Widths[letter - ' '] : 556) * 0.016 * (bold ? 1.07 : 1);
}
