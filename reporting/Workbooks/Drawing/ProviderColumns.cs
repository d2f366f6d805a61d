using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>The columns that name a row of a provider: as narrow as they can be, because they stand on every page of a wide table.</summary>
internal static class ProviderColumns
{
    public static IReadOnlyList<Column<ProviderQualification>> For(QuarterView view) =>
    [
        Name<ProviderQualification>(view, row => row.Ukprn),
        Ukprn<ProviderQualification>(row => row.Ukprn),
        Qualification<ProviderQualification>(row => row.Qualification),
    ];

    public static Column<TRow> Name<TRow>(QuarterView view, Func<TRow, Ukprn> of) => Column.Key<TRow>("Provider", 22, row => view.ProviderName(of(row)));

    public static Column<TRow> Ukprn<TRow>(Func<TRow, Ukprn> of) => Column.Key<TRow>("UKPRN", 11, row => of(row).ToString());

    public static Column<TRow> Qualification<TRow>(Func<TRow, string> of) => Column.Key<TRow>("Qualification", 13, of);

    /// <summary>In words with its label, on two lines.</summary>
    public static Column<TRow> Quarter<TRow>(string heading, Func<TRow, Quarter> of) => Column.Key<TRow>(heading, 22, row => of(row).Words);
}
