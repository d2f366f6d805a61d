using System.Text;
using Pilot.Reporting.Excel.Packing;

namespace Pilot.Tests.Support;

/// <summary>Draws a workbook as text, for the diff in review: what a person would read, without its look.</summary>
internal static class SheetText
{
    public static string Write(Workbook book) => string.Join("\n", book.Complete().Select(Write));

    public static string Write(Sheet sheet)
    {
        var text = new StringBuilder();
        text.Append("== ").Append(sheet.Code).Append(" (").Append(sheet.TableName).Append(")\n");
        foreach (var line in sheet.Lines)
        {
            text.Append(line).Append('\n');
        }

        text.AppendJoin(" | ", sheet.Columns.Select(column => column.Shown)).Append('\n');
        foreach (var row in sheet.Rows)
        {
            text.AppendJoin(" | ", row.Select((cell, i) => cell.Shown(sheet.Columns[i].Format))).Append('\n');
        }

        return text.ToString();
    }
}
