using System.Globalization;
using System.Xml.Linq;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// The sheet of native charts that ends a workbook. The writing library draws no charts: their parts are added to the package.
/// </summary>
internal static class Charts
{
    public const string SheetName = "Charts";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    internal const int RowsPerChart = 24;

    /// <summary>Rows above the first chart: the lines, and one to breathe.</summary>
    internal static int FirstRow(Workbook book) => Lines(book).Count + 1;

    /// <summary>In per cent: text of 12 points prints at 9, two charts fill a page of A4, and none is cut in two.</summary>
    internal const int PrintScale = 75;

    /// <summary>In digits: the lines above wrap in the first column, and the charts stand over both; printed, they are as wide as a page of A4.</summary>
    internal static readonly int[] Widths = [60, 30];

    private static readonly XNamespace Xdr = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";

    /// <summary>What stands above the charts.</summary>
    public static IReadOnlyList<string> Lines(Workbook book) =>
    [
        Chart.SheetTitle(book),
        book.Charts.Count == 1
            ? $"This worksheet contains one chart. Its figures are on the {Sheets(book)}."
            : $"This worksheet contains {book.Charts.Count.ToString(CultureInfo.InvariantCulture)} charts. Their figures are on the {Sheets(book)}.",
        .. book.ChartsAwaited,
    ];

    private static string Sheets(Workbook book)
    {
        string[] codes = [.. book.Charts.Select(chart => chart.Code).Distinct()];
        return codes.Length == 1 ? "sheet " + codes[0] : $"sheets {string.Join(", ", codes[..^1])} and {codes[^1]}";
    }

    /// <param name="sheetOf">The sheets whose cells the charts read, by their codes.</param>
    /// <param name="page">The part of the sheet that the charts stand on.</param>
    public static void Add(SortedDictionary<string, PackagePart> parts, Workbook book, Func<string, Sheet> sheetOf, SharedStringWriter texts, string page)
    {
        var types = XlsxPackage.Parse(parts["[Content_Types].xml"].Content);
        for (var i = 0; i < book.Charts.Count; i++)
        {
            parts[ChartPart(i)] = new PackagePart(XlsxPackage.Bytes(ChartXml.Draw(book.Charts[i], sheetOf(book.Charts[i].Code))));
            XlsxPackage.AddContentType(types, ChartPart(i), "application/vnd.openxmlformats-officedocument.drawingml.chart+xml");
        }

        parts["xl/drawings/drawing1.xml"] = new PackagePart(XlsxPackage.Bytes(Drawing(book)));
        XlsxPackage.AddContentType(types, "xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml");
        parts["xl/drawings/_rels/drawing1.xml.rels"] = new PackagePart(XlsxPackage.Bytes(Rels(book.Charts.Select((_, i) => ("chart", ChartPart(i).Replace("xl/", "../", StringComparison.Ordinal))))));
        parts["[Content_Types].xml"] = new PackagePart(XlsxPackage.Bytes(types));
        AttachDrawing(parts, page, book, texts);
    }

    private static string ChartPart(int index) => $"xl/charts/chart{(index + 1).ToString(CultureInfo.InvariantCulture)}.xml";

    private static void AttachDrawing(SortedDictionary<string, PackagePart> parts, string page, Workbook book, SharedStringWriter texts)
    {
        var sheet = SheetParts.CompleteSheet(XlsxPackage.Parse(parts[page].Content), first: false);
        var main = sheet.Root!.Name.Namespace;
        SheetBody.Number(sheet.Root.Element(main + "sheetData")!, Lines(book).Select(line => (IReadOnlyList<string>)[line]), texts);
        var before = sheet.Root.Elements().Last(element => element.Name.LocalName is "sheetData" or "pageMargins" or "pageSetup" or "printOptions" or "headerFooter" or "rowBreaks" or "colBreaks");
        before.AddAfterSelf(new XElement(main + "drawing", new XAttribute(XName.Get("id", Office), "rel1")));
        parts[page] = new PackagePart(XlsxPackage.Bytes(sheet));
        parts[page.Replace("worksheets/", "worksheets/_rels/", StringComparison.Ordinal) + ".rels"] =
            new PackagePart(XlsxPackage.Bytes(Rels([("drawing", "../drawings/drawing1.xml")])));
    }

    private static XDocument Rels(IEnumerable<(string Type, string Target)> targets) => new(new XElement(
        XName.Get("Relationships", Relationships),
        targets.Select((target, i) => new XElement(
            XName.Get("Relationship", Relationships),
            new XAttribute("Id", "rel" + (i + 1).ToString(CultureInfo.InvariantCulture)),
            new XAttribute("Type", Office + "/" + target.Type),
            new XAttribute("Target", target.Target)))));

    private static XDocument Drawing(Workbook book) => new(new XElement(
        Xdr + "wsDr",
        new XAttribute(XNamespace.Xmlns + "xdr", Xdr),
        new XAttribute(XNamespace.Xmlns + "a", ChartXml.A),
        book.Charts.Select((chart, index) => Anchor(chart, index, FirstRow(book)))));

    /// <summary>One under the other, so that a screen reader meets them in their order.</summary>
    private static XElement Anchor(Chart chart, int index, int firstRow)
    {
        var top = firstRow + index * RowsPerChart;
        return new XElement(
            Xdr + "twoCellAnchor",
            Corner("from", 0, top),
            Corner("to", Widths.Length, top + RowsPerChart - 2),
            new XElement(
                Xdr + "graphicFrame",
                new XAttribute("macro", ""),
                new XElement(
                    Xdr + "nvGraphicFramePr",
                    new XElement(
                        Xdr + "cNvPr", new XAttribute("id", index + 2), new XAttribute("name", chart.Title), new XAttribute("descr", chart.Description)),
                    new XElement(Xdr + "cNvGraphicFramePr")),
                new XElement(
                    Xdr + "xfrm",
                    new XElement(ChartXml.A + "off", new XAttribute("x", 0), new XAttribute("y", 0)),
                    new XElement(ChartXml.A + "ext", new XAttribute("cx", 0), new XAttribute("cy", 0))),
                new XElement(
                    ChartXml.A + "graphic",
                    new XElement(
                        ChartXml.A + "graphicData",
                        new XAttribute("uri", ChartXml.C.NamespaceName),
                        new XElement(
                            ChartXml.C + "chart",
                            new XAttribute(XNamespace.Xmlns + "c", ChartXml.C),
                            new XAttribute(XNamespace.Xmlns + "r", Office),
                            new XAttribute(XName.Get("id", Office), "rel" + (index + 1).ToString(CultureInfo.InvariantCulture)))))),
            new XElement(Xdr + "clientData"));
    }

    private static XElement Corner(string name, int column, int row) => new(
        Xdr + name,
        new XElement(Xdr + "col", column),
        new XElement(Xdr + "colOff", 0),
        new XElement(Xdr + "row", row),
        new XElement(Xdr + "rowOff", 0));
}
