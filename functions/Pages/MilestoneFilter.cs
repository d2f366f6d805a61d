using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>Which milestones of a run are meant: the address of the list behind an amount.</summary>
/// <param name="Period">Whose run; null = the latest quarter that has one.</param>
/// <param name="Ukprn">Null = every provider.</param>
/// <param name="Show">One of <see cref="Shows"/>; empty = all.</param>
/// <param name="Kind">The kind of an exception, in its words; empty = any.</param>
/// <param name="Qualification">Of the reconciliation line; empty = any.</param>
/// <param name="Year">The funding year of the line, such as 2026-27; empty = any.</param>
/// <param name="Dated">The quarter of the milestone's date; null = any.</param>
internal sealed record MilestoneFilter(Quarter? Period, Ukprn? Ukprn = null, string Show = "", string Kind = "", string Qualification = "", string Year = "", Quarter? Dated = null)
{
    public const string Earned = "earned";
    public const string Funded = "funded";
    public const string Unfunded = "not-funded";
    public const string Held = "held";

    /// <summary>What can be asked for, each with its words.</summary>
    public static readonly (string Value, string Words)[] Shows =
    [
        ("", "Every milestone"), (Earned, "Earned"), (Funded, "Funded"), (Unfunded, "Earned, not funded"), (Held, "Held"), ("not-yet", "Not yet"), ("refused", "Not claimable"),
    ];

    /// <exception cref="HttpProblemException">A period, a provider or a list that is none: everything in its place would be taken for what was asked for.</exception>
    public static MilestoneFilter Of(HttpRequest request, Ukprn? ukprn)
    {
        string Asked(string name) => request.Query[name].ToString().Trim();
        return new MilestoneFilter(
            PeriodOf(Asked("period")), ukprn ?? ProviderOf(Asked("provider")), ShowOf(Asked("show")), Asked("kind"), Asked("qualification"), Asked("year"), PeriodOf(Asked("dated")));
    }

    public bool Matches(Earning earning) =>
        (Ukprn is null || earning.Ukprn == Ukprn)
        && (Qualification.Length == 0 || earning.Qualification == Qualification)
        && (Year.Length == 0 || (earning.Date is { } date && FundingYear.Containing(date).ToString() == Year))
        && (Dated is null || (earning.Date is { } on && Dated.Value.Contains(on)))
        && (Kind.Length == 0 || UnpaidMilestone.Find([earning]) is [var exception] && exception.Kind == Kind)
        && IsShown(earning);

    /// <summary>The page of this list, for officers, or of the provider alone.</summary>
    public string Path(bool ofProvider, int page = 1) =>
        (ofProvider ? $"/api/providers/{Ukprn}/milestones" : MilestonesPage.Route) + "?" + string.Join('&', new[]
        {
            Pair("period", Period?.Id), ofProvider ? "" : Pair("provider", Ukprn?.ToString()), Pair("show", Show), Pair("kind", Kind), Pair("qualification", Qualification),
            Pair("year", Year), Pair("dated", Dated?.Id), page > 1 ? FormattableString.Invariant($"page={page}") : "",
        }.Where(part => part.Length > 0));

    private bool IsShown(Earning earning) => Show switch
    {
        Earned => earning.IsEarned,
        Funded => earning.FundedGbp != 0,
        Unfunded => earning.IsEarned && earning.FundedGbp != earning.AmountGbp,
        Held => earning.Decision == Decision.Held,
        "not-yet" => earning.Decision == Decision.NotYet,
        "refused" => earning.Decision is Decision.NotClaimable or Decision.NoAllocation,
        _ => true,
    };

    private static Ukprn? ProviderOf(string text) => text.Length == 0 ? null
        : Reporting.Vocabulary.Ukprn.TryParse(text, out var provider) ? provider
        : throw HttpProblemException.NotFound("There is no such provider. A provider is named by its UKPRN, 8 digits.");

    private static string ShowOf(string text) => Array.Exists(Shows, show => show.Value == text) ? text
        : throw HttpProblemException.NotFound($"There is no such list. There are {string.Join(", ", Shows.Select(show => show.Value).Where(value => value.Length > 0))}.");

    private static Quarter? PeriodOf(string text) => text.Length == 0 ? null
        : Quarter.TryParse(text, out var period) ? period
        : throw HttpProblemException.NotFound("There is no such period. A period is written like 2026Q3.");

    private static string Pair(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"{name}={Uri.EscapeDataString(value)}";
}
