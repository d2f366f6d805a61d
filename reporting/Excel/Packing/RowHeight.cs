namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// How high a row must be for its wrapped text to be seen. Written into the file, because not every reader works it out on opening, and
/// the writing library's own measuring needs a package that is not on every feed.
/// </summary>
internal static class RowHeight
{
    /// <summary>Points of one line of Arial 12 with its leading.</summary>
    private const double Line = 15.75;

    /// <summary>The highest row that the format allows, in points.</summary>
    private const double MaxPoints = 409;

    /// <summary>Width of a digit, in which columns are measured, in thousandths of the letter size.</summary>
    private const double Digit = 556;

    private const double WidestLetter = 1015;

    /// <summary>Part of a digit that is kept free, because readers round widths to whole pixels.</summary>
    private const double Spare = 0.5;

    /// <summary>Bold letters are wider by about this much.</summary>
    private const double Bold = 1.07;

    /// <summary>Arial's widths of the characters from space to tilde, in thousandths of the letter size.</summary>
    private static ReadOnlySpan<short> Widths =>
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <param name="widths">Of the columns, in digits.</param>
    public static double Of(IReadOnlyList<string> texts, IReadOnlyList<int> widths, bool bold)
    {
        var lines = 1;
        for (var i = 0; i < texts.Count; i++)
        {
            lines = Math.Max(lines, Lines(texts[i], widths[i], bold));
        }

        return Of(lines);
    }

    /// <param name="lines">That the tallest cell of the row takes.</param>
    public static double Of(int lines) => Math.Min(MaxPoints, lines * Line);

    /// <summary>What is left of a column for its words, which may stand a digit away from its edge.</summary>
    public static int WidthOf(SheetColumn column) => column.Width - 1;

    /// <summary>The width, the least one from the column's own, at which no note's marker of its bold heading is broken between its two words.</summary>
    /// <param name="spare">Digits more that a reader may fit in.</param>
    internal static int WidthThatKeepsMarker(SheetColumn column, int spare)
    {
        const string marker = "[note";
        var heading = column.Shown;
        var at = heading.IndexOf(marker, StringComparison.Ordinal);
        for (var wider = column; at >= 0 && wider.Width <= Math.Min(Column.MaxWidth, column.Width + 14); wider = wider with { Width = wider.Width + 1 })
        {
            var room = WidthOf(wider);
            bool Together(int across) => Lines(heading[..(at + marker.Length)], across, bold: true) == Lines(heading, across, bold: true);

            // Readers differ in what they fit in: by a digit less, and on a page that is made smaller by some digits more.
            if (Enumerable.Range(room - 1, spare + 2).All(Together))
            {
                return wider.Width;
            }
        }

        return column.Width;
    }

    /// <summary>Lines that a text takes when it breaks between words, and inside a word only where the word is longer than a line.</summary>
    internal static int Lines(string text, int width, bool bold)
    {
        var room = Math.Max(4, width - Spare) * Digit / (bold ? Bold : 1);
        if (text.Length * WidestLetter <= room)
        {
            return 1;
        }

        var space = WidthOf(" ");
        var lines = 1;
        var used = 0.0;
        foreach (var range in text.AsSpan().Split(' '))
        {
            var needs = WidthOf(text.AsSpan()[range]);
            if (used > 0 && used + space + needs <= room)
            {
                used += space + needs;
                continue;
            }

            var broken = needs <= room ? 0 : (int)Math.Ceiling(needs / room) - 1;
            lines += (used > 0 ? 1 : 0) + broken;
            used = needs - broken * room;
        }

        return lines;
    }

    /// <summary>Of a text in Arial 12 on one line, 96 an inch.</summary>
    internal static double Pixels(string text) => WidthOf(text) * 16 / 1000;

    /// <summary>Of a sheet's title, which is bold and of 16 points.</summary>
    internal static double TitlePixels(string title) => Pixels(title) * 16 / 12 * Bold;

    private static double WidthOf(ReadOnlySpan<char> text)
    {
        var width = 0.0;
        foreach (var letter in text)
        {
            width += letter is >= ' ' and <= '~' ? Widths[letter - ' '] : Digit;
        }

        return width;
    }
}
