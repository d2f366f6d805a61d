using System.Globalization;
using System.Text;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks;

/// <summary>
/// Draws a table as CSV for machines: RFC 4180 (CRLF, quotes doubled), UTF-8 with a byte order mark so that Excel reads the pound sign,
/// numbers without separators, dates as 2026-09-14, shares as fractions. Marks of headings ([p], notes) are left out; shorthand stays.
/// </summary>
public static class CsvText
{
    public const string ContentType = "text/csv; charset=utf-8";

    public static byte[] Write(Sheet sheet)
    {
        var text = new StringBuilder();
        AppendLine(text, sheet.Columns.Select(column => FreeText.Neutral(column.Heading)));
        foreach (var row in sheet.Rows)
        {
            AppendLine(text, row.Select((cell, i) => Value(cell, sheet.Columns[i].Format)));
        }

        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static void AppendLine(StringBuilder text, IEnumerable<string> values) =>
        text.AppendJoin(',', values.Select(Quoted)).Append("\r\n");

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
