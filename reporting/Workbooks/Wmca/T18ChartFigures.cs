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
        public string LabelFormat { get; init; } = "#,##0";

        public IEnumerable<Row> Rows => Series.SelectMany(pair => Categories.Select((category, i) => new Row(Title, category, pair.Name, pair.Values[i])));

        /// <summary>What is seen, in words, with every figure: the alternative text.</summary>
        public string Description => $"{(Shape == ChartShape.Bars ? "Bar" : "Column")} chart: {Title}. " + string.Join(" ", Series.Select(
            pair => pair.Name + ": " + string.Join("; ", Categories.Select((category, i) => $"{category} {pair.Values[i].Shown(Format.Whole)}")) + "."));
    }

    /// <returns>The table, the charts that read it, and what the charts wait for that would be empty.</returns>
    public static (Sheet Figures, IReadOnlyList<Chart> Charts, IReadOnlyList<string> Awaited) Draw(QuarterView view)
    {
        Block?[] drawn = [ByQuarter(view), ByProvider(view), Funnel(view), Destinations(view)];
        Block[] blocks = [.. drawn.OfType<Block>().Where(block => block.Categories.Count > 0)];
        List<Chart> charts = [];
        var row = 0;
        foreach (var block in blocks)
        {
            charts.Add(new Chart(
                block.Title, block.Description, block.Shape, block.AxisTitle, row, block.Categories.Count, [.. block.Series.Select(pair => pair.Name)])
            {
                LabelFormat = block.LabelFormat,
            });
            row += block.Categories.Count * block.Series.Count;
        }

        var figures = Sheet.From<Row>(
            Chart.FiguresCode,
            "chart_figures",
            view.Title(Chart.FiguresCode, "Chart figures"),
            [
                Column.Key<Row>("Chart", 40, row => row.Chart),
                Column.Key<Row>("Category", 36, row => row.Category),
                Column.Key<Row>("Series", 22, row => row.Series),
                Column.Cells<Row>("Value", Format.Whole, row => row.Value),
            ],
            [.. blocks.SelectMany(block => block.Rows)],
            none: "No figures") with
        {
            Remarks = ["The charts on the sheet Charts read these cells.", .. Awaited(view), .. view.ReturnsNote()],
            Source = view.Source,
        };
        return (figures, charts, Awaited(view));
    }

    private static Block ByQuarter(QuarterView view)
    {
        var rows = ProfileQuarters.Of(view);
        Quarter[] quarters = [.. rows.Select(row => row.Quarter).Distinct().Order()];
        IReadOnlyList<Cell> Sums(Func<ProfileQuarter, decimal> value) =>
            [.. quarters.Select(quarter => Cell.Pounds(rows.Where(row => row.Quarter == quarter).Sum(value)))];
        return new Block(
            Marked(view, "Profile against earned by quarter (£)"),
            "Thousand pounds",
            ChartShape.Columns,
            [.. quarters.Select(quarter => quarter.Label)],
            [("Profile", Sums(row => row.Profile)), ("Earned", [.. quarters.Zip(Sums(row => row.Earned), (quarter, sum) => sum.Number == 0 && quarter == view.Period && view.AreAllAwaitingCompletions ? Shorthand.NotAvailable : sum)])])
        {
            // Pounds in full would run into each other over a few quarters.
            LabelFormat = "#,##0.0,",
        };
    }

    private static Block ByProvider(QuarterView view)
    {
        var lines = view.Figures.Funding.Lines;
        var starts = view.Groups.GroupBy(group => group.Ukprn).ToDictionary(group => group.Key, group => group.Sum(qualification => qualification.Courses.Count));
        Ukprn[] providers = [.. lines.Select(line => line.Ukprn).Distinct().Order()];
        return new Block(
            Marked(view, "Starts against profile by provider"),
            "Courses",
            ChartShape.Bars,
            [.. providers.Select(view.ProviderName)],
            [
                ("Profile starts", [.. providers.Select(provider => Cell.Tenths(lines.Where(line => line.Ukprn == provider).Sum(line => line.ProfileStartsYtd)))]),
                ("Starts", [.. providers.Select(provider => view.Counted(provider, starts[provider]))]),
            ]);
    }

    /// <summary>Of those due alone: who is still learning can have achieved nothing yet. Each bar is a part of the one above.</summary>
    private static Block? Funnel(QuarterView view)
    {
        MeasuredCourse[] due = [.. view.Courses.Where(course => course.IsDue)];
        return due.Length == 0 ? null : new(
            Marked(view, FunnelTitle),
            "Courses",
            ChartShape.Bars,
            ["Due to end", "Completed", "Achieved", "Positive outcome"],
            [
                ("Courses",
                [
                    Cell.Of(due.Length),
                    Cell.Of(due.Count(course => course.Completed)),
                    Cell.Of(due.Count(course => course.Achieved)),
                    view.CountAfterWindow(view.Courses, due.Count(course => course.Achieved && course.OutcomeReached)),
                ]),
            ]);
    }

    private static Block? Destinations(QuarterView view)
    {
        MeasuredCourse[] closed = [.. view.Courses.Where(course => course.WindowClosed)];
        return closed.Length == 0 ? null : new(
            Marked(view, DestinationsTitle),
            "Courses",
            ChartShape.Bars,
            ["Positive", "Known, not positive", "Unknown"],
            [
                ("Courses",
                [
                    Cell.Of(closed.Count(course => course.HasPositiveDestination)),
                    Cell.Of(closed.Count(course => course.DestinationKnown && !course.HasPositiveDestination)),
                    Cell.Of(closed.Count(course => !course.DestinationKnown)),
                ]),
            ]);
    }

    private const string FunnelTitle = "From planned end to positive outcome, of courses due to end";
    private const string DestinationsTitle = "Destinations of those whose window has closed";

    private static List<string> Awaited(QuarterView view)
    {
        List<string> awaited = [];
        if (!view.Courses.Any(course => course.IsDue))
        {
            awaited.Add($"{FunnelTitle}: drawn once the first planned end date has passed{On(view.Courses.Select(course => course.PlannedEnd))}.");
        }

        if (!view.Courses.Any(course => course.WindowClosed))
        {
            awaited.Add($"{DestinationsTitle}: drawn once somebody has completed and the first window has closed{On(view.Courses.Select(course => course.WindowClosesOn))}.");
        }

        return awaited;

        string On(IEnumerable<DateOnly> days) => days.Where(day => day >= view.AsOf).Order().Select(day => $" ({Display.Date(day)} at the earliest)").FirstOrDefault("");
    }

    private static string Marked(QuarterView view, string title) => view.Provisional ? title + " " + Shorthand.ProvisionalMark : title;
}
