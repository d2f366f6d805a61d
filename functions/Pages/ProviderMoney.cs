using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>A provider's money on its page, from the run of the quarter that is paid; and for officers how it compares.</summary>
internal static class ProviderMoney
{
    public static Markup Draw(ProviderView view)
    {
        if (view.Money is not { } money)
        {
            return Markup.Join(Elements.Heading("Your money", "money"), Elements.P("No run has been made yet, so there are no figures."));
        }

        var period = money.Run.Period;
        return Markup.Join(
            Elements.Heading("Money", "money"),
            Elements.P($"{(money.Run.IsProvisional ? "Provisional figures" : "Figures")} for {period.Words}, to {Display.Date(money.Run.AsOf)}. {PageText.StateOf(money.Run)}. What is sent now counts in the quarter that is open. "
                + "To pay is funded and adjusted, less what is paid."),
            OfficeReconciliation.Table("Allocation, earned, funded and paid, by qualification and funding year", period, money.Lines, null),
            Elements.Heading("Held and not funded", "held"),
            OfficeFigures.ExceptionTable(
                [.. money.Exceptions], null, kind => new MilestoneFilter(period, view.Provider.Ukprn, Kind: kind.Kind).Path(ofProvider: true)),
            Elements.P(Elements.Link("Every milestone of every learner, and why it was decided so", new MilestoneFilter(period, view.Provider.Ukprn).Path(ofProvider: true)), "."));
    }

    /// <summary>For officers: this provider, the quarter before and the pilot.</summary>
    public static Markup Compared(ProviderView view)
    {
        if (view.Money is not { } money)
        {
            return Markup.None;
        }

        (string Name, Func<IReadOnlyList<ReconciliationLine>, string> Of)[] measures =
        [
            ("Starts", lines => Display.Number(lines.Sum(line => line.Starts))),
            ("Qualifying starts", lines => Display.Number(lines.Sum(line => line.QualifyingStartsYtd))),
            ("Earned", lines => Money.Words(lines.Sum(line => line.EarnedYtd))),
            ("Earned of profile", lines => lines.Sum(line => line.ProfileGbpYtd) is var profile && profile == 0 ? "No profile" : PageText.FormatShare(lines.Sum(line => line.EarnedYtd) / profile)),
            ("Funded", lines => Money.Words(lines.Sum(line => line.FundedYtd))),
            ("Held", lines => Money.Words(lines.Sum(line => line.HeldGbp))),
            ("Held of earned and held", lines => lines.Sum(line => line.EarnedYtd + line.HeldGbp) is var all && all == 0 ? "Nothing" : PageText.FormatShare(lines.Sum(line => line.HeldGbp) / all)),
        ];
        return Markup.Join(
            Elements.Heading("Compared with the quarter before and with the pilot", "compared"),
            Elements.Table(
                $"{view.Provider.Name} in {money.Run.Period.Words}",
                [
                    new PageTableColumn<(string Name, Func<IReadOnlyList<ReconciliationLine>, string> Of)>("Measure, year to date", measure => measure.Name),
                    new("This quarter", measure => measure.Of(money.Lines), true),
                    new("Quarter before", measure => money.Before is { } before ? measure.Of(before) : "None", true),
                    new("Pilot", measure => measure.Of(money.Pilot), true),
                ],
                measures,
                ""));
    }
}
