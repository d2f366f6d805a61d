namespace Pilot.Reporting.Outcomes;

/// <summary>K12: every share, with the printed counts that it is worked out from. A reader who divides finds the same.</summary>
internal static class K12Shares
{
    public const string Heading = "Share (%)";

    /// <summary>A share of nobody yet is no row: what it awaits is said above the table.</summary>
    public static OutcomeTable Draw(PublicationView view)
    {
        var waiting = OutcomeFigures.Rates.Where(rate => view.Count(rate.Denominator).Kind == OutcomeCellKind.NotApplicable).ToList();
        var early = OutcomeFigures.Rates.Except(waiting).Where(rate => view.Rate(rate).Kind == OutcomeCellKind.NotApplicable);
        return Draw(view, waiting) with
        {
            Remarks =
            [
                .. waiting.Select(rate => $"{rate.Name}: given once there are any."),
                .. early.Select(rate => $"{rate.Name}: the share is given once the first planned end date has passed."),
            ],
        };
    }

    private static OutcomeTable Draw(PublicationView view, List<RateFigure> waiting) => new(
        "K12",
        "Shares",
        ["Share"],
        ["Count", "Of", Heading],
        [
            .. OutcomeFigures.Rates.Except(waiting).Select(rate => new OutcomeRow(
                [rate.Name], [view.Count(rate.Numerator), view.Count(rate.Denominator), view.Rate(rate)])),
        ],
        [
            view.CountsNote,
            FormattableString.Invariant($"A share is a whole percentage of the printed counts, given where it is a share of {view.Current.Values.MinDenominator} or more."),
        ]);
}
