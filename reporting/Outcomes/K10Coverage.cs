using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>K10: how much of the pilot the figures rest on. Names no provider.</summary>
internal static class K10Coverage
{
    public static OutcomeTable Draw(QuarterFigures figures, PublicationView view, IReadOnlyList<CourseCategories> courses)
    {
        var enrolments = view.Returns.Where(row => row.Kind == ReturnKind.Enrolment).ToList();
        var completions = view.Returns.Where(row => row.Kind == ReturnKind.Completion).ToList();
        return new(
            "K10",
            $"Data quality and coverage, {figures.Period.Words}",
            ["Measure"],
            ["Figure", "What it means"],
            [
                Row("Providers that owe returns", OutcomeCell.Number(enrolments.Count), "Providers that owe returns for the period."),
                Row("Enrolment returns received", OutcomeCell.Number(enrolments.Count(row => row.Received)), "Providers whose enrolment return for the period has been accepted."),
                Row("Completion returns received", OutcomeCell.Number(completions.Count(row => row.Received)), "Providers whose completion return for the period has been accepted."),
                .. Rows("Enrolment", enrolments, view.Current.Values),
                .. Rows("Completion", completions, view.Current.Values),
            ],
            [.. Notes(view, enrolments.Concat(completions).Any(row => !row.Received), courses)]);
    }

    private static IEnumerable<string> Notes(PublicationView view, bool missing, IReadOnlyList<CourseCategories> courses)
    {
        yield return FormattableString.Invariant($"Counts of rows are rounded to the nearest {view.Current.Values.Base}. Counts of providers and returns are not rounded: they do not count people.");
        if (missing)
        {
            yield return "Where a provider's return has not arrived, what it returned before is carried forward.";
        }
        else if (courses.Any(course => course.Stale))
        {
            yield return "Some courses are missing from their provider's newest return and are carried forward from an earlier one.";
        }
    }

    /// <summary>Rejected rows are people too: the share is worked out from the printed counts, like every other.</summary>
    private static IEnumerable<OutcomeRow> Rows(string kind, List<ReturnReceived> returns, DisclosureValues values)
    {
        var counting = returns.Where(row => row.Received).Select(row => row.Counts!).ToList();
        var (rows, accepted) = (values.Nearest(counting.Sum(sent => sent.Rows)), values.Nearest(counting.Sum(sent => sent.AcceptedRows)));
        OutcomeCell Count(int count) => counting.Count == 0 ? OutcomeCell.NotAvailable : new(OutcomeCellKind.Count, count);
        var percent = rows == 0 ? 0 : DisclosureValues.Percent(accepted, rows);
        var share = counting.Count == 0 ? OutcomeCell.NotAvailable
            : counting.TrueForAll(sent => sent.Rows == 0) ? OutcomeCell.NotApplicable
            : rows < values.MinDenominator ? OutcomeCell.Unreliable
            : percent == 0 && accepted > 0 ? OutcomeCell.Low
            : new(OutcomeCellKind.Rate, percent / 100m);
        yield return Row($"{kind} rows received", Count(rows), "Rows of learners in those returns.");
        yield return Row($"{kind} rows accepted", Count(accepted), "Rows that passed every check, or only drew warnings.");
        yield return Row($"{kind} rows accepted (%)", share, "The share accepted of the rows received.");
    }

    private static OutcomeRow Row(string measure, OutcomeCell value, string meaning) => new([measure], [value, OutcomeCell.Words(meaning)]);
}
