using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>
/// The milestones behind an amount, each with why it was decided as it was and a link to its learner: <c>GET /api/milestones</c> for officers,
/// <c>GET /api/providers/{ukprn}/milestones</c> for the provider and officers. Whoever is shown them is written down.
/// </summary>
internal sealed class MilestonesPage(PilotServices services, bool isOnThisMachine)
{
    public const string Route = "/api/milestones";
    private const int PageLength = 50;

    public Task ShowAllAsync(HttpContext http) => ShowAsync(http, null);

    public Task ShowOfProviderAsync(HttpContext http) => ShowAsync(http, Routes.UkprnOf(http));

    private async Task ShowAsync(HttpContext http, Ukprn? ukprn)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted);
        var filter = MilestoneFilter.Of(http.Request, ukprn);
        if (filter.Ukprn is { } named)
        {
            LoadProviderView.Find(settings, named);
        }

        var (run, earnings) = await new LoadLearner(services).MilestonesAsync(filter.Period, filter.Matches, http.RequestAborted);
        filter = filter with { Period = filter.Period ?? run?.Period };
        await new RecordDownload(services).RunAsync(http, $"milestones/{filter.Ukprn?.ToString() ?? "all"}/{filter.Period?.Id}/{(filter.Show.Length == 0 ? "all" : filter.Show)}");
        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Json)
        {
            await HttpAnswer.JsonAsync(http, earnings);
            return;
        }

        var pages = Math.Max(1, (earnings.Count + PageLength - 1) / PageLength);
        var page = OfficeLists.PageOf(http, pages);
        await HttpAnswer.HtmlAsync(
            http, "Milestones", isOnThisMachine, Draw(settings, filter, run, earnings, page, pages, ukprn is not null),
            ukprn is { } own && !Viewer.Of(http).IsOfficer
                ? Components.Back("Back to your returns", $"/api/providers/{own}")
                : Components.Back("Back to the quarter", "/api/office" + (filter.Period is { } period ? $"?period={period.Id}" : "")));
    }

    private static Markup Draw(PilotSettings settings, MilestoneFilter filter, RunRecord? run, IReadOnlyList<Earning> earnings, int page, int pages, bool ofProvider)
    {
        var provider = filter.Ukprn is { } ukprn ? settings.FindProvider(ukprn)!.Name : "All providers";
        return Markup.Join(
            new Tag("h1", new Tag("span", provider).With("class", "caption"), Heading(filter)),
            run is null
                ? Elements.P("No run has been made for this quarter yet, so nothing has been decided about any milestone.")
                : Markup.Join(
                    LearnerPage.Lead(run),
                    Elements.P(About(filter)),
                    Choose(filter, ofProvider),
                    Table(settings, filter, earnings, page, pages),
                    Components.Pages(page, pages, number => filter.Path(ofProvider, number))));
    }

    private static string Heading(MilestoneFilter filter) => filter.Kind.Length > 0 ? filter.Kind : filter.Show switch
    {
        "" => "Milestones",
        "refused" or "not-yet" or MilestoneFilter.Unfunded => $"Milestones: {Words(filter).ToLowerInvariant()}",
        _ => $"{Words(filter)} milestones",
    };

    private static string Words(MilestoneFilter filter) => Array.Find(MilestoneFilter.Shows, show => show.Value == filter.Show).Words;

    private static string About(MilestoneFilter filter) => string.Join(" ", new[]
    {
        "Each learner's reference leads to why it was decided so, and what would change it.",
        filter.Qualification.Length > 0 || filter.Year.Length > 0 ? $"Only {string.Join(" ", new[] { filter.Qualification, filter.Year }.Where(part => part.Length > 0))}." : "",
        filter.Dated is { } dated ? $"Only those dated in {dated.Words}." : "",
    }.Where(part => part.Length > 0));

    private static Tag Choose(MilestoneFilter filter, bool ofProvider) => new Tag("nav", Elements.List(
        MilestoneFilter.Shows.Select(show => show.Value == filter.Show && filter.Kind.Length == 0
            ? (Markup)new Tag("span", show.Words).With("aria-current", "page").With("class", "current")
            : Elements.Link(show.Words, (filter with { Show = show.Value, Kind = "" }).Path(ofProvider))))).With("aria-label", "Which milestones").With("class", "pages");

    private static Markup Table(PilotSettings settings, MilestoneFilter filter, IReadOnlyList<Earning> earnings, int page, int pages)
    {
        var shown = earnings.Skip((page - 1) * PageLength).Take(PageLength).ToList();
        List<PageTableColumn<Earning>> columns =
        [
            new("Learner", earning => Elements.Link(earning.LearnerRef, LearnerPage.PathOf(earning.Ukprn, earning.LearnerRef) + $"?period={filter.Period!.Value.Id}")),
            new("Milestone", earning => $"{earning.Qualification}, {LearnerPage.Name(earning.Milestone).ToLowerInvariant()}"),
            new("Date", earning => earning.Date is { } date ? Reporting.Vocabulary.Display.Date(date) : "No date yet"),
            new("Decision", earning => PageText.Capitalise(LearnerPage.DecisionWords(earning))),
            new("Earned", earning => Money.Words(EarnedOf(earning)), true),
            new("Funded", earning => Money.Words(earning.FundedGbp), true),
            new("Not funded", earning => Money.Words(UnfundedOf(earning)), true),
            new("Held", earning => Money.Words(HeldOf(earning)), true),
            new("Why", earning => earning.Reason),
        ];
        if (filter.Ukprn is null)
        {
            columns.Insert(1, new("Provider", earning => settings.FindProvider(earning.Ukprn)?.Name ?? earning.Ukprn.ToString()));
        }

        List<Markup> Sums(string name, IEnumerable<Earning> of)
        {
            List<Earning> all = [.. of];
            List<Markup> sums = [name, "", "", "", Money.Words(all.Sum(EarnedOf)), Money.Words(all.Sum(earning => earning.FundedGbp)), Money.Words(all.Sum(UnfundedOf)), Money.Words(all.Sum(HeldOf)), ""];
            if (filter.Ukprn is null)
            {
                sums.Insert(1, "");
            }

            return sums;
        }

        return Markup.Join(
            Elements.P($"{Reporting.Vocabulary.Display.Count(earnings.Count, "milestone")}: {Money.Words(earnings.Sum(EarnedOf))} earned, {Money.Words(earnings.Sum(earning => earning.FundedGbp))} of it funded and {Money.Words(earnings.Sum(UnfundedOf))} not, {Money.Words(earnings.Sum(HeldOf))} held."),
            Elements.Table(
                pages == 1 ? "Milestones by learner" : $"Milestones by learner, page {Display.Number(page)} of {Display.Number(pages)}", columns, shown, "No milestone fits.",
                Sums(pages == 1 ? "Total" : "Total of this page", shown)));
    }

    private static decimal EarnedOf(Earning earning) => earning.IsEarned ? earning.AmountGbp : 0;

    private static decimal UnfundedOf(Earning earning) => EarnedOf(earning) - earning.FundedGbp;

    private static decimal HeldOf(Earning earning) => earning.Decision == Decision.Held ? earning.AmountGbp : 0;
}
