namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// The columns of a sheet on pages of A4 on its side: as few pages side by side as keep letters at half their size, 6 points. The key
/// columns stand on every page.
/// </summary>
/// <param name="Columns">Of each page, counted from 1; the key columns are among those of the first only.</param>
/// <param name="Scale">In per cent; null = one page, as large as it fits on.</param>
internal sealed record PaperPages(IReadOnlyList<(int First, int Last)> Columns, int? Scale)
{
    /// <summary>Characters across a page at half their size: as many as a reader fits in, and as many as fit whatever the reader.</summary>
    private const int FitAcross = 210;

    private const int SureAcross = 200;

    public static PaperPages Of(IReadOnlyList<int> widths, int keyColumns)
    {
        if (widths.Sum() <= FitAcross)
        {
            return new PaperPages([(1, widths.Count)], null);
        }

        var (across, pages) = (SureAcross, Split(widths, keyColumns, SureAcross));
        // No more pages, but none with a column left over: then all can be larger.
        while (Split(widths, keyColumns, across - 1) is var tighter && tighter.Count == pages.Count && Widest(widths, keyColumns, tighter) < across)
        {
            (across, pages) = (across - 1, tighter);
        }

        return new PaperPages(pages, 50 * SureAcross / across);
    }

    private static List<(int First, int Last)> Split(IReadOnlyList<int> widths, int keyColumns, int room)
    {
        var keys = widths.Take(keyColumns).Sum();
        List<(int First, int Last)> pages = [];
        var (first, across) = (0, 0);
        for (var c = 0; c < widths.Count; c++)
        {
            if (across + widths[c] > room && c > Math.Max(first, keyColumns))
            {
                pages.Add((first + 1, c));
                (first, across) = (c, keys);
            }

            across += widths[c];
        }

        return [.. pages, (first + 1, widths.Count)];
    }

    private static int Widest(IReadOnlyList<int> widths, int keyColumns, IEnumerable<(int First, int Last)> pages) => pages.Max(page =>
        widths.Skip(page.First - 1).Take(page.Last - page.First + 1).Sum() + (page.First == 1 ? 0 : widths.Take(keyColumns).Sum()));
}
