using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary><c>GET /api/periods/{period}/brief</c>: the quarter on a page, to be printed on one side of A4 and handed round.</summary>
internal sealed class BriefPage(RunRoutes runs, LoadOfficeView office, bool isOnThisMachine)
{
    /// <summary>More would not stand on one page.</summary>
    private const int MaxProviders = 12;

    public static string PathOf(Quarter period) => $"/api/periods/{period.Id}/brief";

    public async Task ShowAsync(HttpContext http)
    {
        var period = await runs.KnownPeriodAsync(http);
        var view = await office.RunAsync(period, http.RequestAborted);
        await HttpAnswer.HtmlAsync(
            http, "The quarter on a page", isOnThisMachine, new Tag("div", Draw(view)).With("class", "brief"), Components.Back($"Back to {period.Words}", $"/api/office?period={period.Id}"));
    }

    private static Markup Draw(OfficeView view)
    {
        var heading = new Tag("h1", new Tag("span", "The quarter on a page").With("class", "caption"), view.Period!.Value.Words);
        return view is { Figures: { } figures, Run: { } run }
            ? Markup.Join(
                heading,
                Elements.P($"{PageText.StateOf(run)}. Figures to {Display.Date(run.AsOf)}, from run {Display.Number(run.Number)} of {Display.Moment(run.CreatedAt)}."),
                OfficePage.KeyFigures(view),
                Providers(view, figures),
                Notes(view, figures))
            : Markup.Join(heading, Elements.P("No run has been made for this quarter yet, so there are no figures."));
    }

    private static Markup Providers(OfficeView view, RunFigures figures)
    {
        var providers = figures.Lines.GroupBy(line => line.Ukprn).OrderByDescending(lines => lines.Sum(line => line.FundedYtd)).ThenBy(lines => lines.Key)
            .Select(lines => (Ukprn: lines.Key, Lines: (IReadOnlyList<ReconciliationLine>)[.. lines])).ToList();
        var rest = providers.Skip(MaxProviders).SelectMany(provider => provider.Lines).ToList();
        return Elements.Table(
            "Each provider, year to date",
            [
                new PageTableColumn<(Ukprn Ukprn, IReadOnlyList<ReconciliationLine> Lines)>("Provider", provider => view.ProviderName(provider.Ukprn)),
                new("Returns", provider => Returns(view, provider.Ukprn)),
                new("Profile", provider => Sum(provider.Lines, line => line.ProfileGbpYtd), true),
                new("Earned", provider => Sum(provider.Lines, line => line.EarnedYtd), true),
                new("Funded", provider => Sum(provider.Lines, line => line.FundedYtd), true),
                new("Adjusted", provider => Sum(provider.Lines, line => line.ManualAdjustmentsYtd), true),
                new("Paid", provider => Sum(provider.Lines, line => line.PaidYtd), true),
                new("To pay", provider => Sum(provider.Lines, line => line.ToPay), true),
                new("Held", provider => Sum(provider.Lines, line => line.HeldGbp), true),
            ],
            [.. providers.Take(MaxProviders)],
            "There is no allocation and no learner yet.",
            Sums("Total", figures.Lines),
            rest.Count == 0 ? null : Sums($"{Display.Number(providers.Count - MaxProviders)} others", rest));
    }

    private static string Returns(OfficeView view, Ukprn ukprn)
    {
        var owed = view.Returns.Where(row => row.Provider.Ukprn == ukprn).ToList();
        return owed.Count == 0 ? "None owed" : string.Create(CultureInfo.InvariantCulture, $"{owed.Count(row => row.Received)} of {owed.Count}");
    }

    private static Tag Notes(OfficeView view, RunFigures figures)
    {
        var funnel = figures.Funnel;
        string Counted(int? count) => count is { } known ? Display.Number(known) : "none yet";
        return Elements.Facts(
            ("From start to outcome", $"{Display.Number(funnel.Starts)} starts, {Display.Number(funnel.Qualifying)} qualifying, {Counted(funnel.Completions)} completed, {Counted(funnel.Outcomes)} with a positive outcome"),
            ("Held and not funded", figures.Exceptions.Count == 0 ? "Nothing" : string.Join("; ", figures.Exceptions.GroupBy(kind => kind.Kind).OrderByDescending(kind => kind.Sum(group => group.AmountGbp))
                .Select(kind => $"{kind.Key}: {Money.Words(kind.Sum(group => group.AmountGbp))} in {Display.Count(kind.Sum(group => group.Milestones), "milestone")}"))),
            ("Still to come", view.Returns.Where(row => !row.Received).Select(row => row.Provider.Name).Distinct().ToList() is { Count: > 0 } missing
                ? $"Returns of {string.Join(", ", missing.Take(5))}{(missing.Count > 5 ? $" and {Display.Number(missing.Count - 5)} others" : "")}" : "Every return is in"));
    }

    private static Markup Sum(IReadOnlyList<ReconciliationLine> lines, Func<ReconciliationLine, decimal> of) => Money.Words(lines.Sum(of));

    private static List<Markup> Sums(string label, IReadOnlyList<ReconciliationLine> lines) =>
    [
        label, "", Sum(lines, line => line.ProfileGbpYtd), Sum(lines, line => line.EarnedYtd), Sum(lines, line => line.FundedYtd), Sum(lines, line => line.ManualAdjustmentsYtd),
        Sum(lines, line => line.PaidYtd), Sum(lines, line => line.ToPay), Sum(lines, line => line.HeldGbp),
    ];
}
