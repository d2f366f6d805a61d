using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>The key of the sheets that have a row for each provider and qualification.</summary>
internal static class ProviderColumns
{
    public static IReadOnlyList<Column<ProviderQualification>> For(QuarterView view) =>
    [
        Columns.Key<ProviderQualification>("Provider", 30, row => view.ProviderName(row.Ukprn)),
        Columns.Key<ProviderQualification>("UKPRN", 12, row => row.Ukprn.ToString()),
        Columns.Key<ProviderQualification>("Qualification", 16, row => row.Qualification),
    ];
}
