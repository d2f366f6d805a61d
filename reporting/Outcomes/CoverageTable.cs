using Pilot.Reporting.Returns;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Reporting.Outcomes;

/// <summary>K10: how much of the pilot the figures rest on. Names no provider.</summary>
internal static class CoverageTable
{
    public static OutcomeTable Draw(QuarterFigures figures, IReadOnlyList<CourseStanding> courses, Rounding rounding)
    {
        var expected = figures.Settings.Providers.Count;
        var enrolments = Returned(figures, ReturnKind.Enrolment);
        var completions = Returned(figures, ReturnKind.Completion);
        var missing = enrolments < expected || completions < expected;
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
                Row("Providers in the pilot", OutcomeCell.Number(expected), "Providers in the pilot's settings."),
                Row("Enrolment returns received", OutcomeCell.Number(enrolments), "Providers whose enrolment return for the period has been accepted."),
                Row("Completion returns received", OutcomeCell.Number(completions), "Providers whose completion return for the period has been accepted."),
                Row("Enrolment rows accepted (%)", Accepted(figures, ReturnKind.Enrolment, rounding), "Of the rows in those returns, the share accepted."),
                Row("Completion rows accepted (%)", Accepted(figures, ReturnKind.Completion, rounding), "Of the rows in those returns, the share accepted."),
            ],
            notes);
    }

    private static int Returned(QuarterFigures figures, ReturnKind kind) =>
        figures.Settings.Providers.Count(provider => CountingReturn(figures, provider.Ukprn, kind) is not null);

    /// <summary>The newest submission that is the provider's return for the period.</summary>
    private static JudgedSubmission? CountingReturn(QuarterFigures figures, Ukprn ukprn, ReturnKind kind) =>
        figures.Providers.Where(provider => provider.Ukprn == ukprn).SelectMany(provider => provider.Submissions)
            .Where(one => one.Kind == kind && one.Period == figures.Period && one is { IsReturn: true, Interim: false })
            .OrderBy(one => one.PreparedOn).ThenBy(one => one.Number).LastOrDefault();

    /// <summary>Rejected rows are people too: the share is shown where neither the accepted nor the rejected are few.</summary>
    private static OutcomeCell Accepted(QuarterFigures figures, ReturnKind kind, Rounding rounding)
    {
        var returns = figures.Settings.Providers.Select(provider => CountingReturn(figures, provider.Ukprn, kind)).OfType<JudgedSubmission>().ToList();
        if (returns.Count == 0)
        {
            return OutcomeCell.NotAvailable;
        }

        var (rows, accepted) = (returns.Sum(one => one.Rows), returns.Sum(one => one.AcceptedRows));
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
