using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Settings;

/// <summary>Reads a settings workbook: declaration, tables, what the tables say of each other, what is held (funding.md section 1).</summary>
public static class SettingsReader
{
    /// <summary>Never throws for what a workbook holds: everything wrong with it is a finding.</summary>
    public static SettingsReading Read(WorkbookReader file, SettingsContext context)
    {
        var findings = new OfficeFileFindings();
        OfficeFileDeclaration? declaration = null;
        PilotSettings? settings = null;
        try
        {
            declaration = OfficeFileDeclaration.Read(file, SettingsSheets.Template, SettingsSheets.All, context.Today, findings);
            if (declaration is not null)
            {
                settings = ReadSheets(file, context, findings);
            }

            file.RefuseDangersInOtherSheets();
        }
        catch (UnreadableFileException problem)
        {
            // A damaged sheet shows only while its rows are read; the officer is told as of any other fault.
            findings.Add(problem);
        }

        var accepted = findings.Rejects ? null : settings;
        return new SettingsReading
        {
            Declaration = declaration,
            Findings = findings.InOrder(SettingsSheets.All),
            Settings = accepted,
            Changes = accepted is null ? [] : SettingsChanges.Between(context.InForce ?? new PilotSettings(), accepted),
        };
    }

    private static PilotSettings ReadSheets(WorkbookReader file, SettingsContext context, OfficeFileFindings findings)
    {
        var table = new ReadTable(file, findings);
        var sheets = SettingsSheets.All.ToDictionary(layout => layout.Sheet, table.Rows, StringComparer.Ordinal);
        var rows = new SettingsRows(sheets, table.Unread);
        var settings = rows.Build() with { Version = (context.InForce?.Version ?? 0) + 1 };
        settings = SchemeKeys.Read(rows, file.Date1904, settings, findings);
        CheckSettings.Check(rows, findings);
        CheckCalendar.Check(rows, context, findings);
        CheckOverrides.Check(rows, context, findings);
        CheckAgainstHeld.Check(rows, context, findings);
        return settings;
    }
}
