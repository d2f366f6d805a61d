using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>K10: how much of the pilot the figures rest on. Names no provider.</summary>
internal static class CoverageTable
{
    public static OutcomeTable Draw(QuarterFigures figures, IReadOnlyList<CourseStanding> courses, Rounding rounding)
    {
        var returns = ReturnsReceived.For(figures.Period, figures.Settings, figures.Providers, LondonTime.DateOf(figures.Run.CreatedAt));
        var enrolments = returns.Where(one => one.Kind == ReturnKind.Enrolment).ToList();
        var completions = returns.Where(one => one.Kind == ReturnKind.Completion).ToList();
        var missing = returns.Any(one => !one.Received);
        List<string> notes = ["Counts in this table are of providers, not of people, and are not rounded."];
        if (missing)
        {
            notes.Add("Where a provider's return has not arrived, what it returned before is carried forward.");
        }
        else if (courses.Any(course => course.Stale))
        {
            notes.Add("Some courses are missing from their provider's newest return and are carried forward from an earlier one.");
        }

        return new(
            "K10",
            $"Data quality and coverage, {figures.Period.Words}",
            ["Measure"],
            ["Figure", "What it means"],
            [
                Row("Providers that owe returns", OutcomeCell.Number(enrolments.Count), "Providers that owe returns for the period."),
                Row("Enrolment returns received", OutcomeCell.Number(enrolments.Count(one => one.Received)), "Providers whose enrolment return for the period has been accepted."),
                Row("Completion returns received", OutcomeCell.Number(completions.Count(one => one.Received)), "Providers whose completion return for the period has been accepted."),
                Row("Enrolment rows accepted (%)", Accepted(enrolments, rounding), "Of the rows in those returns, the share accepted."),
                Row("Completion rows accepted (%)", Accepted(completions, rounding), "Of the rows in those returns, the share accepted."),
            ],
            notes);
    }

    /// <summary>Rejected rows are people too: the share is shown where neither the accepted nor the rejected are few.</summary>
    private static OutcomeCell Accepted(List<ReturnReceived> returns, Rounding rounding)
    {
        var counting = returns.Where(one => one.Received).Select(one => one.Counts!).ToList();
        if (counting.Count == 0)
        {
            return OutcomeCell.NotAvailable;
        }

        var (rows, accepted) = (counting.Sum(one => one.Rows), counting.Sum(one => one.AcceptedRows));
        if (rows == 0)
        {
            return OutcomeCell.NotApplicable;
        }

        var percent = rounding.MayShowShare(accepted, rows) ? Rounding.Percent(accepted, rows) : -1;
        return percent < 0 ? OutcomeCell.Suppressed
            : percent == 0 && accepted > 0 ? OutcomeCell.Low
            : new(OutcomeCellKind.Rate, percent / 100m);
    }

    private static OutcomeRow Row(string measure, OutcomeCell value, string meaning) => new([measure], [value, OutcomeCell.Words(meaning)]);
}
