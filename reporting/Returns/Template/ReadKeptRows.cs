using System.Globalization;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Template;

/// <summary>Rows of a return as they were sent, from the pilot's kept copy: what the database never holds is read there and nowhere else.</summary>
internal static class ReadKeptRows
{
    /// <param name="copy">Seekable; left open.</param>
    /// <param name="wanted">Numbers of rows in Excel.</param>
    /// <returns>Those that are there, by their numbers.</returns>
    /// <exception cref="UnreadableFileException">The copy cannot be read to its end.</exception>
    public static Dictionary<int, FilledRow> Run(Stream copy, ReturnTemplate template, IReadOnlySet<int> wanted, FileLimits limits)
    {
        var rows = new Dictionary<int, FilledRow>(wanted.Count);
        using var file = WorkbookReader.Open(copy, limits);
        if (file.Find(FileRules.Data) is not { } data)
        {
            return rows;
        }

        HeaderRow? header = null;
        foreach (var raw in file.ReadRows(data))
        {
            if (header is null)
            {
                header = HeaderRow.TryRead(template, raw);
            }
            else if (wanted.Contains(raw.Number))
            {
                rows[raw.Number] = RowOf(raw, header, template, file.Date1904);
            }
        }

        return rows;
    }

    private static FilledRow RowOf(RawRow raw, HeaderRow header, ReturnTemplate template, bool date1904)
    {
        var row = new FilledRow(template);
        foreach (ref readonly var cell in raw.Cells)
        {
            if (header.ColumnOf(cell.Column) is >= 0 and var column)
            {
                row[column] = ValueOf(template.Columns[column], cell, date1904) is { Length: > 0 } value ? value : null;
            }
        }

        return row;
    }

    /// <summary>As the contract writes it; what cannot be read by its form stays as it was sent.</summary>
    private static string ValueOf(ReturnColumn column, in RawCell cell, bool date1904)
    {
        var sent = CellParser.Text(cell, date1904);
        return column.Type switch
        {
            ReturnColumnType.Code => column.Codes!.Find(cell) is > 0 and var place ? column.Codes.Codes[place - 1].Code : sent,
            ReturnColumnType.Date => CellParser.TryDate(cell, date1904, out var day) ? Display.Iso(day) : sent,
            ReturnColumnType.Money => CellParser.TryMoney(cell, out var pounds) ? pounds.ToString("0.00", CultureInfo.InvariantCulture) : sent,
            ReturnColumnType.Whole => CellParser.TryWhole(cell, out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : sent,
            ReturnColumnType.Postcode => Postcode.Normalise(sent) ?? sent,
            _ => sent,
        };
    }
}
