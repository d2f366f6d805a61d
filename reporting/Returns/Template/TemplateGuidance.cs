using System.Globalization;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Template;

/// <summary>The template's sheets Codes and Guidance, from the column tables and the rule catalogue.</summary>
internal static class TemplateGuidance
{
    public static StreamedSheet DrawCodes(ReturnTemplate template)
    {
        var at = new SheetBuilder([30, 22, 75, 45]);
        at.Title("Codes");
        at.Words($"The codes of the {template.Name}. Capital and small letters make no difference.");
        at.Table(["Column", "Code", "What it means", "ILR or HESA code, where it differs"], template.Columns
            .Where(column => column.Codes is not null)
            .SelectMany(column => column.Codes!.Codes.Select(code => (string[])[column.Label, code.Code, code.Meaning, code.Crosswalk])));
        return at.Sheet("Codes", frozenRows: 4);
    }

    public static StreamedSheet Draw(ReturnTemplate template, TemplateContent content)
    {
        var at = new SheetBuilder([26, 34, 34, 50, 60, 45]);
        at.Title($"Guidance: the {template.Name} for {content.Period.Words}");
        foreach (var words in Introduction(template, content))
        {
            at.Words(words);
        }

        at.Heading("Columns");
        at.Table(["Column", "Label", "When to give it", "What to enter", "Guidance", "Where it comes from"], template.Columns.Select(column =>
            (string[])[column.Name, column.Label, WhenToGive(template, column), $"Enter {column.Accepts}.", column.Guidance, column.Crosswalk]));
        if (content.Qualifications.Count > 0)
        {
            at.Heading("Qualifications of the pilot");
            at.Table(["Learning aim reference", "Qualification", "Credits", "Title", "Starts"], content.Qualifications.Select(qualification => (string[])
            [
                qualification.AimRef, $"{qualification.Code}, level {qualification.Level.ToString(CultureInfo.InvariantCulture)}", qualification.Credits.ToString(CultureInfo.InvariantCulture), qualification.Title,
                $"from {Display.Date(qualification.AvailableFrom)} to {Display.Date(qualification.AvailableTo)}",
            ]));
        }

        DrawMedtechRole(at);
        at.Heading("What is checked");
        at.Words("Each finding names the row and the cell, and says what is wrong and how to fix it.");
        at.Table(["Rule", "Result", "Columns", "What is wrong", "What to do"], RuleCatalogue.All
            .Where(rule => rule.Kind is null || rule.Kind == template.Kind)
            .Select(rule => (string[])[rule.Id, Result(rule.Severity), string.Join(", ", rule.Columns), rule.Message, rule.Fix]));
        return at.Sheet("Guidance", frozenRows: 0);
    }

    private static IEnumerable<string> Introduction(ReturnTemplate template, TemplateContent content)
    {
        yield return "Fill in the yellow cells of the sheet Declaration, and the sheet Data from row 3. Keep rows 1 and 2 of the sheet Data as they are.";
        yield return template.Kind == ReturnKind.Enrolment
            ? "Give one row for each learner, qualification and start. The return is cumulative: repeat every learner of the earlier returns, with what has changed."
            : "Give one row for each learner, qualification and start that has ended, paused, or has a known destination. The return is cumulative: repeat the rows of the earlier returns, with what has changed.";
        yield return "A row that you leave out later is not removed. To remove a row that should never have been sent, repeat it with Y in the column Reported in error.";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Excel works out the two totals of the sheet Declaration from rows {TemplateWorkbook.FirstDataRow} to {content.LastDataRow:#,##0} of the sheet Data. If you have more rows, enter the totals yourself.");
        if (content.Prefill is not null)
        {
            yield return $"Rows that are filled in already stand in the sheet Data. Its last column, {TemplateData.ToDoLabel}, says what is left for you; yellow cells are for you to fill in. What you leave in that column makes no difference.";
        }

        yield return "Save the file as an Excel workbook (.xlsx) without a password. Do not put names of learners anywhere in it.";
    }

    private static string WhenToGive(ReturnTemplate template, ReturnColumn column)
    {
        if (column.When is not { } when)
        {
            return column.Requirement == Requirement.Required ? "Always" : "Optional";
        }

        var condition = $"{template.Columns[when.Column].Label} {when.Words}";
        return (when.IsRequired, when.IsForbiddenOtherwise) switch
        {
            (true, true) => $"When {condition}; blank otherwise",
            (true, false) => $"When {condition}; optional otherwise",
            _ => $"Optional, only when {condition}",
        };
    }

    private static void DrawMedtechRole(SheetBuilder at)
    {
        at.Heading("What a MedTech role is");
        at.Words(MedtechRole.Definition);
        at.Table(["Example", "MedTech role", "Occupation (SOC 2020)", "The work"], MedtechRole.Examples.Select((example, i) =>
            (string[])[(i + 1).ToString(CultureInfo.InvariantCulture), example.Answer, example.Soc2020, example.Work]));
    }

    private static string Result(Severity severity) => severity switch
    {
        Severity.F => "The file is rejected",
        Severity.E => "The row is rejected",
        _ => "Accepted, with a warning",
    };

    /// <summary>Writes from top to bottom.</summary>
    private sealed class SheetBuilder(int[] widths)
    {
        private static readonly CellStyle Cell = new() { Wrap = true, Top = true };
        private static readonly CellStyle HeadingCell = Cell with { Bold = true, Fill = CellFill.Heading };

        private readonly List<StreamedRow> _rows = [];
        private int _row = 1;

        public void Title(string text) => Add(text, new CellStyle { Bold = true, Size = 14 });

        public void Heading(string text)
        {
            _row++;
            Add(text, new CellStyle { Bold = true, Size = 12 });
        }

        public void Words(string text) => Add(text, new CellStyle());

        public void Table(string[] headings, IEnumerable<string[]> rows)
        {
            _row++;
            Add(headings, HeadingCell);
            foreach (var row in rows)
            {
                Add(row, Cell);
            }
        }

        public StreamedSheet Sheet(string name, int frozenRows) =>
            new(name, [.. widths.Select(width => ((double)width, new CellStyle()))]) { Rows = _rows, FrozenRows = frozenRows };

        private void Add(string text, CellStyle look) => _rows.Add(new StreamedRow(_row++, null, [StreamedCell.OfText(look, text)]));

        private void Add(string[] texts, CellStyle look) => _rows.Add(new StreamedRow(
            _row++, RowHeight.Of(texts, widths, look.Bold), [.. texts.Select(text => text.Length == 0 ? (StreamedCell?)null : StreamedCell.OfText(look, text))]));
    }
}
