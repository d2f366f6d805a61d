namespace Pilot.Reporting.Workbooks;

/// <summary>
/// How high a row must be for its wrapped text to be seen. Written into the file, because not every reader works it out on opening, and
/// the writing library's own measuring needs a package that is not on every feed.
/// </summary>
internal static class RowHeight
{
    /// <summary>Points of one line of Arial 12 with its leading.</summary>
    private const double Line = 15.75;

    /// <summary>The highest row that the format allows, in points.</summary>
    private const double Highest = 409;

    /// <param name="widths">Of the columns, in characters.</param>
    /// <param name="bold">A column's width is in digits; letters of running text are narrower than digits, bold ones about as wide.</param>
    public static double Of(IReadOnlyList<string> texts, IReadOnlyList<int> widths, bool bold)
    {
        var lines = 1;
        for (var i = 0; i < texts.Count; i++)
        {
            lines = Math.Max(lines, Lines(texts[i], Math.Max(4, bold ? widths[i] - 2 : widths[i] * 12 / 11 - 1)));
        }

        return Math.Min(Highest, lines * Line);
    }

    /// <summary>What is left of a column for its words: figures stand a little away from its edge.</summary>
    public static int WidthOf(SheetColumn column) => column.IsFigure ? column.Width - 2 : column.Width;

    /// <summary>Lines that a text takes when it breaks between words, and inside a word only where the word is longer than a line.</summary>
    internal static int Lines(string text, int width)
    {
        if (text.Length <= width)
        {
            return 1;
        }

        var lines = 1;
        var used = 0;
        foreach (var range in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan()[range];
            if (used > 0 && used + 1 + word.Length <= width)
            {
                used += 1 + word.Length;
                continue;
            }

            lines += used > 0 ? 1 : 0;
            lines += Math.Max(0, (word.Length - 1) / width);
            used = word.Length > width ? (word.Length - 1) % width + 1 : word.Length;
        }

        return lines;
    }
}
