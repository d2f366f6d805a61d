using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>
/// Turns the part of a sheet that holds patterns into the sheet with all its rows: the part as it was drawn stands before and after them,
/// and they are written one by one.
/// </summary>
internal sealed class SheetBody
{
    private readonly SheetPlan _plan;
    private readonly SharedTexts _texts;
    private readonly byte[] _before;
    private readonly byte[] _after;
    private readonly string[] _rowTag;
    private readonly string[] _cellOpen;
    private readonly string[][] _cellTag;
    private readonly int[] _widths;
    private readonly string[] _shown;

    /// <param name="part">The sheet as drawn with its patterns; they are taken out of it.</param>
    public SheetBody(SheetPlan plan, SharedTexts texts, XDocument part)
    {
        (_plan, _texts) = (plan, texts);
        _widths = [.. plan.Sheet.Columns.Select(RowHeight.WidthOf)];
        _shown = new string[_widths.Length];
        var main = part.Root!.Name.Namespace;
        var data = part.Root.Element(main + "sheetData")!;
        XElement[] patterns = [.. data.Elements().Skip(plan.HeaderRow)];
        _rowTag = RowTag(patterns[0]);
        _cellOpen = [.. plan.Sheet.Columns.Select((_, c) => $"<c r=\"{ColumnName(c)}")];
        _cellTag = [.. patterns.Select(row => row.Elements().Select(cell => "\"" + Attributes(cell)).ToArray())];
        patterns.Remove();
        Number(data, plan.Lines.Select(line => (IReadOnlyList<string>)[line]).Append([.. plan.Sheet.Columns.Select(column => column.Shown)]), texts);
        part.Root.Element(main + "dimension")!.SetAttributeValue("ref", $"A1:{ColumnName(plan.Sheet.Columns.Count - 1)}{Text(plan.LastRow)}");
        (_before, _after) = Split(XlsxPackage.Bytes(part), "</sheetData>"u8.ToArray());
    }

    /// <summary>The texts of a sheet's rows get the numbers that they have in the whole workbook.</summary>
    public static void Number(XElement data, IEnumerable<IReadOnlyList<string>> rows, SharedTexts texts)
    {
        foreach (var (row, words) in data.Elements().Zip(rows))
        {
            foreach (var (cell, text) in row.Elements().Zip(words))
            {
                cell.Elements().Single().Value = Text(texts[text]);
            }
        }
    }

    /// <summary>The cells that the table takes up, its heading among them: <c>A7:O1210</c>.</summary>
    public static string TableRange(SheetPlan plan) =>
        $"A{Text(plan.HeaderRow)}:{ColumnName(plan.Sheet.Columns.Count - 1)}{Text(plan.LastRow)}";

    public void Write(Stream to)
    {
        to.Write(_before);
        using (var writer = new StreamWriter(to, new UTF8Encoding(false), 1 << 15, leaveOpen: true))
        {
            var sheet = _plan.Sheet;
            for (var r = 0; r < sheet.Rows.Count; r++)
            {
                WriteRow(writer, sheet.Rows[r], _plan.HeaderRow + 1 + r, sheet.HasTotal && r == sheet.Rows.Count - 1);
            }
        }

        to.Write(_after);
    }

    private void WriteRow(StreamWriter writer, IReadOnlyList<Cell> row, int number, bool total)
    {
        var at = Text(number);
        writer.Write(_rowTag[0]);
        writer.Write(at);
        writer.Write(_rowTag[1]);
        writer.Write(HeightOf(row, total).ToString(CultureInfo.InvariantCulture));
        writer.Write(_rowTag[2]);
        for (var c = 0; c < row.Count; c++)
        {
            writer.Write(_cellOpen[c]);
            writer.Write(at);
            writer.Write(_cellTag[_plan.PatternOf(c, row[c], total)][c]);
            if (ValueOf(row[c]) is { } value)
            {
                writer.Write("><v>");
                writer.Write(value);
                writer.Write("</v></c>");
            }
            else
            {
                writer.Write(" />");
            }
        }

        writer.Write("</row>");
    }

    private double HeightOf(IReadOnlyList<Cell> row, bool total)
    {
        for (var c = 0; c < row.Count; c++)
        {
            _shown[c] = row[c].Shown(_plan.Sheet.Columns[c].Format);
        }

        return RowHeight.Of(_shown, _widths, total);
    }

    /// <summary>A number to the 15 digits that a spreadsheet keeps, a date as its day number, a text as the number of its words; null where blank.</summary>
    private string? ValueOf(Cell cell) => cell.Kind switch
    {
        CellKind.Number => NumberText(cell.Number),
        CellKind.Date => cell.Date.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture),
        _ => SheetPlan.TextOf(cell) is { Length: > 0 } text ? Text(_texts[text]) : null,
    };

    private static string NumberText(decimal number) =>
        double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString("G15", CultureInfo.InvariantCulture);

    /// <summary>The row's tag in three pieces: the number stands between the first two, the height between the last two.</summary>
    private static string[] RowTag(XElement row)
    {
        var tag = $"<row{Attributes(row, one => one.Name.LocalName is "r" or "ht" ? "\n" : one.Value)}>";
        return tag.Split('\n');
    }

    private static string Attributes(XElement of, Func<XAttribute, string>? value = null) => string.Concat(
        of.Attributes().Where(one => value is not null || one.Name != "r").Select(one => $" {one.Name.LocalName}=\"{value?.Invoke(one) ?? one.Value}\""));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A to Z, then AA.</summary>
    private static string ColumnName(int column) =>
        (column >= 26 ? ColumnName(column / 26 - 1) : "") + (char)('A' + column % 26);

    private static (byte[] Before, byte[] After) Split(byte[] part, byte[] at)
    {
        var end = part.AsSpan().LastIndexOf(at);
        return (part[..end], part[end..]);
    }
}
