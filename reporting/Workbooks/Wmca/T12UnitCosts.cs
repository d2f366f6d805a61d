using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T12: what one start, achievement and positive outcome cost, of cohorts that cannot change any more.</summary>
internal static class T12UnitCosts
{
    private sealed record CostRow(string Qualification, IReadOnlyList<Quarter> Cohorts, IReadOnlyList<MeasuredCourse> Courses)
    {
        public decimal Funded => Courses.SelectMany(course => course.Course.Milestones).Sum(earning => earning.FundedGbp);

        public int Of(Func<MeasuredCourse, bool> which) => Courses.Count(which);
    }

    public static Sheet Draw(QuarterView view)
    {
        static Cell Closed(CostRow row, Cell shown) => row.Cohorts.Count == 0 ? Shorthand.NotApplicable : shown;

        Column<CostRow> Count(string heading, Func<MeasuredCourse, bool> which, string note) => Column.Cells<CostRow>(
            heading, Format.Whole, row => Closed(row, Cell.Of(row.Of(which))), note);

        Column<CostRow> Per(string heading, Func<MeasuredCourse, bool> which) => Column.Cells<CostRow>(
            heading,
            Format.Pounds,
            row => Closed(row, row.Of(which) == 0 ? Shorthand.NotApplicable : Cell.Of(Money.Round(row.Funded / row.Of(which)))),
            MeasureNotes.UnitCost);

        return Sheet.From<CostRow>(
            "T12",
            "unit_costs",
            view.Title("T12", "Unit costs by qualification, closed cohorts only"),
            [
                ProviderColumns.Qualification<CostRow>(row => row.Qualification),
                Column.Cells<CostRow>(
                    "Closed cohorts",
                    Format.Text,
                    row => Closed(row, Cell.Of(string.Join(", ", row.Cohorts.Select(cohort => cohort.Label)))),
                    MeasureNotes.ClosedCohort,
                    width: 30),
                Count("Qualifying starts", course => course.HasQualifyingStart, MeasureNotes.QualifyingStarts),
                Count("Achievements", course => course.CompletionReached, MeasureNotes.AchievementsEarned),
                Count("Positive outcomes", course => course.OutcomeReached, MeasureNotes.OutcomesEarned),
                Column.Cells<CostRow>("Funded (£)", Format.Pounds, row => Closed(row, Cell.Of(row.Funded)), MeasureNotes.Funded),
                Per("Funded per qualifying start (£)", course => course.HasQualifyingStart),
                Per("Funded per achievement (£)", course => course.CompletionReached),
                Per("Funded per positive outcome (£)", course => course.OutcomeReached),
            ],
            [.. view.Groups.Select(row => row.Qualification).Distinct().Order(StringComparer.Ordinal).Select(text => Row(view, text))],
            none: "No courses") with
        {
            Source = view.Source,
        };
    }

    private static CostRow Row(QuarterView view, string qualification)
    {
        var closed = view.Courses.Where(course => course.Course.Qualification == qualification)
            .GroupBy(course => course.Cohort)
            .Where(cohort => cohort.All(course => course.HasLeft || course.WindowClosed))
            .OrderBy(cohort => cohort.Key)
            .ToArray();
        return new CostRow(qualification, [.. closed.Select(cohort => cohort.Key)], [.. closed.SelectMany(cohort => cohort)]);
    }
}
