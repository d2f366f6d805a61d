using System.Globalization;
using ClosedXML.Excel;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Template;

/// <summary>The template's sheets Codes and Guidance, from the column tables and the rule catalogue.</summary>
internal static class TemplateGuidance
{
    public static void DrawCodes(IXLWorksheet sheet, ReturnTemplate template)
    {
        var at = new Place(sheet, [30, 22, 75, 45]);
        at.Title("Codes");
        at.Words($"The codes of the {template.Name}. Capital and small letters make no difference.");
        at.Table(["Column", "Code", "What it means", "ILR or HESA code, where it differs"], template.Columns
            .Where(column => column.Codes is not null)
            .SelectMany(column => column.Codes!.Codes.Select(code => (string[])[column.Label, code.Code, code.Meaning, code.Crosswalk])));
        sheet.SheetView.FreezeRows(4);
    }

    public static void Draw(IXLWorksheet sheet, ReturnTemplate template, TemplateContent content)
    {
        var at = new Place(sheet, [26, 34, 34, 50, 60, 45]);
        at.Title($"Guidance: the {template.Name} for {content.Period.Words}");
        foreach (var words in Introduction(template))
        {
            at.Words(words);
        }

        at.Heading("Columns");
        at.Table(["Column", "Label", "When to give it", "What to enter", "Guidance", "Where it comes from"], template.Columns.Select(column =>
            (string[])[column.Name, column.Label, WhenToGive(template, column), $"Enter {column.Accepts}.", column.Guidance, column.Crosswalk]));
        if (content.Qualifications.Count > 0)
        {
            at.Heading("Qualifications of the pilot");
            at.Table(["Learning aim reference", "Qualification", "Credits", "Title", "Starts"], content.Qualifications.Select(one => (string[])
            [
                one.AimRef, $"{one.Code}, level {one.Level.ToString(CultureInfo.InvariantCulture)}", one.Credits.ToString(CultureInfo.InvariantCulture), one.Title,
                $"from {Words.Date(one.AvailableFrom)} to {Words.Date(one.AvailableTo)}",
            ]));
        }

        MedtechRole(at);
        at.Heading("What is checked");
        at.Words("Each finding names the row and the cell, and says what is wrong and how to mend it.");
        at.Table(["Rule", "Result", "Columns", "What is wrong", "What to do"], RuleCatalogue.All
            .Where(rule => rule.Kind is null || rule.Kind == template.Kind)
            .Select(rule => (string[])[rule.Id, Result(rule.Severity), string.Join(", ", rule.Columns), rule.Message, rule.Mend]));
    }

    private static IEnumerable<string> Introduction(ReturnTemplate template)
    {
        yield return "Fill in the yellow cells of the sheet Declaration, and the sheet Data from row 3. Keep rows 1 and 2 of the sheet Data as they are.";
        yield return template.Kind == ReturnKind.Enrolment
            ? "Give one row for each learner, qualification and start. The return is cumulative: repeat every learner of the earlier returns, with what has changed."
            : "Give one row for each learner, qualification and start that has ended, paused, or has a known destination. The return is cumulative: repeat the rows of the earlier returns, with what has changed.";
        yield return "A row that you leave out later is not removed. To remove a row that should never have been sent, repeat it with Y in the column Reported in error.";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Excel works out the two totals of the sheet Declaration from rows {TemplateWorkbook.FirstDataRow} to {TemplateWorkbook.LastDataRow:#,##0} of the sheet Data. If you have more rows, enter the totals yourself.");
        yield return "Save the file as an Excel workbook (.xlsx) without a password. Do not put names of learners anywhere in it.";
    }

    private static string WhenToGive(ReturnTemplate template, ReturnColumn column)
    {
        if (column.When is not { } when)
        {
            return column.Given == Given.Always ? "Always" : "Optional";
        }

        var condition = $"{template.Columns[when.Column].Label} {when.Words}";
        return (when.Must, when.Only) switch
        {
            (true, true) => $"When {condition}; blank otherwise",
            (true, false) => $"When {condition}; optional otherwise",
            _ => $"Optional, only when {condition}",
        };
    }

    private static void MedtechRole(Place at)
    {
        at.Heading("What a MedTech role is");
        at.Words("A MedTech role is a job, or a course, most of which is about making, testing, running, maintaining or regulating medical technology: "
            + "devices, equipment, diagnostics and software that are used to prevent, find or treat illness or disability. The work counts, not the employer.");
        at.Table(["Example", "MedTech role", "Occupation (SOC 2020)", "The work"],
        [
            ["1", "Y", "3213", "Services infusion pumps and ventilators in a hospital's medical equipment workshop."],
            ["2", "Y", "3213", "Makes crowns and bridges in a dental laboratory."],
            ["3", "Y", "3113", "Tests scanner parts against their specification at a maker of imaging equipment."],
            ["4", "Y", "", "Puts together the technical file that a regulator needs before a device may be sold."],
            ["5", "N", "", "Works at the reception of a company that makes devices, or uses devices at the bedside as a care assistant."],
        ]);
    }

    private static string Result(Severity severity) => severity switch
    {
        Severity.F => "The file is rejected",
        Severity.E => "The row is rejected",
        _ => "Accepted, with a warning",
    };

    /// <summary>Writes from top to bottom.</summary>
    private sealed class Place
    {
        private readonly IXLWorksheet _sheet;
        private readonly int[] _widths;
        private int _row = 1;

        public Place(IXLWorksheet sheet, int[] widths)
        {
            _sheet = sheet;
            _widths = widths;
            for (var i = 0; i < widths.Length; i++)
            {
                sheet.Column(i + 1).Width = widths[i];
            }

            sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
            sheet.PageSetup.FitToPages(1, 0);
        }

        public void Title(string text) => Bold(text, 14);

        public void Heading(string text)
        {
            _row++;
            Bold(text, 12);
        }

        public void Words(string text) => TemplateWorkbook.SetText(_sheet.Cell(_row++, 1), text);

        public void Table(string[] headings, IEnumerable<string[]> rows)
        {
            _row++;
            foreach (var row in rows.Prepend(headings))
            {
                for (var i = 0; i < row.Length; i++)
                {
                    var cell = _sheet.Cell(_row, i + 1);
                    TemplateWorkbook.SetText(cell, row[i]);
                    cell.Style.Alignment.WrapText = true;
                    cell.Style.Alignment.Vertical = XLAlignmentVerticalValues.Top;
                    if (ReferenceEquals(row, headings))
                    {
                        cell.Style.Font.Bold = true;
                        cell.Style.Fill.BackgroundColor = TemplateWorkbook.HeadingFill;
                    }
                }

                _sheet.Row(_row++).Height = RowHeight.Of(row, _widths, bold: ReferenceEquals(row, headings));
            }
        }

        private void Bold(string text, int size)
        {
            var cell = _sheet.Cell(_row++, 1);
            TemplateWorkbook.SetText(cell, text);
            cell.Style.Font.Bold = true;
            cell.Style.Font.FontSize = size;
        }
    }
}
