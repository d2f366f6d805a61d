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

    /// <summary>The sheet that holds figures for charts alone, series below series.</summary>
    public const string FiguresCode = "T18";

    /// <summary>The sheet whose cells are read.</summary>
    public string Code { get; init; } = FiguresCode;

    /// <summary>The column of the sheet's table that names the categories, from 0.</summary>
    public int CategoryColumn { get; init; } = 1;

    /// <summary>One column of the table per series, named by its heading; null where the series stand below each other as on T18.</summary>
    public IReadOnlyList<int>? ValueColumns { get; init; }

    internal static string SheetTitle(Workbook book) => "Charts: " + book.Title;
}
