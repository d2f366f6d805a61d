using System.Globalization;
using System.Xml.Linq;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>Writes a sheet with all its rows, one by one, between what its frame has before and after them.</summary>
internal sealed class SheetBody(SheetPlan plan, SharedStringWriter texts, SheetFrame frame)
{
    private readonly WrittenColumn[] _columns = [.. plan.Sheet.Columns.Select((column, c) => new WrittenColumn(plan, c, column, texts))];

    /// <summary>The texts of a sheet's rows get the numbers that they have in the whole workbook.</summary>
    public static void Number(XElement data, IEnumerable<IReadOnlyList<string>> rows, SharedStringWriter texts)
    {
        foreach (var (row, words) in data.Elements().Zip(rows))
        {
            foreach (var (cell, text) in row.Elements().Zip(words))
            {
                cell.Elements().Single().Value = texts[text].ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    public void Write(Stream to)
    {
        string[] above = [.. plan.Lines, .. plan.Sheet.Columns.Select(column => column.Shown)];
        frame.Before.Write(to, gap => gap == SheetFrame.LastRowGap ? plan.LastRow : texts[above[gap]]);
        var sheet = plan.Sheet;
        var writer = new ByteWriter(to);
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            WriteRow(writer, sheet.Rows[r], plan.HeaderRow + 1 + r, sheet.HasTotal && r == sheet.Rows.Count - 1);
        }

        writer.Flush();
        to.Write(frame.After);
    }

    private void WriteRow(ByteWriter writer, IReadOnlyList<Cell> row, int number, bool total)
    {
        Span<byte> digits = stackalloc byte[11];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> at = digits[..length];
        writer.Write(frame.RowTag[0]);
        writer.Write(at);
        writer.Write(frame.RowTag[1]);
        writer.Write(HeightOf(row, total));
        writer.Write(frame.RowTag[2]);
        for (var c = 0; c < row.Count; c++)
        {
            writer.Write(frame.CellOpen[c]);
            writer.Write(at);
            writer.Write(frame.CellTag[_columns[c].PatternOf(row[c], total)][c]);
            WriteValue(writer, row[c], _columns[c].TextNumber);
        }

        writer.Write("</row>"u8);
    }

    /// <summary>A number to the 15 digits that a spreadsheet keeps, a date as its day number, a text as the number of its words; nothing where blank.</summary>
    private static void WriteValue(ByteWriter writer, Cell cell, int textNumber)
    {
        if (cell.Kind is TableCellKind.Text or TableCellKind.Link && textNumber == WrittenColumn.Blank)
        {
            writer.Write("/>"u8);
            return;
        }

        writer.Write("><v>"u8);
        if (cell.Kind == TableCellKind.Number)
        {
            writer.Write(cell.Number);
        }
        else
        {
            writer.Write(cell.Kind == TableCellKind.Date ? DayNumber(cell.Date) : textNumber);
        }

        writer.Write("</v></c>"u8);
    }

    /// <summary>As Excel counts days: 1 March 1900 is day 61.</summary>
    private static int DayNumber(DateOnly date) => date.DayNumber - new DateOnly(1899, 12, 30).DayNumber;

    /// <summary>Looks at every cell of the row, whose column then knows the number of its text.</summary>
    private double HeightOf(IReadOnlyList<Cell> row, bool total)
    {
        var lines = 1;
        for (var c = 0; c < row.Count; c++)
        {
            lines = Math.Max(lines, _columns[c].LinesOf(row[c], total));
        }

        return RowHeight.Of(lines);
    }
}
