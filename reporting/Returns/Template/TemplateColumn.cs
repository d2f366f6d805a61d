using ClosedXML.Excel;
using Pilot.Reporting.Returns.Columns;

namespace Pilot.Reporting.Returns.Template;

/// <summary>How a column of the sheet Data looks, and what Excel lets people enter.</summary>
internal static class TemplateColumn
{
    private const int LongestTitle = 32;
    private const int LongestPrompt = 255;
    private const int LongestList = 255;

    public static void Format(IXLWorksheet sheet, int position, ReturnColumn column, TemplateContent content)
    {
        var whole = sheet.Column(position);
        whole.Width = Width(column);
        whole.Style.NumberFormat.Format = column.Form switch
        {
            ColumnForm.Date => "dd/mm/yyyy",
            ColumnForm.Money => "#,##0.00",
            ColumnForm.Whole => "0",
            ColumnForm.Code => "General",
            _ => "@",
        };
        var cells = sheet.Range(TemplateWorkbook.FirstDataRow, position, TemplateWorkbook.LastDataRow, position);
        Restrict(cells, column, content);
    }

    /// <summary>A drop-down.</summary>
    public static void Choice(IXLRange cells, IReadOnlyList<string> codes, string title, string prompt)
    {
        var rule = Begin(cells, title, prompt, "Choose one of the values in the list.");
        rule.List('"' + string.Join(',', codes) + '"', true);
    }

    public static void Day(IXLRange cells, string title, string prompt) =>
        Begin(cells, title, prompt, "Enter a date, like 14/09/2026.").Date.Between(new DateTime(1900, 3, 1), new DateTime(2100, 12, 31));

    private static void Restrict(IXLRange cells, ReturnColumn column, TemplateContent content)
    {
        var prompt = Prompt(column);
        var wrong = $"Enter {column.Accepts}.";
        switch (column.Form)
        {
            case ColumnForm.Code:
                Choice(cells, [.. column.Codes!.Codes.Select(one => one.Code)], column.Label, prompt);
                break;
            case ColumnForm.AimRef when content.Qualifications.Count > 0 && content.Qualifications.Sum(one => one.AimRef.Length + 1) <= LongestList:
                Choice(cells, [.. content.Qualifications.Select(one => one.AimRef)], column.Label, prompt);
                break;
            case ColumnForm.Date:
                Day(cells, column.Label, prompt);
                break;
            case ColumnForm.Money:
                Begin(cells, column.Label, prompt, wrong).Decimal.EqualOrGreaterThan(0);
                break;
            case ColumnForm.Whole:
                Begin(cells, column.Label, prompt, wrong).WholeNumber.Between(column.Least, column.Most);
                break;
            case ColumnForm.Uln:
                Begin(cells, column.Label, prompt, wrong).TextLength.EqualTo(10);
                break;
            case ColumnForm.Postcode:
                Begin(cells, column.Label, prompt, wrong).TextLength.Between(5, 8);
                break;
            default:
                Begin(cells, column.Label, prompt, wrong).TextLength.EqualOrLessThan(column.MaxLength);
                break;
        }
    }

    private static IXLDataValidation Begin(IXLRange cells, string title, string prompt, string wrong)
    {
        var rule = cells.SetDataValidation();
        rule.IgnoreBlanks = true;
        rule.ShowInputMessage = true;
        rule.InputTitle = Title(title);
        rule.InputMessage = prompt.Length <= LongestPrompt ? prompt : "See the sheet Guidance.";
        rule.ShowErrorMessage = true;
        rule.ErrorStyle = XLErrorStyle.Stop;
        rule.ErrorTitle = Title(title);
        rule.ErrorMessage = wrong.Length <= LongestPrompt ? wrong : "Choose one of the values in the list.";
        return rule;
    }

    /// <summary>What stands in brackets is left out where Excel has no room for it.</summary>
    private static string Title(string label)
    {
        var bracket = label.IndexOf(" (", StringComparison.Ordinal);
        var shown = label.Length > LongestTitle && bracket > 0 ? label[..bracket] : label;
        return shown.Length <= LongestTitle ? shown : shown[..LongestTitle];
    }

    private static string Prompt(ReturnColumn column)
    {
        var accepts = $"Enter {column.Accepts}.";
        var both = $"{accepts} {column.Guidance}";
        return both.Length <= LongestPrompt ? both
            : accepts.Length <= LongestPrompt ? accepts
            : "Choose from the list. The sheet Codes says what each code means.";
    }

    private static double Width(ReturnColumn column) => column.Form switch
    {
        ColumnForm.Date => 14,
        ColumnForm.Text => 22,
        ColumnForm.Uln or ColumnForm.LearnerRef => 16,
        _ => Math.Max(13, column.Name.Length),
    };
}
