using System.Globalization;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Template;

/// <summary>How a column of the sheet Data looks, and what Excel lets people enter.</summary>
internal static class TemplateColumn
{
    private const int MaxTitleLength = 32;
    private const int MaxPromptLength = 255;
    private const int MaxListLength = 255;

    public static CellStyle Look(ReturnColumn column) => new()
    {
        Format = column.Type switch
        {
            ReturnColumnType.Date => CellStyle.Day,
            ReturnColumnType.Money => CellStyle.Pounds,
            ReturnColumnType.Whole => CellStyle.Whole,
            ReturnColumnType.Code => CellStyle.General,
            _ => CellStyle.Text,
        },
    };

    public static double Width(ReturnColumn column) => column.Type switch
    {
        ReturnColumnType.Date => 14,
        ReturnColumnType.Text => 22,
        ReturnColumnType.Uln or ReturnColumnType.LearnerRef => 16,
        _ => Math.Max(13, column.Name.Length),
    };

    /// <summary>A drop-down.</summary>
    public static CellChoice Choice(string cells, IEnumerable<string> codes, string title, string prompt) => new(cells, "list", "between", List(codes), null)
    {
        Title = Title(title),
        Prompt = Short(prompt),
        Wrong = "Choose one of the values in the list.",
    };

    public static CellChoice Day(string cells, string title, string prompt) => Between(
        cells, "date", (new DateOnly(1900, 3, 1), new DateOnly(2100, 12, 31)), title, prompt, "Enter a date, like 14/09/2026.");

    /// <param name="cells">Of the column, such as <c>A3:A10002</c>.</param>
    public static CellChoice Restrict(string cells, ReturnColumn column, TemplateContent content)
    {
        var prompt = Prompt(column);
        CellChoice Number(string type, string how, int first, int? second = null) => new(cells, type, how, Display.Digits(first), second is { } most ? Display.Digits(most) : null)
        {
            Title = Title(column.Label),
            Prompt = Short(prompt),
            Wrong = $"Enter {column.Accepts}." is { Length: <= MaxPromptLength } wrong ? wrong : "Choose one of the values in the list.",
        };

        return column.Type switch
        {
            ReturnColumnType.Code => Choice(cells, column.Codes!.Codes.Select(code => code.Code), column.Label, prompt),
            ReturnColumnType.AimRef when AimRefs(content) is { } aims => Choice(cells, aims, column.Label, prompt),
            ReturnColumnType.Date => Day(cells, column.Label, prompt),
            ReturnColumnType.Money => Number("decimal", "greaterThanOrEqual", 0),
            ReturnColumnType.Whole => Number("whole", "between", column.Min, column.Max),
            ReturnColumnType.Uln => Number("textLength", "equal", 10),
            ReturnColumnType.Postcode => Number("textLength", "between", 5, 8),
            _ => Number("textLength", "lessThanOrEqual", column.MaxLength),
        };
    }

    /// <summary>Null where there are none, or more than Excel has room for in a drop-down.</summary>
    private static IEnumerable<string>? AimRefs(TemplateContent content) =>
        content.Qualifications.Count > 0 && content.Qualifications.Sum(qualification => qualification.AimRef.Length + 1) <= MaxListLength
            ? content.Qualifications.Select(qualification => qualification.AimRef)
            : null;

    private static CellChoice Between(string cells, string type, (DateOnly First, DateOnly Last) days, string title, string prompt, string wrong) =>
        new(cells, type, "between", Serial(days.First), Serial(days.Last)) { Title = Title(title), Prompt = Short(prompt), Wrong = wrong };

    private static string Serial(DateOnly day) => StreamedCell.OfDay(new CellStyle(), day).Number!.Value.ToString(CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> codes) => '"' + string.Join(',', codes) + '"';

    private static string Short(string prompt) => prompt.Length <= MaxPromptLength ? prompt : "See the sheet Guidance.";

    /// <summary>What stands in brackets is left out where Excel has no room for it.</summary>
    private static string Title(string label)
    {
        var bracket = label.IndexOf(" (", StringComparison.Ordinal);
        var shown = label.Length > MaxTitleLength && bracket > 0 ? label[..bracket] : label;
        return shown.Length <= MaxTitleLength ? shown : shown[..MaxTitleLength];
    }

    private static string Prompt(ReturnColumn column)
    {
        var accepts = $"Enter {column.Accepts}.";
        var both = $"{accepts} {column.Guidance}";
        return both.Length <= MaxPromptLength ? both
            : accepts.Length <= MaxPromptLength ? accepts
            : "Choose from the list. The sheet Codes says what each code means.";
    }
}
