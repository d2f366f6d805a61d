using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Tests.Workbooks;

/// <summary>Every figure of T01 follows from other tables of the same file, and every count of K01 and every number of a headline in other tables.</summary>
public sealed class RecomputedTests
{
    public static TheoryData<string> Samples => QuarterlyWorkbooksTests.Samples;

    [Theory]
    [MemberData(nameof(Samples))]
    public void Workbooks_3_each_figure_of_T01_is_worked_out_from_other_tables(string sample) => Assert.Equal([], Recomputed.Summary(Book(sample, "-wmca-")));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Workbooks_4_each_count_of_K01_and_each_number_of_a_headline_is_that_of_the_tables(string sample) => Assert.Equal([], Recomputed.Headlines(Book(sample, "-skills-england-")));

    [Fact]
    public void A_figure_that_does_not_follow_is_found()
    {
        var figures = SampleFigures.Mature;
        var payment = figures.Ledger.Payments[0];
        var book = Pilot.Reporting.Workbooks.Wmca.WmcaWorkbook.Draw(new QuarterView(figures));
        var other = Pilot.Reporting.Workbooks.Wmca.WmcaWorkbook.Draw(new QuarterView(figures with
        {
            Ledger = figures.Ledger with { Payments = [.. figures.Ledger.Payments, payment with { Reference = "one more" }] },
        }));
        var mixed = book with { Tables = [.. book.Tables.Select(table => table.Code == "T01" ? other.Tables.Single(sheet => sheet.Code == "T01") : table)] };
        Assert.Contains(Recomputed.Summary(new DrawnWorkbook(XlsxWriter.Write(mixed).ToArray())), fault => fault.StartsWith("T01 Paid", StringComparison.Ordinal));
    }

    private static DrawnWorkbook Book(string sample, string kind) => new(QuarterlyWorkbooksTests.Workbooks(sample)
        .Single(file => file.Name.Contains(kind, StringComparison.Ordinal) && !file.Name.Contains("casework", StringComparison.Ordinal)).Bytes);
}
