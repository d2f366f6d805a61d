namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// The columns of a sheet on pages of A4 on its side: as few pages side by side as keep letters of 12 points at 9 or more. The key columns
/// stand on every page.
/// </summary>
/// <param name="Columns">Of each page, counted from 1; the key columns are among those of the first only.</param>
/// <param name="Scale">In per cent; null = one page, as large as it fits on.</param>
internal sealed record PaperPages(IReadOnlyList<(int First, int Last)> Columns, int? Scale)
{
    /// <summary>At the left and at the right.</summary>
    public const double MarginInches = 0.25;

    /// <summary>Letters of 12 points are 9 at this scale, in per cent.</summary>
    public const int MinScale = 75;

    /// <summary>
    /// Pixels across a page of A4 on its side at the least scale, 96 an inch: (11.69 - 0.5) x 96 / 0.75 = 1432, less what readers differ by.
    /// </summary>
    private const int Across = 1412;

    /// <summary>
    /// Pixels for a line above the table. Where the columns go on several pages, what reaches beyond those of the first is cut off there; on a single page
    /// readers make everything smaller until the longest line fits.
    /// </summary>
    public int Room { get; private init; } = Across;

    /// <param name="title">Pixels of the title, which cannot be broken: the first page is as wide, where it can be.</param>
    public static PaperPages Of(IReadOnlyList<int> widths, int keyColumns, double title = 0)
    {
        int[] pixels = [.. widths.Select(PixelsOf)];
        if (pixels.Sum() <= Across)
        {
            return new PaperPages([(1, pixels.Length)], null);
        }

        var (across, pages) = (Across, Split(pixels, keyColumns, Across));
        // No more pages, but none with a column left over, nor a title that is cut off: then all can be larger.
        while (Split(pixels, keyColumns, across - 10) is var tighter && tighter.Count == pages.Count && Widest(pixels, keyColumns, tighter) < across
            && RoomOf(pixels, tighter) >= Math.Min(title, RoomOf(pixels, pages)))
        {
            (across, pages) = (across - 10, tighter);
        }

        // A column that finds no room beside the keys is made smaller rather than cut; no sheet of ours has one.
        var widest = Math.Max(across, Widest(pixels, keyColumns, pages));
        return new PaperPages(pages, Math.Min(100, MinScale * Across / widest)) { Room = RoomOf(pixels, pages) };
    }

    /// <summary>A line above the table in as many lines as it takes.</summary>
    public IEnumerable<string> Broken(string line)
    {
        var rest = line;
        while (RowHeight.Pixels(rest) > Room && Fitting(rest) is var at && at > 0)
        {
            yield return rest[..at];
            rest = rest[(at + 1)..];
        }

        yield return rest;
    }

    /// <summary>The last space before which the words fit; -1 where the first word alone is too long.</summary>
    private int Fitting(string line)
    {
        var at = line.LastIndexOf(' ');
        while (at > 0 && RowHeight.Pixels(line[..at]) > Room)
        {
            at = line.LastIndexOf(' ', at - 1);
        }

        return at;
    }

    /// <summary>Of the first page's columns, less what readers differ by.</summary>
    private static int RoomOf(int[] widths, List<(int First, int Last)> pages) => widths.Take(pages[0].Last).Sum() * 97 / 100;

    /// <summary>Of a column that many digits of Arial 12 wide: 9 pixels a digit, and its edges.</summary>
    private static int PixelsOf(int width) => (width * 9) + 7;

    private static List<(int First, int Last)> Split(int[] widths, int keyColumns, int room)
    {
        var keys = widths.Take(keyColumns).Sum();
        List<(int First, int Last)> pages = [];
        var (first, across) = (0, 0);
        for (var c = 0; c < widths.Length; c++)
        {
            if (across + widths[c] > room && c > Math.Max(first, keyColumns))
            {
                pages.Add((first + 1, c));
                (first, across) = (c, keys);
            }

            across += widths[c];
        }

        return [.. pages, (first + 1, widths.Length)];
    }

    private static int Widest(int[] widths, int keyColumns, IEnumerable<(int First, int Last)> pages) => pages.Max(page =>
        widths.Skip(page.First - 1).Take(page.Last - page.First + 1).Sum() + (page.First == 1 ? 0 : widths.Take(keyColumns).Sum()));
}
