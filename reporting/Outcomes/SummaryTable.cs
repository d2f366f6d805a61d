namespace Pilot.Reporting.Outcomes;

/// <summary>K01: the headline figures, each with its definition. Its counts are those of the other tables.</summary>
internal static class SummaryTable
{
    public const string Heading = "Since the pilot began";

    public static OutcomeTable Draw(PublicationView view, OutcomeCell funded) => new(
        "K01",
        "Summary since the pilot began",
        ["Measure"],
        [Heading, "What it means"],
        [
            Row("Starts", view.Count(OutcomeFigures.StartsKey), "All starts", "K02"),
            Row("Learners", view.Count(OutcomeFigures.LearnersKey), "All learners", "K03"),
            Row("Withdrawn", view.Count(OutcomeFigures.WithdrawnKey), "Withdrawn", "K06"),
            Row("Courses due to end", view.Count(OutcomeFigures.DueKey), "Courses due to end", "K07"),
            Row("Achieved", view.Count(OutcomeFigures.AchievedKey), "Achieved", "K07"),
            Row("Positive outcomes", view.Count(OutcomeFigures.PositiveKey), "Positive", "K08"),
            new([OutcomeDefinitions.TotalFunded], [funded, OutcomeCell.Words(OutcomeDefinitions.Of(OutcomeDefinitions.TotalFunded))]),
        ],
        [
            "Counts are rounded to the nearest 5, so they may not add up.",
            "The total funded is withheld while it would show that a small number of payments was made.",
        ]);

    /// <param name="row">The row of another sheet that holds the same figure, under its breakdown.</param>
    private static OutcomeRow Row(string measure, OutcomeCell value, string row, string sheet) =>
        new([measure], [value, OutcomeCell.Words($"{OutcomeDefinitions.Of(measure)} It is the row {row} of sheet {sheet}.")]);
}
