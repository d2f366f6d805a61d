using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// The part of a sheet as it was drawn with its patterns, which are taken out of it: what stands before and after the rows, and how a row
/// and a cell of each look begin. The numbers of the texts above the rows, and of the last row, are gaps.
/// </summary>
internal sealed class SheetFrame
{
    /// <summary>The gap of the sheet's last row; the texts above the rows are gaps 0, 1 and so on.</summary>
    public const int LastRowGap = 1_000_000;

    public SheetFrame(SheetPlan plan, XDocument part)
    {
        var main = part.Root!.Name.Namespace;
        var data = part.Root.Element(main + "sheetData")!;
        XElement[] patterns = [.. data.Elements().Skip(plan.HeaderRow)];
        RowTag = [.. RowTagOf(patterns[0]).Select(Encoding.UTF8.GetBytes)];
        CellOpen = [.. plan.Sheet.Columns.Select((_, c) => Encoding.UTF8.GetBytes($"<c r=\"{ColumnName(c)}"))];
        CellTag = [.. patterns.Select(row => row.Elements().Select(cell => Encoding.UTF8.GetBytes(CellTagOf(cell))).ToArray())];
        patterns.Remove();
        var texts = 0;
        foreach (var value in data.Elements().SelectMany(row => row.Elements()).Select(cell => cell.Elements().Single()))
        {
            value.Value = PartTemplate.Mark(texts++);
        }

        part.Root.Element(main + "dimension")!.SetAttributeValue("ref", $"A1:{ColumnName(plan.Sheet.Columns.Count - 1)}{PartTemplate.Mark(LastRowGap)}");
        var bytes = XlsxPackage.Bytes(part).AsSpan();
        var end = bytes.LastIndexOf("</sheetData>"u8);
        Before = new PartTemplate(bytes[..end]);
        After = bytes[end..].ToArray();
    }

    public PartTemplate Before { get; }
    public byte[] After { get; }

    /// <summary>The row's tag in three pieces: the number stands between the first two, the height between the last two.</summary>
    public byte[][] RowTag { get; }

    /// <summary>What stands before the row's number, by column.</summary>
    public byte[][] CellOpen { get; }

    /// <summary>What stands after the row's number, by pattern and column.</summary>
    public byte[][][] CellTag { get; }

    /// <summary>The cells that the table takes up, its heading among them, its last row a gap: <c>A7:O1210</c>.</summary>
    public static string TableRange(SheetPlan plan) =>
        $"A{plan.HeaderRow.ToString(CultureInfo.InvariantCulture)}:{ColumnName(plan.Sheet.Columns.Count - 1)}{PartTemplate.Mark(LastRowGap)}";

    /// <summary>Its number, height and look. Between which columns it has cells every reader sees for itself.</summary>
    private static string[] RowTagOf(XElement row)
    {
        var attributes = row.Attributes().Where(attribute => attribute.Name != "spans" && (attribute.Name != "customFormat" || row.Attribute("s") is not null));
        return $"<row{Text(attributes, attribute => attribute.Name.LocalName is "r" or "ht" ? "\n" : attribute.Value)}>".Split('\n');
    }

    /// <summary>All but the address. A cell that does not say so is a number; the look, which changes from cell to cell, comes last, which packs fastest.</summary>
    private static string CellTagOf(XElement cell) => "\"" + Text(
        cell.Attributes().Where(attribute => attribute.Name != "r" && !(attribute.Name == "t" && attribute.Value == "n")).OrderBy(attribute => attribute.Name == "s" ? 1 : 0),
        attribute => attribute.Value);

    private static string Text(IEnumerable<XAttribute> attributes, Func<XAttribute, string> value) =>
        string.Concat(attributes.Select(attribute => $" {attribute.Name.LocalName}=\"{value(attribute)}\""));

    /// <summary>A to Z, then AA.</summary>
    private static string ColumnName(int column) =>
        (column >= 26 ? ColumnName(column / 26 - 1) : "") + (char)('A' + column % 26);
}
