using System.Globalization;
using System.Xml.Linq;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>One native chart as DrawingML. Figures are read from cells; what was read last is kept beside the reference.</summary>
internal static class ChartXml
{
    public static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    public static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";

    /// <summary>Dark blue and orange of the Analysis Function's palette: they differ in lightness too.</summary>
    private static readonly string[] Colours = ["12436D", "F46A25"];

    public static XDocument Draw(Chart chart, Sheet figures)
    {
        var bars = chart.Shape == ChartShape.Bars;
        return new XDocument(new XElement(
            C + "chartSpace",
            new XAttribute(XNamespace.Xmlns + "c", C),
            new XAttribute(XNamespace.Xmlns + "a", A),
            new XElement(C + "lang", Val("en-GB")),
            new XElement(C + "roundedCorners", Val("0")),
            new XElement(
                C + "chart",
                Title(chart.Title, 1400),
                new XElement(C + "autoTitleDeleted", Val("0")),
                new XElement(
                    C + "plotArea",
                    new XElement(C + "layout"),
                    new XElement(
                        C + "barChart",
                        new XElement(C + "barDir", Val(bars ? "bar" : "col")),
                        new XElement(C + "grouping", Val("clustered")),
                        new XElement(C + "varyColors", Val("0")),
                        chart.Series.Select((_, i) => Series(chart, figures, i)),
                        new XElement(C + "gapWidth", Val("60")),
                        new XElement(C + "axId", Val("1001")),
                        new XElement(C + "axId", Val("1002"))),
                    CategoryAxis(bars),
                    ValueAxis(bars, chart)),
                chart.Series.Count > 1 ? Legend() : null,
                new XElement(C + "plotVisOnly", Val("1")),
                new XElement(C + "dispBlanksAs", Val("gap"))),
            TextOf(1200)));
    }

    private static XElement Series(Chart chart, Sheet figures, int index)
    {
        // Series below each other, or side by side under the headings that name them.
        var first = chart.ValueColumns is null ? chart.FirstRow + index * chart.Categories : chart.FirstRow;
        var values = chart.ValueColumns?[index] ?? 3;
        var number = Display.Digits(index);
        return new XElement(
            C + "ser",
            new XElement(C + "idx", Val(number)),
            new XElement(C + "order", Val(number)),
            new XElement(C + "tx", chart.ValueColumns is null ? StringReference(figures, first, 1, column: 2) : HeadingReference(figures, values)),
            new XElement(C + "spPr", new XElement(A + "solidFill", new XElement(A + "srgbClr", Val(Colours[index % Colours.Length])))),
            new XElement(C + "invertIfNegative", Val("0")),
            new XElement(
                C + "dLbls",
                new XElement(C + "numFmt", new XAttribute("formatCode", chart.LabelFormat), new XAttribute("sourceLinked", "0")),
                new XElement(C + "spPr", new XElement(A + "noFill")),
                TextOf(1200),
                new XElement(C + "showLegendKey", Val("0")),
                new XElement(C + "showVal", Val("1")),
                new XElement(C + "showCatName", Val("0")),
                new XElement(C + "showSerName", Val("0")),
                new XElement(C + "showPercent", Val("0")),
                new XElement(C + "showBubbleSize", Val("0"))),
            new XElement(C + "cat", StringReference(figures, first, chart.Categories, chart.CategoryColumn)),
            new XElement(C + "val", NumberReference(figures, first, chart.Categories, values)));
    }

    private static XElement StringReference(Sheet figures, int first, int count, int column) => new(
        C + "strRef",
        new XElement(C + "f", Address(figures, first, count, column)),
        new XElement(
            C + "strCache",
            new XElement(C + "ptCount", Val(Display.Digits(count))),
            Enumerable.Range(0, count).Select(i => new XElement(
                C + "pt", new XAttribute("idx", i), new XElement(C + "v", figures.Rows[first + i][column].Text)))));

    private static XElement HeadingReference(Sheet figures, int column) => new(
        C + "strRef",
        new XElement(C + "f", string.Create(CultureInfo.InvariantCulture, $"{figures.Code}!${(char)('A' + column)}${figures.HeaderRow}")),
        new XElement(
            C + "strCache",
            new XElement(C + "ptCount", Val("1")),
            new XElement(C + "pt", new XAttribute("idx", 0), new XElement(C + "v", figures.Columns[column].Shown))));

    /// <summary>A shorthand is no number: there is no bar, and the table and the alternative text say why.</summary>
    private static XElement NumberReference(Sheet figures, int first, int count, int column) => new(
        C + "numRef",
        new XElement(C + "f", Address(figures, first, count, column)),
        new XElement(
            C + "numCache",
            new XElement(C + "formatCode", "#,##0"),
            new XElement(C + "ptCount", Val(Display.Digits(count))),
            Enumerable.Range(0, count).Where(i => figures.Rows[first + i][column].Kind == TableCellKind.Number).Select(i => new XElement(
                C + "pt",
                new XAttribute("idx", i),
                new XElement(C + "v", figures.Rows[first + i][column].Number.ToString("0.##########", CultureInfo.InvariantCulture))))));

    private static string Address(Sheet figures, int first, int count, int column)
    {
        var letter = (char)('A' + column);
        var from = figures.HeaderRow + 1 + first;
        return count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{figures.Code}!${letter}${from}")
            : string.Create(CultureInfo.InvariantCulture, $"{figures.Code}!${letter}${from}:${letter}${from + count - 1}");
    }

    private static XElement CategoryAxis(bool bars) => new(
        C + "catAx",
        new XElement(C + "axId", Val("1001")),
        // Bars are drawn from the bottom up: turned round, they read in the order of the table.
        new XElement(C + "scaling", new XElement(C + "orientation", Val(bars ? "maxMin" : "minMax"))),
        new XElement(C + "delete", Val("0")),
        new XElement(C + "axPos", Val(bars ? "l" : "b")),
        new XElement(C + "numFmt", new XAttribute("formatCode", "General"), new XAttribute("sourceLinked", "0")),
        new XElement(C + "majorTickMark", Val("none")),
        new XElement(C + "minorTickMark", Val("none")),
        new XElement(C + "tickLblPos", Val("low")),
        new XElement(C + "crossAx", Val("1002")));

    private static XElement ValueAxis(bool bars, Chart chart) => new(
        C + "valAx",
        new XElement(C + "axId", Val("1002")),
        new XElement(C + "scaling", new XElement(C + "orientation", Val("minMax"))),
        new XElement(C + "delete", Val("0")),
        new XElement(C + "axPos", Val(bars ? "b" : "l")),
        Title(chart.AxisTitle, 1200),
        new XElement(C + "numFmt", new XAttribute("formatCode", chart.LabelFormat), new XAttribute("sourceLinked", "0")),
        new XElement(C + "majorTickMark", Val("out")),
        new XElement(C + "minorTickMark", Val("none")),
        new XElement(C + "tickLblPos", Val("nextTo")),
        new XElement(C + "crossAx", Val("1001")),
        new XElement(C + "crosses", Val(bars ? "max" : "autoZero")));

    private static XElement Legend() => new(
        C + "legend", new XElement(C + "legendPos", Val("b")), new XElement(C + "overlay", Val("0")));

    private static XElement Title(string text, int size) => new(
        C + "title",
        new XElement(
            C + "tx",
            new XElement(
                C + "rich",
                new XElement(A + "bodyPr"),
                new XElement(
                    A + "p",
                    new XElement(A + "pPr", new XElement(A + "defRPr", new XAttribute("sz", size), new XAttribute("b", "1"))),
                    new XElement(
                        A + "r",
                        new XElement(
                            A + "rPr", new XAttribute("lang", "en-GB"), new XAttribute("sz", size), new XAttribute("b", "1"), new XElement(A + "latin", new XAttribute("typeface", XlsxWriter.FontName))),
                        new XElement(A + "t", text))))),
        new XElement(C + "overlay", Val("0")));

    /// <param name="size">In hundredths of a point.</param>
    private static XElement TextOf(int size) => new(
        C + "txPr",
        new XElement(A + "bodyPr"),
        new XElement(
            A + "p",
            new XElement(
                A + "pPr",
                new XElement(A + "defRPr", new XAttribute("sz", size), new XElement(A + "latin", new XAttribute("typeface", XlsxWriter.FontName)))),
            new XElement(A + "endParaRPr", new XAttribute("lang", "en-GB"))));

    private static XAttribute Val(string value) => new("val", value);
}
