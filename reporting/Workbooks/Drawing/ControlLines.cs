using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>What the cover says of how far the money funded is confirmed by somebody else than its claimant.</summary>
internal static class ControlLines
{
    public static IEnumerable<(string Item, Cell Detail)> For(QuarterView view)
    {
        yield return ("Confirmed by Pearson", Cell.Of(Corroborated(view)));
        yield return ("Evidence checks", Cell.Of(Evidence(view)));
    }

    internal static string Corroborated(QuarterView view)
    {
        var awards = view.Figures.Awards;
        if (awards.Version == 0)
        {
            return "Nothing could be checked: no awards workbook has come yet";
        }

        var funded = view.Figures.Funding.Earnings.Where(earning => earning.FundedGbp > 0).ToList();
        string Pounds(Corroboration says) => Money.Words(funded.Where(earning => earning.CorroborationStatus == says).Sum(earning => earning.FundedGbp));
        return $"{Pounds(Corroboration.Corroborated)} of {Money.Words(funded.Sum(earning => earning.FundedGbp))} funded; "
            + $"contradicted {Pounds(Corroboration.Contradicted)}, silent {Pounds(Corroboration.Silent)}, not checked {Pounds(Corroboration.NotChecked)} "
            + $"(awards version {Display.Digits(awards.Version)}, sheet T21 of the WMCA workbook)";
    }

    private static string Evidence(QuarterView view)
    {
        var pilot = view.Evidence.Count > 0 ? view.Evidence[^1] : null;
        if (pilot is null)
        {
            return "None yet: a sample is drawn when a period closes";
        }

        var counts = $"{Display.Digits(pilot.Checked)} of {Display.Count(pilot.Drawn, "sampled milestone")} checked, {Display.Digits(pilot.Failed)} failed";
        return pilot.Bound is { } bound
            ? $"{counts}: of {Money.Words(pilot.FundedGbp)} an error of {Money.Words(bound.ProjectedGbp)} is projected, and with 95% confidence it is no more than {Money.Words(bound.UpperLimitGbp)} (sheet T16 of the WMCA workbook)"
            : $"{counts}. Fewer than half of a sample are checked, so no limit of the error can be given {Shorthand.NotAvailable.Text}";
    }
}
