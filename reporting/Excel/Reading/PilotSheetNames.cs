namespace Pilot.Reporting.Excel.Reading;

/// <summary>Sheets that the pilot itself adds to a file: they are not the sender's, and no limit counts them.</summary>
public static class PilotSheetNames
{
    public const string CheckResult = "Check result";
}
