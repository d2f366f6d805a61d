using System.Globalization;
using System.Text;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>
/// Draws a table as CSV for machines: RFC 4180 (CRLF, quotes doubled), UTF-8 with a byte order mark so that Excel reads the pound sign,
/// numbers without separators, dates as 2026-09-14, shares as fractions. Marks of headings ([p], notes) are left out; shorthand stays.
/// A table without rows is its headings alone: the sheet says "None" to people, and a machine would count that as a row.
/// </summary>
public static class CsvText
{
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>The file, made row by row while it is read.</summary>
    public static Stream Open(Sheet sheet) => new TextStream(Lines(sheet));

    private static IEnumerable<string> Lines(Sheet sheet)
    {
        var line = new StringBuilder();
        yield return Line(line, sheet.Columns.Count, i => FreeText.Neutral(sheet.Columns[i].Heading));
        for (var r = 0; r < sheet.Rows.Count && !sheet.IsEmpty; r++)
        {
            var row = sheet.Rows[r];
            yield return Line(line, row.Count, i => Value(row[i], sheet.Columns[i].Format));
        }
    }

    private static string Line(StringBuilder line, int count, Func<int, string> value)
    {
        line.Clear();
        for (var i = 0; i < count; i++)
        {
            line.Append(i == 0 ? "" : ",").Append(Quoted(value(i)));
        }

        return line.Append("\r\n").ToString();
    }

    private static string Value(Cell cell, Format format) => cell.Kind switch
    {
        CellKind.Number => cell.Number.ToString(
            (cell.As ?? format) switch { Format.Whole => "0", Format.Pounds => "0.00", _ => "0.##########" }, CultureInfo.InvariantCulture),
        CellKind.Date => Words.Iso(cell.Date),
        _ => FreeText.Neutral(cell.Text),
    };

    private static string Quoted(string value) =>
        value.AsSpan().ContainsAny(",\"\r\n") ? "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : value;
}
