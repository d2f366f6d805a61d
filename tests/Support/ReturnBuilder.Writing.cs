using Pilot.Reporting.Returns.Columns;

namespace Pilot.Tests.Support;

/// <summary>From the rows to the bytes of a workbook.</summary>
public sealed partial class ReturnBuilder
{
    public MemoryStream ToStream()
    {
        var sheets = new List<(string Name, IEnumerable<(int Number, object?[] Cells)> Rows)>();
        if (DeclarationSheet is { } declaration)
        {
            sheets.Add((declaration, Numbered(DeclarationRows(), 1)));
        }

        if (DataSheet is { } data)
        {
            sheets.Add((data, Above is { } above ? Numbered([above], 1).Concat(Numbered(DataRows(), HeaderAt)) : Numbered(DataRows(), HeaderAt)));
        }

        sheets.AddRange(_extraSheets.Select(sheet => (sheet.Name, Numbered(sheet.Rows, 1))));
        return FastWorkbook.Write(sheets, Date1904, ExternalLink);
    }

    private int ColumnIndex(string column)
    {
        for (var i = 0; i < Template.Columns.Count; i++)
        {
            if (Template.Columns[i].Name == column)
            {
                return i;
            }
        }

        throw new ArgumentException($"There is no column {column}.", nameof(column));
    }

    private IEnumerable<object?[]> DeclarationRows()
    {
        var values = new Dictionary<string, object?>(_declaration);
        values.TryAdd("data_row_count", _rows.Count(row => row.Any(cell => cell is not null)));
        values.TryAdd("claimed_total_gbp", Claims());
        yield return ["key", "value"];
        foreach (var (key, value) in values.Where(pair => !_leftOut.Contains("key " + pair.Key)))
        {
            yield return [key, value];
        }
    }

    private decimal Claims()
    {
        var claims = Enumerable.Range(0, Template.Columns.Count).Where(i => Template.Columns[i].Type == ReturnColumnType.Money).ToArray();
        var inError = ColumnIndex("reported_in_error");
        return _rows.Where(row => row[inError] as string != "Y").Sum(row => claims.Sum(i => row[i] switch
        {
            decimal pounds => pounds,
            int pounds => pounds,
            _ => 0m,
        }));
    }

    private IEnumerable<object?[]> DataRows()
    {
        var shown = Enumerable.Range(0, Template.Columns.Count).Where(i => !_leftOut.Contains(Template.Columns[i].Name)).ToList();
        var repeated = _twice.Select(ColumnIndex).ToList();
        object?[] Row(Func<int, object?> cell, Func<(string Heading, object? Value), object?> extra) =>
            [.. shown.Select(cell), .. repeated.Select(cell), .. _extraColumns.Select(extra)];

        yield return Row(i => UseLabels ? Template.Columns[i].Label : Template.Columns[i].Name, extra => extra.Heading);
        if (WithLabelRow)
        {
            yield return Row(i => UseLabels ? Template.Columns[i].Name : Template.Columns[i].Label, extra => null);
        }

        foreach (var row in _rows)
        {
            yield return Row(i => row[i], extra => extra.Value);
        }
    }

    private static IEnumerable<(int, object?[])> Numbered(IEnumerable<object?[]> rows, int first) => rows.Select((row, i) => (first + i, row));

    // Put together when it is asked for: no full postcode of anybody stands in a file.
    private static string SamplePostcode(int i) => $"B{1 + (i % 9)} {i / 9 % 10}{"ABDEFGHJLNPQRSTUWXYZ"[i % 20]}{"ABDEFGHJLNPQRSTUWXYZ"[i / 20 % 20]}";
}
