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
            var keys = 0;
            foreach (var row in file.ReadRows(sheet).TakeWhile(row => row.Number <= HeaderRow.MaxHeaderRow))
            {
                keys += DeclarationSheet.IsKey(CellParser.Text(row[1])) ? 1 : 0;
                if (data is null && new[] { ReturnTemplate.Enrolment, ReturnTemplate.Completion }.Any(template => HeaderRow.TryRead(template, row) is not null))
                {
                    facts.LooksLikeData ??= sheet.Name;
                    break;
                }
            }

            if (declaration is null && keys >= DeclarationSheet.MinKnownKeys)
            {
                facts.LooksLikeDeclaration ??= sheet.Name;
            }
        }
    }
}
