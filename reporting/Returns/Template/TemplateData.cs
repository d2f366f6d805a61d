using System.Globalization;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;

namespace Pilot.Reporting.Returns.Template;

/// <summary>The template's sheet Data: a row of labels, a row of machine names, and the rows that are filled in already.</summary>
internal static class TemplateData
{
    /// <summary>Heads a column that the program writes for the person and passes over when it reads (FILE_08).</summary>
    public const string ToDo = HeaderRow.ToDo;
    public const string ToDoLabel = "For you to do";
    private const int ToDoWidth = 70;
    private const int LabelHeight = 46;

    public static PlainSheet Draw(ReturnTemplate template, TemplateContent content)
    {
        List<(double, CellLook)> columns = [.. template.Columns.Select(column => (TemplateColumn.Width(column), TemplateColumn.Look(column)))];
        if (content.Start is not null)
        {
            columns.Add((ToDoWidth, new CellLook()));
        }

        return new PlainSheet(FileRules.Data, columns)
        {
            FrozenRows = TemplateWorkbook.FirstDataRow - 1,
            Rows = Headings(template, content).Concat(content.Start is { } start ? Rows(start) : Rows(template, content.Filling?.Rows ?? [])),
            Choices = [.. template.Columns.Select((column, i) => TemplateColumn.Restrict(CellsOf(i, content), column, content))],
        };
    }

    private static string CellsOf(int column, TemplateContent content) =>
        CellAddress.Of(TemplateWorkbook.FirstDataRow, column + 1) + ":" + CellAddress.Of(content.LastDataRow, column + 1);

    private static IEnumerable<PlainRow> Headings(ReturnTemplate template, TemplateContent content)
    {
        var label = new CellLook { Bold = true, Wrap = true, Top = true, Fill = CellFill.Heading };
        var name = new CellLook { Size = 9, Fill = CellFill.Heading, Border = CellBorder.Below };
        IEnumerable<PlainCell?> Cells(CellLook look, Func<ReturnColumn, string> text, string toDo) => template.Columns
            .Select(column => (PlainCell?)PlainCell.OfText(look with { Format = TemplateColumn.Look(column).Format }, text(column)))
            .Concat(content.Start is null ? [] : [PlainCell.OfText(look, toDo)]);

        yield return new PlainRow(1, LabelHeight, [.. Cells(label, column => column.Label, ToDoLabel)]);
        yield return new PlainRow(2, null, [.. Cells(name, column => column.Name, ToDo)]);
    }

    private static IEnumerable<PlainRow> Rows(TemplateStart start)
    {
        var number = TemplateWorkbook.FirstDataRow;
        foreach (var row in start.Rows)
        {
            var left = LeftToDo.Of(row);
            var cells = new PlainCell?[row.Template.Columns.Count + 1];
            for (var i = 0; i < cells.Length - 1; i++)
            {
                cells[i] = Cell(row, i, left.Columns.Contains(i));
            }

            cells[^1] = left.InWords.Length == 0 ? null : PlainCell.OfText(new CellLook(), left.InWords);
            yield return new PlainRow(number++, null, cells);
        }
    }

    private static PlainCell? Cell(FilledRow row, int column, bool toFillIn)
    {
        var spec = row.Template.Columns[column];
        var look = TemplateColumn.Look(spec);
        if (row[column] is not { } text)
        {
            return toFillIn ? new PlainCell(look with { Fill = CellFill.Entry, Border = CellBorder.Box }) : null;
        }

        return spec.Form switch
        {
            ColumnForm.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => PlainCell.OfDay(look, day),
            ColumnForm.Money or ColumnForm.Whole or ColumnForm.Code when IsPlainNumber(text) =>
                new PlainCell(look, Number: decimal.Parse(text, CultureInfo.InvariantCulture)),
            _ => PlainCell.OfText(look, text),
        };
    }

    // Anything else stays the text that it is: what is no number must not become one.
    private static bool IsPlainNumber(string text) => text.Length <= 15 && text.Length > 0
        && (text[0] != '0' || text.Length == 1 || text[1] == '.')
        && text.All(letter => char.IsAsciiDigit(letter) || letter == '.') && text.Count(letter => letter == '.') <= 1 && text[^1] != '.' && text[0] != '.';

    private static IEnumerable<PlainRow> Rows(ReturnTemplate template, IReadOnlyList<IReadOnlyDictionary<string, object>> rows)
    {
        var names = template.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        if (rows.SelectMany(row => row.Keys).FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"The template {template.Code} has no column {unknown}.", nameof(rows));
        }

        return rows.Select((row, i) => new PlainRow(
            TemplateWorkbook.FirstDataRow + i,
            null,
            [.. template.Columns.Select(column => row.TryGetValue(column.Name, out var value) ? Cell(TemplateColumn.Look(column), value) : (PlainCell?)null)]));
    }

    /// <exception cref="ArgumentException">No cell holds such a value.</exception>
    public static PlainCell Cell(CellLook look, object value) => value switch
    {
        DateOnly date => PlainCell.OfDay(look with { Format = CellLook.Day }, date),
        decimal pounds => new PlainCell(look, Number: pounds),
        int whole => new PlainCell(look, Number: whole),
        string text => PlainCell.OfText(look, text),
        _ => throw new ArgumentException($"A cell cannot hold a {value.GetType().Name}.", nameof(value)),
    };
}
