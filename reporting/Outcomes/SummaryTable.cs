namespace Pilot.Reporting.Outcomes;

/// <summary>K01: the headline figures, each with its definition. Its counts are those of the other tables.</summary>
internal static class SummaryTable
{
    public static OutcomeTable Draw(PublicationView view, OutcomeCell funded) => new(
        "K01",
        "Summary since the pilot began",
        ["Measure"],
        ["Since the pilot began", "What it means"],
        [
            Row("Starts", view.Count(OutcomeFigures.StartsKey)),
            Row("Learners", view.Count(OutcomeFigures.LearnersKey)),
            Row("Withdrawn", view.Count(OutcomeFigures.WithdrawnKey)),
            Row("Courses due to end", view.Count(OutcomeFigures.DueKey)),
            Row("Achieved", view.Count(OutcomeFigures.AchievedKey)),
            Row("Positive outcomes", view.Count(OutcomeFigures.PositiveKey)),
            Row("Total funded (£, nearest 1,000)", funded),
        ],
        [
            "Counts are rounded to the nearest 5, so they may not add up.",
            "The total funded is withheld while it would show that a small number of payments was made.",
        ]);

    private static OutcomeRow Row(string measure, OutcomeCell value) =>
        new([measure], [value, OutcomeCell.Words(OutcomeDefinitions.Of(measure))]);
}
