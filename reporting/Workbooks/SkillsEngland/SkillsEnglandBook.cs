using Pilot.Reporting.Outcomes;

namespace Pilot.Reporting.Workbooks.SkillsEngland;

/// <summary>The shared workbook: rounded and suppressed, no provider rows, no learner references.</summary>
public static class SkillsEnglandBook
{
    private sealed record Row(string Name, Cell Value, string Definition);

    private sealed record StartsRow(string Qualification, int Level, string Mode, IReadOnlyList<MeasuredCourse> Courses);

    public static Book Draw(QuarterView view) => new(
        QuarterlyWorkbooks.FileName(view, "skills-england"),
        $"MedTech HTQ pilot, West Midlands: outcomes for Skills England, {view.Period.Words}",
        view.Figures.Run.CreatedAt,
        CoverLines.For(view, Audience.SkillsEngland),
        [Summary(view), Starts(view), DataQuality(view)])
    {
        Provisional = view.Provisional,
    };

    private static Sheet Summary(QuarterView view)
    {
        Cell People(int count) => PeopleCount.Shown(count, view.Figures.Settings.Scheme);
        var funded = view.Figures.Funding.Lines.Sum(line => line.FundedYtd);
        return Sheet.From<Row>(
            "K01",
            "summary",
            view.Title("K01", "Summary"),
            [
                Columns.Key<Row>("Measure", 30, row => row.Name),
                Columns.Cells<Row>("Since the pilot began", Format.Whole, row => row.Value),
                Columns.Text<Row>("Definition", 60, row => row.Definition),
            ],
            [
                new Row("Starts", People(view.Courses.Count), Definitions.Starts),
                new Row("Qualifying starts", People(view.Courses.Count(one => one.QualifyingStart)), Definitions.QualifyingStarts),
                new Row(
                    "Funded, to the nearest thousand (£)",
                    Cell.Of(Math.Round(funded / 1000m, MidpointRounding.AwayFromZero) * 1000m),
                    "What the pilot pays of the money earned, in all funding years so far."),
            ]) with
        {
            Source = view.Source,
        };
    }

    private static Sheet Starts(QuarterView view)
    {
        Cell People(int count) => PeopleCount.Shown(count, view.Figures.Settings.Scheme);
        return Sheet.From<StartsRow>(
            "K02",
            "starts",
            view.Title("K02", "Starts by qualification, level and mode"),
            [
                Columns.Key<StartsRow>("Qualification", 16, row => row.Qualification),
                Columns.Key<StartsRow>("Level", 10, row => row.Level.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                Columns.Key<StartsRow>("Mode", 14, row => row.Mode),
                Columns.Cells<StartsRow>("Starts", Format.Whole, row => People(row.Courses.Count), Definitions.Starts),
                Columns.Cells<StartsRow>(
                    "Qualifying starts", Format.Whole, row => People(row.Courses.Count(one => one.QualifyingStart)), Definitions.QualifyingStarts),
            ],
            [
                .. from one in view.Figures.Settings.Qualifications.Select(one => (one.Code, one.Level)).Distinct().OrderBy(one => one.Code, StringComparer.Ordinal)
                   from mode in new[] { "FT", "PT" }
                   select new StartsRow(
                       one.Code,
                       one.Level,
                       mode == "FT" ? "Full time" : "Part time",
                       [.. view.Courses.Where(course => course.Course.Qualification == one.Code && course.First.Mode == mode)]),
            ]) with
        {
            Source = view.Source,
        };
    }

    private static Sheet DataQuality(QuarterView view) => Sheet.From<Row>(
        "K10",
        "data_quality",
        view.Title("K10", "Data quality and coverage"),
        [
            Columns.Key<Row>("Measure", 30, row => row.Name),
            Columns.Cells<Row>("This quarter", Format.Whole, row => row.Value),
            Columns.Text<Row>("Definition", 60, row => row.Definition),
        ],
        [
            new Row("Returns owed", Cell.Of(view.Returns.Count), "An enrolment return and a completion return from each provider."),
            new Row("Returns received", Cell.Of(view.Returns.Count(one => one.Received)), "Accepted in whole or in part, or nil."),
        ]) with
    {
        Source = view.Source,
    };
}
