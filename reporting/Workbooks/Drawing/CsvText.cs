using System.Globalization;
using System.Text;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;

namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>What the first columns of every CSV say: which quarter and which publication a row is of.</summary>
public sealed record CsvStamp(string TimePeriod, string TimeIdentifier, string Publication)
{
    public static IReadOnlyList<string> Names { get; } = ["time_period", "time_identifier", "publication"];

    public IReadOnlyList<string> Values => [TimePeriod, TimeIdentifier, Publication];

    /// <summary><c>2026-27 Q3</c>, <c>Financial year Q3</c>, <c>r1</c></summary>
    public static CsvStamp Of(RunRecord run) => new(
        run.Period.Label, "Financial year Q" + run.Period.Number.ToString(CultureInfo.InvariantCulture), run.FileSuffix);
}

/// <summary>
/// Draws a table as CSV for machines: RFC 4180 (CRLF, every field in quotes), UTF-8, one header row of snake_case names, numbers without
/// separators, percentages as percentage points, dates as 2026-09-14. Marks of headings ([p], notes) are left out; shorthand stays in the
/// value's place. A table without rows is its headings alone: the sheet says "None" to people, and a machine would count that as a row.
/// </summary>
public static class CsvText
{
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>The file, made row by row while it is read.</summary>
    public static Stream Open(Sheet sheet, CsvStamp stamp) => new TextStream(Lines(sheet, stamp));

    /// <summary>The names of the columns that the sheet has, in their order, each once: <c>Earned, year to date (£)</c> is <c>earned_year_to_date_gbp</c>.</summary>
    public static IReadOnlyList<string> NamesOf(Sheet sheet)
    {
        var used = new HashSet<string>(CsvStamp.Names, StringComparer.Ordinal);
        List<string> names = [];
        foreach (var column in sheet.Columns)
        {
            var name = NameOf(column.Heading);
            for (var again = 2; !used.Add(name); again++)
            {
                name = $"{NameOf(column.Heading)}_{again.ToString(CultureInfo.InvariantCulture)}";
            }

            names.Add(name);
        }

        return names;
    }

    private static void AddValue(CsvLine line, Cell cell, Format columnFormat)
    {
        var format = cell.FormatOverride ?? columnFormat;
        switch (cell.Kind)
        {
            case TableCellKind.Number:
                line.Add(
                    format is Format.Percent or Format.PercentOne ? Math.Round(cell.Number * 100, 6) : cell.Number,
                    format switch { Format.Whole => "0.##########", Format.Pounds => "0.00", Format.PercentOne => "0.0#####", _ => "0.##########" });
                break;
            case TableCellKind.Date:
                line.Add(cell.Date, "yyyy-MM-dd");
                break;
            default:
                line.Add(FreeText.NeutralInCsv(cell.Text));
                break;
        }
    }

    private static string NameOf(string heading)
    {
        var words = heading.Replace("(£)", "gbp", StringComparison.Ordinal).Replace("(%)", "pct", StringComparison.Ordinal).ToLowerInvariant();
        var name = new StringBuilder();
        foreach (var letter in words)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                name.Append(letter);
            }
            else if (letter is not '\'' && name.Length > 0 && name[^1] != '_')
            {
                name.Append('_');
            }
        }

        return name.ToString().Trim('_');
    }

    /// <summary>Each line is there until the next one is asked for.</summary>
    private static IEnumerable<ReadOnlyMemory<char>> Lines(Sheet sheet, CsvStamp stamp)
    {
        var line = new CsvLine();
        foreach (var name in CsvStamp.Names.Concat(NamesOf(sheet)))
        {
            line.Add(name);
        }

        yield return line.End();
        var row = new Cell[sheet.Columns.Count];
        for (var r = 0; r < sheet.Rows.Count && !sheet.IsEmpty; r++)
        {
            line.Add(stamp.TimePeriod);
            line.Add(stamp.TimeIdentifier);
            line.Add(stamp.Publication);
            sheet.ReadRow(r, row);
            for (var c = 0; c < row.Length; c++)
            {
                AddValue(line, row[c], sheet.Columns[c].Format);
            }

            yield return line.End();
        }
    }
}
