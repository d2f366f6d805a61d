using System.Globalization;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Template;

/// <summary>The template's sheet Data: a row of labels, a row of machine names, and the rows that are filled in already.</summary>
internal static class TemplateData
{
    /// <summary>Heads a column that the program writes for the person and passes over when it reads (FILE_08).</summary>
    public const string ToDo = HeaderRow.ToDo;
    public const string ToDoLabel = "For you to do";
    private const int ToDoWidth = 70;
    private const int LabelHeight = 46;

    public static StreamedSheet Draw(ReturnTemplate template, TemplateContent content)
    {
        List<(double, CellStyle)> columns = [.. template.Columns.Select(column => (TemplateColumn.Width(column), TemplateColumn.Look(column)))];
        if (content.Prefill is not null)
        {
            columns.Add((ToDoWidth, new CellStyle()));
        }

        return new StreamedSheet(FileRules.Data, columns)
        {
            FrozenRows = TemplateWorkbook.FirstDataRow - 1,
            Rows = Headings(template, content).Concat(content.Prefill is { } start ? Rows(start) : Rows(template, content.Filling?.Rows ?? [])),
            Choices = [.. template.Columns.Select((column, i) => TemplateColumn.Restrict(CellsOf(i, content), column, content))],
        };
    }

    private static string CellsOf(int column, TemplateContent content) =>
        CellAddress.Of(TemplateWorkbook.FirstDataRow, column + 1) + ":" + CellAddress.Of(content.LastDataRow, column + 1);

    private static IEnumerable<StreamedRow> Headings(ReturnTemplate template, TemplateContent content)
    {
        var label = new CellStyle { Bold = true, Wrap = true, Top = true, Fill = CellFill.Heading };
        var name = new CellStyle { Size = 9, Fill = CellFill.Heading, Border = CellBorder.Below };
        IEnumerable<StreamedCell?> Cells(CellStyle look, Func<ReturnColumn, string> text, string toDo) => template.Columns
            .Select(column => (StreamedCell?)StreamedCell.OfText(look with { Format = TemplateColumn.Look(column).Format }, text(column)))
            .Concat(content.Prefill is null ? [] : [StreamedCell.OfText(look, toDo)]);

        yield return new StreamedRow(1, LabelHeight, [.. Cells(label, column => column.Label, ToDoLabel)]);
        yield return new StreamedRow(2, null, [.. Cells(name, column => column.Name, ToDo)]);
    }

    private static IEnumerable<StreamedRow> Rows(TemplatePrefill start)
    {
        var number = TemplateWorkbook.FirstDataRow;
        foreach (var row in start.Rows)
        {
            var left = MissingInput.Of(row);
            var cells = new StreamedCell?[row.Template.Columns.Count + 1];
            for (var i = 0; i < cells.Length - 1; i++)
            {
                cells[i] = Cell(row, i, left.Columns.Contains(i));
            }

            cells[^1] = left.InWords.Length == 0 ? null : StreamedCell.OfText(new CellStyle(), left.InWords);
            yield return new StreamedRow(number++, null, cells);
        }
    }

    private static StreamedCell? Cell(FilledRow row, int column, bool toFillIn)
    {
        var spec = row.Template.Columns[column];
        var look = TemplateColumn.Look(spec);
        if (row[column] is not { } text)
        {
            return toFillIn ? new StreamedCell(look with { Fill = CellFill.Entry, Border = CellBorder.Box }) : null;
        }

        return spec.Type switch
        {
            ReturnColumnType.Date when IsoDay.TryParse(text, out var day) => StreamedCell.OfDay(look, day),
            ReturnColumnType.Money or ReturnColumnType.Whole or ReturnColumnType.Code when IsPlainNumber(text) =>
                new StreamedCell(look, Number: decimal.Parse(text, CultureInfo.InvariantCulture)),
            _ => StreamedCell.OfText(look, text),
        };
    }

    // Anything else stays the text that it is: what is no number must not become one.
    private static bool IsPlainNumber(string text) => text.Length <= 15 && text.Length > 0
        && (text[0] != '0' || text.Length == 1 || text[1] == '.')
        && text.All(letter => char.IsAsciiDigit(letter) || letter == '.') && text.Count(letter => letter == '.') <= 1 && text[^1] != '.' && text[0] != '.';

    private static IEnumerable<StreamedRow> Rows(ReturnTemplate template, IReadOnlyList<IReadOnlyDictionary<string, object>> rows)
    {
        var names = template.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        if (rows.SelectMany(row => row.Keys).FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"The template {template.Code} has no column {unknown}.", nameof(rows));
        }

        return rows.Select((row, i) => new StreamedRow(
            TemplateWorkbook.FirstDataRow + i,
            null,
            [.. template.Columns.Select(column => row.TryGetValue(column.Name, out var value) ? Cell(TemplateColumn.Look(column), value) : (StreamedCell?)null)]));
    }

    /// <exception cref="ArgumentException">No cell holds such a value.</exception>
    public static StreamedCell Cell(CellStyle look, object value) => value switch
    {
        DateOnly date => StreamedCell.OfDay(look with { Format = CellStyle.Day }, date),
        decimal pounds => new StreamedCell(look, Number: pounds),
        int whole => new StreamedCell(look, Number: whole),
        string text => StreamedCell.OfText(look, text),
        _ => throw new ArgumentException($"A cell cannot hold a {value.GetType().Name}.", nameof(value)),
    };
}
