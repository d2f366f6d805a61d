using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T01: one row per measure, for this quarter and the last, the year to date and since the pilot began.</summary>
internal static class T01Summary
{
    public static Sheet Draw(QuarterView view)
    {
        var quarter = new Span("This quarter", view.Period.FirstDay, view.AsOf);
        var last = new Span("Last quarter", view.Period.Previous.FirstDay, view.Period.Previous.CensusDate);
        var year = new Span("Year to date", view.Period.FundingYear.FirstDay, view.AsOf);
        var pilot = new Span("Since the pilot began", DateOnly.MinValue, view.AsOf);
        Column<Measure> Of(Span span) => Columns.Cells<Measure>(span.Heading, Format.Whole, column => column.Value(span));
        return Sheet.From<Measure>(
            "T01",
            "summary",
            view.Title("T01", "Summary"),
            [
                Columns.Key<Measure>("Measure", 24, column => column.Name),
                Of(quarter),
                Of(last),
                Columns.Cells<Measure>("Change", Format.Whole, column => Change(column.Value(quarter), column.Value(last)), Definitions.ChangeOnLastQuarter),
                Of(year),
                Of(pilot),
                Columns.Text<Measure>("Definition", 50, column => column.Definition),
            ],
            [
                .. T01Measures.OfReturns(view, quarter),
                .. T01Measures.OfPeople(view).Select(ofPerson => ofPerson with { Value = span => Known(view, span, ofPerson.Value(span)) }),
                .. T01Measures.OfMoney(view, span => Known(view, span, Cell.Pounds(0)) == Shorthand.NotAvailable),
                .. T01Measures.Rates(view, pilot),
            ]) with
        {
            Remarks =
            [
                "Returns are the rows of sheet T02. Everything else adds up from the rows of sheet T05 for the quarters in question, as they are known now; "
                    + "sheet T20 has what was published. Unfunded is earned less funded. To pay is funded and adjustments less paid.",
                .. view.ReturnsNote(),
            ],
            Source = view.Source,
        };
    }

    /// <summary>[z] where either of the two is not a number.</summary>
    private static Cell Change(Cell now, Cell before) => now.Kind == CellKind.Number && before.Kind == CellKind.Number
        ? Cell.Of(now.Number - before.Number) with { As = now.As }
        : Shorthand.NotApplicable;

    /// <summary>[x] where nothing is counted for the quarter because every provider's return is missing (workbooks.md section 6).</summary>
    private static Cell Known(QuarterView view, Span span, Cell counted) =>
        counted is { Kind: CellKind.Number, Number: 0 } && span.From == view.Period.FirstDay && view.Groups.Count > 0 && view.Groups.All(group => view.Waits(group.Ukprn))
            ? Shorthand.NotAvailable
            : counted;
}

/// <param name="Heading">In a year's first quarter the year to date has the same days, and is still not the quarter.</param>
internal readonly record struct Span(string Heading, DateOnly From, DateOnly To)
{
    public bool Has(DateOnly? date) => date >= From && date <= To;
}

/// <summary>One row of T01.</summary>
/// <param name="Target">The measure of the settings' targets that the figure since the pilot began is held against; null = none.</param>
internal sealed record Measure(string Name, Func<Span, Cell> Value, string Definition, string? Target = null);
