using System.Globalization;
using ClosedXML.Excel;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;
using Keys = Pilot.Reporting.Returns.Columns.DeclarationSheet;

namespace Pilot.Reporting.Returns.Template;

/// <summary>The template's sheet Declaration: a key, its value, and what it is in words.</summary>
internal static class TemplateDeclaration
{
    private const int WordsWidth = 95;

    private sealed record Line(string Key, object? Value, string Words, bool ToFillIn = false);

    public static void Draw(IXLWorksheet sheet, ReturnTemplate template, TemplateContent content)
    {
        string[] headings = ["key", "value", "What it is"];
        for (var i = 0; i < headings.Length; i++)
        {
            var cell = sheet.Cell(1, i + 1);
            TemplateWorkbook.SetText(cell, headings[i]);
            cell.Style.Font.Bold = true;
            cell.Style.Fill.BackgroundColor = TemplateWorkbook.HeadingFill;
        }

        sheet.Column(1).Width = 22;
        sheet.Column(2).Width = 42;
        sheet.Column(3).Width = WordsWidth;
        var lines = Lines(template, content);
        for (var i = 0; i < lines.Count; i++)
        {
            DrawLine(sheet, i + 2, template, content, lines[i]);
        }

        Restrict(sheet, lines);
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.FitToPages(1, 0);
    }

    private static List<Line> Lines(ReturnTemplate template, TemplateContent content)
    {
        var filled = content.Filling;
        var due = content.DueOn is { } day ? $" The return is due by {Words.Date(day)}." : "";
        return
        [
            new(Keys.Template, template.Code, $"The {template.Name} of the MedTech Higher Technical Qualifications pilot. Do not change it."),
            new(Keys.TemplateVersion, ReturnTemplate.Version, "Do not change it."),
            new(Keys.UkprnKey, content.Ukprn.Value, "Your UK Provider Reference Number."),
            new(Keys.ProviderName, content.ProviderName, "The name of your organisation."),
            new(Keys.Period, content.Period.Id, $"The quarter that the return is for: {content.Period.Words}.{due}"),
            new(Keys.SubmissionKind, filled is { Rows.Count: 0 } ? "NIL" : "FULL", "FULL if the sheet Data has rows. NIL if there is nothing to report.", true),
            new(Keys.PreparedOn, filled?.PreparedOn, $"The day on which you took the data from your system, like 14/01/2027. On or after {Words.Date(content.Period.CensusDate)}, the last day of the quarter.", true),
            new(Keys.DataRowCount, filled is null ? null : filled.StatedRows ?? filled.Rows.Count(row => row.Count > 0),
                string.Create(CultureInfo.InvariantCulture, $"The number of rows of the sheet Data. Excel works it out, down to row {TemplateWorkbook.LastDataRow:#,##0}.")),
            new(Keys.ClaimedTotal, filled is null ? null : Claimed(template, filled), "The claims of the sheet Data in pounds, without rows reported in error. Excel works it out."),
            new(Keys.CertifierName, filled?.CertifierName, "Who certifies that the return is complete and right.", true),
            new(Keys.CertifierRole, filled?.CertifierRole, "Their role, for example Principal or Director of Finance.", true),
            new(Keys.CertifiedOn, filled is null ? null : filled.CertifiedOn ?? filled.PreparedOn, "The day on which they certify it: not before it was prepared.", true),
        ];
    }

    private static decimal Claimed(ReturnTemplate template, TemplateFilling filling) => filling.Rows
        .Where(row => !CodeLists.Yes.Equals(row.GetValueOrDefault("reported_in_error")))
        .Sum(row => template.Claims.Sum(claim => row.GetValueOrDefault(template.Columns[claim].Name) switch
        {
            decimal pounds => pounds,
            int pounds => pounds,
            _ => 0m,
        }));

    private static void DrawLine(IXLWorksheet sheet, int row, ReturnTemplate template, TemplateContent content, Line line)
    {
        TemplateWorkbook.SetText(sheet.Cell(row, 1), line.Key);
        sheet.Range(row, 1, row, 2).Style.Alignment.Vertical = XLAlignmentVerticalValues.Top;
        var value = sheet.Cell(row, 2);
        value.Style.Alignment.Horizontal = XLAlignmentHorizontalValues.Left;
        if (line.Key is Keys.PreparedOn or Keys.CertifiedOn)
        {
            value.Style.DateFormat.Format = "dd/mm/yyyy";
        }
        else
        {
            value.Style.NumberFormat.Format = line.Key == Keys.ClaimedTotal ? "#,##0.00" : line.Value is string or null && line.ToFillIn ? "@" : "General";
        }

        if (line.ToFillIn)
        {
            value.Style.Fill.BackgroundColor = TemplateWorkbook.EntryFill;
            value.Style.Border.OutsideBorder = XLBorderStyleValues.Thin;
        }

        if (line.Value is not null)
        {
            TemplateWorkbook.Set(value, line.Value);
        }
        else if (content.Filling is null && line.Key is Keys.DataRowCount or Keys.ClaimedTotal)
        {
            // An array formula: counts what the reader counts, also where a cell holds an error or a row lacks its learner reference.
            sheet.Range(row, 2, row, 2).FormulaArray(line.Key == Keys.DataRowCount ? CountRows(template) : SumClaims(template));
        }

        var words = sheet.Cell(row, 3);
        TemplateWorkbook.SetText(words, line.Words);
        words.Style.Alignment.WrapText = true;
        words.Style.Alignment.Vertical = XLAlignmentVerticalValues.Top;
        sheet.Row(row).Height = RowHeight.Of([line.Words], [WordsWidth], bold: false);
    }

    private static void FormulaArray(this IXLRange range, string formula) => range.FormulaA1 = "{" + formula + "}";

    /// <summary>
    /// Rows that hold anything, without the rows of headings. Counting begins at the headings, so that a row that is put in above the first
    /// learner is counted too, and so is the first learner where an export's one row of headings was pasted over both.
    /// </summary>
    private static string CountRows(ReturnTemplate template)
    {
        var all = Cells(0, template.Columns.Count - 1);
        var reference = template.Columns[template.LearnerRef];
        return $"SUM(IF(MMULT(IFERROR(LEN(TRIM({WithoutNoBreakSpaces(all)})),1),TRANSPOSE(COLUMN({all})^0))>0,1,0))"
            + $"-SUM(IFERROR(({all}=\"{reference.Name}\")+({all}=\"{reference.Label}\"),0))";
    }

    private static string SumClaims(ReturnTemplate template)
    {
        var inError = WithoutNoBreakSpaces(Cells(template.ReportedInError));
        var claims = template.Claims.Select(claim =>
            $"SUM(IF(IFERROR(UPPER(TRIM({inError})),\"\")=\"{CodeLists.Yes}\",0,IFERROR(VALUE(SUBSTITUTE({WithoutNoBreakSpaces(Cells(claim))},\"£\",\"\")),0)))");
        return $"ROUND({string.Join('+', claims)},2)";
    }

    // TRIM and VALUE know the ordinary space only; text that is pasted from a web page has the other one.
    private static string WithoutNoBreakSpaces(string cells) => $"SUBSTITUTE({cells},\"\u00A0\",\" \")";

    private static string Cells(int column) => Cells(column, column);

    private static string Cells(int from, int to) => string.Create(
        CultureInfo.InvariantCulture,
        $"Data!${TemplateWorkbook.Letters(from + 1)}$1:${TemplateWorkbook.Letters(to + 1)}${TemplateWorkbook.LastDataRow}");

    private static void Restrict(IXLWorksheet sheet, List<Line> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var value = sheet.Range(i + 2, 2, i + 2, 2);
            switch (lines[i].Key)
            {
                case Keys.SubmissionKind:
                    TemplateColumn.Choice(value, ["FULL", "NIL"], "Submission kind", lines[i].Words);
                    break;
                case Keys.PreparedOn or Keys.CertifiedOn:
                    TemplateColumn.Day(value, lines[i].Key == Keys.PreparedOn ? "Prepared on" : "Certified on", lines[i].Words);
                    break;
            }
        }
    }
}
