namespace Pilot.Reporting.Excel.Packing;

public enum ChartShape
{
    Columns,
    Bars,
}

/// <summary>
/// A native chart that reads the cells of the figures' table: rows <paramref name="FirstRow"/> onwards of it, one block of
/// <paramref name="Categories"/> rows per series.
/// </summary>
/// <param name="Description">Alternative text: says what is seen, figures included.</param>
/// <param name="FirstRow">Row of the table's body, from 0.</param>
public sealed record Chart(
    string Title, string Description, ChartShape Shape, string AxisTitle, int FirstRow, int Categories, IReadOnlyList<string> Series)
{
    /// <summary>How its labels and axis show a figure: <c>#,##0,</c> shows thousands.</summary>
    public string LabelFormat { get; init; } = "#,##0";

    /// <summary>The sheet whose cells are read.</summary>
    public const string FiguresCode = "T18";

    internal static string SheetTitle(Book book) => "Charts: " + book.Title;
}
