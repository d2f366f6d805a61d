using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;

namespace Pilot.Reporting.Settings;

/// <summary>The sheet Declaration of a settings or ledger workbook; what is missing or malformed is null.</summary>
/// <param name="Template">MTHTQ-SETTINGS, MTHTQ-LEDGER or MTHTQ-AWARDS, as typed in upper case.</param>
public sealed record OfficeFileDeclaration(string? Template, string? PreparedBy, DateOnly? PreparedOn)
{
    public const string Sheet = "Declaration";

    private static readonly string[] IgnoredSheets = [CheckedWorkbook.SheetName, "Guidance", "Codes"];

    /// <summary>What the workbook says it is, before anything else is read; all null where it has no sheet Declaration.</summary>
    /// <exception cref="UnreadableFileException">FILE_04 or FILE_05.</exception>
    public static OfficeFileDeclaration Read(WorkbookReader file) => ReadWithRows(file).Declaration;

    /// <summary>Reads the declaration and says what is wrong with it, and which sheets are not of this workbook.</summary>
    /// <returns>Null where the workbook is not of this template: reading on would be noise.</returns>
    internal static OfficeFileDeclaration? Read(
        WorkbookReader file, string template, IReadOnlyList<TableLayout> layouts, DateOnly today, OfficeFileFindings findings)
    {
        var (declaration, rows) = ReadWithRows(file);
        if (declaration.Template != template)
        {
            var at = rows.GetValueOrDefault("template");
            findings.Add(OfficeFileRules.WrongTemplate, Sheet, at == 0 ? null : at, 2, "template", declaration.Template, null,
                [template[(template.IndexOf('-', StringComparison.Ordinal) + 1)..].ToLowerInvariant(), declaration.Template ?? "not given", template]);
            return null;
        }

        ReportMissing(declaration, rows, findings);
        if (declaration.PreparedOn > today)
        {
            findings.Add(OfficeFileRules.PreparedInFuture, Sheet, rows.GetValueOrDefault("preparedon"), 2, "prepared_on",
                CellWords.Of(declaration.PreparedOn), null, [CellWords.Of(declaration.PreparedOn)]);
        }

        foreach (var sheet in file.Sheets.Where(sheet => !ReadTable.IsNamed(sheet, Sheet)
            && !layouts.Any(layout => ReadTable.IsNamed(sheet, layout.Sheet))
            && !IgnoredSheets.Any(name => ReadTable.IsNamed(sheet, name))))
        {
            findings.Add(OfficeFileRules.UnknownSheet, sheet.Name, sheet.Name);
        }

        return declaration;
    }

    private static void ReportMissing(OfficeFileDeclaration declaration, Dictionary<string, int> rows, OfficeFileFindings findings)
    {
        void Report(string key, string form)
        {
            var at = rows.GetValueOrDefault(CellParser.HeadingKey(key));
            findings.Add(OfficeFileRules.DeclarationKey, Sheet, at == 0 ? null : at, 2, key, null, null, [key, form]);
        }

        if (declaration.PreparedBy is null)
        {
            Report("prepared_by", "a name of up to 200 characters");
        }

        if (declaration.PreparedOn is null)
        {
            Report("prepared_on", "a date, for example 14/09/2026");
        }
    }

    private static (OfficeFileDeclaration Declaration, Dictionary<string, int> Rows) ReadWithRows(WorkbookReader file)
    {
        var declaration = new OfficeFileDeclaration(null, null, null);
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        if (file.Sheets.FirstOrDefault(entry => ReadTable.IsNamed(entry, Sheet)) is not { } sheet)
        {
            return (declaration, rows);
        }

        foreach (var row in file.ReadRows(sheet))
        {
            var key = CellParser.HeadingKey(CellParser.Text(row[1]));
            var value = row[2];
            if (!rows.TryAdd(key, row.Number))
            {
                continue;
            }

            var text = CellParser.Text(value, file.Date1904);
            declaration = key switch
            {
                "template" when text.Length > 0 => declaration with { Template = text.ToUpperInvariant() },
                "preparedby" when text.Length is > 0 and <= 200 && value.Kind != RawCellKind.Error => declaration with { PreparedBy = text },
                "preparedon" when CellParser.TryDate(value, file.Date1904, out var date) => declaration with { PreparedOn = date },
                _ => declaration,
            };
        }

        return (declaration, rows);
    }
}
