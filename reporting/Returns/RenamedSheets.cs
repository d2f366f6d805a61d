using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;

namespace Pilot.Reporting.Returns;

/// <summary>Sheets that are the Declaration or Data by what they hold, and not by name.</summary>
internal static class RenamedSheets
{
    /// <summary>Sheets that are the Declaration or Data by what they hold, and not by name: some programs give every sheet another one.</summary>
    public static void LookFor(WorkbookReader file, SheetEntry? declaration, SheetEntry? data, FileFacts facts)
    {
        if (declaration is not null && data is not null)
        {
            return;
        }

        foreach (var sheet in file.Sheets.Where(sheet => sheet != declaration && sheet != data && !FileRules.IsIgnored(sheet.Name) && file.HasContent(sheet)))
        {
            try
            {
                LookAt(file, sheet, declaration is null, data is null, facts);
            }
            catch (UnreadableFileException problem) when (problem.RuleId is "FILE_04" or "FILE_05")
            {
                // Whether the return needs this sheet nobody knows: a sheet of the provider's own must not hide which ones are to be renamed.
            }
        }
    }

    private static void LookAt(WorkbookReader file, SheetEntry sheet, bool wantsDeclaration, bool wantsData, FileFacts facts)
    {
        var keys = 0;
        foreach (var row in file.ReadRows(sheet).TakeWhile(row => row.Number <= HeaderRow.MaxHeaderRow))
        {
            keys += DeclarationSheet.IsKey(CellParser.Text(row[1])) ? 1 : 0;
            if (wantsData && new[] { ReturnTemplate.Enrolment, ReturnTemplate.Completion }.Any(template => HeaderRow.TryRead(template, row) is not null))
            {
                facts.LooksLikeData ??= sheet.Name;
                break;
            }
        }

        if (wantsDeclaration && keys >= DeclarationSheet.MinKnownKeys)
        {
            facts.LooksLikeDeclaration ??= sheet.Name;
        }
    }
}
