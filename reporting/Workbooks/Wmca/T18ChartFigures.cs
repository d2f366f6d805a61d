using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T18: the figures that the charts read, and the charts that read them. Both come from the same blocks.</summary>
internal static class T18ChartFigures
{
    private sealed record Row(string Chart, string Category, string Series, Cell Value);

    /// <summary>One chart: its categories, and a row of values for each series.</summary>
    private sealed record Block(
        string Title, string AxisTitle, ChartShape Shape, IReadOnlyList<string> Categories, IReadOnlyList<(string Name, IReadOnlyList<Cell> Values)> Series)
    {
        public IEnumerable<Row> Rows => Series.SelectMany(one => Categories.Select((category, i) => new Row(Title, category, one.Name, one.Values[i])));

        /// <summary>What is seen, in words, with every figure: the alternative text.</summary>
        public string Description => $"{(Shape == ChartShape.Bars ? "Bar" : "Column")} chart: {Title}. " + string.Join(" ", Series.Select(
            one => one.Name + ": " + string.Join("; ", Categories.Select((category, i) => $"{category} {one.Values[i].Shown(Format.Whole)}")) + "."));
    }

    public static (Sheet Figures, IReadOnlyList<Chart> Charts) Draw(QuarterView view)
    {
        Block[] blocks = [.. new[] { ByQuarter(view), ByProvider(view), Funnel(view), Destinations(view) }.Where(block => block.Categories.Count > 0)];
        List<Chart> charts = [];
        var row = 0;
        foreach (var block in blocks)
        {
            charts.Add(new Chart(
                block.Title, block.Description, block.Shape, block.AxisTitle, row, block.Categories.Count, [.. block.Series.Select(one => one.Name)]));
            row += block.Categories.Count * block.Series.Count;
        }

        var figures = Sheet.From<Row>(
            Chart.FiguresCode,
            "chart_figures",
            view.Title(Chart.FiguresCode, "Chart figures"),
            [
                Columns.Key<Row>("Chart", 40, one => one.Chart),
                Columns.Key<Row>("Category", 36, one => one.Category),
                Columns.Key<Row>("Series", 22, one => one.Series),
                Columns.Cells<Row>("Value", Format.Whole, one => one.Value),
            ],
            [.. blocks.SelectMany(block => block.Rows)],
            none: "No figures") with
        {
            Remarks = ["The charts on the sheet Charts read these cells."],
            Source = view.Source,
        };
        return (figures, charts);
    }

    private static Block ByQuarter(QuarterView view)
    {
        var rows = ProfileQuarters.Of(view);
        Quarter[] quarters = [.. rows.Select(row => row.Quarter).Distinct().Order()];
        IReadOnlyList<Cell> Sums(Func<ProfileQuarter, decimal> value) =>
            [.. quarters.Select(quarter => Cell.Pounds(rows.Where(row => row.Quarter == quarter).Sum(value)))];
        return new Block(
            "Profile against earned by quarter (£)",
            "Pounds",
            ChartShape.Columns,
            [.. quarters.Select(quarter => quarter.Label)],
            [("Profile", Sums(row => row.Profile)), ("Earned", Sums(row => row.Earned))]);
    }

    private static Block ByProvider(QuarterView view)
    {
        var lines = view.Figures.Funding.Lines;
        var starts = view.Groups.GroupBy(one => one.Ukprn).ToDictionary(group => group.Key, group => group.Sum(one => one.Courses.Count));
        Ukprn[] providers = [.. lines.Select(line => line.Ukprn).Distinct().Order()];
        return new Block(
            "Starts against profile by provider",
            "Courses",
            ChartShape.Bars,
            [.. providers.Select(view.ProviderName)],
            [
                ("Profile starts", [.. providers.Select(one => Cell.Tenths(lines.Where(line => line.Ukprn == one).Sum(line => line.ProfileStartsYtd)))]),
                ("Starts", [.. providers.Select(one => view.Counted(one, starts[one]))]),
            ]);
    }

    private static Block Funnel(QuarterView view) => new(
        "From start to positive outcome",
        "Courses",
        ChartShape.Bars,
        ["Starts", "Qualifying starts", "Completion payments reached", "Outcome payments reached"],
        [
            ("Courses",
            [
                Cell.Of(view.Courses.Count),
                Cell.Of(view.Courses.Count(one => one.QualifyingStart)),
                view.AfterEnd(view.Courses, view.Courses.Count(one => one.CompletionReached)),
                view.AfterWindow(view.Courses, view.Courses.Count(one => one.OutcomeReached)),
            ]),
        ]);

    private static Block Destinations(QuarterView view)
    {
        MeasuredCourse[] closed = [.. view.Courses.Where(one => one.WindowClosed)];
        Cell Count(Func<MeasuredCourse, bool> which) => view.AfterWindow(view.Courses, closed.Count(which));
        return new Block(
            "Destinations of those whose window has closed" + (view.WindowHasPassed(view.Courses) ? "" : ": too early for any"),
            "Courses",
            ChartShape.Bars,
            ["Positive", "Known, not positive", "Unknown"],
            [
                ("Courses",
                [
                    Count(one => one.PositiveDestination),
                    Count(one => one.DestinationKnown && !one.PositiveDestination),
                    Count(one => !one.DestinationKnown),
                ]),
            ]);
    }
}
