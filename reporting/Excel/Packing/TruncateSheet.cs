using System.Globalization;

namespace Pilot.Reporting.Excel.Packing;

/// <summary>A sheet with no more rows than people can work with, and a remark that says where the others are.</summary>
internal static class TruncateSheet
{
    public static Sheet To(Sheet sheet, int mostRows) => sheet.Rows.Count <= mostRows || sheet.Code is "Cover" or "Contents" or "Notes"
        ? sheet
        : sheet with
        {
            Rows = new FirstRows(sheet.Rows, mostRows),
            HasTotal = false,
            Remarks =
            [
                .. sheet.Remarks,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"This sheet shows the first {mostRows:#,##0} of {sheet.Rows.Count:#,##0} rows. All of them are in the CSV file of this table, which the funding officer has."),
            ],
        };
}
