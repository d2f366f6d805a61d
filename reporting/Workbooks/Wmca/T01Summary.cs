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
        var quarter = new DateRange("This quarter", view.Period.FirstDay, view.AsOf);
        var last = new DateRange("Last quarter", view.Period.Previous.FirstDay, view.Period.Previous.CensusDate);
        var year = new DateRange("Year to date", view.Period.FundingYear.FirstDay, view.AsOf);
        var pilot = new DateRange("Since the pilot began", DateOnly.MinValue, view.AsOf);
        Column<SummaryMeasure> Of(DateRange span) => Column.Cells<SummaryMeasure>(span.Heading, Format.Whole, measure => measure.Value(span), width: FigureWidth);
        // Money first: earned, funded, paid and to pay are read together, and the rest may go on to another page.
        SummaryMeasure[] measures =
        [
            .. T01Measures.OfReturns(view, quarter),
            .. T01Measures.OfMoney(view, span => Known(view, span, Cell.Pounds(0)) == Shorthand.NotAvailable),
            .. T01Measures.OfPeople(view).Select(ofPerson => ofPerson with { Value = span => Known(view, span, ofPerson.Value(span)) }),
            .. T01Measures.Rates(view, pilot),
        ];
        return Sheet.From<SummaryMeasure>(
            "T01",
            "summary",
            view.Title("T01", "Summary"),
            [
                Column.Key<SummaryMeasure>("Measure", 24, measure => measure.Name),
                Of(quarter),
                Of(last),
                Column.Cells<SummaryMeasure>("Change", Format.Whole, measure => Change(measure.Value(quarter), measure.Value(last)), MeasureNotes.ChangeOnLastQuarter, width: FigureWidth),
                Of(year),
                Of(pilot),
                .. measures.Any(measure => TargetOf(view, measure) is not null) ? TargetColumns(view, pilot) : [],
                Column.Text<SummaryMeasure>("Definition", 48, measure => measure.Definition),
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
    private static Column<SummaryMeasure>[] TargetColumns(QuarterView view, DateRange pilot) =>
    [
        Column.Cells<SummaryMeasure>("Target", Format.Whole, measure => TargetOf(view, measure) is { } target ? InItsUnit(target.Value, measure.Value(pilot)) : Shorthand.NotApplicable, MeasureNotes.Target),
        Column.Text<SummaryMeasure>("To be reached by", 20, measure => TargetOf(view, measure) is { } target ? target.ByPeriod.Words : Shorthand.NotApplicable.Text),
        Column.Cells<SummaryMeasure>("How it stands", Format.Text, measure => Standing(view, measure, measure.Value(pilot)), MeasureNotes.TargetStanding),
    ];

    private static Target? TargetOf(QuarterView view, SummaryMeasure measure) => measure.Target is { } name ? view.Figures.Settings.TargetFor(name, view.Period) : null;

    /// <summary>A target of a share is in percentage points, a share itself in parts of one.</summary>
    private static Cell InItsUnit(decimal target, Cell value) => value.FormatOverride switch
    {
        Format.PercentOne => Cell.Of(target / 100) with { FormatOverride = Format.PercentOne },
        Format.Pounds => Cell.Pounds(target),
        _ => Cell.Of(target),
    };

    /// <summary>[z] where there is no target, or nothing is due yet.</summary>
    private static Cell Standing(QuarterView view, SummaryMeasure measure, Cell value) => TargetOf(view, measure) is { } target && value.Kind == TableCellKind.Number
        ? Cell.Of(TargetStatus.Of(target, value.FormatOverride == Format.PercentOne ? value.Number * 100 : value.Number, view.AsOf, view.Period, view.Figures.Settings))
        : Shorthand.NotApplicable;

    /// <summary>[z] where either of the two is not a number.</summary>
    private static Cell Change(Cell now, Cell before) => now.Kind == TableCellKind.Number && before.Kind == TableCellKind.Number
        ? Cell.Of(now.Number - before.Number) with { FormatOverride = now.FormatOverride }
        : Shorthand.NotApplicable;

    /// <summary>[x] where nothing is counted for the quarter because every provider's return is missing (workbooks.md section 6).</summary>
    private static Cell Known(QuarterView view, DateRange span, Cell counted) =>
        counted is { Kind: TableCellKind.Number, Number: 0 } && span.From == view.Period.FirstDay && view.AreAllAwaitingCompletions
            ? Shorthand.NotAvailable
            : counted;
}

/// <param name="Heading">In a year's first quarter the year to date has the same days, and is still not the quarter.</param>
internal readonly record struct DateRange(string Heading, DateOnly From, DateOnly To)
{
    public bool Contains(DateOnly? date) => date >= From && date <= To;
}

/// <summary>One row of T01.</summary>
/// <param name="Target">The measure of the settings' targets that the figure since the pilot began is held against; null = none.</param>
internal sealed record SummaryMeasure(string Name, Func<DateRange, Cell> Value, string Definition, string? Target = null);
