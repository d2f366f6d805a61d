using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;

namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>Lays out a table that disclosure control has made: what it says is settled, here is only its look.</summary>
internal static class OutcomeSheet
{
    public static Sheet Draw(QuarterView view, OutcomeTable table)
    {
        List<Column<OutcomeRow>> columns = [];
        for (var i = 0; i < table.KeyHeadings.Count; i++)
        {
            var at = i;
            columns.Add(Column.Key<OutcomeRow>(
                table.KeyHeadings[i], WidthOf(table.Rows.Select(row => row.Labels[at]).Append(table.KeyHeadings[i])), row => row.Labels[at]));
        }

        for (var i = 0; i < table.Headings.Count; i++)
        {
            var at = i;
            var words = table.Rows.Any(row => row.Cells[at].Kind == OutcomeCellKind.Words);
            columns.Add(Column.Cells<OutcomeRow>(
                table.Headings[i],
                words ? Format.Text : Format.Whole,
                row => CellOf(row.Cells[at]),
                width: words ? WidthOf(table.Rows.Select(row => row.Cells[at].Text ?? "").Append(table.Headings[i])) : Column.FigureWidth));
        }

        return Sheet.From(table.Sheet, TableName(table), TitleOf(view, table), columns, table.Rows) with
        {
            Notes = table.Notes,
            Remarks = table.Remarks,
            Source = view.Source,
        };
    }

    /// <summary>The period stands once in the title, and a sheet named by a word need not say it twice.</summary>
    private static string TitleOf(QuarterView view, OutcomeTable table)
    {
        var subject = table.Title.Replace(", " + view.Period.Words, "", StringComparison.Ordinal);
        return char.IsAsciiDigit(table.Sheet[^1]) ? view.Title(table.Sheet, subject) : view.Title(subject);
    }

    private static Cell CellOf(OutcomeCell cell) => Drawn(cell) with { Revised = cell.Revised };

    private static Cell Drawn(OutcomeCell cell) => cell switch
    {
        { Shorthand: { } mark } => Cell.Of(mark),
        { Kind: OutcomeCellKind.Words } => Cell.Of(cell.Text ?? ""),
        { Kind: OutcomeCellKind.Rate } => Cell.Of(cell.Value!.Value) with { FormatOverride = Format.Percent },
        { Kind: OutcomeCellKind.Number } when cell.Value!.Value != decimal.Truncate(cell.Value.Value) => Cell.Of(cell.Value.Value),
        _ => Cell.Of(cell.Value!.Value) with { FormatOverride = Format.Whole },
    };

    /// <summary>Wide enough for the longest of the texts, from 12 up.</summary>
    private static int WidthOf(IEnumerable<string> texts) => Math.Clamp(texts.Max(text => text.Length) + 4, 12, Column.MaxWidth);

    /// <summary>The title's words as a name: letters, digits and underscores.</summary>
    private static string TableName(OutcomeTable table)
    {
        var words = table.Title.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(4)
            .Select(word => string.Concat(word.Where(char.IsAsciiLetterOrDigit))).Where(word => word.Length > 0);
        return string.Join('_', words);
    }
}
