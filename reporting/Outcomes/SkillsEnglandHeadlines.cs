using System.Globalization;

namespace Pilot.Reporting.Outcomes;

/// <summary>What the quarter says, in three to five sentences made from printed figures (workbooks.md section 2). Names no provider.</summary>
internal static class SkillsEnglandHeadlines
{
    public static IReadOnlyList<string> Of(PublicationView view) =>
        [.. new[] { Starts(view), Results(view), Outcomes(view), Returns(view), Standing(view) }.OfType<string>()];

    private static string Starts(PublicationView view)
    {
        var (starts, quarter) = (view.Count(OutcomeFigures.StartsKey), view.QuarterCount(OutcomeFigures.StartsKey, 0));
        return starts.Value is null ? "No enrolment return has been accepted yet, so no start can be counted."
            : $"Learners have started {Number(starts)} courses since the pilot began"
                + (quarter.Value is null ? "." : $", {Number(quarter)} of them counted this quarter.");
    }

    private static string Results(PublicationView view)
    {
        var (due, achieved) = (view.Count(OutcomeFigures.DueKey), view.Count(OutcomeFigures.AchievedKey));
        if (due.Kind == OutcomeCellKind.NotApplicable)
        {
            return "No course has reached its planned end date yet, so no result is due.";
        }

        if (achieved.Value is null)
        {
            return $"{Due(due)} have reached their planned end date; their results wait for completion returns.";
        }

        var rate = view.Rate(OutcomeFigures.Rates.Single(figure => figure.Numerator == OutcomeFigures.AchievedKey));
        return due.Value is null
            ? $"{Due(due)} have reached their planned end date, too few to be broken down."
            : $"Of {Number(due)} courses due to end, {Number(achieved)} have been achieved"
                + (rate.Value is { } share ? $" ({Percent(share)})." : ".");
    }

    private static string Outcomes(PublicationView view)
    {
        var (closed, positive) = (view.Count(OutcomeFigures.ClosedKey), view.Count(OutcomeFigures.PositiveKey));
        if (closed.Kind == OutcomeCellKind.NotApplicable)
        {
            return "No destination window has closed yet, so no outcome is due.";
        }

        var rate = view.Rate(OutcomeFigures.Rates.Single(figure => figure.Numerator == OutcomeFigures.PositiveKey));
        return closed.Value is null || positive.Value is null
            ? "Destination windows have closed for too few completed courses to say what became of the learners."
            : $"Of {Number(closed)} completed courses whose destination window has closed, {Number(positive)} led to a positive outcome"
                + (rate.Value is { } share ? $" ({Percent(share)})." : ".");
    }

    /// <summary>Only where something is missing: a reader need not be told that all is well.</summary>
    private static string? Returns(PublicationView view)
    {
        var received = view.Returns.Count(row => row.Received);
        return received == view.Returns.Count
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{received} of {view.Returns.Count} returns for the quarter have been received; for the others earlier figures are carried forward.");
    }

    private static string? Standing(PublicationView view)
    {
        var summary = K01Summary.Draw(view);
        var at = summary.Headings.ToList().IndexOf(K01Summary.StandingHeading);
        List<string> stands = at < 0 ? [] : [.. summary.Rows.Where(row => row.Cells[at].Text is not null).Select(row => $"{row.Labels[0].Replace(" (%)", "", StringComparison.Ordinal)}: {row.Cells[at].Text!.ToLowerInvariant()}")];
        return stands.Count == 0 ? null : $"Against the targets of the pilot: {string.Join("; ", stands)}.";
    }

    private static string Due(OutcomeCell due) => due.Value is null ? "Fewer than 10 courses" : $"{Number(due)} courses";

    private static string Number(OutcomeCell cell) => cell.Value!.Value.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Percent(decimal share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + "%";
}
