using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T01: one row per measure, for this quarter and the last, the year to date and since the pilot began.</summary>
internal static class T01Summary
{
    /// <summary>So that a row's figures and its definition stand on one page.</summary>
    private const int FigureWidth = 15;

    public static Sheet Draw(QuarterView view)
    {
        var quarter = new Span("This quarter", view.Period.FirstDay, view.AsOf);
        var last = new Span("Last quarter", view.Period.Previous.FirstDay, view.Period.Previous.CensusDate);
        var year = new Span("Year to date", view.Period.FundingYear.FirstDay, view.AsOf);
        var pilot = new Span("Since the pilot began", DateOnly.MinValue, view.AsOf);
        Column<Measure> Of(Span span) => Columns.Cells<Measure>(span.Heading, Format.Whole, measure => measure.Value(span), width: FigureWidth);
        Measure[] measures =
        [
            .. T01Measures.OfReturns(view, quarter),
            .. T01Measures.OfPeople(view).Select(ofPerson => ofPerson with { Value = span => Known(view, span, ofPerson.Value(span)) }),
            .. T01Measures.OfMoney(view, span => Known(view, span, Cell.Pounds(0)) == Shorthand.NotAvailable),
            .. T01Measures.Rates(view, pilot),
        ];
        return Sheet.From<Measure>(
            "T01",
            "summary",
            view.Title("T01", "Summary"),
            [
                Columns.Key<Measure>("Measure", 24, measure => measure.Name),
                Of(quarter),
                Of(last),
                Columns.Cells<Measure>("Change", Format.Whole, measure => Change(measure.Value(quarter), measure.Value(last)), Definitions.ChangeOnLastQuarter, width: FigureWidth),
                Of(year),
                Of(pilot),
                .. measures.Any(measure => TargetOf(view, measure) is not null) ? TargetColumns(view, pilot) : [],
                Columns.Text<Measure>("Definition", 48, measure => measure.Definition),
            ],
            measures) with
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

    /// <summary>Only where the settings have a target: columns of [z] alone would say nothing.</summary>
    private static Column<Measure>[] TargetColumns(QuarterView view, Span pilot) =>
    [
        Columns.Cells<Measure>("Target", Format.Whole, measure => TargetOf(view, measure) is { } target ? InItsUnit(target.Value, measure.Value(pilot)) : Shorthand.NotApplicable, Definitions.Target),
        Columns.Text<Measure>("To be reached by", 20, measure => TargetOf(view, measure) is { } target ? target.ByPeriod.Words : Shorthand.NotApplicable.Text),
        Columns.Cells<Measure>("How it stands", Format.Text, measure => Standing(view, measure, measure.Value(pilot)), Definitions.TargetStanding),
    ];

    private static Target? TargetOf(QuarterView view, Measure measure) => measure.Target is { } name ? view.Figures.Settings.TargetFor(name, view.Period) : null;

    /// <summary>A target of a share is in percentage points, a share itself in parts of one.</summary>
    private static Cell InItsUnit(decimal target, Cell value) => value.As switch
    {
        Format.PercentOne => Cell.Of(target / 100) with { As = Format.PercentOne },
        Format.Pounds => Cell.Pounds(target),
        _ => Cell.Of(target),
    };

    /// <summary>[z] where there is no target, or nothing is due yet.</summary>
    private static Cell Standing(QuarterView view, Measure measure, Cell value) => TargetOf(view, measure) is { } target && value.Kind == CellKind.Number
        ? Cell.Of(TargetStanding.Of(target, value.As == Format.PercentOne ? value.Number * 100 : value.Number, view.AsOf, view.Period, view.Figures.Settings))
        : Shorthand.NotApplicable;

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
