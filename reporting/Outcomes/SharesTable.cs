namespace Pilot.Reporting.Outcomes;

/// <summary>K12: every share, with the printed counts that it is worked out from. A reader who divides finds the same.</summary>
internal static class SharesTable
{
    public const string Heading = "Share (%)";

    public static OutcomeTable Draw(PublicationView view) => new(
        "K12",
        "Shares",
        ["Share"],
        ["Count", "Of", Heading],
        [
            .. OutcomeFigures.Rates.Select(rate => new OutcomeRow(
                [rate.Name], [view.Count(rate.Numerator), view.Count(rate.Denominator), view.Rate(rate)])),
        ],
        [
            view.CountsNote,
            FormattableString.Invariant($"A share is a whole percentage of the printed counts, given where it is a share of {view.Current.Values.MinDenominator} or more."),
        ]);
}
