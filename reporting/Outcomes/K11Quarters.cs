using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

/// <summary>K11: what has become of those who started in each quarter. A column of nobody yet is none.</summary>
internal static class K11Quarters
{
    private static readonly (string Heading, string Measure, FigureKey Total)[] Columns =
    [
        ("Starts", OutcomeFigures.Starts, OutcomeFigures.StartsKey),
        ("Due to end", OutcomeFigures.DueToEnd, OutcomeFigures.DueKey),
        ("Achieved", OutcomeFigures.Achieved, OutcomeFigures.AchievedKey),
        ("Positive outcomes", OutcomeFigures.Positive, OutcomeFigures.PositiveKey),
    ];

    public static OutcomeTable Draw(PublicationView view)
    {
        // With one quarter the table would say its totals twice.
        List<string> quarters = [.. view.KeysOf("K11").Where(key => key.Measure == OutcomeFigures.Starts).Select(key => key.Category)];
        List<IReadOnlyList<OutcomeCell>> columns = [.. Columns.Select(column => Column(view, quarters, column.Measure, column.Total))];
        List<int> shown = [.. Enumerable.Range(0, Columns.Length).Where(i => i == 0 || !IsMostlyWaiting(columns[i]))];
        return new(
            "K11",
            "Quarters so far",
            ["Quarter of start"],
            [.. shown.Select(i => Columns[i].Heading)],
            [
                .. quarters.Select((quarter, row) => new OutcomeRow([quarter], [.. shown.Select(i => columns[i][row])])),
                new(["All quarters so far"], [.. shown.Select(i => columns[i][^1])]),
            ],
            [
                view.CountsNote,
                FormattableString.Invariant($"Results are given for quarters in which {view.Current.Values.MinBrokenDown} courses or more, as printed, were started."),
                .. new[] { view.ReturnsNote(ReturnKind.Enrolment), view.ReturnsNote(ReturnKind.Completion) }.OfType<string>(),
            ])
        {
            Remarks =
            [
                .. Enumerable.Range(0, Columns.Length).Except(shown).Select(i =>
                    $"{Columns[i].Heading}: shown once {(Columns[i].Measure == OutcomeFigures.Positive ? "destination windows have closed" : "planned end dates have passed")} for most quarters of start. The total is on sheet K01."),
            ],
        };
    }

    private static List<OutcomeCell> Column(PublicationView view, List<string> quarters, string measure, FigureKey total) =>
        [.. quarters.Select(quarter => view.Count(new("K11", OutcomeFigures.StartQuarters, quarter, measure))), view.Count(total)];

    private static bool IsMostlyWaiting(IReadOnlyList<OutcomeCell> column) =>
        2 * column.Count(cell => cell.Kind == OutcomeCellKind.NotApplicable) > column.Count;
}
