using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Statements;

/// <summary>
/// S01: the provider's money as one sum down the page, all of it first and then each qualification and funding
/// year. A row is one line high, so that the first four sums stand whole on one page.
/// </summary>
internal static class S01YourMoney
{
    private sealed record MoneyRow(string Qualification, string Year, string What, decimal Pounds, string Meaning);

    public static Sheet Draw(QuarterView view, Ukprn ukprn)
    {
        var lines = view.Figures.Funding.Lines.Where(line => line.Ukprn == ukprn).ToList();
        List<MoneyRow> rows =
        [
            .. lines.Count > 1 ? Sum("All", "All", lines) : [],
            .. lines.SelectMany(line => Sum(line.Qualification, line.FundingYear.ToString(), [line])),
        ];

        return Sheet.From(
            "S01",
            "your_money",
            view.Title("S01", $"Your money: {view.ProviderName(ukprn)}"),
            [
                Column.Key<MoneyRow>("Qualification", 14, row => row.Qualification),
                Column.Key<MoneyRow>("Funding year", 12, row => row.Year),
                Column.Key<MoneyRow>("What", 26, row => row.What),
                Column.Pounds<MoneyRow>("Amount (£)", row => row.Pounds) with { Total = null },
                Column.Text<MoneyRow>("What it means", 58, row => row.Meaning),
            ],
            rows,
            none: "No allocation and no learners") with
        {
            Remarks =
            [
                $"Everything is from 1 April of the funding year to {Display.Date(view.AsOf)}. In each sum, funded and adjustments less paid are what is to pay.",
            ],
            Source = view.Source,
            IsForWorkingIn = true,
        };
    }

    private static IEnumerable<MoneyRow> Sum(string qualification, string year, IReadOnlyList<ReconciliationLine> lines)
    {
        MoneyRow Row(string what, Func<ReconciliationLine, decimal> of, string meaning) => new(qualification, year, what, lines.Sum(of), meaning);
        yield return Row("Allocation", line => line.AllocationGbp, "The approved budget of the year. Nothing is funded above it.");
        yield return Row("Earned", line => line.EarnedYtd, "Starts, completions and outcomes, by their date.");
        yield return Row("Funded", line => line.FundedYtd, "What the allocation pays of it: the smaller of the two.");
        yield return Row("Adjustments", line => line.ManualAdjustmentsYtd, "Agreed by funding officers: added, or taken off.");
        yield return Row("Paid", line => line.PaidYtd, "Already paid to you: taken off.");
        yield return Row("To pay", line => line.ToPay, "What you will be paid. A negative amount is to be repaid.");
    }
}
