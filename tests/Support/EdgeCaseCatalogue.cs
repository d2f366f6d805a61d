using System.Globalization;
using System.Text;
using Pilot.Reporting.Returns.Held;
using Pilot.Tests.Returns.Rules;

namespace Pilot.Tests.Support;

/// <summary>Every odd file: those put together here, and those that other programs wrote, which lie in tests/Examples.</summary>
internal static class EdgeCaseCatalogue
{
    private const string ExcelJs = "exceljs 4.4.0";
    private const string SheetJs = "SheetJS 0.18.5";
    private const string LibreOffice = "LibreOffice";

    public static IReadOnlyList<EdgeCaseFile> All { get; } =
        [.. Written(), .. EdgeCaseCells.All, .. EdgeCaseSheets.All, .. EdgeCasePackages.All, .. EdgeCaseRefusals.All, .. EdgeCaseVariants.All];

    public static string Folder => Path.Combine(Repository.Root, "tests", "Examples");

    public static EdgeCaseFile Find(string name) => All.Single(file => file.Name == name);

    /// <summary>The table of README.md.</summary>
    public static string Table()
    {
        var table = new StringBuilder("| File | What is odd | Made by | Answer |\n|---|---|---|---|\n");
        foreach (var file in All)
        {
            var rules = file.Rules.Count == 0 ? "" : ": " + string.Join(", ", file.Rules.GroupBy(rule => rule).Select(same =>
                same.Count() == 1 ? same.Key : string.Create(CultureInfo.InvariantCulture, $"{same.Key} ({same.Count()} times)")));
            var status = file.Status switch { SubmissionStatus.Accepted => "accepted", SubmissionStatus.PartlyAccepted => "partly accepted", _ => "rejected" };
            table.Append(CultureInfo.InvariantCulture, $"| {file.Name} | {file.Oddity.Replace("|", "\\|", StringComparison.Ordinal)} | {file.MadeBy} | {status}{rules} |\n");
        }

        return table.ToString();
    }

    private static IEnumerable<EdgeCaseFile> Written() =>
    [
        Program("exceljs.xlsx", "A return as the program writes it", ExcelJs),
        Program("exceljs-shared-strings.xlsx", "Texts in a shared table", ExcelJs),
        Program("exceljs-1904-dates.xlsx", "The workbook counts its days from 1904", ExcelJs),
        Program("exceljs-formulas-with-results.xlsx", "Formulas with their results", ExcelJs),
        Program("exceljs-formula-without-result.xlsx", "A formula without a result", ExcelJs, "CREDITS_ACHIEVED_D"),
        Program("exceljs-filter-frozen-comments-validation.xlsx", "A filter, frozen headings, a comment, a drop-down, a hidden row and a hidden column", ExcelJs),
        Program("exceljs-table-and-rich-text.xlsx", "Text in two fonts, a hyperlink, merged cells under a heading of the provider's own", ExcelJs, "FILE_08"),
        Program("exceljs-error-cell.xlsx", "A cell shows #N/A", ExcelJs, "GRADE_D"),
        Program("libreoffice.xlsx", "A return as the program writes it", LibreOffice),
        Program("libreoffice-1904-dates.xlsx", "The workbook counts its days from 1904", LibreOffice),
        Program("libreoffice-filter-frozen-comments-validation.xlsx", "A filter, frozen headings, a comment, a drop-down, a hidden row and a hidden column", LibreOffice),
        Program("libreoffice-recalculated-formula.xlsx", "A formula that another program had left without a result", LibreOffice),
        Program("libreoffice-rich-text.xlsx", "Text in two fonts, a hyperlink, merged cells", LibreOffice, "FILE_08"),
        Program("libreoffice-error-cell.xlsx", "A cell shows #N/A", LibreOffice, "GRADE_D"),
        Program("libreoffice-xls-renamed.xlsx", "An Excel 97 workbook renamed .xlsx", LibreOffice, "FILE_01"),
        Program("libreoffice-ods-renamed.xlsx", "An OpenDocument spreadsheet renamed .xlsx", LibreOffice, "FILE_01"),
        Program("libreoffice-xlsm-renamed.xlsx", "A workbook of the kind that may hold macros, renamed .xlsx", LibreOffice, "FILE_03"),
        Program("sheetjs.xlsx", "A return as the program writes it", SheetJs),
        Program("sheetjs-shared-strings.xlsx", "Texts in a shared table", SheetJs),
        Program("sheetjs-date-cells.xlsx", "Dates are cells of type d", SheetJs),
        Program("sheetjs-macro-workbook-renamed.xlsx", "A workbook of the kind that may hold macros, renamed .xlsx", SheetJs, "FILE_03"),
        Program("sheetjs-binary-workbook-renamed.xlsx", "A binary workbook (.xlsb) renamed .xlsx", SheetJs, "FILE_01"),
        Program("sheetjs-xls-renamed.xlsx", "An Excel 97 workbook renamed .xlsx", SheetJs, "FILE_01"),
        Program("sheetjs-ods-renamed.xlsx", "An OpenDocument spreadsheet renamed .xlsx", SheetJs, "FILE_01"),
        Program("sheetjs-html-renamed.xlsx", "A web page renamed .xlsx", SheetJs, "FILE_01"),
        Program("sheetjs-csv-renamed.xlsx", "A .csv file renamed .xlsx", SheetJs, "FILE_01"),
        Program("sheetjs-xml-2003-renamed.xlsx", "A workbook in the XML of Excel 2003 renamed .xlsx", SheetJs, "FILE_01"),
        Program("password-protected.xlsx", "The workbook has a password", "xlsx-populate 1.21.0", "FILE_02"),
    ];

    private static EdgeCaseFile Program(string name, string oddity, string madeBy, string rules = "")
    {
        var ids = rules.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new EdgeCaseFile(name, oddity, madeBy, EdgeCaseFile.StatusOf(ids), ids, () => (ReturnUnderTest.Completion(), File.ReadAllBytes(Path.Combine(Folder, name))));
    }
}
