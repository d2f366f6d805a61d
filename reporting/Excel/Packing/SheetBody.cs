using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>Writes a sheet with all its rows, one by one, between what its frame has before and after them.</summary>
internal sealed class SheetBody(SheetPlan plan, SharedStringWriter texts, SheetFrame frame)
{
    private readonly WrittenColumn[] _columns = [.. plan.Sheet.Columns.Select((_, c) => new WrittenColumn(plan, c, frame, texts))];
    private readonly Dictionary<int, byte[]> _heights = [];

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
        var row = new Cell[sheet.Columns.Count];
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            sheet.ReadRow(r, row);
            WriteRow(writer, row, plan.HeaderRow + 1 + r, sheet.HasTotal && r == sheet.Rows.Count - 1);
        }

        writer.Flush();
        to.Write(frame.After);
    }

    private void WriteRow(ByteWriter writer, ReadOnlySpan<Cell> row, int number, bool total)
    {
        var lines = 1;
        for (var c = 0; c < row.Length; c++)
        {
            lines = Math.Max(lines, _columns[c].Take(row[c], total));
        }

        Span<byte> digits = stackalloc byte[11];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> at = digits[..length];
        writer.Write(frame.RowTag[0]);
        writer.Write(at);
        writer.Write(frame.RowTag[1]);
        writer.Write(HeightOf(lines));
        writer.Write(frame.RowTag[2]);
        for (var c = 0; c < row.Length; c++)
        {
            _columns[c].Write(writer, row[c], at);
        }

        writer.Write("</row>"u8);
    }

    /// <summary>The height of a row, as it is written.</summary>
    private byte[] HeightOf(int lines)
    {
        if (!_heights.TryGetValue(lines, out var height))
        {
            height = Encoding.UTF8.GetBytes(RowHeight.Of(lines).ToString(CultureInfo.InvariantCulture));
            _heights.Add(lines, height);
        }

        return height;
    }
}
