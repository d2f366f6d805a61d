using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pilot.Tests.Workbooks;

/// <summary>How a sheet looks and prints.</summary>
internal static partial class FormChecks
{
    private static IEnumerable<string> Look(DrawnWorkbook book, RawSheet sheet, DrawnCell cell, HashSet<int> figures)
    {
        XNamespace main = DrawnWorkbook.Main;
        var (_, font, fill, alignment) = book.StyleOf(cell.Style);
        var size = (double?)font.Element(main + "sz")?.Attribute("val") ?? 11;
        var colour = font.Element(main + "color");
        var automatic = colour is null || (string?)colour.Attribute("auto") == "1" || (string?)colour.Attribute("theme") == "1"
            || ((string?)colour.Attribute("rgb"))?.EndsWith("000000", StringComparison.Ordinal) == true;
        var bold = font.Element(main + "b") is { } b && (string?)b.Attribute("val") is not "0" and not "false";
        if ((string?)font.Element(main + "name")?.Attribute("val") != "Arial" || size < 12 || !automatic || (cell.Reference == "A1" && (size != 16 || !bold)))
        {
            yield return Fault("C2", sheet, $"{cell.Reference} is not Arial 12 (title 16 bold) in the automatic colour");
        }

        var number = cell.Type == "n" && sheet.Tables.Count == 1 && cell.Row > sheet.Tables[0].FirstRow;
        if ((string?)alignment?.Attribute("horizontal") == "center" || (number && !IsReference(sheet, cell) && IsFigure(book, cell) && (string?)alignment?.Attribute("horizontal") == "left"))
        {
            yield return Fault("C2", sheet, $"{cell.Reference}: a number is not to the right, or something is centred");
        }

        // Words that follow a figure without a gap run into it. LibreOffice loses an indent at the right of some figures, so it is theirs.
        if (cell.IsText && sheet.Tables.Count == 1 && cell.Row > sheet.Tables[0].FirstRow && (string?)alignment?.Attribute("horizontal") == "left"
            && ((int?)alignment?.Attribute("indent") ?? 0) == 0
            && figures.Contains(cell.Column - 1))
        {
            yield return Fault("C2", sheet, $"{cell.Reference} runs into the figure before it");
        }

        if (sheet.Tables.Count == 1 && cell.Row >= sheet.Tables[0].FirstRow && cell.IsText && (string?)alignment?.Attribute("wrapText") is not "1" and not "true")
        {
            yield return Fault("A6", sheet, $"{cell.Reference} does not wrap");
        }

        if ((string?)fill.Element(main + "patternFill")?.Attribute("patternType") is not null and not "none")
        {
            yield return Fault("C5", sheet, $"{cell.Reference} has a fill");
        }
    }

    private static IEnumerable<string> Layout(DrawnWorkbook book, RawSheet sheet, bool workedIn)
    {
        if (!workedIn && (sheet.All("autoFilter").Any() || sheet.All("pane").Any() || sheet.Tables.Any(table => table.Xml.Elements(DrawnWorkbook.Main + "autoFilter").Any())))
        {
            yield return Fault("A7", sheet, "has a filter or frozen panes");
        }

        if (sheet.State != "visible" || sheet.All("row").Concat(sheet.All("col")).Any(element => (string?)element.Attribute("hidden") is "1" or "true"))
        {
            yield return Fault("A9", sheet, "something is hidden");
        }

        foreach (var fault in Widths(sheet))
        {
            yield return fault;
        }

        if (sheet.All("headerFooter").Any(element => element.Value.Length > 0) || sheet.All("legacyDrawing").Any())
        {
            yield return Fault("C4", sheet, "has a header, a footer or a floating box");
        }

        foreach (var fault in Colours(sheet).Concat(Drawings(book, sheet)))
        {
            yield return fault;
        }

        if (sheet.All("selection").Any(element => (string?)element.Attribute("activeCell") != "A1"))
        {
            yield return Fault("E3", sheet, "does not open on A1");
        }
    }

    private static IEnumerable<string> Widths(RawSheet sheet)
    {
        foreach (var column in sheet.All("col").Where(element => sheet.Tables.Count == 1 && (int)element.Attribute("min")! <= sheet.Tables[0].LastColumn))
        {
            if ((double)column.Attribute("width")! is < 8 or > 60)
            {
                yield return Fault("A10", sheet, $"column {column.Attribute("min")!.Value} is not 8 to 60 wide");
            }
        }

        if (sheet.Tables.Count == 1 && sheet.All("col").Sum(element => Math.Min((int)element.Attribute("max")!, sheet.Tables[0].LastColumn) - (int)element.Attribute("min")! + 1) < sheet.Tables[0].LastColumn)
        {
            yield return Fault("A10", sheet, "a column has no width of its own");
        }
    }

    private static IEnumerable<string> Colours(RawSheet sheet)
    {
        foreach (var table in sheet.Tables.Select(table => table.Xml.Element(DrawnWorkbook.Main + "tableStyleInfo")))
        {
            if (table is not null && (string?)table.Attribute("name") is not (null or "None"))
            {
                yield return Fault("C5", sheet, "has a table style with fills");
            }
        }

        if (sheet.All("conditionalFormatting").Any())
        {
            yield return Fault("C5", sheet, "speaks by colour");
        }
    }

    private static IEnumerable<string> Drawings(DrawnWorkbook book, RawSheet sheet)
    {
        if (book.Targets(sheet.PartName).Values.Any(value => value.Type.EndsWith("/drawing", StringComparison.Ordinal)))
        {
            yield return Fault("C6", sheet, "has a drawing");
        }

        foreach (var drawing in book.Targets(sheet.PartName).Values.Where(value => value.Type.EndsWith("/drawing", StringComparison.Ordinal)))
        {
            if (book.Part(drawing.Target)!.Descendants().Any(element => element.Name.LocalName is "sp" or "pic"))
            {
                yield return Fault("C4", sheet, "has a text box or a picture");
            }

            if (book.Part(drawing.Target)!.Descendants().Any(element => element.Name.LocalName == "cNvPr" && string.IsNullOrWhiteSpace((string?)element.Attribute("descr"))))
            {
                yield return Fault("C7", sheet, "a chart has no alternative text");
            }
        }
    }

    [GeneratedRegex(@"\[note \d+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^Table\d+$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DefaultName();

    [GeneratedRegex(@"^-?£?[\d,]+(\.\d+)?%?$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberAsText();
}
