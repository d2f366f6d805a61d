using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>Who a return file says it is from, before anything else of it is judged.</summary>
public static class DeclaredSender
{
    /// <summary>The UKPRN on the sheet Declaration; null where there is none.</summary>
    /// <exception cref="UnreadableFileException">FILE_03 to FILE_05.</exception>
    public static Ukprn? Of(WorkbookReader file)
    {
        var sheet = file.Sheets.FirstOrDefault(entry => string.Equals(entry.Name.Trim(), "Declaration", StringComparison.OrdinalIgnoreCase));
        if (sheet is null)
        {
            return null;
        }

        foreach (var row in file.ReadRows(sheet))
        {
            if (CellParser.HeadingKey(CellParser.Text(row[1])) == "ukprn")
            {
                return Ukprn.TryParse(CellParser.Text(row[2]), out var ukprn) ? ukprn : null;
            }
        }

        return null;
    }
}
